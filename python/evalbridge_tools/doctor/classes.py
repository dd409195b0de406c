"""The classes that a script sees at its top level, its own and those of its modules, and what they derive from."""
import ast

from evalbridge_tools.doctor.entries import module_statements
from evalbridge_tools.syntax import dotted


class Class:
    """One class of the release.

    :ivar bases: what it derives from: a Class, or the dotted name of what is not the release's
    """

    def __init__(self, node, file):
        self.name = node.name
        self.file = file
        self.line = node.lineno
        self.node = node
        self.bases = []

    def derives(self, names):
        """Whether one of its bases, however far up, has one of these dotted names."""
        return any(base.derives(names) if isinstance(base, Class) else base in names for base in self.bases)

    def method(self, name):
        """``(Class, ast.FunctionDef)`` of a method of the release's own, inherited or not; None when it has none."""
        for node in self.node.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
                return self, node
        found = (base.method(name) for base in self.bases if isinstance(base, Class))
        return next((one for one in found if one is not None), None)

    @property
    def label(self):
        """As the source has it: ``class Net(Model)``."""
        return "class %s(%s)" % (self.name, ", ".join(filter(None, map(dotted, self.node.bases))))


class Names:
    """What the names of a program's modules stand for."""

    def __init__(self, program):
        self._program = program
        self._modules = {}

    def visible(self, path):
        """{name: Class, or the dotted name of what is not the release's} of a module; "*" for what it takes by a star."""
        if path not in self._modules:
            names = self._modules[path] = {}
            source = self._program.sources.get(path)
            for statement in module_statements(source.tree.body) if source is not None and source.tree is not None else []:
                self._read(statement, path, names)
        return self._modules[path]

    def classes(self, path):
        """The classes that a module has, by name."""
        found = self.visible(path)
        return [found[name] for name in sorted(found) if isinstance(found[name], Class)]

    def meaning(self, path, name):
        """A Class, or a dotted name, of what a dotted name in a module stands for."""
        names = self.visible(path)
        head, _, rest = name.partition(".")
        found = names.get(head)
        if found is None and "*" in names:
            return names["*"] + "." + name
        if isinstance(found, str) and rest:
            own = self._own_module(path, found)
            return self.meaning(own, rest) if own else found + "." + rest
        return found if found is not None and not rest else name

    def _read(self, statement, path, names):
        if isinstance(statement, ast.ClassDef):
            made = names[statement.name] = Class(statement, path)
            made.bases = [self.meaning(path, dotted(base)) for base in statement.bases if dotted(base)]
        elif isinstance(statement, ast.Import):
            for alias in statement.names:
                names[alias.asname or alias.name.partition(".")[0]] = alias.name if alias.asname else alias.name.partition(".")[0]
        elif isinstance(statement, ast.ImportFrom):
            self._read_from(statement, path, names)
        elif isinstance(statement, ast.Assign) and dotted(statement.value):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    names[target.id] = self.meaning(path, dotted(statement.value))

    def _read_from(self, statement, path, names):
        own = self._own_file(path, lambda wanted: wanted.line == statement.lineno and (
            wanted.module == (statement.module or "") and wanted.level == (statement.level or 0)))
        for alias in statement.names:
            if alias.name != "*":
                names[alias.asname or alias.name] = (
                    self.meaning(own, alias.name) if own else "%s.%s" % (statement.module, alias.name))
            elif own:
                names.update(self.visible(own))
            else:
                names["*"] = statement.module

    def _own_module(self, path, module):
        return self._own_file(path, lambda wanted: wanted.module == module and not wanted.level)

    def _own_file(self, path, is_wanted):
        for importer, wanted, found in self._program.imports:
            if importer == path and found is not None and found.module and is_wanted(wanted):
                return found.module
        return ""


def takes(function, count, keywords=()):
    """Whether a method can be called with so many positional arguments beside ``self``, and these keywords."""
    arguments = function.args
    names = [argument.arg for argument in getattr(arguments, "posonlyargs", []) + arguments.args]
    only = [argument.arg for argument in arguments.kwonlyargs]
    required = names[:len(names) - len(arguments.defaults)]
    required += [name for name, default in zip(only, arguments.kw_defaults) if default is None]
    given = names[:count + 1] + [name for name in keywords if name in names + only]
    few = len(names) < count + 1 and arguments.vararg is None
    unknown = [name for name in keywords if name not in names[count + 1:] + only and arguments.kwarg is None]
    return not few and not unknown and not set(required) - set(given)


def signature(function):
    """The parameters of a function as its source names them."""
    arguments = function.args
    names = [argument.arg for argument in getattr(arguments, "posonlyargs", []) + arguments.args]
    names += ["*" + arguments.vararg.arg] if arguments.vararg else []
    names += [argument.arg for argument in arguments.kwonlyargs]
    return "(%s)" % ", ".join(names + (["**" + arguments.kwarg.arg] if arguments.kwarg else []))


def calls(program, name):
    """``(path, call)`` of every call in a program of something with this last name."""
    for path, source in program.sources.items():
        for node, _ in source.nodes():
            if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == name:
                yield path, node
