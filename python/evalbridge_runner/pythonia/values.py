"""Values between TypeScript and Python: JSON, and tagged objects for what JSON cannot hold.

An object with the key ``$`` is such a tag; the other side of this table is ``src/python/values.ts``:

===========================================  =======================================================================
``{"$": "float", "value": "nan"}``           also ``inf``, ``-inf`` and ``-0.0``
``{"$": "int", "value": "9007199254740993"}``  an int beyond 2^53 - 1
``{"$": "bytes", ...}``                      bytes, in a part
``{"$": "array", "type", "dims", ...}``      an array, row-major, in a part
``{"$": "object", "id"}``                    what stays here
``{"$": "dict", "items"}``                   a dict that has the key ``$`` itself
===========================================  =======================================================================

A part is small and stands there (``base64``), or it is a place in the call's payload file (``at``, ``length``).
"""
import base64
import importlib
import math
import os

from evalbridge_runner.dialects.jsontext import is_numpy_scalar
from evalbridge_runner.payload import RequestData

SAFE_INTEGER = 2 ** 53 - 1
# Smaller parts are quicker inside the JSON (bytes); as in `src/python/payload.ts`.
INLINE_BYTES = 4096
ALIGNMENT = 64
TYPES = {
    "f": "float32", "d": "float64", "e": "float16", "?": "bool", "b": "int8", "B": "uint8", "h": "int16", "H": "uint16",
    "i": "int32", "I": "uint32", "l": "int64", "L": "uint64", "q": "int64", "Q": "uint64"}
FORMATS = dict((name, code) for code, name in TYPES.items())


class Kept(object):
    """Marks a value that stays here though it could cross."""

    def __init__(self, value):
        self.value = value


class Objects(object):
    """What stays here, under a number that stands for it."""

    def __init__(self):
        self._objects = {}
        self._last = 0

    def keep(self, value):
        self._last += 1
        self._objects[self._last] = value
        return self._last

    def get(self, number):
        """:raises ValueError: it was released"""
        if number not in self._objects:
            raise ValueError("a Python object was handed back that had been released")
        return self._objects[number]

    def release(self, numbers):
        for number in numbers:
            self._objects.pop(number, None)


class Decoder(object):
    """Makes the values of one call.

    :param path: the call's payload file, which is deleted at once; None when there is none
    """

    def __init__(self, objects, path=None):
        self._objects = objects
        self._file = _taken(path) if path else memoryview(b"")

    def hook(self, value):
        """See ``object_hook`` of ``json.loads``."""
        tag = value.get("$")
        return value if tag is None else getattr(self, "_" + tag)(value)

    def _float(self, tagged):
        return float(tagged["value"])

    def _int(self, tagged):
        return int(tagged["value"])

    def _bytes(self, tagged):
        # Translated Python-2 sources know bytes as another type.
        return RequestData.body_type(self._part(tagged))

    def _array(self, tagged):
        part = self._part(tagged)
        numpy = _numpy()
        if numpy is not None:
            return numpy.frombuffer(part, tagged["type"]).reshape(tagged["dims"])
        code, dims = FORMATS[tagged["type"]], tagged["dims"]
        return part.cast(code, dims) if 0 not in dims else part.cast(code)

    def _object(self, tagged):
        return self._objects.get(tagged["id"])

    def _dict(self, tagged):
        return dict(tagged["items"])

    def _part(self, tagged):
        if "base64" in tagged:
            return memoryview(bytearray(base64.b64decode(tagged["base64"])))
        return self._file[tagged["at"]:tagged["at"] + tagged["length"]]


def _taken(path):
    with open(path, "rb") as stream:
        content = bytearray(os.fstat(stream.fileno()).st_size)
        stream.readinto(content)
    os.remove(path)
    return memoryview(content)


def _numpy():
    try:
        return importlib.import_module("numpy")
    except ImportError:
        return None


class Encoder(object):
    """Writes the values of one answer; ``parts`` are to be put where the answer's payload file is."""

    def __init__(self, objects):
        self._objects = objects
        self._parts = []
        self._above = set()

    def value(self, value):
        """What ``json.dumps`` takes. What cannot cross stays here, and its number goes.

        :raises ValueError: it contains itself
        """
        if value is None or isinstance(value, (bool, str)):
            return value
        if is_numpy_scalar(value):
            return self._scalar(value)
        if isinstance(value, int):
            return int(value) if -SAFE_INTEGER <= value <= SAFE_INTEGER else {"$": "int", "value": str(int(value))}
        if isinstance(value, float):
            return _number(float(value))
        if isinstance(value, (list, tuple)):
            return self._inside(value, lambda: [self.value(item) for item in value])
        if isinstance(value, dict):
            return self._mapping(value)
        if isinstance(value, (bytes, bytearray)):
            return self._part({"$": "bytes"}, memoryview(value))
        if isinstance(value, Kept):
            return self._kept(value.value)
        return self._array(value) or self._kept(value)

    def payload(self, folder):
        """Writes the parts to a file of the worker's folder. None when there are none, or there is no room."""
        path = folder.write_reply(b"".join(self._file())) if self._parts else None
        if path is None:
            for tagged, view in self._parts:
                del tagged["at"], tagged["length"]
                tagged["base64"] = base64.b64encode(view).decode("ascii")
        return path

    def _file(self):
        for tagged, view in self._parts:
            yield view
            yield bytes(-len(view) % ALIGNMENT)

    def _scalar(self, value):
        number = value.item()
        # A long double stays one, and so do dates.
        return self._kept(value) if is_numpy_scalar(number) or not isinstance(number, (bool, int, float, str, bytes)) \
            else self.value(number)

    def _mapping(self, value):
        keys = [_key(key) for key in value]
        if None in keys:
            return self._kept(value)
        items = self._inside(value, lambda: [self.value(value[key]) for key in value])
        encoded = dict(zip(keys, items))
        return {"$": "dict", "items": list(encoded.items())} if "$" in encoded else encoded

    def _inside(self, value, items):
        if id(value) in self._above:
            raise ValueError("the value contains itself")
        self._above.add(id(value))
        encoded = items()
        self._above.discard(id(value))
        return encoded

    def _array(self, value):
        try:
            view = memoryview(value)
        except (TypeError, ValueError, BufferError):
            return None
        name = TYPES.get(view.format.lstrip("@=<"))
        if name is None:
            return None
        dims = list(view.shape)
        flat = view.cast("B") if view.c_contiguous and view.nbytes else memoryview(view.tobytes())
        return self._part({"$": "array", "type": name, "dims": dims}, flat)

    def _part(self, tagged, view):
        if view.nbytes < INLINE_BYTES:
            tagged["base64"] = base64.b64encode(view).decode("ascii")
        else:
            end = self._parts[-1][0]["at"] + self._parts[-1][0]["length"] if self._parts else 0
            tagged.update(at=end + -end % ALIGNMENT, length=view.nbytes)
            self._parts.append((tagged, view))
        return tagged

    def _kept(self, value):
        return {"$": "object", "id": self._objects.keep(value)}


def _number(value):
    if math.isfinite(value) and (value or math.copysign(1, value) > 0):
        return value
    return {"$": "float", "value": repr(value)}


def _key(key):
    """A key as JSON spells it; None when it is none that JSON could hold."""
    if isinstance(key, str):
        return key
    if isinstance(key, bytes):
        return key.decode("utf-8", "surrogateescape")
    if is_numpy_scalar(key):
        key = key.item()
    if key is None or isinstance(key, (bool, int, float)):
        return {None: "null", True: "true", False: "false"}[key] if key is None or isinstance(key, bool) else repr(key)
    return None
