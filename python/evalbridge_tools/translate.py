"""Translates the Python-2 sources of a release for Python 3.

What becomes of each construct, and where. A *name* keeps its spelling and is given its old meaning where the translation
runs (``evalbridge_runner.python2``); an *operation* is rewritten to a call of ``__py2__``, which looks at the objects.

===========================================================  ========================================================
print, exec, raise, backticks, <>, 0777, 10L, throw          fissix, kept on their lines
except E, e; def f((a, b)); lambda (a, b): a                 fix_except, fix_tuple_params
'\\xff', b'', ur'', '\\u4e2d', text of other encodings       fix_text: ByteStrings, escapes
tabs mixed with blanks, CRLF, BOM, declared encodings        here, and sources
a / b, a /= b, a % b                                         fix_division: operations, by what a and b are
a < b where None may come; type(x) is T                      fix_compare: operation; ==
d.has_key, .keys(), .next(), .sort(cmp), .encode('hex')      fix_methods: operations, unless the object has it
s.format, s.join, f.read(), f.write(), e.message             the same
str(x), bytes(x)                                             fix_text: operation, 12 digits of a float
e[0]                                                         fix_except: operation, the exception's arguments
f.func_name, m.im_func, sys.exc_type                         fissix
xrange, unicode, map, sorted, round, open, isinstance, eval  names
__metaclass__, __nonzero__, next, __cmp__, __getslice__      names, when the class is made
urllib, StringIO, cPickle, string, json, csv, re, struct     modules
import of a sibling, numpy.float                             modules
exec without in, in a function                               refused (fix_scopes)
a list comprehension's variable used behind it               refused (fix_scopes)
except's variable used behind it, a tuple parameter          refused where the block begins with a compound statement
'\\xff' u''                                                  refused (fix_text)
modules compiled for Python 2; what does not compile         refused (here)
a library's bytes compared with text, or shown as text       an error when it happens
a < b of unlike types elsewhere; exec of Python-2 text       an error when it happens
repr of unicode, long, set; random.choice after seed         otherwise than on 2.7
len of a literal that is not ASCII                           otherwise than on 2.7: characters
===========================================================  ========================================================
"""
import ast
import difflib
import functools
import json
import os
import warnings

from fissix.pgen2 import tokenize
from fissix.pgen2.parse import ParseError
from fissix.refactor import RefactoringTool

from evalbridge_tools.detect import EITHER, PYTHON2, PYTHON3, UNREADABLE, Release

STANDARD = ["fissix.fixes.fix_" + name for name in (
    "exec", "funcattrs", "methodattrs", "ne", "numliterals", "paren", "repr", "sys_exc", "throw")]
OWN = ["evalbridge_tools.fixers.fix_" + name for name in (
    "compare", "division", "except", "methods", "print", "raise", "scopes", "text", "tuple_params")]


def main(arguments):
    """The command ``translate <folder>``.

    Reads ``request.json`` in the folder (see ``detect.Release``) and writes beside it the translations, ``changes.diff``
    and ``translation.json``, which it returns.
    """
    folder, = arguments
    document = translate(Release.read(folder), folder)
    with open(os.path.join(folder, "translation.json"), "w", encoding="utf-8") as stream:
        json.dump(document, stream, indent=1)
    return document


def translate(release, folder):
    """Decides what the sources are, and translates those that are Python 2.

    :returns: ``source`` (`python2` or `python3`); ``marks``, what it was told by; ``files``, for each file that is
        read as Python 2 its ``original`` and the ``translation`` (relative to the folder) or why it was ``refused``;
        ``refused``, the refusals of the entry and of what it imports: with one of them the release cannot run
    """
    tool = translator()
    for file in release.files.values():
        if file.kind == UNREADABLE:
            file.kind = PYTHON2 if tool.can_parse(file) else PYTHON3
    decisive = release.decisive()
    if release.source == PYTHON3 or release.source != PYTHON2 and not any(file.kind == PYTHON2 for file in decisive):
        return {"source": PYTHON3, "marks": [], "files": [], "refused": []}
    kinds = (PYTHON2, EITHER, PYTHON3) if release.source == PYTHON2 else (PYTHON2, EITHER)
    files, diff = [], []
    for number, file in enumerate(sorted(release.files.values(), key=lambda file: file.path)):
        if file.kind in kinds and file.text is not None:
            refused = _compiled_imports(release, file)
            files.append(_translate_file(tool, file, refused, folder, "%d.py" % number, diff))
    with open(os.path.join(folder, "changes.diff"), "w", encoding="utf-8") as stream:
        stream.writelines(diff)
    paths = set(file.path for file in decisive)
    return {
        "source": PYTHON2,
        "marks": [dict(file=file.path, line=line, what=what) for file in decisive for line, what in _marks(file)],
        "files": files,
        "refused": [dict(fault, file=item["original"]) for item in files if item["original"] in paths
                    for fault in item.get("refused", [])],
    }


