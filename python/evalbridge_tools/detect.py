"""Tells whether a release's sources are Python 2, with the standard library alone.

What decides are the entry and the modules of the release that it imports. A file that Python 3 cannot parse may be
Python 2: that takes the translator's grammar, and the answer here is only that it has to be asked. A file that parses
may still lean on Python 2: a *mark* is what would fail on Python 3 whenever it is run, and was usual on Python 2. What
stands under a test of the version, or in a `try` that catches the failure, is none. Syntax that Python 2 never had
makes a file Python 3, whatever else is in it.
"""
import ast
import json
import os
import re

from evalbridge_tools.sources import Source, SourceError

PYTHON2, PYTHON3, EITHER, UNREADABLE = "python2", "python3", "either", "unreadable"

NAMES = set(
    "apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload unichr unicode xrange "
    "StandardError".split())
# And what has their contents now.
MODULES = {
    "BaseHTTPServer": "http.server", "ConfigParser": "configparser", "Cookie": "http.cookies",
    "HTMLParser": "html.parser", "Queue": "queue", "SimpleHTTPServer": "http.server", "SocketServer": "socketserver",
    "StringIO": "io", "UserDict": "collections", "__builtin__": "builtins", "anydbm": "dbm", "cPickle": "pickle",
    "cStringIO": "io", "commands": "subprocess", "cookielib": "http.cookiejar", "copy_reg": "copyreg",
    "dummy_thread": "_dummy_thread", "exceptions": "builtins", "htmlentitydefs": "html.entities",
    "httplib": "http.client", "md5": "hashlib", "repr": "reprlib", "robotparser": "urllib.robotparser", "sets": "set",
    "sha": "hashlib", "thread": "_thread", "urllib2": "urllib.request", "urlparse": "urllib.parse",
    "xmlrpclib": "xmlrpc.client",
}
MODULE_NAMES = {
    "itertools": set("izip imap ifilter izip_longest ifilterfalse".split()),
    "os": {"getcwdu"},
    "string": set("join letters lowercase uppercase maketrans split replace atoi atof lower upper strip".split()),
    "sys": set("maxint setdefaultencoding exc_clear exc_type exc_value".split()),
    "types": set("StringType UnicodeType StringTypes IntType LongType ListType DictType TupleType NoneType".split()),
    "urllib": set("urlopen urlencode quote quote_plus unquote unquote_plus urlretrieve".split()),
}
FUNCTION_ATTRIBUTES = set("func_name func_code func_defaults func_globals im_func im_self im_class".split())
BYTE_CODECS = set("hex base64 zlib bz2 string_escape string-escape rot13".split())
EXCEPTIONS = set(
    "BaseException Exception IOError OSError EnvironmentError ValueError TypeError KeyError IndexError LookupError "
    "RuntimeError AttributeError AssertionError ImportError ZeroDivisionError ArithmeticError UnicodeDecodeError".split())
