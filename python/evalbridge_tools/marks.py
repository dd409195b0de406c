"""The marks of Python 2 in a file that parses as Python 3.

A *mark* is what would fail on Python 3 whenever it is run, and was usual on Python 2. What stands under a test of the
version, or in a `try` that catches the failure, is none.
"""
import ast
import re

from evalbridge_runner.python2.renames import BUILTINS, ITER_METHODS, MEMBERS, MODULES
from evalbridge_tools.syntax import (
    BUILTIN_EXCEPTIONS, bound_names, constant, has_keyword, kinds_of, last_name, names_old_codec, opens_bytes)

FUNCTION_ATTRIBUTES = set("func_name func_code func_defaults func_globals im_func im_self im_class".split())
LIST_METHODS = set("append extend insert pop remove reverse sort index count".split())
VERSION_TEST = re.compile(r"(?i)(is_?)?py(thon)?_?[23]|(sys_?|python_?)?version(_info|_tuple)?|hexversion|maxint")
MISSING = set("NameError ImportError ModuleNotFoundError AttributeError SyntaxError".split())


class Reading(ast.NodeVisitor):
    """Reads one parsed file.

    :param version: of the interpreter, such as (3, 11)
    :param own: names of Python 2's MODULES that the release has itself
    :ivar marks: ``(line, what)`` pairs
    :ivar imports: dotted names that it imports, without the leading dots, and the line of each
    """

    def __init__(self, tree, version, own):
        nodes = list(ast.walk(tree))
        self.marks, self.imports = set(), {}
        self._version = version
        self._old_modules = set(MODULES) - own
        self._bound = bound_names(nodes)
        self._modules = {}
        self._files_of_bytes = set()
        self._caught = []
        self._pandas = any(isinstance(node, ast.Import) and any(alias.name == "pandas" for alias in node.names)
                           for node in nodes)
        for node in nodes:
            if isinstance(node, (ast.Module, ast.FunctionDef)):
                self._lists(node)
        self.visit(tree)

    def _mark(self, node, what):
        self.marks.add((node.lineno, what))

    # --- what guards a version's own code

    def visit_If(self, node):
        self.visit(node.test)
        if any(VERSION_TEST.fullmatch(last_name(part)) for part in ast.walk(node.test)):
            self._only_imports(node.body + node.orelse)
        else:
            for part in node.body + node.orelse:
                self.visit(part)

    def visit_Try(self, node):
        caught = set(last_name(kind) for handler in node.handlers for kind in kinds_of(handler))
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
        builtin = [last_name(kind) in BUILTIN_EXCEPTIONS for kind in kinds_of(node)]
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
            if "%s.%s" % (module, alias.name) in MEMBERS:
                self._mark(node, "%s.%s" % (module, alias.name))

    # --- names and attributes

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load) and node.id in BUILTINS and node.id not in self._bound:
            self._mark(node, node.id)

    def visit_Attribute(self, node):
        owner = last_name(node.value)
        if "%s.%s" % (self._modules.get(owner), node.attr) in MEMBERS:
            self._mark(node, "%s.%s" % (owner, node.attr))
        if node.attr in FUNCTION_ATTRIBUTES:
            self._mark(node, "." + node.attr)
        if node.attr == "message" and isinstance(node.ctx, ast.Load) and owner in self._caught:
            self._mark(node, owner + ".message")
        self.generic_visit(node)

    def visit_Call(self, node):
        if isinstance(node.func, ast.Attribute):
            self._method(node, node.func.attr)
        elif isinstance(node.func, ast.Name):
            self._function(node, node.func.id)
        self.generic_visit(node)

    def _method(self, node, name):
        count = len(node.args) + len(node.keywords)
        owner = self._modules.get(last_name(node.func.value))
        if name == "has_key" and count == 1:
            self._mark(node, ".has_key()")
        if name in ITER_METHODS and count == 0 and not self._pandas:
            self._mark(node, ".%s()" % name)
        if name == "sort" and has_keyword(node, "cmp"):
            self._mark(node, ".sort(cmp=)")
        if name in ("encode", "decode") and node.args and names_old_codec(node.args[0]):
            self._mark(node, ".%s(%r)" % (name, constant(node.args[0])))
        if owner == "json" and name in ("loads", "dumps", "load", "dump") and has_keyword(node, "encoding"):
            if self._version >= (3, 9):
                self._mark(node, "json.%s(encoding=)" % name)
        if owner == "csv" and name in ("reader", "DictReader") and node.args and self._is_bytes_file(node.args[0]):
            self._mark(node, "csv.%s of a file opened rb" % name)
        if owner == "struct" and node.args and any(_is_length_text(part) for part in ast.walk(node.args[0])):
            self._mark(node, "/ of whole numbers in a struct format")

    def _function(self, node, name):
        if name == "sorted" and has_keyword(node, "cmp"):
            self._mark(node, "sorted(cmp=)")
        if name == "range" and any(_is_division(argument) for argument in node.args):
            self._mark(node, "/ of whole numbers in range()")

    def visit_BinOp(self, node):
        if isinstance(node.op, ast.RShift) and last_name(node.left) == "print":
            self._mark(node, "print >>")
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
        for part in node.body:
            if isinstance(part, ast.Assign) and any(last_name(target) == "__metaclass__" for target in part.targets):
                self._mark(part, "__metaclass__")
        self.generic_visit(node)

    # --- files opened for bytes, lists that are none any more

    def visit_With(self, node):
        for item in node.items:
            if opens_bytes(item.context_expr) and isinstance(item.optional_vars, ast.Name):
                self._files_of_bytes.add(item.optional_vars.id)
        self.generic_visit(node)

    def visit_Assign(self, node):
        if opens_bytes(node.value):
            self._files_of_bytes.update(last_name(target) for target in node.targets if last_name(target))
        self.generic_visit(node)

    def _is_bytes_file(self, node):
        return opens_bytes(node) or last_name(node) in self._files_of_bytes

    def _lists(self, scope):
        """Uses of what `map`, `range` or `d.keys()` gave in one scope that only a list allows."""
        made = _made_once(scope)
        for node in _own_nodes(scope):
            for kind, used, what in _list_uses(node):
                maker = _maker(used) or made.get(last_name(used) if isinstance(used, ast.Name) else None)
                if maker is not None and maker[1] in kind and maker[0] not in self._bound:
                    self._mark(node, "%s of %s" % (what, maker[0]))


def _is_division(node):
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)


def _is_length_text(node):
    """`str(len(x)/4)`"""
    return (isinstance(node, ast.Call) and last_name(node.func) == "str" and len(node.args) == 1
            and _is_division(node.args[0]) and isinstance(node.args[0].right, ast.Constant)
            and any(isinstance(part, ast.Call) and last_name(part.func) == "len" for part in ast.walk(node.args[0])))


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
    if isinstance(node, ast.Call) and last_name(node.func) == "len" and len(node.args) == 1:
        return [((ITERATORS,), node.args[0], "the length")]
    if isinstance(node, ast.Attribute) and node.attr in LIST_METHODS:
        kinds = (VIEWS, ITERATORS) if node.attr in ("index", "count") else every
        return [(kinds, node.value, "." + node.attr)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [(every, side, "the sum") for side in (node.left, node.right)]
    return []
