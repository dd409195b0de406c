"""The standard library as translated modules see it: old names, and texts where bytes are wanted now.

A View stands for a module: what it does not define comes from the module itself, and what is set on it is set there.
"""
import builtins
import functools
import importlib
import importlib.util
import io
import sys
import types

from evalbridge_runner.python2 import names, operations
from evalbridge_runner.python2.bytestring import ByteString, native, to_bytes, to_text
from evalbridge_runner.python2.files import StringIO, TextFile, open_file
from evalbridge_runner.python2.renames import MODULES



class View(types.ModuleType):
    """A module with some names of its own.

    :param own: names and values that the module does not have, or has otherwise
    """

    def __init__(self, name, real, own):
        types.ModuleType.__init__(self, name)
        self.__dict__.update(own, __real__=real)

    def __getattr__(self, name):
        if name == "__all__":
            public = getattr(self.__real__, "__all__", None) or [key for key in dir(self.__real__) if key[0] != "_"]
            return sorted(set(public).union(key for key in self.__dict__ if key[0] != "_"))
        return seen(getattr(self.__real__, name))

    def __setattr__(self, name, value):
        if name in self.__dict__:
            self.__dict__[name] = value
        if not name.startswith("__"):
            setattr(self.__real__, name, value)

    def __delattr__(self, name):
        self.__dict__.pop(name, None)
        delattr(self.__real__, name)

    def __dir__(self):
        return sorted(set(dir(self.__real__)).union(self.__dict__))


_views = {}


def seen(value):
    """A module as translated modules see it; anything else as it is."""
    if isinstance(value, types.ModuleType) and not isinstance(value, View) and value.__name__ in VIEWS:
        return view(value.__name__) or value
    return value


def view(name):
    """What ``import <name>`` gives a translated module; None when that is nothing special."""
    if name not in _views:
        if name in VIEWS:
            _views[name] = VIEWS[name]()
        elif name in MODULES:
            _views[name] = importlib.import_module(MODULES[name])
        else:
            return None
    return _views[name]


def import_module(name, global_names=None, local_names=None, wanted=(), level=-1):
    """`__import__` of translated modules: siblings first, then the library as it was."""
    global_names = global_names or {}
    if level <= 0 and _has_sibling(name, global_names):
        return _importing(name, global_names, local_names, wanted, 1)
    if level > 0:
        return _importing(name, global_names, local_names, wanted, level)
    found = view(name)
    if found is not None:
        if wanted or "." not in name:
            return found
        _add_submodule(*name.rpartition(".")[::2])
        return _importing(name.partition(".")[0], {}, None, (), 0)
    for part in wanted or ():
        _add_submodule(name, part)
    return _importing(name, global_names, local_names, wanted, 0)


def _importing(name, global_names, local_names, wanted, level):
    module = builtins.__import__(name, global_names, local_names, wanted or (), level)
    if module.__name__ == "numpy":
        _add_old_names(module)
    if not wanted:
        return seen(module)
    leaked = module.__dict__ if "*" in wanted else dict((part, getattr(module, part, None)) for part in wanted)
    # `from evals.utils import *` hands modules on, too.
    own = dict((key, seen(value)) for key, value in leaked.items() if seen(value) is not value)
    return View(module.__name__, module, own) if own else seen(module)


def _add_old_names(numpy):
    """numpy's names for Python's own types, which every script of that time used and numpy 1.24 took away."""
    for name, kind in (("bool", bool), ("int", int), ("float", float), ("complex", complex), ("object", object),
                       ("str", str), ("unicode", str), ("long", int)):
        if name not in vars(numpy):
            setattr(numpy, name, kind)


def _has_sibling(name, global_names):
    """Python 2 looked into the importing module's own package first (AVA, section 1.1)."""
    package = global_names.get("__package__")
    if not package or "absolute_import" in global_names:
        return False
    return _exists(package + "." + name.partition(".")[0])


@functools.lru_cache(maxsize=None)
def _exists(name):
    return name in sys.modules or importlib.util.find_spec(name) is not None


def _add_submodule(name, part):
    """`from xml.etree import cElementTree`"""
    found = view(name + "." + part)
    if found is not None:
        setattr(importlib.import_module(name), part, found)


# --- the views ------------------------------------------------------------------------------------------------------

def _bytes_in(function):
    """The function, its texts made bytes and its bytes ByteStrings."""
    @functools.wraps(function)
    def call(*args, **kwargs):
        return native(function(*map(to_bytes, args), **dict((key, to_bytes(item)) for key, item in kwargs.items())))
    return call


