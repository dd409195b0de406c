"""A script's entry points, and the generation of scripts that they make it one of (AVA, sections 1 and 5)."""
import ast
from collections import namedtuple

from evalbridge_tools.syntax import dotted, last_name

NAMES = ("create_net", "net_init", "net_preprocess", "net_inference")
HANDLERS = {name: name + "_handler" for name in NAMES}

# handler: the platform's decorator on it, "" without one. others: further decorators. node: None when it is no plain
# function of a file that was read.
Entry = namedtuple("Entry", "name file line handler others node")


def find_entries(program, script):
    """{name: Entry} of what the script's module has at its top level, its own or imported from its folder."""
    entries = {}
    source = program.sources[script]
    for statement in module_statements(source.tree.body) if source.tree is not None else []:
        for name in _defined(statement, program, script):
            if name in NAMES:
                entries[name] = _entry(name, statement, program, script)
    return entries


def module_statements(body):
    """The statements that run when a module is imported, out of their ``if``, ``try`` and ``with``."""
    for statement in body:
        yield statement
        if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for part in ("body", "orelse", "finalbody"):
                inner = getattr(statement, part, [])
                yield from module_statements(inner if isinstance(inner, list) else [])
            for handler in getattr(statement, "handlers", []):
                yield from module_statements(handler.body)


def _defined(statement, program, script):
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.ImportFrom):
        if any(alias.name == "*" for alias in statement.names):
            return list(_star(statement, program, script))
        return [alias.asname or alias.name for alias in statement.names]
    return []


def _star(statement, program, script):
    found = _imported_file(statement, program, script)
    tree = program.sources[found].tree if found in program.sources else None
    for inner in module_statements(tree.body) if tree is not None else []:
        if isinstance(inner, ast.FunctionDef):
            yield inner.name


def _entry(name, statement, program, script):
    if isinstance(statement, ast.FunctionDef):
        return _of_function(name, statement, script)
    if isinstance(statement, ast.ImportFrom):
        file = _imported_file(statement, program, script)
        wanted = next((alias.name for alias in statement.names if (alias.asname or alias.name) == name), name)
        tree = program.sources[file].tree if file in program.sources else None
        for inner in module_statements(tree.body) if tree is not None else []:
            if isinstance(inner, ast.FunctionDef) and inner.name == wanted:
                return _of_function(name, inner, file)
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
        # net_inference = net_inference_handler(infer)
        handler = last_name(statement.value.func)
        return Entry(name, script, statement.lineno, handler if handler in HANDLERS.values() else "", [], None)
    return Entry(name, script, statement.lineno, "", [], None)


def _of_function(name, node, file):
    names = [last_name(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list]
    handlers = [found for found in names if found in HANDLERS.values()]
    others = [found for found in names if found not in HANDLERS.values()]
    return Entry(name, file, node.lineno, handlers[0] if handlers else "", others, node)


def _imported_file(statement, program, script):
    for path, wanted, found in program.imports:
        if path == script and wanted.line == statement.lineno and wanted.module == (statement.module or "") and found:
            return found.files[-1] if found.files else None
    return None


def generation_of(entries):
    """"G1", "G2" or "G3"; "" when neither create_net nor net_init is there."""
    if "create_net" in entries:
        return "G3"
    if "net_init" not in entries:
        return ""
    init = entries["net_init"]
    inference = entries.get("net_inference")
    if init.handler or inference is not None and inference.handler or _answers_with_pairs(init.node):
        return "G2"
    return "G1"


def _answers_with_pairs(node):
    return node is not None and any(isinstance(value, ast.Tuple) for _, value in returns_of(node))


def returns_of(function):
    """[(line, expression or None)] of a function's own return statements."""
    found, stack = [], list(reversed(function.body))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Return):
            found.append((node.lineno, node.value))
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))
    return found


def is_generator(function):
    """Whether calling a function only makes a generator."""
    stack = list(function.body)
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack.extend(ast.iter_child_nodes(node))
    return False


def may_fall_through(body):
    """Whether a function may end without a return statement, as far as its text says."""
    return not any(_ends(statement) for statement in body)


def _ends(statement):
    if isinstance(statement, (ast.Return, ast.Raise)):
        return True
    if isinstance(statement, ast.If):
        branches = (statement.body, statement.orelse)
        return bool(statement.orelse) and not any(may_fall_through(branch) for branch in branches)
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return not may_fall_through(statement.body)
    if isinstance(statement, ast.Try):
        if not may_fall_through(statement.finalbody):
            return True
        whole = statement.body + statement.orelse
        return not may_fall_through(whole) and all(not may_fall_through(h.body) for h in statement.handlers)
    if isinstance(statement, ast.While):
        forever = isinstance(statement.test, ast.Constant) and bool(statement.test.value)
        return forever and not any(isinstance(node, ast.Break) for node in ast.walk(statement))
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return dotted(statement.value.func) in ("sys.exit", "os._exit", "exit", "quit")
    return False
