"""Workers that a script ends."""
import os
import sys

from evalbridge_runner.text import describe_exception


def end_worker(error, log, reqids):
    """Ends this process at once, with what the script exits with: the host replaces it.

    :param error: what a hook raised that is no Exception, such as SystemExit
    """
    log("error", u"the script ends its worker: " + describe_exception(error), reqids)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(error.code if isinstance(error, SystemExit) and type(error.code) is int else 1)
