"""The builtins of translated modules: Python 3's, with Python 2's meaning where it was another one."""
import ast
import builtins
import decimal
import functools
import importlib
import sys
import weakref

from evalbridge_runner.python2 import operations
from evalbridge_runner.python2.bytestring import ByteString, to_bytes, to_text
from evalbridge_runner.python2.files import open_file
from evalbridge_runner.python2.renames import ITER_METHODS


class _AnyText(type):
    def __instancecheck__(cls, value):
        return isinstance(value, (str, bytes))


class basestring(metaclass=_AnyText):
    """`isinstance(x, basestring)`"""


class _Unicode(type):
    """Text is unicode as well as str; bytes are not."""

    def __instancecheck__(cls, value):
        return isinstance(value, str) if cls is unicode else type.__instancecheck__(cls, value)

    def __eq__(cls, other):
        return other is str or type.__eq__(cls, other) is True

    def __hash__(cls):
        return hash(str)

    def __call__(cls, *args, **kwargs):
        return _to_unicode(*args, **kwargs) if cls is unicode else type.__call__(cls, *args, **kwargs)


class unicode(str, metaclass=_Unicode):
    """`unicode(value, encoding, errors)` and `isinstance(x, unicode)`"""


def _to_unicode(value="", encoding=None, errors="strict"):
    if isinstance(value, str):
        return value if encoding is None else operations.decode(value, encoding, errors)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode(encoding or operations.default_encoding[0], errors)
    if hasattr(value, "__unicode__"):
        return value.__unicode__()
    return to_text(operations.to_str(value))


def is_instance(value, kinds):
    """`isinstance`: bytes are a str, and numpy's int64 is an int."""
    if isinstance(value, kinds):
        return True
    if isinstance(value, bytes):
        return _among(str, kinds)
    kind = type(value)
    return kind.__name__ == "int64" and kind.__module__ == "numpy" and _among(int, kinds)


def _among(kind, kinds):
    return any(_among(kind, item) for item in kinds) if isinstance(kinds, tuple) else kinds is kind


# Attributes that scripts ask for, and whose they were.
_OLD_ATTRIBUTES = dict.fromkeys(("has_key",) + ITER_METHODS, dict)
_OLD_ATTRIBUTES["message"] = BaseException


def has_attribute(value, name):
    """`hasattr`: it is by `__iter__` that scripts told lists from texts."""
    if isinstance(value, _OLD_ATTRIBUTES.get(name, ())):
        return True
    return hasattr(value, name) and not (name == "__iter__" and isinstance(value, (str, bytes)))


def get_attribute(value, name, *default):
    if isinstance(value, _OLD_ATTRIBUTES.get(name, ())) and not hasattr(value, name):
        return operations.message(value) if name == "message" else operations.bound(name, value)
    return getattr(value, name, *default)


def to_list(function):
    """The function, its iterator made a list."""
    @functools.wraps(function)
    def call(*args):
        return list(function(*args))
    return call


def map_list(function, *sequences):
    if function is str:
        function = operations.to_str
    if len(sequences) == 1:
        return list(sequences[0]) if function is None else [function(item) for item in sequences[0]]
    lists = [list(sequence) for sequence in sequences]
    longest = max(map(len, lists))
    rows = zip(*[items + [None] * (longest - len(items)) for items in lists])
    return list(rows) if function is None else [function(*row) for row in rows]


def filter_list(function, sequence):
    kept = [item for item in sequence if (item if function is None else function(item))]
    if isinstance(sequence, str):
        return "".join(kept)
    if isinstance(sequence, bytes):
        return ByteString(b"").join(kept)
    return tuple(kept) if isinstance(sequence, tuple) else kept


def sorted_list(iterable, cmp=None, key=None, reverse=False):
    return operations.order(iterable, cmp, key, reverse)


def _extreme(pick):
    def call(*args, **kwargs):
        items = list(args[0]) if len(args) == 1 else args
        try:
            return pick(items, **kwargs)
        except TypeError:
            key = kwargs.get("key") or (lambda item: item)
            return pick(items, key=functools.cmp_to_key(lambda a, b: operations.cmp(key(a), key(b))))
    return call


def round_away(number, digits=0):
    """`round`: to a float, halves away from zero."""
    number = float(number)
    if number - number != 0:
        return number
    exact = decimal.Decimal(number)
    if digits >= -exact.as_tuple().exponent:
        return number
    unit = decimal.Decimal(1).scaleb(-digits)
    return float(exact.quantize(unit, decimal.ROUND_HALF_UP, decimal.Context(prec=1200)))


def char(number):
    return chr(number) if number < 128 else ByteString(bytes([number]))


def buffer_of(data, offset=0, size=-1):
    """`buffer`: a read-only piece."""
    data = bytes(to_bytes(data))[offset:]
    return ByteString(data if size < 0 else data[:size])


def coerce(a, b):
    if isinstance(a, complex) or isinstance(b, complex):
        return complex(a), complex(b)
    if isinstance(a, float) or isinstance(b, float):
        return float(a), float(b)
    return a, b


def old_octal(number):
    text = oct(number).replace("o", "")
    return "0" if number == 0 else text


def reload(module):
    """`reload`: again, but for `sys`, where it only uncovered setdefaultencoding."""
    real = getattr(module, "__real__", module)
    if real is sys:
        return module
    importlib.reload(real)
    return module


# --- source that is made while the script runs ----------------------------------------------------------------------

