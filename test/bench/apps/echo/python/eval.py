# -*- coding: utf-8 -*-
"""Answers the input's bytes. `params` may ask for its length as JSON, for a look at `uri`, or for so many bytes."""
from evals.utils import create_net_handler, net_inference_handler


@create_net_handler
def create_net(configs):
    return {}, 0, ""


@net_inference_handler
def net_inference(model, reqs):
    return [echo(req["data"], req["params"]) for req in reqs], 0, ""


def echo(data, params):
    if params.get("uri"):
        return {"result": {"length": len(data["body"]), "file": data["uri"]}}
    if params.get("json"):
        return {"result": {"length": len(data["body"])}}
    if "answer" in params:
        return {"body": bytes(params["answer"])}
    return {"body": data["body"]}
