"""The third generation: create_net(dict), net_inference(model, list), tuples of three (AVA, sections 1.5 to 1.8).

A pair from net_inference is read as the second generation's: scripts mix them.
"""
from evalbridge_runner.dialects.ava import answers
from evalbridge_runner.dialects.ava.requests import build_request, create_configs
from evalbridge_runner.dialects.jsontext import to_json

CREATE = "create_net"
configs = create_configs


def model(result):
    """The model out of (model, code, message)."""
    return answers.judge_create(answers.triple(result, u"create_net", u"model"), u"create_net")


def request(message, folder):
    """One request; ``params`` and ``attribute`` are there even when the client sent none."""
    return build_request(message, folder, full=True)


def preprocess_argument(request, reqid):
    return request


def prepared(result):
    """The request out of (request, code, message)."""
    return answers.judge_preprocess(answers.triple(result, u"net_preprocess", u"request"))


def inference_argument(requests, reqid):
    return requests


def rets(result, count):
    """The rets out of (rets, code, message), and no headers: each ret has its own."""
    return answers.judge_call(answers.triple_or_pair(result, u"net_inference", u"rets"), count), []


def response(ret, place, files):
    """One ret; a ``result`` that is text stays a text."""
    result = to_json(ret["result"]) if "result" in ret else u"{}"
    return answers.judge_ret(ret, result, place, files)
