"""What translated source calls as ``__py2__.<name>``: Python 2's meaning of operators, statements and methods.

A method here takes the object it was called on first. An object that has such a method itself keeps it.
"""
import __future__
import builtins
import codecs
import datetime
import functools
import io
import numbers
import operator
import sys
from collections.abc import ItemsView, KeysView, ValuesView

from evalbridge_runner.python2.bytestring import ByteString, native, to_bytes, to_text
from evalbridge_runner.python2.renames import BYTE_CODECS, TEXT_CODECS

literal = ByteString

# What sys.setdefaultencoding sets.
default_encoding = ["ascii"]


# --- division -------------------------------------------------------------------------------------------------------

def div(a, b):
    """`a / b`: the floor of whole numbers, and of arrays of them."""
    kind, other = type(a), type(b)
    if kind is float or other is float:
        return a / b
    if (_is_whole(a) and _is_whole(b)) or kind is datetime.timedelta:
        return a // b
    return _own_method(kind, other, a, b, operator.truediv)


def idiv(a, b):
    """`a /= b`, to be bound to the target again. An array is changed in place."""
    if isinstance(a, (int, float)):
        return div(a, b)
    if _is_whole(a) and _is_whole(b):
        return operator.ifloordiv(a, b)
    own = getattr(type(a), "__idiv__", None)
    if own is not None:
        return own(a, b)
    return _own_method(type(a), type(b), a, b, operator.itruediv)


def idiv_item(container, key, b):
    """`container[key] /= b` with container and key evaluated once."""
    container[key] = idiv(container[key], b)


def idiv_attribute(owner, name, b):
    """`owner.name /= b` with owner evaluated once."""
    setattr(owner, name, idiv(getattr(owner, name), b))


class _At(object):
    """``at[1:2, ...]`` is the key itself."""

    def __getitem__(self, key):
        return key


at = _At()


def _is_whole(value):
    if isinstance(value, int):
        return True
    kind = getattr(getattr(value, "dtype", None), "kind", None)
    return kind in ("i", "u", "b")


def _own_method(kind, other, a, b, otherwise):
    if hasattr(kind, "__div__"):
        result = kind.__div__(a, b)
        if result is not NotImplemented:
            return result
    if hasattr(other, "__rdiv__"):
        return other.__rdiv__(b, a)
    return otherwise(a, b)


# --- order ----------------------------------------------------------------------------------------------------------

def cmp(a, b):
    """-1, 0 or 1. Values of unlike types have an order too."""
    try:
        # numpy's truths, which no minus takes, among them.
        return bool(a > b) - bool(a < b)
    except TypeError:
        return _cmp_unlike(a, b)


def _cmp_unlike(a, b):
    """Of what Python 3 does not compare: None is the least, then numbers, then the rest by the names of their types.

    :raises TypeError: for objects whose class makes that its own business
    """
    if type(a) is type(b) and isinstance(a, (list, tuple)):
        return next(filter(None, builtins.map(cmp, a, b)), (len(a) > len(b)) - (len(a) < len(b)))
    if type(a) is type(b) and isinstance(a, dict):
        return cmp(len(a), len(b)) or cmp(order(a.items()), order(b.items()))
    left, right = _rank(a), _rank(b)
    if left == right:
        left, right = id(a), id(b)
    return (left > right) - (left < right)


_KINDS = {type(None): (0, ""), bytes: (2, "str"), ByteString: (2, "str")}
_KINDS.update((kind, (2, kind.__name__)) for kind in (str, list, tuple, dict, set, frozenset, type))


def _rank(value):
    if isinstance(value, numbers.Real):
        return 1, ""
    rank = _KINDS.get(type(value))
    if rank is None and type(value).__lt__ is not object.__lt__:
        raise TypeError("no order between %s and something else" % type(value).__name__)
    return rank or (2, type(value).__name__)


def order(items, compare=None, key=None, reverse=False):
    """A sorted list, by Python 2's order where Python 3 has none."""
    items = list(items)
    if compare is None:
        try:
            return builtins.sorted(items, key=key, reverse=reverse)
        except TypeError:
            compare = cmp
    by = functools.cmp_to_key(compare)
    whole = by if key is None else lambda item: by(key(item))
    return builtins.sorted(items, key=whole, reverse=reverse)


def sort(items, *args, **kwargs):
    """`items.sort(cmp, key, reverse)`"""
    if not isinstance(items, list):
        return items.sort(*args, **kwargs)
    for name, value in zip(("cmp", "key", "reverse"), args):
        kwargs[name] = value
    items[:] = order(items, kwargs.get("cmp"), kwargs.get("key"), kwargs.get("reverse", False))


def lt(a, b):
    return _compare(operator.lt, a, b)


def le(a, b):
    return _compare(operator.le, a, b)


def gt(a, b):
    return _compare(operator.gt, a, b)


def ge(a, b):
    return _compare(operator.ge, a, b)


def _compare(operation, a, b):
    try:
        return operation(a, b)
    except TypeError:
        return operation(_cmp_unlike(a, b), 0)


# --- text -----------------------------------------------------------------------------------------------------------

