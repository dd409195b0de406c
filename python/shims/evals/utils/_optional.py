"""Third-party modules that scripts expect to find here, imported only when somebody uses them."""
import importlib
import pkgutil
import types


class LazyModule(types.ModuleType):
    """Stands for a module until its first use."""

    def __getattr__(self, name):
        return getattr(importlib.import_module(self.__name__), name)


def lazy_module(name):
    """A stand-in for the top-level module ``name``; None when it is not installed."""
    return LazyModule(name) if _exists(name) else None


def _exists(name):
    try:
        from importlib.util import find_spec
    except ImportError:
        return pkgutil.find_loader(name) is not None
    return find_spec(name) is not None
