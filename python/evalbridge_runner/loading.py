"""Makes a version folder importable the way the legacy platform did, and imports its entry."""
import importlib
import os
import sys

from evalbridge_runner import spawned
from evalbridge_runner.failure import script_raised
from evalbridge_runner.siblings import unite
from evalbridge_runner.text import PY2, describe_exception, native_path

PYTHON = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHIMS = os.path.join(PYTHON, "shims")
# Behind everything else: for what is not installed (AVA, section 1.11).
STAND_INS = os.path.join(PYTHON, "stand_ins")
# Where the platform's images keep a script's own packages, relative to the version folder.
PACKAGE_FOLDERS = ("src", "python", "python/evals/src")
_entered = False


def enter_release(create):
    """Enters the working directory and puts the version folder, and what belongs to it, first on sys.path; once.

    :param create: the Create message
    """
    global _entered
    if _entered:
        return
    _entered = True
    folder = native_path(create.get("folder", u""))
    os.chdir(native_path(create.get("working_folder") or create.get("folder", u"")))
    # A spawned process has its parent's.
    if STAND_INS not in sys.path:
        _extend_path(folder, [native_path(path) for path in create.get("python_path") or []])
    if create.get("translation"):
        from evalbridge_runner.python2 import loading as translations
        translations.install(native_path(create["translation"]))
    spawned.announce(create)


def _extend_path(folder, first):
    paths = first + own_folders(folder, PY2)
    ours = [path for path in paths if not holds_platform(path)]
    sys.path[:0] = ours + [SHIMS] + [path for path in paths if holds_platform(path)]
    sys.path.append(STAND_INS)


def own_folders(folder, python2):
    """The version folder and those in it where its modules lie, in the order of sys.path.

    On Python 2 a module of the package looks beside itself first, so that the version folder can come last: the
    platform had it on no path, and modules elsewhere found their own.
    """
    packages = [path for path in (os.path.join(folder, name) for name in PACKAGE_FOLDERS) if os.path.isdir(path)]
    return packages + [folder] if python2 else [folder] + packages


def holds_platform(path):
    """Whether a folder holds the platform's own ``evals``, as in its images: ours must be found before it."""
    return any(os.path.isfile(os.path.join(path, "evals", name)) for name in ("__init__.py", "eval.py"))


def load_entry(create, package_name, module_name):
    """Imports the script of a release as ``<package>.<module>``; its siblings become modules of the package too.

    :param create: the Create message
    :param package_name: a package of the shims
    :returns: the package and the module
    :raises Failure: the script cannot be imported
    """
    package = enter_package(create, package_name)
    entry = create.get("entry", u"")
    path = os.path.join(native_path(create.get("folder", u"")), native_path(entry))
    try:
        return package, import_file(package_name + "." + module_name, path)
    except BaseException as error:
        raise script_raised(u"%s could not be loaded: %s" % (entry, describe_exception(error)))


def enter_package(create, package_name):
    """Makes the modules of the version folder those of a package of the shims, which it returns."""
    folder = native_path(create.get("folder", u""))
    package = importlib.import_module(package_name)
    if folder not in package.__path__:
        package.__path__.append(folder)
        unite(package)
    return package


def import_file(name, path):
    """Imports one file as module ``name``; also known by its file name, as siblings on Python 2 could say."""
    package_name, _, module_name = name.rpartition(".")
    stem = os.path.splitext(os.path.basename(path))[0]
    if PY2:
        import imp
        module = sys.modules[package_name + "." + stem] = imp.load_source(name, path)
    else:
        module = _execute(name, path, (stem, package_name + "." + stem))
    setattr(sys.modules[package_name], module_name, module)
    spawned.announce_file(name, path)
    return module


def _execute(name, path, aliases):
    from importlib import util
    spec = spec_of(name, path)
    module = util.module_from_spec(spec)
    sys.modules.update(dict.fromkeys((name,) + aliases, module))
    spec.loader.exec_module(module)
    return module


def spec_of(name, path):
    """The spec of a file as a module; that of its translation where it has one."""
    from importlib import util
    translations = sys.modules.get("evalbridge_runner.python2.loading")
    return util.spec_from_file_location(name, path, loader=translations and translations.loader_of(name, path))
