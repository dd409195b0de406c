"""The modules of a release: what each imports, and which of its own files an import finds."""
import ast
import glob
import os
from collections import namedtuple

from evalbridge_runner.loading import own_folders
from evalbridge_tools.doctor.platform_modules import is_platform
from evalbridge_tools.doctor.source import read_source
from evalbridge_tools.doctor.wants import python_folders

# More files than any release has: a folder that is somebody's whole disk.
MAX_MODULES = 500

# module: dotted, "" for `from . import x`. names: what `from` takes. level: its dots.
Import = namedtuple("Import", "module names level line place")

# files: every file that the import runs, packages first. whole: the last part was found too. module: the file of the
# last part, "" where that is a folder or missing.
Found = namedtuple("Found", "files whole module")


def imports_of(source):
    """The imports of a module in the order of its text, wherever they stand."""
    found = []
    for node, place in source.nodes():
        if isinstance(node, ast.Import):
            found += [Import(alias.name, (), 0, node.lineno, place) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = tuple(alias.name for alias in node.names)
            found.append(Import(node.module or "", names, node.level or 0, node.lineno, place))
    return found


class Layout:
    """Where a release's own modules lie.

    :param folder: the version folder, absolute
    :param python_path: folders before it, absolute
    :param python2: whether Python 2 runs it: then a folder without ``__init__.py`` is no package
    :param dialect: its platform; ava's scripts are in one package with that platform's own modules, `evals`
    """

    def __init__(self, folder, python_path, python2, dialect):
        self.folder = folder
        self._in_package = dialect == "ava"
        self.python2 = python2
        self.roots = list(python_path) + own_folders(folder, python2)

    def add(self, folders):
        """Folders that a module puts on ``sys.path`` itself."""
        self.roots += [path for path in folders if path not in self.roots and os.path.isdir(path)]

    def find(self, wanted, importer):
        """The files of the release that an import finds; None when it finds none."""
        parts = wanted.module.split(".") if wanted.module else []
        if wanted.level:
            base = os.path.dirname(importer)
            for _ in range(wanted.level - 1):
                base = os.path.dirname(base)
            return self._with_names(base, parts, wanted.names)
        if self._in_package and parts[:1] == ["evals"]:
            if is_platform(wanted.module):
                return None
            return self._with_names(self.folder, parts[1:], wanted.names)
        for root in self.search_path(importer):
            # There the platform's own comes first, whatever the importing module.
            if self._in_package and root == self.folder and is_platform("evals." + wanted.module):
                continue
            found = self._with_names(root, parts, wanted.names)
            if found is not None:
                return found
        return None

    def has_cython_source(self, module):
        """Whether there is a `.pyx` for a module of the release."""
        return cython_source(self.roots, module) != ""

    def search_path(self, importer):
        """Folders in which an absolute import looks for the release's own modules."""
        here = os.path.dirname(importer)
        # Python 2 looks beside a package's module first; on 3 the translation says so.
        package = self.python2 if here == self.folder else os.path.isfile(os.path.join(here, "__init__.py"))
        beside = [here] if package else []
        return beside + self.roots

    def is_beside(self, wanted, importer):
        """Whether an import finds its module only beside a package's module, which Python 3 does not look at."""
        here = os.path.dirname(importer)
        if wanted.level or here in self.roots or not os.path.isfile(os.path.join(here, "__init__.py")):
            return False
        return self._in(here, wanted.module.split(".")) is not None

    def _with_names(self, root, parts, names):
        found = self._in(root, parts)
        if found is None or not found.whole:
            return found
        # `from package import module`
        here = os.path.join(root, *parts)
        files = list(found.files)
        for name in names:
            inner = self._in(here, [name])
            files += inner.files if inner is not None else []
        return Found(files, bool(files) or not names, found.module)

    def _in(self, root, parts):
        files, here, last = [], root, ""
        for index, part in enumerate(parts):
            package = os.path.join(here, part)
            module, last = _module_file(here, part), os.path.join(package, "__init__.py")
            if os.path.isfile(last):
                files.append(last)
            elif module:
                whole = index == len(parts) - 1
                return Found(files + [module], whole, module if whole else "")
            elif self.python2 or not glob.glob(os.path.join(glob.escape(package), "*.py")):
                return Found(files, False, "") if index > 0 else None
            here = package
        return Found(files, True, last if last in files else "")

    def own_modules(self):
        """{top-level name: its file or folder} of everything that can be imported from the roots, the first found."""
        found = {}
        for root in self.roots:
            for entry in sorted(_entries(root)):
                name, path = os.path.splitext(entry)[0], os.path.join(root, entry)
                if name == "__init__":
                    continue
                is_package = os.path.isfile(os.path.join(path, "__init__.py"))
                if is_package or (entry.endswith(".py") and os.path.isfile(path)):
                    found.setdefault(name, path)
        return found


def cython_source(roots, module):
    """The `.pyx` of a module of the release; "" when there is none."""
    parts = module.split(".")
    parts = parts[1:] if parts[0] == "evals" else parts
    paths = [os.path.join(root, *parts) + ".pyx" for root in roots if parts]
    return next((path for path in paths if os.path.isfile(path)), "")


def _entries(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _module_file(folder, name):
    """The file of a module that is no package: source first, then compiled code."""
    source = os.path.join(folder, name + ".py")
    if os.path.isfile(source):
        return source
    stem = os.path.join(glob.escape(folder), glob.escape(name))
    compiled = sorted(glob.glob(stem + ".so") + glob.glob(stem + ".*.so")) + glob.glob(stem + ".pyc")
    return compiled[0] if compiled else ""


def compiled_for(path):
    """The Python (2 or 3) that a compiled module was made for; 0 when that cannot be told."""
    if path.endswith(".pyc"):
        return 2
    name = os.path.basename(path).partition(".")[0].encode()
    try:
        with open(path, "rb") as stream:
            data = stream.read()
    except OSError:
        return 0
    return 3 if b"PyInit_" + name in data else 2 if b"init" + name in data else 0


class Program:
    """A script and every module of its folder that it imports, however far down.

    ``sources``: {path: Source} in the order in which they are met, the script first. ``imports``: [(path, Import,
    Found or None)].
    """

    def __init__(self, script, layout, working_folder, main=False):
        """:param main: the script is started as ``__main__``"""
        self.layout = layout
        self.sources = {}
        self.imports = []
        self.compiled = []
        waiting = [script]
        while waiting and len(self.sources) < MAX_MODULES:
            path = waiting.pop(0)
            if path in self.sources:
                continue
            source = self.sources[path] = read_source(path, main and path == script)
            layout.add(python_folders(source, working_folder))
            for wanted in imports_of(source):
                found = layout.find(wanted, path)
                self.imports.append((path, wanted, found))
                for file in found.files if found is not None and not wanted.place.main else []:
                    if file.endswith(".py"):
                        waiting.append(file)
                    elif file not in self.compiled:
                        self.compiled.append(file)