def _text_in(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        return function(*map(to_text, args), **dict((key, to_text(item)) for key, item in kwargs.items()))
    return call


def _viewing(name):
    """Makes a view out of a function that returns its own names."""
    def decorate(function):
        @functools.wraps(function)
        def make():
            real = importlib.import_module(name)
            return View(name, real, function(real))
        VIEWS[name] = make
        return make
    return decorate


VIEWS = {}


@_viewing("sys")
def _sys(real):
    def set_default(encoding):
        operations.default_encoding[0] = encoding
    return {"maxint": real.maxsize, "setdefaultencoding": set_default, "exc_clear": lambda: None,
            "getdefaultencoding": lambda: operations.default_encoding[0], "setcheckinterval": lambda count: None}


@_viewing("os")
def _os(real):
    return {"getcwdu": real.getcwd, "errno": importlib.import_module("errno"), "read": _bytes_in(real.read),
            "write": _bytes_in(real.write)}


@_viewing("time")
def _time(real):
    return {"clock": real.process_time}


@_viewing("math")
def _math(real):
    return {"floor": lambda x: float(real.floor(x)) if x - x == 0 else x,
            "ceil": lambda x: float(real.ceil(x)) if x - x == 0 else x}


@_viewing("collections")
def _collections(real):
    import collections.abc
    return dict((name, getattr(collections.abc, name)) for name in collections.abc.__all__)


@_viewing("itertools")
def _itertools(real):
    def imap(function, *sequences):
        return zip(*sequences) if function is None else map(function, *sequences)
    return {"izip": zip, "imap": imap, "ifilter": filter, "ifilterfalse": real.filterfalse,
            "izip_longest": real.zip_longest}


@_viewing("operator")
def _operator(real):
    return {"div": operations.div, "idiv": operations.idiv, "isCallable": callable,
            "sequenceIncludes": real.contains, "isSequenceType": lambda x: hasattr(x, "__getitem__"),
            "isMappingType": lambda x: hasattr(x, "keys"), "isNumberType": lambda x: hasattr(x, "__int__")}


@_viewing("types")
def _types(real):
    return {
        "BooleanType": bool, "BufferType": memoryview, "ClassType": type, "ComplexType": complex,
        "DictType": dict, "DictionaryType": dict, "FileType": io.IOBase, "FloatType": float,
        "InstanceType": object, "IntType": int, "ListType": list, "LongType": int, "NoneType": type(None),
        "NotImplementedType": type(NotImplemented), "ObjectType": object, "SliceType": slice, "StringType": str,
        "StringTypes": (str, names.unicode), "TupleType": tuple, "TypeType": type, "UnboundMethodType": real.FunctionType,
        "UnicodeType": names.unicode, "XRangeType": range}


@_viewing("string")
def _string(real):
    def method(name):
        def call(text, *args):
            return getattr(text, name)(*args)
        return call
    own = dict((name, method(name)) for name in (
        "lower upper swapcase strip lstrip rstrip split rsplit find rfind index rindex count ljust rjust center zfill "
        "replace expandtabs capitalize").split())
    own.update(
        letters=real.ascii_letters, lowercase=real.ascii_lowercase, uppercase=real.ascii_uppercase,
        join=lambda parts, separator=" ": operations.join(separator, parts), splitfields=own["split"],
        joinfields=lambda parts, separator=" ": operations.join(separator, parts),
        atoi=int, atol=int, atof=float, maketrans=_maketrans,
        translate=lambda text, table, *deleted: operations.translate(text, table, *deleted))
    return own


def _maketrans(before, after):
    table = [chr(number) for number in range(256)]
    for old, new in zip(to_text(before), to_text(after)):
        table[ord(old)] = new
    return "".join(table)


@_viewing("json")
def _json(real):
    def plain_arguments(kwargs):
        kwargs.pop("encoding", None)
        if kwargs.get("indent") is not None:
            kwargs.setdefault("separators", (", ", ": "))
        return kwargs

    def loads(text, encoding=None, **kwargs):
        if not isinstance(text, (str, bytes)) or isinstance(text, str) and encoding is None:
            return real.loads(text, **kwargs)
        try:
            decoded = operations.decode(text, encoding or "utf-8")
        except UnicodeDecodeError:
            # Only texts inside were decoded: what is no JSON at all failed for that.
            real.loads(to_bytes(text).decode("ascii", "surrogateescape"), **kwargs)
            raise
        return real.loads(decoded, **kwargs)
    return {
        "loads": loads, "load": lambda stream, **kwargs: loads(stream.read(), **kwargs),
        "dumps": lambda value, **kwargs: real.dumps(plain(value), **plain_arguments(kwargs)),
        "dump": lambda value, stream, **kwargs: operations.write(
            stream, real.dumps(plain(value), **plain_arguments(kwargs)))}


def plain(value):
    """A script's result with text for the bytes that are UTF-8, as Python 2's json took them."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value
    if isinstance(value, dict):
        return dict((_plain_key(key), plain(item)) for key, item in value.items())
    if type(value) in (list, tuple):
        return type(value)(map(plain, value))
    # numpy's int64 was an int.
    return int(value) if names.is_instance(value, int) and not isinstance(value, int) else value


def _plain_key(key):
    return str(key) if isinstance(key, bool) else plain(key)


@_viewing("re")
def _re(real):
    own = dict((name, _re_function(name)) for name in ("match", "search", "findall", "finditer", "split", "sub", "subn"))
    return dict(own, compile=_compile, template=_compile, escape=lambda text: native(real.escape(text)))


def _re_function(name):
    def call(pattern, *args, **kwargs):
        flags = kwargs.pop("flags", 0)
        usual = 3 if name in ("sub", "subn") else 2 if name == "split" else 1
        if len(args) > usual:
            args, flags = args[:usual], args[usual]
        return getattr(_compile(pattern, flags), name)(*args, **kwargs)
    return call


def _compile(pattern, flags=0):
    return pattern if isinstance(pattern, Pattern) else Pattern(pattern, flags)


class Pattern(object):
    r"""A compiled pattern for text and bytes alike; `\w`, `\d` and `\s` are ASCII's unless `re.UNICODE` says otherwise."""

    def __init__(self, pattern, flags=0):
        import re
        if not isinstance(pattern, (str, bytes)):
            pattern, flags = pattern.pattern, pattern.flags
        self.pattern = pattern
        flags = int(flags)
        text = to_text(pattern)
        inline = "(?" in text and "u" in text.partition("(?")[2].partition(")")[0] and re.match(r"\(\?[a-zA-Z]+\)", text)
        if not flags & (re.UNICODE | re.LOCALE) and not inline:
            flags |= re.ASCII
        self._flags = flags & ~re.LOCALE
        self._text = re.compile(text, self._flags)
        self._bytes = None

    def __getattr__(self, name):
        return getattr(self._text, name)

    def _for(self, subject):
        if not isinstance(subject, (bytes, bytearray, memoryview)):
            return self._text
        if self._bytes is None:
            import re
            self._bytes = re.compile(to_bytes(self.pattern), self._flags & ~(re.UNICODE | re.ASCII))
        return self._bytes

    def match(self, subject, *args):
        return _match(self._for(subject).match(subject, *args))

    def search(self, subject, *args):
        return _match(self._for(subject).search(subject, *args))

    def findall(self, subject, *args):
        return native(self._for(subject).findall(subject, *args))

    def finditer(self, subject, *args):
        return map(_match, self._for(subject).finditer(subject, *args))

    def split(self, subject, *args, **kwargs):
        return native(self._for(subject).split(subject, *args, **kwargs))

    def sub(self, replacement, subject, *args, **kwargs):
        return self.subn(replacement, subject, *args, **kwargs)[0]

    def subn(self, replacement, subject, *args, **kwargs):
        chosen = self._for(subject)
        adapt = to_text if chosen is self._text else to_bytes
        if callable(replacement):
            return native(chosen.subn(lambda match: adapt(replacement(_match(match))), subject, *args, **kwargs))
        return native(chosen.subn(adapt(replacement), subject, *args, **kwargs))


def _match(match):
    return Match(match) if match is not None and isinstance(match.string, (bytes, bytearray, memoryview)) else match


class Match(object):
    """A match in bytes."""

    def __init__(self, match):
        self._match = match

    def __getattr__(self, name):
        return getattr(self._match, name)

    def group(self, *names):
        return native(self._match.group(*names))

    def groups(self, *default):
        return native(self._match.groups(*default))

    def groupdict(self, *default):
        return dict((key, native(item)) for key, item in self._match.groupdict(*default).items())

    def expand(self, template):
        return native(self._match.expand(to_bytes(template)))


@_viewing("csv")
def _csv(real):
    def reader(lines, *args, **kwargs):
        return real.reader(map(to_text, lines), *args, **kwargs)

    class DictReader(real.DictReader):
        def __init__(self, lines, *args, **kwargs):
            real.DictReader.__init__(self, map(to_text, lines), *args, **kwargs)
    return {"reader": reader, "DictReader": DictReader}


@_viewing("struct")
def _struct(real):
    return {"pack": lambda layout, *values: ByteString(real.pack(layout, *map(to_bytes, values))),
            "pack_into": lambda layout, buffer, at, *values: real.pack_into(layout, buffer, at, *map(to_bytes, values)),
            "unpack": lambda layout, data: native(real.unpack(layout, to_bytes(data))),
            "unpack_from": lambda layout, data, *at: native(real.unpack_from(layout, to_bytes(data), *at))}


@_viewing("base64")
def _base64(real):
    def encoder(name):
        return lambda data, *args: getattr(real, name)(to_bytes(data), *map(to_bytes, args)).decode("ascii")

    def decoder(name):
        return lambda data, *args: ByteString(getattr(real, name)(to_bytes(data), *map(to_bytes, args)))
    codes = ("b64", "b32", "b16", "standard_b64", "urlsafe_b64")
    own = dict((name + "encode", encoder(name + "encode")) for name in codes)
    own.update((name + "decode", decoder(name + "decode")) for name in codes)
    return dict(own, encodestring=encoder("encodebytes"), decodestring=decoder("decodebytes"))


@_viewing("binascii")
def _binascii(real):
    own = dict((name, _bytes_in(getattr(real, name))) for name in ("unhexlify", "a2b_hex", "a2b_base64"))
    for name in ("hexlify", "b2a_hex", "b2a_base64"):
        own[name] = lambda data, convert=getattr(real, name): convert(to_bytes(data)).decode("ascii")
    return dict(own, crc32=_signed(real.crc32))


@_viewing("zlib")
def _zlib(real):
    return {"compress": _bytes_in(real.compress), "decompress": _bytes_in(real.decompress),
            "crc32": _signed(real.crc32), "adler32": _signed(real.adler32)}


def _signed(checksum):
    def call(data, *start):
        value = checksum(to_bytes(data), *[number & 0xffffffff for number in start])
        return value - (1 << 32) if value >> 31 else value
    return call


class Digest(object):
    """A hash that takes text."""

    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def update(self, data):
        self._real.update(to_bytes(data))

    def digest(self):
        return ByteString(self._real.digest())

    def copy(self):
        return Digest(self._real.copy())


def _digest(make):
    @functools.wraps(make)
    def call(*args, **kwargs):
        return Digest(make(*map(to_bytes, args), **kwargs))
    return call


@_viewing("hashlib")
def _hashlib(real):
    own = dict((name, _digest(getattr(real, name))) for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"))
    return dict(own, new=lambda name, *data: Digest(real.new(to_text(name), *map(to_bytes, data))))


@_viewing("hmac")
def _hmac(real):
    def new(key, msg=None, digestmod="md5"):
        digestmod = to_text(digestmod)
        if callable(digestmod):
            digestmod = getattr(digestmod, "__wrapped__", digestmod)
        return Digest(real.new(to_bytes(key), to_bytes(msg), getattr(digestmod, "__real__", digestmod)))
    return {"new": new}


@_viewing("pickle")
def _pickle(real):
    class Unpickler(real._Unpickler):
        """Takes Python 2's strings for what they were."""

        def _decode_string(self, value):
            try:
                return value.decode("ascii")
            except UnicodeDecodeError:
                return ByteString(value)

    def load(file):
        stream = file.buffer if isinstance(file, TextFile) else file
        start = stream.tell() if hasattr(stream, "tell") else None
        try:
            return real.load(stream)
        except UnicodeDecodeError:
            if start is None:
                raise
            stream.seek(start)
            return Unpickler(stream).load()

    def dump(value, stream, protocol=0):
        operations.write(stream, ByteString(real.dumps(value, protocol)))
    return {"load": load, "loads": lambda data: load(io.BytesIO(to_bytes(data))), "dump": dump, "Unpickler": Unpickler,
            "dumps": lambda value, protocol=0: ByteString(real.dumps(value, protocol))}


@_viewing("codecs")
def _codecs(real):
    def writer(encoding):
        make = real.getwriter(encoding)
        return lambda stream, *args: make(getattr(stream, "buffer", stream), *args)
    return {"getwriter": writer}


@_viewing("subprocess")
def _subprocess(real):
    def check_output(*args, **kwargs):
        return native(real.check_output(*args, **kwargs))
    return {"check_output": check_output}


@_viewing("inspect")
def _inspect(real):
    def getargspec(function):
        spec = real.getfullargspec(function)
        return real.namedtuple("ArgSpec", "args varargs keywords defaults")(*spec[:4])
    return {"getargspec": getargspec}


@_viewing("urllib")
def _urllib(real):
    import urllib.parse
    import urllib.request
    own = dict((name, getattr(urllib.request, name)) for name in (
        "urlretrieve", "urlcleanup", "pathname2url", "url2pathname", "getproxies"))
    return dict(own, urlopen=_open_any, urlencode=_urlencode, quote=_quoting("quote"), quote_plus=_quoting("quote_plus"),
                unquote=_unquoting("unquote"), unquote_plus=_unquoting("unquote_plus"))


def _quoting(name):
    import urllib.parse
    return lambda text, safe="/" if name == "quote" else "": getattr(urllib.parse, name)(to_text(text), to_text(safe), errors="surrogateescape")


def _unquoting(name):
    import urllib.parse

    def call(text):
        plus = name == "unquote_plus"
        text = to_text(text)
        return operations._shortest(urllib.parse.unquote_to_bytes(to_bytes(text.replace("+", " ") if plus else text)))
    return call


def _urlencode(query, doseq=0):
    import urllib.parse
    return urllib.parse.urlencode(query, doseq)


def _open_any(url, data=None, *args):
    """`urllib.urlopen`: a path, too, and an error's page like any other."""
    import urllib.error
    import urllib.request
    url = to_text(url)
    if "://" not in url and not url.startswith(("data:", "file:")):
        return urllib.request.addinfourl(open_file(url, "rb"), {}, url) if url else open_file(url)
    try:
        return urllib.request.urlopen(url, to_bytes(data), *args)
    except urllib.error.HTTPError as error:
        return error


def _urllib2():
    import urllib.error
    import urllib.parse
    import urllib.request

    class Request(urllib.request.Request):
        def __init__(self, url, data=None, *args, **kwargs):
            urllib.request.Request.__init__(self, to_text(url), to_bytes(data), *args, **kwargs)

        def add_data(self, data):
            self.data = to_bytes(data)

        def get_data(self):
            return self.data

    def urlopen(url, data=None, *args, **kwargs):
        return urllib.request.urlopen(to_text(url), to_bytes(data), *args, **kwargs)
    return View("urllib2", urllib.request, {
        "Request": Request, "urlopen": urlopen, "URLError": urllib.error.URLError, "HTTPError": urllib.error.HTTPError,
        "quote": _quoting("quote"), "unquote": _unquoting("unquote"), "urlparse": urllib.parse})


def _config_parser():
    import configparser

    def old(kind):
        class Parser(kind):
            def __init__(self, defaults=None, dict_type=dict, allow_no_value=False):
                kind.__init__(self, defaults, dict_type, allow_no_value, strict=False, inline_comment_prefixes=(";",))

            def readfp(self, stream, filename=None):
                self.read_file(map(to_text, stream), filename)
        Parser.__name__ = kind.__name__
        return Parser
    own = dict((name, old(getattr(configparser, name))) for name in ("RawConfigParser", "ConfigParser"))
    return View("ConfigParser", configparser, dict(own, SafeConfigParser=own["ConfigParser"]))


def _string_io():
    return View("StringIO", io, {"StringIO": StringIO})


def _old_hash(name):
    def make():
        import hashlib
        create = _digest(getattr(hashlib, name))
        return View(name, hashlib, {"new": create, name: create, name[:3]: create})
    return make


def _sets():
    return View("sets", builtins, {"Set": set, "ImmutableSet": frozenset})


def _builtin():
    return View("__builtin__", builtins, names.BUILTINS)


def _imp():
    from importlib import reload, util

    from evalbridge_runner.python2.loading import loader_of

    def load_source(name, path, file=None):
        spec = util.spec_from_file_location(name, path, loader=loader_of(name, path))
        sys.modules[name] = module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    try:
        real = importlib.import_module("imp")
    except ImportError:
        real = types.ModuleType("imp")
    return View("imp", real, {"load_source": load_source, "new_module": types.ModuleType, "reload": reload})


VIEWS.update({
    "StringIO": _string_io, "cStringIO": _string_io, "cPickle": lambda: view("pickle"), "ConfigParser": _config_parser,
    "urllib2": _urllib2, "md5": _old_hash("md5"), "sha": _old_hash("sha1"), "sets": _sets, "__builtin__": _builtin,
    "imp": _imp, "xml.etree.cElementTree": lambda: importlib.import_module("xml.etree.ElementTree")})

names.BUILTINS["__import__"] = import_module
