"""Starts scripts as the interpreter's own command line would: as `__main__`, with their arguments."""
import os
import sys
import types


def run_file(path, args):
    """`python <path> <args>`."""
    with open(path, "rb") as stream:
        _run(stream.read(), path, os.path.basename(path), args, None)


def run_package(name, args):
    """`python -m <name> <args>`."""
    from importlib import util
    spec = util.find_spec(name + ".__main__")
    _run(spec.loader.get_data(spec.origin), spec.origin, spec.origin, args, spec)


def import_as(name, path):
    """Imports a file under a name that it does not have."""
    from importlib import util
    spec = util.spec_from_file_location(name, path)
    module = sys.modules[name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)


def _run(source, path, name, args, spec):
    """What the script's `multiprocessing` spawns finds the script by the module's spec or file, as ever."""
    module = types.ModuleType("__main__")
    module.__file__ = path
    module.__spec__ = spec
    module.__package__ = spec.parent if spec else None
    sys.modules["__main__"] = module
    sys.argv = [name] + list(args)
    exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)