LIST_METHODS = set("append extend insert pop remove reverse sort index count".split())
VERSION_TEST = re.compile(r"(?i)(is_?)?py(thon)?_?[23]|(sys_?|python_?)?version(_info|_tuple)?|hexversion|maxint")
MISSING = set("NameError ImportError ModuleNotFoundError AttributeError SyntaxError".split())


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

    :param own: names of MODULES that the release has itself
    :ivar kind: PYTHON2 (parses as Python 3, with marks), PYTHON3, EITHER, or UNREADABLE for Python 3's parser
    :ivar marks: ``(line, what)`` pairs
    :ivar imports: dotted names that it imports, without the leading dots, and the line of each
    :ivar fault: ``(line, reason)`` where it cannot be read
    """

    def __init__(self, path, version, own):
        self.path = path
        self.source = None
        self.marks, self.imports, self.fault = [], {}, None
        try:
            self.source = Source(path)
            reading = Reading(ast.parse(self.source.text, path), version, own)
        except SourceError as error:
            self.kind, self.fault = PYTHON3, (error.line, error.reason)
            return
        except (SyntaxError, ValueError) as error:
            self.kind, self.fault = UNREADABLE, (getattr(error, "lineno", None) or 1, getattr(error, "msg", str(error)))
            self.imports = _imports_of_text(self.source.text)
            return
        except (RecursionError, MemoryError):
            # Too deep to be looked at: nothing speaks for Python 2.
            self.kind, self.imports = EITHER, _imports_of_text(self.source.text)
            return
        self.imports = reading.imports
        self.marks = sorted(reading.marks)
        self.kind = PYTHON3 if reading.newer else PYTHON2 if self.marks else EITHER


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


class Reading(ast.NodeVisitor):
    """Collects the marks of one parsed file."""

    def __init__(self, tree, version, own):
        self.marks, self.imports, self.newer = set(), {}, False
        self._version = version
        self._old_modules = set(MODULES) - own
        self._bound = _bound_names(tree)
        self._modules = {}
        self._files_of_bytes = set()
        self._caught = []
        self._print_function = any(
            isinstance(node, ast.ImportFrom) and node.module == "__future__" and
            any(alias.name == "print_function" for alias in node.names) for node in ast.walk(tree))
        self._pandas = any(isinstance(node, ast.Import) and any(alias.name == "pandas" for alias in node.names)
                           for node in ast.walk(tree))
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, ast.FunctionDef)):
                self._lists(node)
        self.visit(tree)

    def _mark(self, node, what):
        self.marks.add((node.lineno, what))

    # --- what guards a version's own code

    def visit_If(self, node):
        self.visit(node.test)
        if any(VERSION_TEST.fullmatch(_last_name(part) or "") for part in ast.walk(node.test)):
            self._only_imports(node.body + node.orelse)
        else:
            for part in node.body + node.orelse:
                self.visit(part)

    def visit_Try(self, node):
        caught = set(_last_name(kind) for handler in node.handlers for kind in _kinds(handler))
        small = len(node.body) <= 3 and all(
            isinstance(part, (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)) for part in node.body)
        if small and caught.intersection(MISSING):
            self._only_imports([node])
        elif small and ("Exception" in caught or any(handler.type is None for handler in node.handlers)):
            self._only_imports(node.body)
            for part in node.handlers + node.orelse + node.finalbody:
                self.visit(part)
        else:
            self.generic_visit(node)

    def _only_imports(self, parts):
        marks = set(self.marks)
        for part in parts:
            self.generic_visit(part)
        self.marks = marks

    def visit_ExceptHandler(self, node):
        builtin = [_last_name(kind) in EXCEPTIONS for kind in _kinds(node)]
        self._caught.append(node.name if builtin and all(builtin) else None)
        self.generic_visit(node)
        self._caught.pop()

    # --- imports

    def visit_Import(self, node):
        for alias in node.names:
            self.imports[alias.name] = node.lineno
            if alias.name in self._old_modules:
                self._mark(node, "import " + alias.name)
            self._modules[alias.asname or alias.name] = alias.name

    def visit_ImportFrom(self, node):
        module = node.module or ""
        self.imports.update(((module + "." + alias.name).lstrip("."), node.lineno) for alias in node.names)
        if node.level:
            return
        if module in self._old_modules:
            self._mark(node, "from %s import" % module)
        for alias in node.names:
            if alias.name in MODULE_NAMES.get(module, ()):
                self._mark(node, "%s.%s" % (module, alias.name))

    # --- names and attributes

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load) and node.id in NAMES and node.id not in self._bound:
            self._mark(node, node.id)

    def visit_Attribute(self, node):
        owner = _last_name(node.value)
        if node.attr in MODULE_NAMES.get(self._modules.get(owner), ()):
            self._mark(node, "%s.%s" % (owner, node.attr))
        if node.attr in FUNCTION_ATTRIBUTES:
            self._mark(node, "." + node.attr)
        if node.attr == "message" and isinstance(node.ctx, ast.Load) and owner is not None and owner in self._caught:
            self._mark(node, owner + ".message")
        self.generic_visit(node)

    def visit_Call(self, node):
        keywords = set(keyword.arg for keyword in node.keywords)
        if isinstance(node.func, ast.Attribute):
            self._method(node, node.func.attr, keywords)
        elif isinstance(node.func, ast.Name):
            self._function(node, node.func.id, keywords)
        self.generic_visit(node)

    def _method(self, node, name, keywords):
        count = len(node.args) + len(node.keywords)
        owner = self._modules.get(_last_name(node.func.value))
        if name == "has_key" and count == 1:
            self._mark(node, ".has_key()")
        if name in ("iteritems", "iterkeys", "itervalues") and count == 0 and not self._pandas:
            self._mark(node, ".%s()" % name)
        if name == "sort" and "cmp" in keywords:
            self._mark(node, ".sort(cmp=)")
        if name in ("encode", "decode") and node.args and _text_of(node.args[0]) in BYTE_CODECS:
            self._mark(node, ".%s(%r)" % (name, _text_of(node.args[0])))
        if owner == "json" and name in ("loads", "dumps", "load", "dump") and "encoding" in keywords:
            if self._version >= (3, 9):
                self._mark(node, "json.%s(encoding=)" % name)
        if owner == "csv" and name in ("reader", "DictReader") and node.args and self._is_bytes_file(node.args[0]):
            self._mark(node, "csv.%s of a file opened rb" % name)
        if owner == "struct" and node.args and any(_is_length_text(part) for part in ast.walk(node.args[0])):
            self._mark(node, "/ of whole numbers in a struct format")

    def _function(self, node, name, keywords):
        if name == "print" and keywords and not self._print_function:
            self.newer = True
        if name == "super" and not node.args and "super" not in self._bound:
            self.newer = True
        if name == "sorted" and "cmp" in keywords:
            self._mark(node, "sorted(cmp=)")
        if name == "range" and any(_is_division(argument) for argument in node.args):
            self._mark(node, "/ of whole numbers in range()")

    def visit_BinOp(self, node):
        if isinstance(node.op, ast.RShift) and _last_name(node.left) == "print":
            self._mark(node, "print >>")
        if isinstance(node.op, ast.MatMult):
            self.newer = True
        if isinstance(node.op, ast.Mult) and isinstance(node.left, ast.List) and _is_division(node.right):
            self._mark(node, "/ of whole numbers as a count")
        if isinstance(node.op, ast.Add) and any(_is_length_text(part) for part in (node.left, node.right)):
            self._mark(node, "/ of whole numbers in a format")
        self.generic_visit(node)

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Name) and node.value.id == "print":
            self._mark(node, "print")
        self.generic_visit(node)

    def visit_Subscript(self, node):
        index = getattr(node.slice, "value", node.slice) if type(node.slice).__name__ == "Index" else node.slice
        bounds = [index.lower, index.upper] if isinstance(index, ast.Slice) else [index]
        if any(bound is not None and _is_division(bound) for bound in bounds):
            self._mark(node, "/ of whole numbers as an index")
        self.generic_visit(node)

    def visit_ClassDef(self, node):
        if node.keywords:
            self.newer = True
        for part in node.body:
            if isinstance(part, ast.Assign) and any(_last_name(target) == "__metaclass__" for target in part.targets):
                self._mark(part, "__metaclass__")
        self.generic_visit(node)

    # --- files opened for bytes, lists that are none any more

    def visit_With(self, node):
        for item in node.items:
            if _opens_bytes(item.context_expr) and isinstance(item.optional_vars, ast.Name):
                self._files_of_bytes.add(item.optional_vars.id)
        self.generic_visit(node)

    def visit_Assign(self, node):
        if _opens_bytes(node.value):
            self._files_of_bytes.update(_last_name(target) for target in node.targets)
        self.generic_visit(node)

    def _is_bytes_file(self, node):
        return _opens_bytes(node) or _last_name(node) in self._files_of_bytes

    def _lists(self, scope):
        """Uses of what `map`, `range` or `d.keys()` gave in one scope that only a list allows."""
        made = _made_once(scope)
        for node in _own_nodes(scope):
            for kind, used, what in _list_uses(node):
                maker = _maker(used) or made.get(_last_name(used) if isinstance(used, ast.Name) else None)
                if maker is not None and maker[1] in kind and maker[0] not in self._bound:
                    self._mark(node, "%s of %s" % (what, maker[0]))

    # --- syntax that Python 2 never had

    def _newer(self, node):
        self.newer = True
        self.generic_visit(node)

    visit_JoinedStr = visit_AsyncFunctionDef = visit_AnnAssign = visit_Nonlocal = visit_YieldFrom = _newer
    visit_NamedExpr = visit_Match = visit_TryStar = visit_Await = _newer

    def visit_Raise(self, node):
        self.newer = self.newer or node.cause is not None
        self.generic_visit(node)

    def visit_arguments(self, node):
        annotated = any(argument.annotation for argument in node.args + node.kwonlyargs)
        self.newer = self.newer or bool(annotated or node.kwonlyargs or getattr(node, "posonlyargs", None))
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        self.newer = self.newer or node.returns is not None
        self.generic_visit(node)

    def visit_Starred(self, node):
        self.newer = self.newer or isinstance(node.ctx, ast.Store)
        self.generic_visit(node)


def _bound_names(tree):
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name for alias in node.names)
            if getattr(node, "module", None) in ("six.moves", "past.builtins", "builtins"):
                names.update(NAMES)
    return names


def _last_name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None


def _kinds(handler):
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type] if handler.type else []


def _text_of(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_division(node):
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)


def _is_length_text(node):
    """`str(len(x)/4)`"""
    return (isinstance(node, ast.Call) and _last_name(node.func) == "str" and len(node.args) == 1
            and _is_division(node.args[0]) and isinstance(node.args[0].right, ast.Constant)
            and any(isinstance(part, ast.Call) and _last_name(part.func) == "len" for part in ast.walk(node.args[0])))


def _opens_bytes(node):
    return (isinstance(node, ast.Call) and _last_name(node.func) in ("open", "file") and len(node.args) > 1
            and "b" in (_text_of(node.args[1]) or ""))


VIEWS, ITERATORS, RANGES = "view", "iterator", "range"


def _maker(node):
    """(name, kind) of a call that gave a list on Python 2; None for any other node."""
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Name):
        if node.func.id in ("map", "filter", "zip"):
            return node.func.id, ITERATORS
        return ("range", RANGES) if node.func.id == "range" else None
    if isinstance(node.func, ast.Attribute) and not node.args and node.func.attr in ("keys", "values", "items"):
        return "." + node.func.attr + "()", VIEWS
    return None


def _own_nodes(scope):
    """The nodes of a function or module without those of the functions in it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            waiting.extend(ast.iter_child_nodes(node))


def _made_once(scope):
    """Names that are bound once in the scope, to what a maker gave."""
    made, stores = {}, {}
    for node in _own_nodes(scope):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stores[node.id] = stores.get(node.id, 0) + 1
        if isinstance(node, ast.Assign) and _maker(node.value) and isinstance(node.targets[0], ast.Name):
            made[node.targets[0].id] = _maker(node.value)
    return dict((name, maker) for name, maker in made.items() if stores[name] == 1)


def _list_uses(node):
    """(kinds, node, what) of what ``node`` uses as a list."""
    every = (VIEWS, ITERATORS, RANGES)
    if isinstance(node, ast.Subscript):
        kinds = every if isinstance(node.ctx, (ast.Store, ast.Del)) else (VIEWS, ITERATORS)
        return [(kinds, node.value, "an item")]
    if isinstance(node, ast.Call) and _last_name(node.func) == "len" and len(node.args) == 1:
        return [((ITERATORS,), node.args[0], "the length")]
    if isinstance(node, ast.Attribute) and node.attr in LIST_METHODS:
        kinds = (VIEWS, ITERATORS) if node.attr in ("index", "count") else every
        return [(kinds, node.value, "." + node.attr)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [(every, side, "the sum") for side in (node.left, node.right)]
    return []
