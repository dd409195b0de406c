"""Patches modules at the moment at which the script has imported them."""
import sys

from evalbridge_runner.observe.patches import PATCHES


def patch_on_import(recorder):
    """From now on the modules of PATCHES note what passes in them."""
    sys.meta_path.insert(0, PatchingFinder(recorder))


class PatchingFinder(object):
    """Lets the other finders find a module, and patches it when it has run."""

    def __init__(self, recorder):
        self._recorder = recorder
        # Modules that are being imported; OpenCV's imports its own name again.
        self._busy = set()

    def find_spec(self, name, path=None, target=None):
        """See ``importlib.abc.MetaPathFinder``."""
        if name not in PATCHES or name in self._busy:
            return None
        self._busy.add(name)
        try:
            spec = self._found_by_others(name, path, target)
        finally:
            self._busy.discard(name)
        if spec is not None and hasattr(spec.loader, "exec_module"):
            self._patch_after(spec.loader, name)
        return spec

    def _found_by_others(self, name, path, target):
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec = None if finder is self or find is None else find(name, path, target)
            if spec is not None:
                return spec
        return None

    def _patch_after(self, loader, name):
        execute = loader.exec_module

        def exec_module(module):
            self._busy.add(name)
            try:
                execute(module)
            finally:
                self._busy.discard(name)
            self._patch(name)
        try:
            loader.exec_module = exec_module
        except AttributeError:
            # A loader that cannot be changed: its module stays as it is.
            pass

    def find_module(self, name, path=None):
        """Python 2's own; see PEP 302."""
        return self if sys.version_info[0] == 2 and name in PATCHES and name not in self._busy else None

    def load_module(self, name):
        """See ``find_module``."""
        self._busy.add(name)
        try:
            __import__(name)
        finally:
            self._busy.discard(name)
        self._patch(name)
        return sys.modules[name]

    def _patch(self, name):
        try:
            PATCHES[name](sys.modules[name], self._recorder)
        except Exception:
            # A version of the library that is built otherwise is not observed.
            pass