def _marks(file):
    return [(file.fault, "syntax of Python 2")] if file.fault and file.kind == PYTHON2 else file.marks


def _compiled_imports(release, file):
    """Refusals for imports of what is there for Python 2 only: compiled, without a source."""
    refused = []
    for name, line in sorted(file.imports.items()):
        for base in release.places(file, name):
            if os.path.exists(base + ".py") or os.path.isdir(base):
                continue
            if os.path.exists(base + ".so") and not _is_for_python3(base + ".so"):
                refused.append({"line": line, "reason": "%s.so is compiled for Python 2" % os.path.basename(base)})
            elif os.path.exists(base + ".pyc"):
                refused.append({"line": line, "reason": "%s.pyc has no source" % os.path.basename(base)})
    return [fault for number, fault in enumerate(refused) if fault not in refused[:number]]


def _is_for_python3(path):
    with open(path, "rb") as stream:
        return b"PyInit_" in stream.read()


def _translate_file(tool, file, refused, folder, name, diff):
    text, own = tool.translate(file)
    refused = refused + own
    if refused:
        return {"original": file.path, "refused": refused}
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    diff.extend(difflib.unified_diff(
        file.text.splitlines(True), text.splitlines(True), file.path, file.path + " (translated)"))
    return {"original": file.path, "translation": name}


@functools.lru_cache(maxsize=None)
def translator():
    """The one Translator of this process."""
    return Translator()


class Translator(object):
    """The fixers, set up."""

    def __init__(self):
        self._tool = RefactoringTool(STANDARD + OWN)

    def can_parse(self, file):
        """Whether a file that Python 3 cannot parse is Python 2."""
        try:
            self._tool.driver.parse_string(file.text)
        except (ParseError, tokenize.TokenError, IndentationError, ValueError, KeyError):
            # KeyError: the parser's own word for a character that is no operator.
            return False
        return True

    def translate(self, file):
        """The translation, and the refusals: ``{"line", "reason"}``. With any of them the text means nothing."""
        refused = []
        self._tool.options.update(encoding=file.encoding, refused=refused)
        if not file.text:
            return "", refused
        try:
            text = str(self._tool.refactor_string(file.text, file.path))
        except (ParseError, tokenize.TokenError, IndentationError, KeyError) as error:
            return "", [{"line": _line_of(error), "reason": "not readable as Python 2: %s" % error}]
        try:
            ast.parse(text)
        except TabError:
            text = _without_tabs(text)
        except SyntaxError:
            pass
        return text, refused or _check(file.text, text)


def _line_of(error):
    context = getattr(error, "context", None)
    return context[1][0] if context else getattr(error, "lineno", None) or 1


def _check(before, after):
    """What Python 3's own compiler says to a translation."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(after, "translation", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return [{"line": getattr(error, "lineno", None) or 1, "reason": "not to be said on Python 3: %s" % getattr(error, "msg", error)}]
    if before.count("\n") != after.count("\n"):
        line = next((number for number, (old, new) in enumerate(zip(before.split("\n"), after.split("\n")), 1)
                     if old.strip()[:4] != new.strip()[:4]), 1)
        return [{"line": line, "reason": "its lines cannot be kept"}]
    return []


def _without_tabs(text):
    """Indentation in blanks, as Python 2 counted it: a tab leads to the next multiple of 8."""
    lines = text.split("\n")
    starting = True
    for kind, _, (row, _), _, _ in tokenize.generate_tokens(iter(text.splitlines(True)).__next__):
        if kind in (tokenize.NEWLINE, tokenize.NL):
            starting = True
        elif starting and kind not in (tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT):
            line = lines[row - 1]
            body = line.lstrip(" \t\f")
            lines[row - 1] = line[:len(line) - len(body)].expandtabs(8) + body
            starting = False
    return "\n".join(lines)
