"""What clients get of a script's answers (taichu-serve, sections C2 and C9)."""
import json
import pickle

from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.text import describe_exception

# "Internal error, please contact the maintainers": all that the platform said of a body that it could not read, and of an
# answer that it could not write.
INTERNAL_ERROR = u"\u7cfb\u7edf\u5185\u90e8\u9519\u8bef\uff0c\u8bf7\u8054\u7cfb\u7ef4\u62a4\u4eba\u5458"
# What an InferParameter holds.
PARAMETER_TYPES = (int, float, bool, str)


def read_parameters(body):
    """``parameters`` of a request; an empty dict where it has none.

    :param body: JSON in any of Unicode's encodings
    :raises Failure: 400
    """
    try:
        request = json.loads(body)
    except (ValueError, RecursionError):
        raise Failure(400, INTERNAL_ERROR)
    if not isinstance(request, dict):
        raise Failure(400, INTERNAL_ERROR)
    return request.get("parameters", {})


def collapse(answers):
    """One answer for clients who take no more: the only one, or all as JSON texts by number.

    :raises Failure: 500: there is none, or a text cannot be written
    """
    if not answers:
        raise Failure(500, u"Model predict error")
    if len(answers) == 1:
        return answers[0]
    try:
        return dict(("item_%d" % index, json.dumps(answer)) for index, answer in enumerate(answers))
    except Exception as error:
        raise script_raised(error_text(error), 500)


def write_json(answer):
    """``{"parameters": ..}`` as the platform writes it over HTTP, with NaN and whatever else Python has.

    :raises Failure: 500
    """
    try:
        return _to_text(answer)
    except Exception as error:
        _check_sendable(answer)
        raise Failure(500, INTERNAL_ERROR, u"the answer cannot be written as JSON: " + describe_exception(error))


def write_parameters(answer, drop):
    """``{"parameters": ..}`` of what gRPC's InferParameters hold; the rest is dropped, but for what cannot be sent at all.

    :param answer: a dict; None is an empty one
    :param drop: ``drop(key, type)`` is told
    :raises Failure: 500
    """
    parameters = {}
    try:
        for key, value in ({} if answer is None else answer).items():
            if type(value) not in PARAMETER_TYPES:
                _check_sendable(value)
                drop(key, type(value))
            elif not isinstance(key, str):
                raise TypeError("the name of a parameter is of type %s, not text" % type(key).__name__)
            else:
                parameters[key] = float(value) if type(value) is int else value
        return _to_text(parameters)
    except Failure:
        raise
    except Exception as error:
        raise script_raised(error_text(error), 500)


def error_text(error):
    """``str`` of an exception, which is what clients are told; its type where that fails."""
    try:
        return str(error)
    except Exception:
        return type(error).__name__


def _to_text(parameters):
    text = json.dumps({"parameters": parameters}, ensure_ascii=False)
    # A surrogate by itself cannot be sent.
    text.encode("utf-8")
    return text


def _check_sendable(answer):
    """The platform passed answers from process to process.

    :raises Failure: 500: something in this one cannot be
    """
    kind = _unsendable_type(answer)
    if kind is not None:
        raise Failure(500, u"cannot pickle '%s' object" % kind, u"a %s in the answer cannot be sent" % kind)


def _unsendable_type(answer):
    """The type of what in an answer cannot be pickled; None without one."""
    values, seen = [answer], set()
    while values:
        value = values.pop()
        if id(value) in seen or _can_be_pickled(value):
            continue
        seen.add(id(value))
        if isinstance(value, (dict, list, tuple)):
            values.extend(dict.values(value) if isinstance(value, dict) else value)
        else:
            kind = type(value)
            return kind.__name__ if kind.__module__ == "builtins" else "%s.%s" % (kind.__module__, kind.__name__)
    return None


def _can_be_pickled(value):
    try:
        pickle.dumps(value)
        return True
    except Exception:
        return False
