"""What an AVA script returned, judged (AVA, sections 1.7, 8 and 9)."""
from evalbridge_runner.dialects.jsontext import is_numpy_scalar, to_json
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.text import exception_text, integer_types, text_type, to_text

SUCCESS = (0, 200)
INT32_MIN, INT32_MAX = -2 ** 31, 2 ** 31 - 1


def judge_create(result):
    """The model out of what ``create_net`` returned.

    :raises Failure: it refused, or returned something else than (model, code, message)
    """
    model, code, message = _triple(result, u"create_net", u"model")
    code = _code_or(code, 599)
    if code in SUCCESS:
        return model
    code, message = _code_and_message(code, message)
    raise Failure(code, message or u"create_net returned code %d without a message" % code)


def judge_preprocess(result):
    """The request out of what ``net_preprocess`` returned.

    :raises Failure: it failed the request, or returned something else than (request, code, message)
    """
    request, code, message = _triple(result, u"net_preprocess", u"request")
    if not _is_empty(message) or _code_or(code, 599) not in SUCCESS:
        raise Failure(*_code_and_message(code, message))
    if not isinstance(request, dict):
        raise Failure(599, u"net_preprocess returned %s as the request, not a dict" % _kind(request))
    return request


def judge_call(result, count):
    """The rets out of what ``net_inference`` returned, as a list.

    :param count: the number of requests
    :raises Failure: the call failed as a whole
    """
    rets, code, message = _triple(result, u"net_inference", u"rets")
    if not _is_empty(message):
        raise Failure(*_code_and_message(code, message))
    if not rets and _code_or(code, 599) not in SUCCESS:
        raise Failure(*_code_and_message(code, message))
    if not hasattr(rets, "__iter__") or isinstance(rets, (bytes, text_type)):
        raise Failure(599, u"net_inference returned %s as rets, not a list" % _kind(rets))
    try:
        rets = list(rets)
    except BaseException as error:
        raise script_raised(exception_text(error))
    if len(rets) < count and rets and isinstance(rets[0], dict):
        _fail_all(rets[0])
    return rets


def _fail_all(ret):
    """With fewer rets than requests, an error in the first is meant for all of them."""
    code = _code_or(ret.get("code"), 0)
    if code not in SUCCESS:
        raise Failure(code, _message(ret.get("message"), u"rets[0]"))


def judge_ret(rets, index, count):
    """One ret as (InferenceResponse message, Header messages).

    :raises Failure: it is missing, or holds what the contract does not allow
    """
    if index >= len(rets):
        raise Failure(599, count_text(rets, count))
    ret = rets[index]
    if not isinstance(ret, dict):
        raise Failure(599, u"rets[%d] is %s, not a dict" % (index, _kind(ret)))
    place = u"rets[%d]" % index
    response = {
        "code": _code(ret.get("code"), place),
        "message": _message(ret.get("message"), place),
        "result": to_json(ret["result"]) if "result" in ret else u"{}",
        "body": _body(ret.get("body"), place),
    }
    return response, _headers(ret.get("header"))


def count_text(rets, count):
    """How many rets came for how many requests, in words."""
    return u"net_inference returned %d ret%s for %d request%s" % (
        len(rets), "" if len(rets) == 1 else "s", count, "" if count == 1 else "s")


def encodable(results):
    """InferenceResponse messages and Item messages out of (response, headers) pairs and Failures."""
    responses, items = [], []
    for index, result in enumerate(results):
        if isinstance(result, Failure):
            responses.append({"code": result.code, "message": result.message, "result": u"{}", "body": b""})
            continue
        responses.append(result[0])
        if result[1]:
            items.append({"index": index, "headers": result[1]})
    return responses, items


def _triple(result, function, first):
    try:
        first_value, code, message = result
    except (TypeError, ValueError):
        raise Failure(599, u"%s returned %s, not (%s, code, message)" % (function, _kind(result), first))
    return first_value, code, message


def _code(value, place):
    """A code as a whole number: None is 0, numeric text counts as its number.

    :raises Failure: it is no code
    """
    if value is None:
        return 0
    if type(value) is int and INT32_MIN <= value <= INT32_MAX:
        return value
    if is_numpy_scalar(value):
        value = value.item()
    try:
        code = int(to_text(value)) if isinstance(value, (bytes, text_type)) else value
        if isinstance(code, float) and code == int(code):
            code = int(code)
    except (ValueError, OverflowError):
        code = None
    if not isinstance(code, integer_types) or not INT32_MIN <= code <= INT32_MAX:
        raise Failure(599, u"%s has the code %s, which is not a whole number" % (place, _shown(value)))
    return int(code)


def _code_or(value, default):
    try:
        return _code(value, u"")
    except Failure:
        return default


def _code_and_message(code, message):
    """What a failing tuple says. A dict as message brings its own code; a code that says success cannot fail: 599."""
    code = _code_or(code, 599)
    if isinstance(message, dict):
        code = _code_or(message.get("code"), 599) or code
        message = message.get("message")
    return 599 if code in SUCCESS else code, u"" if message is None else _as_text(message)


def _is_empty(message):
    return message is None or isinstance(message, (bytes, text_type)) and not message


def _message(value, place):
    if value is None:
        return u""
    if not isinstance(value, (bytes, text_type)):
        raise Failure(599, u"%s has %s as message, not text" % (place, _kind(value)))
    return to_text(value)


def _body(value, place):
    if value is None:
        return b""
    if isinstance(value, text_type):
        return value.encode("utf-8", "replace")
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, memoryview):
        return value.tobytes()
    raise Failure(599, u"%s has %s as body, not bytes" % (place, _kind(value)))


def _headers(header):
    """Header messages of a ret's ``header``; what is no dict of text or lists of text is left out."""
    if not isinstance(header, dict):
        return []
    headers = []
    for name, values in header.items():
        values = [values] if isinstance(values, (bytes, text_type)) else values
        if isinstance(name, (bytes, text_type)) and isinstance(values, (list, tuple)):
            texts = [to_text(value) for value in values if isinstance(value, (bytes, text_type))]
            headers.append({"name": to_text(name), "values": texts})
    return headers


def _as_text(value):
    if isinstance(value, (bytes, text_type)):
        return to_text(value)
    if isinstance(value, BaseException):
        return exception_text(value)
    return to_text(str(value))


def _shown(value):
    return to_text(repr(value))[:80]


def _kind(value):
    if value is None:
        return u"None"
    if isinstance(value, tuple):
        return u"a tuple of %d" % len(value)
    name = to_text(type(value).__name__)
    return (u"an " if name[:1].lower() in u"aeiou" else u"a ") + name
