"""Payload files: large bodies, and the local path that a script finds in ``uri``."""
import os

from evalbridge_runner.failure import Failure
from evalbridge_runner.text import PY2, native_path, to_text


class PayloadFolder(object):
    """The folder that only the host and this worker use.

    :param path: absolute; empty when there is none
    :param spare: where requests' bytes are written when there is no room in ``path``; empty when there is none
    """

    def __init__(self, path, spare=u""):
        self._path = path
        self._spare = spare
        self._last = 0
        self._inputs = []

    def write_input(self, body):
        """Writes a request's bytes to a file that ``clean`` deletes. Returns its path; empty when there is no room."""
        path = self._write(self._path, u"uri", body) or self._write(self._spare, u"uri", body)
        if path is None:
            return u""
        self._inputs.append(path)
        return path if PY2 else native_path(path)

    def write_reply(self, body):
        """Writes a reply for the host, who deletes it. Returns its path, None when there is no room."""
        return self._write(self._path, u"reply", body)

    def clean(self):
        """Deletes the inputs written since the last time, where the script has left them in place."""
        while self._inputs:
            _remove(self._inputs.pop())

    def _write(self, folder, kind, body):
        if not folder:
            return None
        self._last += 1
        # Processes that a script forks share the folder: the process id keeps their names apart.
        path = u"%s/%s-%d-%d" % (folder, kind, os.getpid(), self._last)
        try:
            fd = os.open(native_path(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(fd, "wb") as stream:
                stream.write(body)
        except (IOError, OSError):
            _remove(path)
            return None
        return path


def read_file(path):
    """The bytes of a payload file."""
    with open(native_path(path), "rb") as stream:
        return stream.read()


def body_of(data):
    """The bytes of a RequestData message, wherever the host has put them.

    :raises Failure: a payload file cannot be read
    """
    path = data.get("uri")
    try:
        return read_file(path) if path else data.get("body", b"")
    except EnvironmentError as error:
        raise Failure(599, u"the payload file cannot be read: " + to_text(error.strerror or ""))


def _remove(path):
    try:
        os.remove(native_path(path))
    except OSError:
        # The script may have moved it, or made a folder of it: it goes with the worker's folder.
        pass


def request_data(values, folder):
    """``data`` of a request: ``uri`` is written to a file only if the script looks at it.

    :param values: ``body``, and ``attribute`` where there is one
    """
    if PY2:
        # Nothing notices every way of reading a dict there, so the file is written at once.
        return dict(values, uri=folder.write_input(values["body"]))
    return RequestData(values, folder)


class _DictLike(type):
    """`type(data) == dict` holds, as it did."""

    def __eq__(cls, other):
        return other is dict or type.__eq__(cls, other) is True

    def __hash__(cls):
        return hash(dict)


class RequestData(_DictLike("dict", (dict,), {"__slots__": ()})):
    """A dict whose ``uri`` becomes the path of a file when somebody looks at it.

    Its ``__iter__`` makes ``dict(data)``, ``{**data}`` and ``update`` come through ``keys`` and ``[]`` instead of
    copying the table as it is.
    """

    __slots__ = ("_folder",)
    # Translated Python-2 sources know bytes as another type.
    body_type = bytes

    def __init__(self, values, folder):
        dict.__init__(self, values, uri=u"", body=self.body_type(values["body"]))
        self._folder = folder

    def _settle(self):
        folder = self._folder
        if folder is not None:
            self._folder = None
            dict.__setitem__(self, "uri", folder.write_input(dict.__getitem__(self, "body")))

    def __getitem__(self, key):
        if key == "uri":
            self._settle()
        return dict.__getitem__(self, key)

    def get(self, key, default=None):
        if key == "uri":
            self._settle()
        return dict.get(self, key, default)

    def setdefault(self, key, default=None):
        if key == "uri":
            self._settle()
        return dict.setdefault(self, key, default)

    def __iter__(self):
        return dict.__iter__(self)

    def __setitem__(self, key, value):
        if key == "uri":
            self._folder = None
        elif key == "body":
            self._settle()
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        self._settle()
        dict.__delitem__(self, key)

    def __reduce__(self):
        return dict, (dict(self),)


def _settled(name):
    method = getattr(dict, name)

    def wrapper(self, *args, **kwargs):
        self._settle()
        return method(self, *args, **kwargs)
    wrapper.__name__ = name
    return wrapper


for _name in ("items", "values", "copy", "pop", "popitem", "update", "clear",
              "__repr__", "__eq__", "__ne__", "__or__", "__ror__", "__ior__"):
    if hasattr(dict, _name):
        setattr(RequestData, _name, _settled(_name))

# As messages show it.
RequestData.__name__ = "dict"
