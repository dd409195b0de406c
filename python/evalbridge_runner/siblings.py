"""One module for `import x` and `import evals.x`, as Python 2's implicit relative imports made it (AVA, section 1.1)."""
import importlib
import os
import re
import sys

from evalbridge_runner.text import PY2

# What the platform's own `utils` defines, and nobody else's.
PLATFORMS_UTILS = re.compile(br"^def net_inference_handler\b", re.MULTILINE)

if not PY2:
    from importlib.machinery import PathFinder
    from importlib.util import find_spec, spec_from_loader


def unite(package):
    """Lets scripts import the modules of a package without naming it, and get the same ones.

    On Python 2 the interpreter does so itself.
    """
    if not PY2:
        sys.meta_path.insert(0, SiblingFinder(package))


class SiblingFinder(object):
    """Finds `x` as `<package>.x` where both are the same file, and where the package has it alone or first (`utils`)."""

    def __init__(self, package):
        self._package = package
        self._found = set()

    def find_spec(self, name, path=None, target=None):
        """See ``importlib.abc.MetaPathFinder``."""
        top = name.partition(".")[0]
        if top == name and path is None:
            others = self._other_utils(name)
            if others is not None:
                return others
        if top in self._found:
            known = find_spec(self._twin(name)) is not None
        else:
            known = top == name and self._is_twin(name)
        if not known:
            return None
        self._found.add(top)
        return spec_from_loader(name, TwinLoader(self._twin(name)))

    def _twin(self, name):
        return self._package.__name__ + "." + name

    def _is_twin(self, name):
        twin = PathFinder.find_spec(self._twin(name), self._package.__path__)
        if twin is None:
            return False
        spec = PathFinder.find_spec(name)
        return spec is None or _place(spec) == _place(twin) or self._is_beside(spec) or _is_platforms_own(spec)

    def _other_utils(self, name):
        """A `utils` of the script's own that lies elsewhere, where the platform's came along out of an old image.

        In the image that one was on no path: only the package's own modules found it.
        """
        spec = PathFinder.find_spec(name) if name == "utils" else None
        if spec is None or not _is_platforms_own(spec):
            return None
        copy = os.path.dirname(_place(spec))
        other = PathFinder.find_spec(name, [path for path in sys.path if os.path.realpath(path) != copy])
        return None if other is None or _is_platforms_own(other) else other

    def _is_beside(self, spec):
        """Whether a module lies in the package itself, where another one of its name comes first."""
        return os.path.dirname(_place(spec)) in [os.path.realpath(path) for path in self._package.__path__]


class TwinLoader(object):
    """Gives a module another name.

    :param twin: its name
    """

    def __init__(self, twin):
        self._twin = twin

    def create_module(self, spec):
        module = importlib.import_module(self._twin)
        self._spec = module.__spec__
        return module

    def exec_module(self, module):
        # The import system has put the other name's in its place.
        module.__spec__ = self._spec


def _place(spec):
    """The file of a module, the folder of a package: scripts put theirs on sys.path in many spellings."""
    return os.path.realpath(next(iter(spec.submodule_search_locations or ()), spec.origin if spec.has_location else ""))


def _is_platforms_own(spec):
    """The platform's `utils`, which came along with the script out of an old image: ours stands for it."""
    if spec.name != "utils" or not spec.has_location:
        return False
    with open(spec.origin, "rb") as stream:
        return PLATFORMS_UTILS.search(stream.read()) is not None
