"""Python 2's `str` where it holds bytes."""


def to_bytes(value):
    """A text as the bytes that it stands for; anything else as it is."""
    return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value


def to_text(value):
    """Bytes as the text that stands for them; anything else as it is."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def native(value):
    """What a library returned, as translated code knows it: bytes, alone or in a list or tuple, become ByteStrings."""
    kind = type(value)
    if kind is bytes:
        return ByteString(value)
    if kind is list or kind is tuple:
        return kind(native(item) for item in value)
    return value


class _StrLike(type):
    """`type(x) == str` and `type(x) in (str, unicode)` hold for it."""

    def __eq__(cls, other):
        return other is str or type.__eq__(cls, other) is True

    def __hash__(cls):
        return hash(str)


class ByteString(bytes, metaclass=_StrLike):
    """Bytes that mix with text, and whose items are ByteStrings of length one. To libraries it is bytes."""

    __slots__ = ()

    def __str__(self):
        return self.decode("utf-8", "surrogateescape")

    def __repr__(self):
        return ascii(self.decode("latin-1"))

    def __format__(self, spec):
        return format(str(self), spec)

    # Equal to the text that stands for it, and hence of the same hash.
    def __hash__(self):
        return hash(str(self))

    def __getitem__(self, key):
        item = bytes.__getitem__(self, key)
        return _SINGLE[item] if isinstance(item, int) else ByteString(item)

    def __iter__(self):
        return map(_SINGLE.__getitem__, bytes.__iter__(self))

    def __contains__(self, item):
        return bytes.__contains__(self, to_bytes(item))

    def __add__(self, other):
        if isinstance(other, (str, bytes)):
            return ByteString(bytes.__add__(self, to_bytes(other)))
        return NotImplemented

    def __radd__(self, other):
        return ByteString(to_bytes(other) + bytes(self)) if isinstance(other, (str, bytes)) else NotImplemented

    def __mul__(self, count):
        return ByteString(bytes.__mul__(self, count))

    __rmul__ = __mul__

    def __mod__(self, values):
        from evalbridge_runner.python2.operations import percent
        return ByteString(to_bytes(percent(str(self), values)))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return bytes, (bytes(self),)

    def join(self, parts):
        return ByteString(bytes.join(self, [to_bytes(part) for part in parts]))

    def format(self, *args, **kwargs):
        from evalbridge_runner.python2.operations import format_text
        return ByteString(to_bytes(format_text(str(self), *args, **kwargs)))


def _comparing(name):
    method = getattr(bytes, name)

    def compare(self, other):
        return method(self, to_bytes(other))
    compare.__name__ = name
    return compare


def _coercing(name):
    method = getattr(bytes, name)

    def call(self, *args):
        return native(method(self, *[_coerced(argument) for argument in args]))
    call.__name__ = name
    return call


def _coerced(argument):
    return tuple(map(to_bytes, argument)) if isinstance(argument, tuple) else to_bytes(argument)


for _name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
    setattr(ByteString, _name, _comparing(_name))
for _name in ("capitalize", "center", "count", "endswith", "expandtabs", "find", "index", "ljust", "lower", "lstrip",
              "partition", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split",
              "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill"):
    setattr(ByteString, _name, _coercing(_name))

# As messages showed it.
ByteString.__name__ = "str"

_SINGLE = [ByteString(bytes([_number])) for _number in range(256)]