def to_str(*args):
    """`str(x)`: 12 digits of a float; bytes stay what they are."""
    if len(args) != 1:
        return str(*args)
    value, = args
    if type(value) is float:
        return float_text(value)
    if isinstance(value, (bytes, bytearray)):
        return value if isinstance(value, ByteString) else ByteString(value)
    return str(value)


def to_bytearray(*args):
    """`bytearray(text)`"""
    return bytearray(*map(to_bytes, args[:1]), *args[1:])


def float_text(value):
    """A float with 12 digits, as `str` and `print` showed it."""
    text = "%.12g" % value
    if any(char in text for char in ".en"):
        return text
    digits = text.lstrip("-")
    if len(digits) < 12:
        return text + ".0"
    # From 1e11 on with an exponent.
    mantissa = (digits[0] + "." + digits[1:]).rstrip("0").rstrip(".")
    return "%s%se+%d" % ("-" if text[0] == "-" else "", mantissa, len(digits) - 1)


class _Float(float):
    """A float that formats as it did."""

    def __str__(self):
        return float_text(float(self))

    def __format__(self, spec):
        if spec and (spec[-1].isalpha() or spec[-1] == "%" or "." in spec):
            return float.__format__(self, spec)
        return format(float("%.12g" % self), spec) if spec else str(self)


class _Formatted(dict):
    """The values of `'%(name)s' % values`."""

    def __init__(self, values):
        self._values = values

    def __getitem__(self, key):
        return _formatted(self._values[key])


def _formatted(value):
    kind = type(value)
    if kind is float:
        return _Float(value)
    return ByteString(value) if kind is bytes else value


def percent(template, values):
    """`template % values`"""
    if not isinstance(template, str):
        return template % values
    if isinstance(values, tuple):
        return _settled(template % tuple(map(_formatted, values)))
    if "%(" in template and hasattr(values, "keys"):
        return _settled(template % _Formatted(values))
    return _settled(template % _formatted(values))


def format_text(template, *args, **kwargs):
    """`template.format(...)`"""
    if not isinstance(template, str):
        return template.format(*args, **kwargs)
    values = dict((name, _formatted(value)) for name, value in kwargs.items())
    return _settled(template.format(*map(_formatted, args), **values))


def _settled(text):
    """A text that stands for bytes which are no text as those bytes."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return ByteString(to_bytes(text))
    return text


def join(separator, *args):
    """`separator.join(parts)`"""
    if not isinstance(separator, (str, bytes)) or len(args) != 1:
        return separator.join(*args)
    parts = list(args[0])
    if isinstance(separator, bytes) or any(isinstance(part, bytes) for part in parts):
        return ByteString(to_bytes(separator)).join(parts)
    return separator.join(parts)


def translate(text, table, *deleted):
    """`text.translate(table, deleted)`, with a table of 256 characters or None."""
    if not isinstance(text, (str, bytes)) or isinstance(table, dict):
        return text.translate(table, *deleted)
    unwanted = to_text(deleted[0]) if deleted else ""
    if isinstance(text, bytes):
        table = None if table is None else _as_table(table)
        return ByteString(bytes.translate(text, table, unwanted.encode("latin-1")))
    kept = "".join(char for char in text if char not in unwanted)
    return kept if table is None else kept.translate(to_text(table))


def _as_table(table):
    return bytes(table) if isinstance(table, bytes) else table.encode("latin-1")


def encode(text, *args, **kwargs):
    """`text.encode(encoding, errors)`. What comes out as ASCII is text, as it was no different from text."""
    if not isinstance(text, (str, bytes)):
        return text.encode(*args, **kwargs)
    encoding, errors = _codec(*args, **kwargs)
    if encoding in BYTE_CODECS:
        return _shortest(codecs.encode(to_bytes(text), BYTE_CODECS[encoding]))
    if encoding == "string_escape":
        return ascii(to_bytes(text).decode("latin-1"))[1:-1]
    text = to_text(text)
    if encoding in TEXT_CODECS:
        return codecs.encode(text, "rot13")
    if encoding in _UTF8 and errors == "strict":
        errors = "surrogateescape"
    return _shortest(text.encode(encoding, errors))


def decode(text, *args, **kwargs):
    """`text.decode(encoding, errors)`. Text stands for its bytes in UTF-8, so that it stays as it is for UTF-8."""
    if not isinstance(text, (str, bytes)):
        return text.decode(*args, **kwargs)
    encoding, errors = _codec(*args, **kwargs)
    data = to_bytes(text)
    if encoding in BYTE_CODECS:
        return ByteString(codecs.decode(data, BYTE_CODECS[encoding]))
    if encoding == "string_escape":
        return _shortest(codecs.escape_decode(data)[0])
    if encoding in TEXT_CODECS:
        return codecs.decode(to_text(text), "rot13")
    if isinstance(text, str) and encoding == "ascii":
        # It may have been `unicode` all along, of which only ASCII could be decoded.
        encoding = default_encoding[0]
    return data.decode(encoding, errors)


_UTF8 = ("utf_8", "utf8", "u8")


def _codec(encoding=None, errors="strict"):
    return to_text(encoding or default_encoding[0]).lower().replace("-", "_"), errors


def _shortest(data):
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        return ByteString(data)


# --- dicts, iterators, exceptions, functions ------------------------------------------------------------------------

def has_key(mapping, key):
    if _has(mapping, "has_key"):
        return mapping.has_key(key)
    # Not `in`: a class may say that by `has_key`.
    return dict.__contains__(mapping, key) if isinstance(mapping, dict) else key in mapping


def _has(owner, name):
    """Whether an object has a method. A dict is not asked itself: its class may make its keys attributes."""
    return hasattr(type(owner) if isinstance(owner, dict) else owner, name)


def _listing(name):
    def call(mapping, *args, **kwargs):
        result = getattr(mapping, name)(*args, **kwargs)
        return list(result) if isinstance(result, (KeysView, ValuesView, ItemsView)) else result
    call.__name__ = name
    return call


def _renamed(old, new, wrap=lambda value: value):
    def call(owner, *args, **kwargs):
        name = old if _has(owner, old) else new
        return wrap(getattr(owner, name)(*args, **kwargs))
    call.__name__ = old
    return call


keys = _listing("keys")
values = _listing("values")
items = _listing("items")
iterkeys = _renamed("iterkeys", "keys", iter)
itervalues = _renamed("itervalues", "values", iter)
iteritems = _renamed("iteritems", "items", iter)
viewkeys = _renamed("viewkeys", "keys")
viewvalues = _renamed("viewvalues", "values")
viewitems = _renamed("viewitems", "items")
isAlive = _renamed("isAlive", "is_alive")
tostring = _renamed("tostring", "tobytes", native)
xreadlines = _renamed("xreadlines", "__iter__")


def fromstring(owner, data, *args, **kwargs):
    """`array.fromstring(data)`; numpy's, too, of which binary data were taken away."""
    if not hasattr(owner, "fromstring"):
        return owner.frombytes(to_bytes(data), *args)
    if getattr(owner, "__name__", "") == "numpy" and not kwargs.get("sep") and len(args) < 3:
        kwargs.pop("sep", None)
        return owner.frombuffer(to_bytes(data), *args, **kwargs).copy()
    return owner.fromstring(data, *args, **kwargs)


