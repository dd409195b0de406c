"""Reads Python sources of either language as text."""
import io
import re
import tokenize

# Tried in this order to tell the owner of a file in no declared encoding which one it may be in.
LIKELY_ENCODINGS = ("utf-8", "gbk", "latin-1")


class SourceError(Exception):
    """Why something is no source text, with the line where that shows (0: none)."""

    def __init__(self, message, line=0):
        super().__init__(message)
        self.line = line


def decode(data):
    """(text with ``\\n`` as line ends, encoding) of source bytes.

    :raises SourceError: they are not in the encoding that they declare (UTF-8 where they declare none)
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = "byte 0x%02x is no %s; " % (data[error.start], error.encoding)
        raise SourceError(text + _encoding_hint(data), line)
    except (SyntaxError, LookupError, UnicodeError) as error:
        unknown = re.search(r"unknown encoding.*", str(error))
        if unknown:
            raise SourceError("declares an %s" % unknown.group(0), 1)
        declared = re.match(rb"(?:[^\n]*\n)?[ \t\f]*#[^\n]*coding[:=]", data)
        text = "is not in the encoding that it declares; " if declared else "is not UTF-8, and declares no encoding; "
        raise SourceError(text + _encoding_hint(data), _first_odd_line(data))
    return re.sub("\r\n?", "\n", text), encoding


def _first_odd_line(data):
    odd = re.search(rb"[^\x00-\x7f]", data)
    return data.count(b"\n", 0, odd.start()) + 1 if odd else 1


def _encoding_hint(data):
    for encoding in LIKELY_ENCODINGS:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "its bytes would fit %s: no Python reads them without a line `# -*- coding: %s -*-` at the top" % (
            encoding, encoding)
    return "no Python reads them"
