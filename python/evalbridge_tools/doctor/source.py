"""Reads a file as Python source of either kind: bytes to text to ``ast``, with the lines of the original."""
import ast
import os
import re
import warnings

from evalbridge_tools.doctor import python2
from evalbridge_tools.doctor.places import walk
from evalbridge_tools.sources import SourceError, decode
from evalbridge_tools.syntax import needs_python3

# Larger files (bytes) are data, whatever their name.
MAX_BYTES = 16 << 20


class Source:
    """A file that was read.

    ``tree`` is its ``ast``, None when no Python takes it. ``pythons`` are the languages that it is written in: (2,),
    (3,), (2, 3) or (). ``errors`` say why not, each with ``python`` (2, 3, or 0 for both), ``line`` and ``message``.
    ``constructs`` are those of Python 2 in it, found by syntax.
    """

    def __init__(self, path, main=False):
        self.path = path
        self.text = ""
        self.encoding = ""
        self.tree = None
        self.pythons = ()
        self.errors = []
        self.constructs = []
        self._main = main
        self._nodes = None
        self._lines = None

    def nodes(self):
        """Every node of the tree with its Place, in the order of the text."""
        if self._nodes is None:
            self._nodes = list(walk(self.tree, self._main)) if self.tree is not None else []
        return self._nodes

    @property
    def lines(self):
        return self.text.count("\n") + (not self.text.endswith("\n") if self.text else 0)

    def line_at(self, number):
        """The stripped text of a line, shortened for display."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1].strip()[:100] if 0 < number <= len(self._lines) else ""


def read_source(path, main=False):
    """Reads and parses a file. Never raises for what is in it.

    :param main: it is started as ``__main__``
    """
    source = Source(path, main)
    try:
        data = _read_bytes(path)
        source.text, source.encoding = decode(data)
    except SourceError as problem:
        source.errors.append({"python": 0, "line": problem.line, "message": str(problem)})
        return source
    _parse(source)
    return source


def _read_bytes(path):
    try:
        if not os.path.isfile(path):
            raise SourceError("is not a regular file")
        if os.path.getsize(path) > MAX_BYTES:
            raise SourceError("is larger than %d MiB: no script" % (MAX_BYTES >> 20))
        with open(path, "rb") as stream:
            data = stream.read()
    except OSError as error:
        raise SourceError("cannot be read (%s)" % error.strerror)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise SourceError("holds NUL bytes: a binary file, not Python source", line)
    return data


def _parse(source):
    try:
        source.tree = parse_python3(source.text)
        source.pythons = (3,) if needs_python3(source.tree) else (2, 3)
        return
    except TabError:
        return _parse_with_tabs(source)
    except SyntaxProblem as problem:
        third = problem
    _parse_python2(source, source.text, third)


def _parse_with_tabs(source):
    """Python 2 counts a tab as up to eight columns, Python 3 refuses to mix."""
    text = "\n".join(_expand(line) for line in source.text.split("\n"))
    line = _first_tab(source.text)
    source.constructs.append(python2.construct("mixed-tabs", line, source.line_at(line)))
    try:
        source.tree = parse_python3(text)
        source.pythons = (2,)
    except (TabError, SyntaxProblem) as problem:
        _parse_python2(source, text, problem)


def _expand(line):
    body = line.lstrip(" \t")
    return line[:len(line) - len(body)].expandtabs(8) + body


def _first_tab(text):
    found = re.search(r"^ *\t", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1


class SyntaxProblem(Exception):
    """A SyntaxError, or a parser that gave up; with its line."""

    def __init__(self, message, line):
        super().__init__(message)
        self.line = line


def parse_python3(text):
    """The ``ast`` of a text.

    :raises TabError: tabs and spaces are mixed
    :raises SyntaxProblem: anything else that it is not Python 3 for
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except TabError:
        raise
    except SyntaxError as error:
        raise SyntaxProblem(error.msg or "invalid syntax", error.lineno or 0)
    except (RecursionError, MemoryError):
        raise SyntaxProblem("is nested too deeply to be parsed", 0)
    except ValueError as error:
        raise SyntaxProblem(str(error), 0)


def _parse_python2(source, text, third):
    """Reads Python 2 by making it Python 3, line by line; ``third`` is why it is none as it stands."""
    try:
        text, constructs = python2.modernise(text)
        source.tree = parse_python3(text)
    except python2.NotPython2 as problem:
        source.errors.append({"python": 2, "line": problem.line, "message": str(problem)})
    except (TabError, SyntaxProblem) as problem:
        line = getattr(problem, "line", 0) or getattr(problem, "lineno", 0) or 0
        source.errors.append({"python": 2, "line": line, "message": str(getattr(problem, "msg", problem))})
    else:
        source.constructs += [dict(found, text=source.line_at(found["line"])) for found in constructs]
        source.pythons = (2,)
        return
    message, line = str(getattr(third, "msg", third)), getattr(third, "line", 0) or getattr(third, "lineno", 0) or 0
    source.errors.append({"python": 3, "line": line, "message": message})
