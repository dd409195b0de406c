"""The second generation: net_init and net_inference decorated, dict and list in, pairs out (AVA, section 5.2).

Its scripts ran where the first generation's did: they get the same configuration, and their codes count the same way.
A tuple of three is read as the third generation's: scripts mix them.
"""
from evalbridge_runner.dialects.ava import answers, g1, g3
from evalbridge_runner.dialects.ava.requests import build_request

CREATE = "net_init"


def configs(create, params):
    """The first generation's configuration as a dict; scripts find their own parameters at its top too."""
    values = g1.configuration(create, params)
    return dict(values["custom_params"], **values)


def model(result):
    """The model out of (model, error text)."""
    return answers.judge_create(answers.triple_or_pair(result, u"net_init", u"model"), u"net_init")


def request(message, folder):
    """One request as the client sent it: no ``params``, no ``attribute`` where it sent none."""
    return build_request(message, folder, full=False)


def preprocess_argument(request, reqid):
    return request


def prepared(result):
    """The request out of (request, error text), or in the first generation's form."""
    if not isinstance(result, tuple):
        return g1.prepared(result)
    return answers.judge_preprocess(answers.triple_or_pair(result, u"net_preprocess", u"request"))


def inference_argument(requests, reqid):
    return requests


rets = g1.rets


def response(ret, place, files):
    """One ret: its ``result`` is an object, as in the third generation."""
    return answers.with_literal_code(g3.response(ret, place, files))