class _Divisions(ast.NodeTransformer):
    """The one thing in Python-3 syntax that Python 2 understood otherwise."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        helper = ast.Attribute(value=ast.Name(id="__py2__", ctx=ast.Load()), attr="div", ctx=ast.Load())
        return ast.copy_location(ast.Call(func=helper, args=[node.left, node.right], keywords=[]), node)


def compile_source(source, filename, mode, flags=0, dont_inherit=False):
    """`compile`. Only what Python 3 can read: nothing translates a text that a script makes up."""
    if isinstance(source, (str, bytes)):
        text = to_text(source)
        source = _Divisions().visit(ast.parse(text.strip() if mode == "eval" else text, filename, mode))
        ast.fix_missing_locations(source)
    return compile(source, filename, mode, flags, True)


def evaluate(source, global_names=None, local_names=None):
    return _run(eval, "eval", source, global_names, local_names, sys._getframe(1))


def execute(source, global_names=None, local_names=None):
    source = source.read() if hasattr(source, "read") else source
    _run(exec, "exec", source, global_names, local_names, sys._getframe(1))


def execute_file(path, global_names=None, local_names=None):
    from evalbridge_runner.python2.loading import code_of
    _run(exec, "exec", code_of(path), global_names, local_names, sys._getframe(1))


def _run(function, mode, source, global_names, local_names, frame):
    if global_names is None:
        global_names = frame.f_globals
        local_names = frame.f_locals if local_names is None else local_names
    global_names.setdefault("__builtins__", BUILTINS)
    if isinstance(source, (str, bytes)):
        source = compile_source(source, "<string>", mode)
    return function(source, global_names, global_names if local_names is None else local_names)


# --- classes --------------------------------------------------------------------------------------------------------

# Classes without a base that is not one of them.
_old_style = weakref.WeakSet()


def build_class(function, name, *bases, **kwargs):
    """The class statement, with the special methods that have other names now."""
    made = builtins.__build_class__(function, name, *bases, **kwargs)
    if all(base in _old_style for base in bases):
        _old_style.add(made)
    own = vars(made)
    metaclass = own.get("__metaclass__")
    if metaclass is not None and metaclass is not type(made):
        body = dict((key, value) for key, value in own.items() if key not in ("__dict__", "__weakref__"))
        made = metaclass(name, made.__bases__, body)
        own = vars(made)
    for method, adapt in _SPECIAL_METHODS:
        if method in own:
            for new, value in adapt(own[method]).items():
                if new not in own or new == method:
                    setattr(made, new, value)
    if "__getslice__" in own:
        made.__getitem__ = _with_slices(own["__getslice__"], getattr(made, "__getitem__", None))
    if "__eq__" in own and own.get("__hash__") is None and made not in _old_style and not _says_unhashable(function):
        made.__hash__ = _inherited_hash(made)
    return made


def _says_unhashable(function):
    return "__hash__" in function.__code__.co_names


def _inherited_hash(made):
    return next(vars(base)["__hash__"] for base in made.__mro__[1:] if vars(base).get("__hash__") is not None)


def _as_text(method):
    @functools.wraps(method)
    def call(self):
        return to_text(method(self))
    return call


def _compared(method):
    def by(test):
        return lambda self, other: test(method(self, other))
    return {"__lt__": by(lambda n: n < 0), "__le__": by(lambda n: n <= 0), "__eq__": by(lambda n: n == 0),
            "__ne__": by(lambda n: n != 0), "__gt__": by(lambda n: n > 0), "__ge__": by(lambda n: n >= 0)}


def _with_slices(get_slice, get_item):
    def get(self, key):
        if isinstance(key, slice) and key.step is None:
            return get_slice(self, key.start or 0, sys.maxsize if key.stop is None else key.stop)
        return get_item(self, key)
    return get


_SPECIAL_METHODS = (
    ("__nonzero__", lambda method: {"__bool__": lambda self: bool(method(self))}),
    ("next", lambda method: {"__next__": method}),
    ("__str__", lambda method: {"__str__": _as_text(method)}),
    ("__repr__", lambda method: {"__repr__": _as_text(method)}),
    ("__unicode__", lambda method: {"__str__": _as_text(method)}),
    ("__div__", lambda method: {"__truediv__": method}),
    ("__rdiv__", lambda method: {"__rtruediv__": method}),
    ("__idiv__", lambda method: {"__itruediv__": method}),
    ("__cmp__", _compared),
)


def _make():
    names = dict(vars(builtins))
    names.update(
        __py2__=operations, __build_class__=build_class,
        apply=lambda function, args=(), kwargs=None: function(*args, **(kwargs or {})),
        basestring=basestring, buffer=buffer_of, bytes=str, chr=char, cmp=operations.cmp, coerce=coerce,
        compile=compile_source, eval=evaluate, exec=execute, execfile=execute_file, file=open_file, filter=filter_list,
        getattr=get_attribute, hasattr=has_attribute, input=lambda prompt="": eval(input(prompt)), intern=sys.intern, isinstance=is_instance,
        long=int, map=map_list, max=_extreme(max), min=_extreme(min), oct=old_octal, open=open_file,
        print=operations.print_line, range=to_list(range), raw_input=input, reduce=functools.reduce, reload=reload,
        round=round_away, sorted=sorted_list, unichr=chr, unicode=unicode, xrange=range, zip=to_list(zip))
    names["StandardError"] = Exception
    return names


# What a translated module has as its `__builtins__`.
BUILTINS = _make()
