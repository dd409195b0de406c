"""Computes for some milliseconds, always the same."""
import hashlib

from evals.utils import create_net_handler, net_inference_handler


@create_net_handler
def create_net(configs):
    return {}, 0, ""


@net_inference_handler
def net_inference(model, reqs):
    rets = []
    for req in reqs:
        key = hashlib.pbkdf2_hmac("sha256", bytes(req["data"]["body"]), b"salt", 8000)
        rets.append({"result": {"sum": sum(bytearray(key))}})
    return rets, 0, ""
