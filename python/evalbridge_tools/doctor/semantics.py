"""Python 2 by meaning: what parses as Python 3 too, but is not there or does something else (AVA, section 1.11)."""
import ast

from evalbridge_runner.python2.renames import BUILTINS, ITER_METHODS, MEMBERS, MODULES, SPECIAL_METHODS
from evalbridge_tools.doctor.python2 import construct
from evalbridge_tools.syntax import (
    BUILTIN_EXCEPTIONS, bound_names, dotted, has_keyword, imports_future, kinds_of, last_name, names_old_codec,
    opens_bytes, variables)

ITERATORS = ("map", "filter", "zip", "range")
CSV_READERS = ("csv.reader", "csv.DictReader", "csv.writer", "csv.DictWriter")


def constructs(source):
    """The constructs of Python 2 in a source that is not Python 3 alone, in the order of its lines."""
    if source.tree is None or source.pythons == (3,):
        return []
    seen = _Reader(source)
    for node, place in source.nodes():
        if not place.main:
            seen.read(node)
    return sorted(seen.found, key=lambda found: found["line"])


class _Reader:
    def __init__(self, source):
        self._source = source
        self.found = []
        nodes = [node for node, _ in source.nodes()]
        self._bound = bound_names(nodes)
        self._variables = variables(nodes)
        self._true_division = imports_future(nodes, "division")
        self._listed = _names_used_as_lists(nodes)
        self._byte_files = _names_opened_as_bytes(nodes)
        handlers = [node for node in nodes if isinstance(node, ast.ExceptHandler) and node.name]
        self._exceptions = {handler.name for handler in handlers}
        self._messages = _lost_messages(nodes, handlers)

        self._readers = {
            ast.Name: self._name, ast.Import: self._import, ast.ImportFrom: self._importfrom, ast.Call: self._call,
            ast.Attribute: self._attribute, ast.Subscript: self._subscript, ast.Assign: self._assign,
            ast.AugAssign: self._augassign, ast.BinOp: self._binop, ast.FunctionDef: self._functiondef,
        }

    def read(self, node):
        """Takes in one node."""
        reader = self._readers.get(type(node))
        if reader:
            reader(node)

    def _note(self, rule, node, name=None, becomes=None):
        found = construct(rule, node.lineno, self._source.line_at(node.lineno))
        if becomes:
            found.update(construct=name, becomes=becomes)
        self.found.append(found)

    def _name(self, node):
        if isinstance(node.ctx, ast.Load) and node.id in BUILTINS and node.id not in self._bound:
            if node.id == "reload":
                self._note("reload", node)
            else:
                self._note("builtin", node, node.id, BUILTINS[node.id])

    def _import(self, node):
        for alias in node.names:
            self._moved(node, alias.name)

    def _importfrom(self, node):
        if not node.level:
            self._moved(node, node.module)
        for alias in node.names:
            full = "%s.%s" % (node.module, alias.name)
            if full in MEMBERS:
                self._note("moved-function", node, full, MEMBERS[full])

    def _moved(self, node, module):
        if module in MODULES:
            self._note("moved-module", node, "import " + module, MODULES[module])

    def _attribute(self, node):
        full = dotted(node)
        if full in MEMBERS and full.partition(".")[0] not in self._variables:
            self._note("moved-function", node, full, MEMBERS[full])
        elif node in self._messages:
            self._note("exception-message", node)

    def _call(self, node):
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        function = dotted(node.func)
        if method == "has_key":
            self._note("has-key", node)
        elif method in ITER_METHODS and not node.args:
            self._note("iter-method", node)
        elif method == "next" and not node.args and not node.keywords:
            self._note("next-method", node)
        elif method == "sort" and (node.args or has_keyword(node, "cmp")) or function == "sorted" and (
                len(node.args) > 1 or has_keyword(node, "cmp")):
            self._note("sort-cmp", node)
        elif method in ("encode", "decode") and node.args and names_old_codec(node.args[0]):
            self._note("byte-codec", node)
        elif function in ("json.loads", "json.load") and has_keyword(node, "encoding"):
            self._note("json-encoding", node)
        elif function in CSV_READERS and node.args and self._is_bytes(node.args[0]):
            self._note("csv-bytes", node)
        elif function == "len" and node.args and _is_iterator(node.args[0], ("map", "filter", "zip")):
            self._note("list-of-iterator", node)

    def _is_bytes(self, node):
        return opens_bytes(node) or isinstance(node, ast.Name) and node.id in self._byte_files

    def _subscript(self, node):
        if _is_iterator(node.value, ("map", "filter", "zip")):
            self._note("list-of-iterator", node)
        elif isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
            if node.value.func.attr in ("keys", "values", "items") and not node.value.args:
                self._note("view-index", node)
        elif isinstance(node.value, ast.Name) and node.value.id in self._exceptions and isinstance(node.ctx, ast.Load):
            self._note("exception-index", node)

    def _assign(self, node):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        if _is_iterator(node.value, ITERATORS) and any(name in self._listed for name in names):
            self._note("list-of-iterator", node)
        if "__metaclass__" in names:
            self._note("metaclass", node)

    def _augassign(self, node):
        if isinstance(node.op, ast.Div):
            self._divided(node, node.target, node.value)

    def _binop(self, node):
        if isinstance(node.op, ast.Div):
            self._divided(node, node.left, node.right)
        elif isinstance(node.op, ast.RShift) and dotted(node.left) == "print":
            self._note("print-statement", node)
        elif isinstance(node.op, ast.Add) and any(_is_iterator(side, ITERATORS) for side in (node.left, node.right)):
            self._note("list-of-iterator", node)

    def _divided(self, node, left, right):
        whole, real = _is_whole(left) or _is_whole(right), _is_real(left) or _is_real(right)
        if whole and not real and not self._true_division:
            self._note("integer-division", node)

    def _functiondef(self, node):
        if node.name in SPECIAL_METHODS:
            self._note("class-method", node, node.name, SPECIAL_METHODS[node.name])


