"""Loads translations in the place of their originals, whose file, lines and text tracebacks show."""
import io
import json
import os
import sys
import warnings
from importlib.machinery import PathFinder, SourceFileLoader

from evalbridge_runner.dialects import jsontext
from evalbridge_runner.payload import RequestData
from evalbridge_runner.python2 import modules
from evalbridge_runner.python2.bytestring import ByteString
from evalbridge_runner.python2.names import BUILTINS, compile_source

_translations = {}


def install(folder):
    """Makes the import system load the translations of a folder.

    :param folder: as the host made it: ``translation.json`` names each translated file and its translation
    """
    with io.open(os.path.join(folder, "translation.json"), encoding="utf-8") as stream:
        manifest = json.load(stream)
    for item in manifest["files"]:
        _translations[os.path.realpath(item["original"])] = item
    for item in manifest["files"]:
        if "translation" in item:
            item["translation"] = os.path.join(folder, item["translation"])
    # What Python 2 took for equal, or showed as text, must not go wrong in silence.
    warnings.filterwarnings("ignore", category=BytesWarning)
    sys.meta_path.insert(_place(), TranslationFinder())
    RequestData.body_type = ByteString
    jsontext.adapt = modules.plain


def _place():
    """Before the finder of ordinary files, behind those that know more names."""
    return next(index for index, finder in enumerate(sys.meta_path) if finder is PathFinder)


class TranslationFinder(object):
    """Finds what the ordinary finder finds; translated files get another loader."""

    def find_spec(self, name, path=None, target=None):
        """See ``importlib.abc.MetaPathFinder``."""
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or not spec.has_location or spec.origin is None:
            return None
        loader = loader_of(name, spec.origin)
        if loader is None:
            return None
        spec.loader = loader
        return spec


def loader_of(name, path):
    """The loader of a translated file; None when it is none."""
    item = _translations.get(os.path.realpath(path))
    return None if item is None else TranslationLoader(name, path, item)


class TranslationLoader(SourceFileLoader):
    """Runs a translation as its original."""

    def __init__(self, name, path, item):
        SourceFileLoader.__init__(self, name, path)
        self._item = item

    def get_code(self, fullname):
        """The code of the translation.

        :raises ImportError: the file could not be translated
        """
        return _compile(self._item, self.path)

    def exec_module(self, module):
        warnings.filterwarnings("error", category=BytesWarning, module=module.__name__.replace(".", r"\.") + "$")
        module.__dict__["__builtins__"] = BUILTINS
        SourceFileLoader.exec_module(self, module)


def code_of(path):
    """The code of a file that a script runs with `execfile`."""
    item = _translations.get(os.path.realpath(path))
    if item is not None:
        return _compile(item, path)
    with open(path, "rb") as stream:
        return compile_source(stream.read(), path, "exec")


def _compile(item, path):
    if "refused" in item:
        raise ImportError("; ".join("%s:%d: %s" % (path, fault["line"], fault["reason"]) for fault in item["refused"]))
    with io.open(item["translation"], encoding="utf-8", newline="\n") as stream:
        source = stream.read()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(source, path, "exec", dont_inherit=True)
