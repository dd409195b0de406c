"""A script's result as JSON text, and, where it cannot be one, what its author should change."""
import json

from evalbridge_runner.failure import Failure
from evalbridge_runner.text import PY2, integer_types, text_type, to_text


def to_json(value):
    """JSON text with keys in the script's order. numpy scalars count as numbers on Python 3.

    :raises Failure: 599; the message names the place, such as ``result.confidences[0].score``
    """
    try:
        return to_text(_encode(adapt(value)))
    except Exception as error:
        reason = _explain(value)
        raise Failure(599, reason or u"result cannot be written as JSON: " + to_text(str(error)))


def adapt(value):
    """What a script's own kinds of values are made before they are encoded. Translated Python-2 sources set another."""
    return value


def is_numpy_scalar(value):
    """Tells a numpy number from everything else, without importing numpy. Arrays, also 0-d ones, are none."""
    kind = type(value)
    return kind.__module__ == "numpy" and any(base.__name__ == "generic" for base in kind.__mro__)


def _default(value):
    # Python 2's json took int64 and float64, which are numbers there, and refused the rest; scripts know that.
    if not PY2 and is_numpy_scalar(value):
        number = value.item()
        if isinstance(number, (bool, int, float)):
            return number
    raise TypeError("%s is not JSON serializable" % type(value).__name__)


_encode = json.JSONEncoder(allow_nan=False, default=_default).encode


def _explain(value):
    """Where and why ``value`` is not JSON; None when no reason is found."""
    try:
        return _find(value, u"result", ())
    except RuntimeError:
        return u"result is nested too deeply"


def _find(value, place, above):
    if isinstance(value, (dict, list, tuple)) and any(value is outer for outer in above):
        return place + u" contains itself"
    if isinstance(value, dict):
        for key, item in value.items():
            if key is not None and not isinstance(key, (bytes, text_type, float) + integer_types) or _is_bytes(key):
                return u"%s has the key %s; keys must be text" % (place, to_text(repr(key)))
            found = _find(item, u"%s.%s" % (place, _key_text(key)), above + (value,))
            if found:
                return found
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            found = _find(item, u"%s[%d]" % (place, index), above + (value,))
            if found:
                return found
    else:
        fault = _fault(value)
        return fault and u"%s is %s" % (place, fault)
    return None


def _key_text(key):
    return to_text(key) if isinstance(key, (bytes, text_type)) else to_text(str(key))


def _fault(value):
    """What is wrong with a single value, as the end of a sentence; None when it is fine."""
    if is_numpy_scalar(value) and not PY2:
        value = value.item()
    if isinstance(value, float):
        return u"%r, which JSON cannot hold" % value if value - value != 0 else None
    if _is_bytes(value):
        return u"bytes, not text: decode it or put it into `body`"
    if value is None or isinstance(value, (bool, bytes, text_type) + integer_types):
        return None
    kind = type(value)
    if kind.__name__ == "ndarray":
        return u"a numpy array: convert it with .tolist()"
    if kind.__module__ == "numpy":
        return u"a numpy %s: convert it with .item()" % to_text(kind.__name__)
    return u"of type %s, which JSON cannot hold" % to_text(kind.__name__)


def _is_bytes(value):
    if not isinstance(value, bytes):
        return False
    # Those of translated sources are text where they can be, as on Python 2.
    if not PY2 and type(value) is bytes:
        return True
    try:
        value.decode("utf-8")
        return False
    except UnicodeDecodeError:
        return True
