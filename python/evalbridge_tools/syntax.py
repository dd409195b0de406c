"""What a syntax tree says, for detection and doctor alike."""
import ast
import builtins

from evalbridge_runner.python2.renames import BUILTINS, BYTE_CODECS, TEXT_CODECS

BUILTIN_EXCEPTIONS = {name for name, value in vars(builtins).items()
                      if isinstance(value, type) and issubclass(value, BaseException)} | {"StandardError"}


def dotted(node):
    """``a.b.c`` of names and attributes; "" for any other expression."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id] + parts[::-1]) if isinstance(node, ast.Name) else ""


def last_name(node):
    """A name, or the attribute of whatever it is one of; "" for any other expression."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def constant(node):
    """The value of a literal (None for anything else, and for None itself)."""
    return node.value if isinstance(node, ast.Constant) else None


def is_text(node):
    return isinstance(constant(node), str)


def has_keyword(call, name):
    return any(keyword.arg == name for keyword in call.keywords)


def kinds_of(handler):
    """The expressions of what an ``except`` catches; none where it catches everything."""
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type] if handler.type else []


def names_old_codec(node):
    """Whether an expression is the name of a codec that `.encode()` and `.decode()` do not take any more."""
    name = node.value.lower().replace("-", "_") if is_text(node) else ""
    return name in BYTE_CODECS or name in TEXT_CODECS


def opens_bytes(node):
    """Whether an expression opens a file for bytes."""
    return (isinstance(node, ast.Call) and dotted(node.func) in ("open", "file", "io.open") and len(node.args) > 1
            and is_text(node.args[1]) and "b" in node.args[1].value)


def variables(nodes):
    """Names that a module assigns or takes as parameters, in whatever scope."""
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)} | {
        node.arg for node in nodes if isinstance(node, ast.arg)}


def bound_names(nodes):
    """Names that a module defines itself, in whatever scope: then they are not the built-ins."""
    bound = variables(nodes)
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            bound.update(alias.asname or alias.name for alias in node.names)
            if getattr(node, "module", None) in ("six.moves", "past.builtins", "builtins"):
                bound.update(BUILTINS)
    return bound


def imports_future(nodes, feature):
    """Whether a module has ``from __future__ import <feature>``."""
    return any(isinstance(node, ast.ImportFrom) and node.module == "__future__"
               and any(alias.name == feature for alias in node.names) for node in nodes)


_PYTHON3_NODES = tuple(
    getattr(ast, name) for name in (
        "JoinedStr", "AnnAssign", "AsyncFunctionDef", "Await", "NamedExpr", "Match", "Nonlocal", "YieldFrom", "TryStar",
        "MatMult", "TypeAlias") if hasattr(ast, name))


def needs_python3(tree):
    """Whether a tree holds what Python 2 has no syntax for, or never took."""
    nodes = list(ast.walk(tree))
    calls = {"super"} - bound_names(nodes)
    if not imports_future(nodes, "print_function"):
        calls.add("print")
    return any(_is_python3_only(node, calls) for node in nodes)


def _is_python3_only(node, calls):
    if isinstance(node, ast.arguments):
        annotated = any(argument.annotation for argument in node.args + node.kwonlyargs)
        return bool(annotated or node.kwonlyargs or node.posonlyargs)
    if isinstance(node, ast.FunctionDef):
        return node.returns is not None
    if isinstance(node, ast.Raise):
        return node.cause is not None
    if isinstance(node, ast.ClassDef):
        return bool(node.keywords)
    if isinstance(node, ast.Starred):
        return isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in calls:
        return bool(node.keywords) if node.func.id == "print" else not node.args
    return isinstance(node, _PYTHON3_NODES)
