"""One module per framework that scripts were written for."""
import importlib

from evalbridge_runner.failure import Failure

DIALECTS = ("ava",)


def load(create, params, folder, log):
    """Loads the script of a release and creates its net.

    :param create: the Create message
    :param params: the CreateParams message
    :param folder: the PayloadFolder
    :param log: ``log(level, message, reqids)`` writes to the host's log
    :returns: an object with ``call(requests, reqids)``, ``inference_us``, and ``metrics()`` (None when it has none)
    :raises Failure: the script cannot be loaded, or refuses
    """
    name = create.get("dialect", u"")
    if name not in DIALECTS:
        raise Failure(599, u"this runner does not know the dialect %s" % name)
    return importlib.import_module("evalbridge_runner.dialects." + name).load(create, params, folder, log)
