"""Text on both Pythons."""
import os
import sys

PY2 = sys.version_info[0] == 2
text_type = type(u"")
integer_types = (int, long) if PY2 else (int,)  # noqa: F821


def to_text(value):
    """Bytes (UTF-8, faults replaced) or text as text."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def exception_text(error):
    """``str(error)`` as text. A script written for Python 2 may raise with bytes: then their text, not ``b'..'``."""
    args = error.args
    plain = type(error).__str__ is BaseException.__str__ or type(error).__str__ is Exception.__str__
    if plain and len(args) == 1 and isinstance(args[0], (bytes, text_type)):
        return to_text(args[0])
    for convert in (str, text_type):
        try:
            return to_text(convert(error))
        except Exception:
            continue
    return to_text(type(error).__name__)


def describe_exception(error):
    """Type and text, such as ``ImportError: No module named foo``."""
    return u"%s: %s" % (to_text(type(error).__name__), exception_text(error))


def native_path(path):
    """A path from the host as this interpreter's own file functions take it, whatever the locale."""
    return path.encode("utf-8") if PY2 else os.fsdecode(path.encode("utf-8"))
