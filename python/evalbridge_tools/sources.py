"""Reads Python sources of either language as text."""
import codecs
import io
import re
import tokenize


class SourceError(Exception):
    """The file is no source text. ``line`` is where, 1 when the whole is meant."""

    def __init__(self, line, reason):
        Exception.__init__(self, reason)
        self.line = line
        self.reason = reason


class Source(object):
    """A source file.

    :param path: absolute
    :ivar text: its text, every line ended by ``\\n``
    :ivar encoding: what it is written in, as Python names it
    """

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as stream:
            data = stream.read()
        try:
            self.encoding = codecs.lookup(tokenize.detect_encoding(io.BytesIO(data).readline)[0]).name
        except (LookupError, SyntaxError) as error:
            raise SourceError(1, str(error))
        self.text = self._decode(data)

    def _decode(self, data):
        if data.startswith(codecs.BOM_UTF8):
            data = data[len(codecs.BOM_UTF8):]
        encoding = "utf-8" if self.encoding == "utf-8-sig" else self.encoding
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            raise SourceError(data.count(b"\n", 0, error.start) + 1, "not in %s, as the file says or is taken for" % encoding)
        text = re.sub("\r\n?", "\n", text)
        return text if not text or text.endswith("\n") else text + "\n"
