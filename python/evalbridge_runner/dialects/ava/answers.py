"""What an AVA script returned, judged (AVA, sections 1.7, 5, 8 and 9)."""
from evalbridge_runner.dialects.jsontext import is_numpy_scalar
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.text import exception_text, integer_types, text_type, to_text

SUCCESS = (0, 200)
INT32_MIN, INT32_MAX = -2 ** 31, 2 ** 31 - 1
# What clients of the first two generations' scripts saw instead of these codes (AVA, section 9.1 no. 2).
SPECIAL_CODES = {-1: (400, u"out of batch size"), -2: (500, u"forward inference failed"), -3: (400, u"invalid image")}


def triple(result, function, first):
    """The three values of a tuple (value, code, message).

    :param function: which returned it, and ``first`` what it calls the value, both for the message
    :raises Failure: it is none
    """
    try:
        value, code, message = result
    except (TypeError, ValueError):
        raise Failure(599, u"%s returned %s, not (%s, code, message)" % (function, kind(result), first))
    return value, code, message


def triple_or_pair(result, function, first):
    """Like ``triple``; of a pair (value, error), an error that is neither None nor empty means code 599."""
    if isinstance(result, tuple) and len(result) == 2:
        value, error = result
        return value, 0 if is_empty(error) else 599, error
    return triple(result, function, first)


def judge_create(result, function):
    """The model out of (model, code, message).

    :raises Failure: the script refused
    """
    model, code, message = result
    code = _code_or(code, 599)
    if code in SUCCESS:
        return model
    code, message = _code_and_message(code, message)
    raise Failure(code, message or u"%s returned code %d without a message" % (function, code))


def judge_preprocess(result):
    """The request out of (request, code, message).

    :raises Failure: the script failed the request, or returned no request
    """
    request, code, message = result
    if not is_empty(message) or _code_or(code, 599) not in SUCCESS:
        raise Failure(*_code_and_message(code, message))
    if not isinstance(request, dict):
        raise Failure(599, u"net_preprocess returned %s as the request, not a dict" % kind(request))
    return request


def judge_call(result, count):
    """The rets out of (rets, code, message), as a list.

    :param count: the number of requests
    :raises Failure: the call failed as a whole
    """
    rets, code, message = result
    if not is_empty(message):
        raise Failure(*_code_and_message(code, message))
    if (rets is None or hasattr(rets, "__len__") and len(rets) == 0) and _code_or(code, 599) not in SUCCESS:
        raise Failure(*_code_and_message(code, message))
    if not hasattr(rets, "__iter__") or isinstance(rets, (bytes, text_type)):
        raise Failure(599, u"net_inference returned %s as rets, not a list" % kind(rets))
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


def pick(rets, index, count):
    """One ret.

    :raises Failure: it is missing, or no dict
    """
    if index >= len(rets):
        raise Failure(599, count_text(rets, count))
    ret = rets[index]
    if not isinstance(ret, dict):
        raise Failure(599, u"rets[%d] is %s, not a dict" % (index, kind(ret)))
    return ret


def judge_ret(ret, result, place, files):
    """One ret as (InferenceResponse message, Item message without index).

    :param result: JSON text
    :param place: the ret, for messages
    :param files: the ResultFiles
    :raises Failure: it holds what the contract does not allow
    """
    response = {
        "code": _code(ret.get("code"), place),
        "message": _message(ret.get("message"), place),
        "result": result,
        "body": _body(ret.get("body"), place),
    }
    if not is_empty(ret.get("result_file")):
        response["body"] = files.take(ret["result_file"], place)
    headers = _headers(ret.get("header"))
    return response, {"headers": headers} if headers else {}


def with_literal_code(answer):
    """The same (response, item), its code marked as one that clients get as it is, once the special ones are replaced."""
    response, item = answer
    if response["code"] in SPECIAL_CODES:
        code, message = SPECIAL_CODES[response["code"]]
        response = dict(response, code=code, message=message)
    return response, dict(item, literal_code=True) if response["code"] else item


def with_headers(answer, headers):
    """The same (response, item) with more headers; a Failure becomes one if there are any."""
    if not headers:
        return answer
    response, item = (_failed(answer), {}) if isinstance(answer, Failure) else answer
    return response, dict(item, headers=item.get("headers", []) + headers)


def log_headers(headers):
    """Header messages out of the ``headers`` of a first generation's answer: its ``xlog`` goes on, nothing else did."""
    xlog = headers.get("xlog") if isinstance(headers, dict) else None
    return [header for header in _headers({"X-Log": xlog}) if header["values"]]


def count_text(rets, count):
    """How many rets came for how many requests, in words."""
    return u"net_inference returned %d ret%s for %d request%s" % (
        len(rets), "" if len(rets) == 1 else "s", count, "" if count == 1 else "s")


def encodable(results):
    """InferenceResponse messages and Item messages out of (response, item) pairs and Failures."""
    pairs = [(_failed(result), {}) if isinstance(result, Failure) else result for result in results]
    items = [dict(item, index=index) for index, (_, item) in enumerate(pairs) if item]
    return [response for response, _ in pairs], items


def _failed(failure):
    return {"code": failure.code, "message": failure.message, "result": u"{}", "body": b""}


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
    return 599 if code in SUCCESS else code, u"" if message is None else as_text(message)


def is_empty(message):
    """Whether a message says nothing: only None and empty text do; 0, False and [] are failures (AVA, section 9.3)."""
    return message is None or isinstance(message, (bytes, text_type)) and not message


def _message(value, place):
    if value is None:
        return u""
    if not isinstance(value, (bytes, text_type)):
        raise Failure(599, u"%s has %s as message, not text" % (place, kind(value)))
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
    raise Failure(599, u"%s has %s as body, not bytes" % (place, kind(value)))


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


def as_text(value):
    """A value that a script used as an error, as text."""
    if isinstance(value, (bytes, text_type)):
        return to_text(value)
    if isinstance(value, BaseException):
        return exception_text(value)
    return to_text(str(value))


def _shown(value):
    return to_text(repr(value))[:80]


def kind(value):
    """What a value is, in words: ``a list``, ``None``, ``a tuple of 2``."""
    if value is None:
        return u"None"
    if isinstance(value, tuple):
        return u"a tuple of %d" % len(value)
    name = to_text(type(value).__name__)
    return (u"an " if name[:1].lower() in u"aeiou" else u"a ") + name
