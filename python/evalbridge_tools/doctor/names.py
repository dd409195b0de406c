"""Names that a script takes from its own modules, and that those do not have."""
import ast

from evalbridge_tools.doctor.entries import module_statements
from evalbridge_tools.doctor.problems import ERROR, MISSING, problem
from evalbridge_tools.syntax import dotted

# A module that uses one of these may have any name.
DYNAMIC = ("globals", "setattr", "exec", "execfile", "vars", "__import__")


def check(program):
    """The problems of imports of the release's own modules."""
    found = []
    for path, wanted, files in program.imports:
        if files is None or not files.files or wanted.place.main or wanted.place.attempt is not None:
            continue
        if not files.whole:
            if program.layout.has_cython_source(wanted.module):
                continue
            text = "imports %s: %s is there, but not all of it" % (wanted.module, wanted.module.split(".")[0])
            found.append(problem(MISSING, "missing-module", path, wanted.line, text,
                                 "put the rest of the package into the folder"))
        else:
            found += _unknown(program, path, wanted, files)
    return found


def _unknown(program, path, wanted, files):
    source = program.sources.get(files.module)
    known = _names_in(source.tree) if source is not None and source.tree is not None else None
    if known is None:
        return []
    submodules = {_module_of(file) for file in files.files}
    return [problem(ERROR, "own-name", path, wanted.line, "%s has no %s" % (wanted.module or ".", name),
                    "correct the import, or the module")
            for name in wanted.names if name != "*" and name not in known and name not in submodules]


def _module_of(file):
    parts = file.rsplit("/", 2)
    return parts[-2] if parts[-1] == "__init__.py" else parts[-1].partition(".")[0]


def _names_in(tree):
    """The names at a module's top level; None when only running would tell."""
    names = {"__name__", "__file__", "__doc__", "__version__"}
    for statement in module_statements(tree.body):
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            return None
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            names.update((alias.asname or alias.name).partition(".")[0] for alias in statement.names)
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(statement.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Call) and dotted(node.func) in DYNAMIC or getattr(node, "name", "") == "__getattr__":
            return None
    return names
