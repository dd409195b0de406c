"""Requests and answers as JSON (spec: paddle-pipeline, section B2)."""
import base64
import json
import re

from paddle_serving_server.pipeline.proto.pipeline_service_pb2 import Request, Tensor

from evalbridge_runner.failure import Failure
from evalbridge_runner.text import exception_text

FLOATS = ("float_data", "float64_data", "complex64_data", "complex128_data")
# What Go's encoder writes in another way.
SHORT = re.compile(r"\\.")
ESCAPED = tuple((character, "\\u%04x" % ord(character)) for character in u"<>&\u2028\u2029")
LISTS = ("key", "value", "str_data", "tensors")


def read(body, target, called=""):
    """A Request; nothing at all is an empty one.

    :param target: `<name>/<method>`, which are its own whatever the body says
    :param called: the service's name, which may have slashes
    :raises Failure: 400
    """
    try:
        values = json.loads(body.decode("utf-8", "replace")) if body.strip() else None
        if not isinstance(values, (dict, type(None))):
            raise ValueError("the request is no JSON object")
        name = called if target.startswith(called + "/") else target.partition("/")[0]
        method = target[len(name) + 1:]
        return _message(Request, dict(values or {}, name=name, method=method))
    except (ValueError, TypeError, RecursionError) as error:
        raise Failure(400, u"the request cannot be read: " + exception_text(error))


def _message(kind, values):
    """A message of what a dict says of its fields; null says nothing, and names may be written like `elemType`."""
    if not isinstance(values, dict):
        raise ValueError("a message is no JSON object")
    known = {}
    for name in kind.FIELDS:
        value = values.get(_camel(name), values.get(name))
        if value is not None:
            known[name] = _field(name, value)
    return kind(**known)


def _field(name, value):
    if name in LISTS and not isinstance(value, list):
        raise ValueError("%s is no list" % name)
    if name == "tensors":
        return [_message(Tensor, one or {}) for one in value]
    if name == "byte_data":
        return base64.b64decode(value)
    if name in ("key", "value", "str_data"):
        return ["" if one is None else _sendable(one) for one in value]
    if name.endswith("_data") or name in ("logid", "elem_type", "shape", "lod"):
        kind = float if name in FLOATS else int
        return [_number(kind, one) for one in value] if isinstance(value, list) else _number(kind, value)
    return _sendable(value)


def _sendable(value):
    """The same; in text, half a surrogate pair, which no message could hold, is replaced."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _number(kind, value):
    """Numbers may be written as text; null is none."""
    return kind(value) if isinstance(value, str) else 0 if value is None else value


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
    return _sendable(SHORT.sub(lambda found: {r"\b": r"\u0008", r"\f": r"\u000c"}.get(found.group(), found.group()), text))
