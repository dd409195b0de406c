"""In the place of Cython's module where Cython is not installed: scripts install it and bring their modules compiled."""
import os
import sys


class _Sources(object):
    """Says of a module that is there as Cython source alone why it cannot be imported."""

    def find_spec(self, name, path=None, target=None):
        """See ``importlib.abc.MetaPathFinder``."""
        if self.find_module(name, path):
            self.load_module(name)

    def find_module(self, name, path=None):
        """The same on Python 2, where a finder that raises is not heard."""
        folders = sys.path if path is None else path
        return self if any(os.path.isfile(os.path.join(folder, _source(name))) for folder in folders) else None

    def load_module(self, name):
        """See ``find_module``."""
        raise ImportError("%s is Cython source, and there is no Cython to compile it: add Cython and setuptools to "
                          "requirements.txt (they need a C compiler where it runs), or bring the module compiled" % _source(name))


def _source(name):
    return name.rpartition(".")[2] + ".pyx"


def install(*args, **kwargs):
    """Nothing is compiled; from now on source that needs it is told of."""
    if not any(isinstance(finder, _Sources) for finder in sys.meta_path):
        sys.meta_path.append(_Sources())
    return None, None


def uninstall(*args):
    """Nothing to take back."""
