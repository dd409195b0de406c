"""The messages of the platform's service, as plain objects: packers and unpackers need no protobuf for them.

Their fields: paddle-pipeline, section B2.
"""
import numbers


class Texts(list):
    """A repeated field of text."""

    def append(self, value):
        super(Texts, self).append(_text(value))

    def extend(self, values):
        super(Texts, self).extend([_text(value) for value in values])


class _Message(object):
    """Fields with defaults; what no message could hold raises TypeError or ValueError."""

    FIELDS = {}

    def __init__(self, **values):
        for name, (kind, default) in self.FIELDS.items():
            object.__setattr__(self, name, kind() if kind in (Texts, list) else default)
        for name, value in values.items():
            if self.FIELDS[name][0] in (Texts, list):
                getattr(self, name).extend(value)
            else:
                setattr(self, name, value)

    def __setattr__(self, name, value):
        if name not in self.FIELDS:
            raise AttributeError("'%s' object has no attribute '%s'" % (type(self).__name__, name))
        kind = self.FIELDS[name][0]
        if kind in (Texts, list):
            raise AttributeError('Assignment not allowed to repeated field "%s" in protocol message object.' % name)
        object.__setattr__(self, name, kind(value))


def _text(value):
    if not isinstance(value, (bytes, str)):
        raise TypeError("%.100r has type %s, but expected one of: bytes, unicode" % (value, type(value).__name__))
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _whole(bits):
    def check(value):
        if not isinstance(value, numbers.Integral):
            raise TypeError("%.100r has type %s, but expected one of: int" % (value, type(value).__name__))
        if not -2 ** (bits - 1) <= value < 2 ** (bits - 1):
            raise ValueError("Value out of range: %d" % value)
        return int(value)
    return check


class Tensor(_Message):
    """An array of a request."""

    FIELDS = dict([(name, (list, None)) for name in (
        "int64_data", "float_data", "int_data", "float64_data", "uint32_data", "bool_data", "complex64_data",
        "complex128_data", "shape", "lod")],
        str_data=(Texts, None), byte_data=(bytes, b""), elem_type=(_whole(32), 0), name=(_text, ""))


class Request(_Message):
    """What a client asks."""

    FIELDS = {"key": (Texts, None), "value": (Texts, None), "tensors": (list, None), "name": (_text, ""), "method": (_text, ""),
              "logid": (_whole(64), 0), "clientip": (_text, "")}


class Response(_Message):
    """What it gets."""

    FIELDS = {"err_no": (_whole(32), 0), "err_msg": (_text, ""), "key": (Texts, None), "value": (Texts, None),
              "tensors": (list, None)}
