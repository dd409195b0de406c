"""One folder per framework that scripts were written for; it is called as the framework, and has a ``load``."""
import importlib
import os

from evalbridge_runner.failure import Failure

_FOLDER = os.path.dirname(os.path.abspath(__file__))
DIALECTS = tuple(name for name in os.listdir(_FOLDER) if os.path.exists(os.path.join(_FOLDER, name, "__init__.py")))


def load(create, params, folder, log, enter=None):
    """Loads the script of a release and creates its net.

    :param create: the Create message
    :param params: the CreateParams message
    :param folder: the PayloadFolder
    :param log: ``log(level, message, reqids)`` writes to the host's log
    :param enter: ``enter(script)`` serves until the host is gone: for scripts that enter their platform's main loop
        themselves, which must not return before
    :returns: a ``dialects.contract.Script``; nothing matters when ``enter`` has been called
    :raises Failure: the script cannot be loaded, or refuses
    """
    name = create.get("dialect", u"")
    if name not in DIALECTS:
        raise Failure(599, u"this runner does not know the dialect %s" % name)
    return importlib.import_module("evalbridge_runner.dialects." + name).load(create, params, folder, log, enter)
