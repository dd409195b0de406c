"""Tells whether a release's sources are Python 2, with the standard library alone.

What decides are the entry and the modules of the release that it imports. A file that Python 3 cannot parse may be
Python 2: that takes the translator's grammar, and the answer here is only that it has to be asked. A file that parses
may still lean on Python 2, which its ``marks`` tell. Syntax that Python 2 never had makes a file Python 3, whatever
else is in it.
"""
import ast
import codecs
import json
import os

from evalbridge_runner.python2.renames import MODULES
from evalbridge_tools.marks import Reading
from evalbridge_tools.sources import SourceError, decode
from evalbridge_tools.syntax import needs_python3

PYTHON2, PYTHON3, EITHER, UNREADABLE = "python2", "python3", "either", "unreadable"


def main(arguments):
    """The command ``detect <folder>``: whether the translator has to look, for the sources in ``request.json``."""
    folder, = arguments
    return {"needed": any(file.kind in (PYTHON2, UNREADABLE) for file in Release.read(folder).decisive())}


class Release(object):
    """The Python files of a release.

    :param request: ``files`` and ``entries`` (absolute paths), ``roots`` (folders that imports start from), ``source``
        (`python2`, `python3` or `detected`), ``version`` of the interpreter, such as "3.11.7"
    """

    def __init__(self, request):
        self.source = request["source"]
        self.entries = request["entries"]
        self.roots = request["roots"]
        version = tuple(int(part) for part in request["version"].split(".")[:2])
        # A release may have a `commands.py` or `exceptions.py` of its own, on either Python.
        own = set(name for name in MODULES if any(
            os.path.join(root, path) in request["files"] for root in self.roots
            for path in (name + ".py", os.path.join(name, "__init__.py"))))
        self.files = dict((path, File(path, version, own)) for path in request["files"])

    @classmethod
    def read(cls, folder):
        """Reads what the host wrote into ``folder``."""
        with open(os.path.join(folder, "request.json"), encoding="utf-8") as stream:
            return cls(json.load(stream))

    def decisive(self):
        """The entries and the files that they import, directly or not, in no particular order."""
        found, waiting = set(), list(self.entries)
        while waiting:
            path = waiting.pop()
            if path in self.files and path not in found:
                found.add(path)
                waiting.extend(self._imported(self.files[path]))
        return [self.files[path] for path in sorted(found)]

    def _imported(self, file):
        for name in file.imports:
            for base in self.places(file, name):
                yield base + ".py"
                yield os.path.join(base, "__init__.py")

    def places(self, file, name):
        """Where a module that a file imports may lie: paths without an ending."""
        parts = name.split(".")
        parts = parts[1:] if parts[0] == "evals" else parts
        for root in [os.path.dirname(file.path)] + self.roots:
            # `from a.b import c`: c may be a module or a name.
            for length in range(1, len(parts) + 1):
                yield os.path.join(root, *parts[:length])


class File(object):
    """A source file and what it was seen to be.

    :param version: of the interpreter, such as (3, 11)
    :param own: names of Python 2's MODULES that the release has itself
    :ivar text: its text, every line ended by ``\\n``; None where it is no source text
    :ivar encoding: what it is written in, as Python names it
    :ivar kind: PYTHON2 (parses as Python 3, with marks), PYTHON3, EITHER, or UNREADABLE for Python 3's parser
    :ivar marks: ``(line, what)`` pairs
    :ivar imports: dotted names that it imports, without the leading dots, and the line of each
    :ivar fault: the line that Python 3's parser stopped at; 0 where it did not
    """

    def __init__(self, path, version, own):
        self.path = path
        self.text, self.encoding = None, ""
        self.marks, self.imports, self.fault = [], {}, 0
        try:
            self._read()
            tree = ast.parse(self.text, path)
            reading = Reading(tree, version, own)
        except SourceError:
            self.kind = PYTHON3
            return
        except (SyntaxError, ValueError) as error:
            self.kind, self.fault = UNREADABLE, getattr(error, "lineno", None) or 1
            self.imports = _imports_of_text(self.text)
            return
        except (RecursionError, MemoryError):
            # Too deep to be looked at: nothing speaks for Python 2.
            self.kind, self.imports = EITHER, _imports_of_text(self.text)
            return
        self.imports = reading.imports
        self.marks = sorted(reading.marks)
        self.kind = PYTHON3 if needs_python3(tree) else PYTHON2 if self.marks else EITHER

    def _read(self):
        with open(self.path, "rb") as stream:
            text, encoding = decode(stream.read())
        self.text = text if not text or text.endswith("\n") else text + "\n"
        self.encoding = codecs.lookup(encoding.replace("utf-8-sig", "utf-8")).name


def _imports_of_text(text):
    """The imports of a file that only Python 2 can parse, read line by line."""
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        words = line.replace(",", " ").split()
        if words[:1] == ["import"]:
            found.update((word, number) for word in words[1:] if word[0].isalpha() or word[0] == "_")
        elif words[:1] == ["from"] and "import" in words[2:3]:
            found.update(((words[1] + "." + name).lstrip("."), number) for name in words[3:])
    return found