def _lost_messages(nodes, handlers):
    """The nodes `e.message` of exceptions that have none on Python 3.

    The platform's exceptions, and many of a script's own, have one of their own making.
    """
    classes = {node.name: node for node in nodes if isinstance(node, ast.ClassDef)}
    found = set()
    for handler in handlers:
        if any(_has_no_message(last_name(kind), classes) for kind in kinds_of(handler)):
            found.update(node for node in ast.walk(handler) if dotted(node) == handler.name + ".message")
    return found


def _has_no_message(name, classes):
    if name not in classes:
        return name in BUILTIN_EXCEPTIONS
    made = classes[name]
    own = any(isinstance(node, ast.Attribute) and node.attr == "message" and isinstance(node.ctx, ast.Store)
              or isinstance(node, ast.Name) and node.id == "message" and isinstance(node.ctx, ast.Store)
              for node in ast.walk(made))
    others = {key: value for key, value in classes.items() if key != name}
    return not own and any(_has_no_message(last_name(base), others) for base in made.bases)


def _names_used_as_lists(nodes):
    """Names that are indexed, sorted, appended to, measured or returned."""
    listed = set()
    for node in nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            listed.add(node.value.id)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                if node.func.attr in ("sort", "append", "extend", "reverse", "index", "pop", "insert"):
                    listed.add(node.func.value.id)
            elif dotted(node.func) == "len" and node.args and isinstance(node.args[0], ast.Name):
                listed.add(node.args[0].id)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            listed.add(node.target.id)
    return listed


def _names_opened_as_bytes(nodes):
    names = set()
    for node in nodes:
        if isinstance(node, ast.Assign) and opens_bytes(node.value):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.withitem) and opens_bytes(node.context_expr):
            names.update([node.optional_vars.id] if isinstance(node.optional_vars, ast.Name) else [])
    return names


def _is_iterator(node, functions):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions


def _is_whole(node):
    """Surely a whole number: a literal, a length, or a sum of such."""
    if isinstance(node, ast.Constant):
        return type(node.value) is int
    if isinstance(node, ast.Call):
        return last_name(node.func) in ("len", "int", "ord", "getsize")
    if isinstance(node, ast.BinOp):
        return _is_whole(node.left) and _is_whole(node.right)
    return False


def _is_real(node):
    """Surely not a whole number."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    if isinstance(node, ast.Call):
        return dotted(node.func) == "float" or dotted(node.func).startswith("math.")
    if isinstance(node, ast.BinOp):
        return _is_real(node.left) or _is_real(node.right)
    return False