def next_of(iterator, *args):
    """`iterator.next()`"""
    return iterator.next(*args) if hasattr(iterator, "next") else next(iterator, *args)


def message(owner):
    """`e.message`: the only argument of an exception, else nothing."""
    if isinstance(owner, BaseException) and not hasattr(owner, "message"):
        return owner.args[0] if len(owner.args) == 1 else ""
    return owner.message


def indexed(error):
    """`e[0]` of an exception: its arguments."""
    return error if hasattr(error, "__getitem__") else error.args


def bound(name, owner):
    """The method ``name`` of an object, not called yet."""
    return functools.partial(globals()[name], owner)


# --- output ---------------------------------------------------------------------------------------------------------

class _SoftSpace(str):
    """The end of `print x,`: a space that is written when something follows on the line."""


softspace = _SoftSpace(" ")


def print_line(*args, **kwargs):
    """The print statement, and the print function: texts as Python 2 showed them."""
    stream = kwargs.get("file") or sys.stdout
    if stream is None:
        return
    if isinstance(sys._getframe(1).f_globals.get("print_function"), __future__._Feature):
        separator, end = kwargs.get("sep"), kwargs.get("end")
        texts = [to_text(to_str(value)) for value in args]
        write(stream, (" " if separator is None else separator).join(texts) + ("\n" if end is None else end))
        if kwargs.get("flush"):
            stream.flush()
        return
    space = _soft(stream)
    line = ""
    for value in args:
        text = to_text(to_str(value))
        line += " " + text if space else text
        # Behind a text that ends with a line, say, comes none.
        space = not isinstance(value, (str, bytes)) or text[-1:] == " " or not text[-1:].isspace()
    if "end" not in kwargs:
        line, space = line + "\n", False
    write(stream, line)
    _set_soft(stream, space)


def _soft(stream):
    return getattr(stream, "softspace", 0)


def _set_soft(stream, on):
    if on or _soft(stream):
        try:
            stream.softspace = int(on)
        except AttributeError:
            pass


def write(stream, *args):
    """`stream.write(text)`, whether the stream wants text or bytes."""
    if len(args) != 1 or not isinstance(args[0], (str, bytes)):
        return stream.write(*args)
    data, = args
    _set_soft(stream, False)
    if isinstance(stream, io.TextIOBase):
        return _write_text(stream, to_text(data))
    if isinstance(stream, (io.RawIOBase, io.BufferedIOBase)):
        return stream.write(to_bytes(data))
    try:
        return stream.write(data)
    except TypeError:
        return stream.write(to_bytes(data) if isinstance(data, str) else to_text(data))


def _write_text(stream, text):
    try:
        return stream.write(text)
    except UnicodeEncodeError:
        # Bytes that are no text, or a locale that cannot say it.
        stream.flush()
        return stream.buffer.write(to_bytes(text))


def writelines(stream, lines):
    if not isinstance(stream, io.IOBase):
        return stream.writelines(lines)
    for line in lines:
        write(stream, line)
