"""The first generation: net_init(cfg) and net_inference(model, args), JSON text in and out (AVA, section 5.1).

The platform's gate document prints the same with mappings, a list of rets and objects as results (AVA, section 9.4): what
a script gets is a text that also answers as a mapping, and both kinds of answer are read.
"""
import json

from evalbridge_runner.dialects.ava import answers
from evalbridge_runner.dialects.ava.mapping_text import MappingText
from evalbridge_runner.dialects.ava.requests import build_request, create_configs, local_paths
from evalbridge_runner.dialects.jsontext import to_json
from evalbridge_runner.failure import Failure
from evalbridge_runner.text import exception_text, text_type, to_text

CREATE = "net_init"


def configs(create, params):
    """``cfg``."""
    return MappingText.of(configuration(create, params))


def configuration(create, params):
    """The keys of ``cfg``. What has two names in the platform's documents stands under both.

    :param create: the Create message
    :param params: the CreateParams message
    """
    values = create_configs(create, params)
    custom = values["custom_params"]
    values.update({
        u"tar_file": u"",
        u"tar_files": values["model_files"],
        u"custom_values": dict({u"workspace": values["workspace"]}, **custom),
        u"image_width": custom.get("image_width", 0),
        # A worker never has more than one call.
        u"max_concurrent": values["batch_size"],
        u"process_pre": {u"on": create.get("preprocess", False), u"threads": 1},
    })
    return values


def model(result):
    """What net_init returned: a dict with the text ``error``, which is the model."""
    if not isinstance(result, dict):
        raise Failure(599, u"net_init returned %s, not a dict with the key error" % answers.kind(result))
    error = result.get("error")
    if not isinstance(error, (bytes, text_type)):
        raise Failure(599, u"net_init returned a dict whose error is %s, not text" % answers.kind(error))
    if error:
        raise Failure(599, to_text(error))
    return result


def request(message, folder):
    """One request as the client sent it: a local path, and no bytes, which JSON cannot hold."""
    return local_paths(build_request(message, folder, full=False))


def preprocess_argument(request, reqid):
    return MappingText.of({u"reqid": reqid, u"req": request})


def prepared(result):
    """The request out of ``{"result": {"code", "message", "result": <the request>}, "error"}``."""
    answer = _parsed(result, u"net_preprocess")
    if not isinstance(answer, dict) or not isinstance(answer.get("result"), dict):
        raise Failure(599, u"net_preprocess returned %s, not a dict with the key result" % answers.kind(answer))
    _check_error(answer)
    ret = answer["result"]
    return answers.judge_preprocess((_parsed(ret.get("result"), u"net_preprocess"), ret.get("code"), ret.get("message")))


def inference_argument(requests, reqid):
    return MappingText.of({u"reqid": reqid, u"reqs": requests})


def rets(result, count):
    """The rets of an answer of any form, and its headers for all of them.

    :param result: JSON text of ``{"results", "headers", "error"}``, that mapping itself, a list of rets, or a tuple as
        the decorated functions return it
    """
    if isinstance(result, tuple):
        return answers.judge_call(answers.triple_or_pair(result, u"net_inference", u"rets"), count), []
    answer = _parsed(result, u"net_inference")
    if not isinstance(answer, dict):
        return answers.judge_call((answer, 0, None), count), []
    _check_error(answer)
    return answers.judge_call((answer.get("results"), 0, None), count), answers.log_headers(answer.get("headers"))


def response(ret, place, files):
    """One ret: its ``result`` is JSON text, or an object; nothing is null."""
    result = ret.get("result")
    if isinstance(result, (bytes, text_type)):
        result = _json_text(to_text(result), place)
    else:
        result = to_json(result)
    return answers.with_literal_code(answers.judge_ret(ret, result, place, files))


def _parsed(answer, function):
    """What stands in a JSON text; anything else as it is."""
    if not isinstance(answer, (bytes, text_type)):
        return answer
    try:
        return json.loads(to_text(answer))
    except (ValueError, RuntimeError) as error:
        raise Failure(599, u"%s returned text that is not JSON: %s" % (function, exception_text(error)))


def _check_error(answer):
    error = answer.get("error")
    if not answers.is_empty(error):
        raise Failure(599, answers.as_text(error))


def _json_text(text, place):
    """A script's own JSON, spelt as the script spelt it."""
    if not text:
        return u"null"
    try:
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RuntimeError) as error:
        raise Failure(599, u"%s has a result that is text but not JSON: %s" % (place, exception_text(error)))
    return text


def _refuse(constant):
    raise ValueError("%s is no number of JSON" % constant)
