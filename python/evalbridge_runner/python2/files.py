"""Python 2's files: what is read from them is text, or bytes, as it is needed."""
import io

from evalbridge_runner.python2.bytestring import ByteString, native, to_bytes


def open_file(name, mode="r", buffering=-1):
    """`open(name, mode, buffering)`"""
    universal = "U" in mode
    binary = "b" in mode
    plain = mode.replace("U", "").replace("b", "").replace("t", "")
    plain = plain if plain[:1] in ("r", "w", "a") and plain else "r" + plain
    raw = io.FileIO(name, plain)
    kind = _Random if "+" in plain else _Reader if plain == "r" else _Writer
    stream = kind(raw)
    stream.eager = buffering in (0, 1)
    if binary:
        return stream
    if universal and plain == "r":
        with stream:
            data = stream.read()
        stream = io.BytesIO(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        stream.name = name
    return TextFile(stream, mode)


class _Binary(object):
    """A file opened `rb` or `wb`. Libraries that read it get plain bytes."""

    softspace = 0

    def __next__(self):
        return ByteString(super().__next__())

    def write(self, data):
        count = super().write(to_bytes(data))
        if self.eager:
            self.flush()
        return count


class _Reader(_Binary, io.BufferedReader):
    pass


class _Writer(_Binary, io.BufferedWriter):
    pass


class _Random(_Binary, io.BufferedRandom):
    pass


class TextFile(io.TextIOBase):
    """A file opened without `b`. What is read is text where it is UTF-8; positions and sizes count bytes."""

    softspace = 0

    def __init__(self, stream, mode):
        self.buffer = stream
        self.mode = mode
        self.name = stream.name

    def read(self, size=-1):
        return _text(self.buffer.read(size))

    def readline(self, size=-1):
        return _text(self.buffer.readline(size))

    def write(self, data):
        return self.buffer.write(to_bytes(data))

    def seek(self, offset, whence=0):
        return self.buffer.seek(offset, whence)

    def tell(self):
        return self.buffer.tell()

    def truncate(self, size=None):
        return self.buffer.truncate(size)

    def flush(self):
        if not self.buffer.closed:
            self.buffer.flush()

    def close(self):
        self.buffer.close()

    @property
    def closed(self):
        return self.buffer.closed

    def fileno(self):
        return self.buffer.fileno()

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()


def _text(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ByteString(data)


class StringIO(io.BytesIO):
    """`StringIO.StringIO` and `cStringIO.StringIO`. Libraries that read it get plain bytes."""

    softspace = 0

    def __init__(self, initial=b""):
        io.BytesIO.__init__(self, to_bytes(initial))

    def __next__(self):
        return ByteString(io.BytesIO.__next__(self))

    def write(self, data):
        return io.BytesIO.write(self, to_bytes(data))

    def getvalue(self):
        return native(io.BytesIO.getvalue(self))

    buf = property(getvalue)
    len = property(lambda self: len(io.BytesIO.getvalue(self)))
