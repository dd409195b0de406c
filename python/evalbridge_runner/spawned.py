"""What a script's ``multiprocessing`` spawns (methods ``spawn`` and ``forkserver``) finds the script's modules, as a fork does.

Such a process starts from nothing but the entry point's file, ``sys.path`` and the environment.
"""
import json
import os
import sys

from evalbridge_runner.text import PY2

VARIABLE = "EVALBRIDGE_SPAWNED"


def announce(create):
    """Leaves word of the release for the processes to come. Python 2 only forks.

    :param create: the Create message
    """
    if not PY2:
        known = dict((key, create.get(key)) for key in ("folder", "working_folder", "python_path", "translation"))
        os.environ[VARIABLE] = json.dumps(dict(known, files={}))


def announce_file(name, path):
    """Leaves word of a module that is not where its name says."""
    if VARIABLE in os.environ:
        known = json.loads(os.environ[VARIABLE])
        known["files"][name] = path
        os.environ[VARIABLE] = json.dumps(known)


def join():
    """Makes this process what its parent has become by loading the release."""
    from evalbridge_runner import loading
    if VARIABLE not in os.environ:
        return
    create = json.loads(os.environ[VARIABLE])
    loading.enter_release(create)
    loading.enter_package(create, "evals")
    sys.meta_path.insert(0, FileFinder(create["files"]))


class FileFinder(object):
    """Finds modules by their names in a dict of paths."""

    def __init__(self, files):
        self._files = files

    def find_spec(self, name, path=None, target=None):
        """See ``importlib.abc.MetaPathFinder``."""
        from evalbridge_runner.loading import spec_of
        return spec_of(name, self._files[name]) if name in self._files else None
