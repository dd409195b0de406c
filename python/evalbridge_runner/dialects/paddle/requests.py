"""Requests and answers as JSON (spec: paddle-pipeline, section B2)."""
import base64
import json

from paddle_serving_server.pipeline.proto.pipeline_service_pb2 import Request, Tensor

from evalbridge_runner.failure import Failure
from evalbridge_runner.text import exception_text

# What Go's encoder writes in another way.
ESCAPED = tuple((character, "\\u%04x" % ord(character)) for character in u"<>&\u2028\u2029")


def read(body):
    """A Request; nothing at all is an empty one.

    :raises Failure: 400
    """
    try:
        values = json.loads(body.decode("utf-8", "replace")) if body.strip() else None
        if not isinstance(values, (dict, type(None))):
            raise ValueError("the request is no JSON object")
        return _message(Request, values or {})
    except (ValueError, TypeError, RecursionError) as error:
        raise Failure(400, u"the request cannot be read: " + exception_text(error))


def _message(kind, values):
    """A message of what a dict says of its fields; null says nothing, and names may be written like `elemType`."""
    known = {}
    for name in kind.FIELDS:
        value = values.get(name, values.get(_camel(name)))
        if value is not None:
            known[name] = _field(name, value)
    return kind(**known)


def _field(name, value):
    if name == "tensors":
        return [_message(Tensor, one) for one in value]
    if name == "byte_data":
        return base64.b64decode(value)
    if name in ("key", "value", "str_data"):
        return ["" if one is None else _sendable(one) for one in value]
    if name in ("logid", "int64_data"):
        return list(map(_whole, value)) if isinstance(value, list) else _whole(value)
    return _sendable(value)


def _sendable(value):
    """The same; in text, half a surrogate pair, which no message could hold, is replaced."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _whole(value):
    return int(value) if isinstance(value, str) else value


def _camel(name):
    first, _, rest = name.partition("_")
    return first + rest.title().replace("_", "")


def write(response):
    """A Response as the platform's HTTP gateway writes it."""
    values = [("err_no", response.err_no), ("err_msg", response.err_msg), ("key", list(response.key)),
              ("value", list(response.value)), ("tensors", [])]
    text = "{%s}" % ",".join('"%s":%s' % (name, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
                             for name, value in values)
    for character, escape in ESCAPED:
        text = text.replace(character, escape)
    return _sendable(text)
