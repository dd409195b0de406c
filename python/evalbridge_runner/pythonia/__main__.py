"""Entry point: ``<python> -u -B .../pythonia/__main__.py <pythonia's folder>``, channel on descriptor 3.

pythonia's own ``interface.py`` runs here as it is, and carries the calls to ``calls.py``. What it would leave lying
about is put away first: scripts find neither its folder on sys.path nor its modules (``proxy``, ``Bridge``) nor its
``json.JSONEncoder``, and what they start inherits no channel.
"""
import json
import os
import sys
import traceback

CHANNEL_FD = 3
PYTHON = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def main(pythonia):
    """Serves calls until the handler's process has gone. Never returns: threads of a script must not keep it alive."""
    sys.path[0] = PYTHON
    from evalbridge_runner.pythonia import calls
    from evalbridge_runner.signals import install_signals
    install_signals()
    sys.argv = [""]
    sys.path[0] = pythonia
    before, default = set(sys.modules), json.JSONEncoder.default
    import Bridge  # noqa: F401
    del sys.path[0]
    json.JSONEncoder.default = default
    theirs = [name for name in set(sys.modules) - before if is_of(sys.modules[name], pythonia)]
    calls.before_first = lambda: put_away(theirs)
    os.set_inheritable(CHANNEL_FD, False)
    os.environ["NODE_CHANNEL_FD"] = str(CHANNEL_FD)
    path = os.path.join(pythonia, "interface.py")
    with open(path, "rb") as stream:
        code = compile(stream.read(), path, "exec")
    status = 0
    try:
        # Not imported: its loop runs while it is being executed, and would hold the import system's lock.
        exec(code, {"__name__": "interface", "__file__": path})
    except BaseException:
        traceback.print_exc()
        status = 1
    os._exit(status)


def is_of(module, folder):
    return os.path.dirname(getattr(module, "__file__", None) or "") == folder


def put_away(names):
    """Once the loop runs it needs neither its modules' names nor the variable, and has a descriptor of its own."""
    for name in names:
        del sys.modules[name]
    del os.environ["NODE_CHANNEL_FD"]
    os.close(CHANNEL_FD)


def join_release():
    """As in the entry point of a Python worker."""
    sys.path.insert(0, PYTHON)
    from evalbridge_runner.spawned import join
    del sys.path[0]
    join()


if __name__ == "__main__":
    main(sys.argv[1])
elif __name__ == "__mp_main__":
    join_release()
