"""The script's file: how it is found, what is seen in it, and how it is executed (taichu-serve, sections C1 and C3)."""
import ast
import importlib
import logging
import os
import sys

from evalbridge_runner import program
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.loading import SHIMS
from evalbridge_runner.text import describe_exception, native_path, to_text

NAMES = ("model_service.py", "customize_service.py")
PORTS = ("http_port", "grpc_port")
LOG_FORMAT = "%(asctime)s %(levelname)s %(pathname)s:%(lineno)d - [PID:%(process)d] %(message)s"


def enter_folder(create):
    """The working directory, where the platform's command was started, and the shims before what is installed.

    :param create: the Create message
    """
    os.chdir(native_path(create.get("working_folder") or create.get("folder", u"")))
    sys.path[:0] = [native_path(path) for path in create.get("python_path") or []] + [SHIMS]


def log_as_platform():
    """Scripts' own lines go to stdout from INFO on."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(LOG_FORMAT))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.handlers = [handler]


def own_run(path):
    """The ports that a script's own call of ``run`` names, as a dict; None when it has none.

    It has the platform's two keywords, or none, and no other argument. Ports that are computed are left out.
    """
    try:
        with open(path, "rb") as stream:
            nodes = list(ast.walk(ast.parse(stream.read())))
    except (EnvironmentError, SyntaxError, ValueError):
        # Its execution will say so.
        return None
    for call in nodes:
        if isinstance(call, ast.Call) and getattr(call.func, "attr", None) == "run" and not call.args:
            if all(keyword.arg in PORTS for keyword in call.keywords):
                return dict(_literal(keyword) for keyword in call.keywords if _literal(keyword))
    return None


def _literal(keyword):
    try:
        value = ast.literal_eval(keyword.value)
    except ValueError:
        return None
    return (keyword.arg, value) if type(value) is int else None


def beside(model_path, path):
    """The service file that ``run`` of another script serves, None when there is none."""
    found = [name for name in (os.path.join(model_path, name) for name in NAMES) if os.path.isfile(name)]
    return found[0] if found and not os.path.samefile(found[0], path) else None


def import_file(path):
    """The module of a service file, named by its stem. Its folder comes last on ``sys.path``, as it did.

    :raises Failure: it raised
    """
    sys.path.append(os.path.dirname(path))
    name = os.path.splitext(os.path.basename(path))[0]
    known = getattr(sys.modules.get(name), "__file__", None)
    # A script that starts the service may have imported it.
    if not (known and os.path.exists(known) and os.path.samefile(known, path)):
        _execute(path, lambda: program.import_as(name, path))
    return sys.modules[name]


def run_main(path, args, main_loop):
    """Executes a script as ``__main__``, its folder first on ``sys.path``, as ``python <path>`` does.

    :param main_loop: what ``run`` does, see ``taichu_serve``
    :raises Failure: it raised
    """
    sys.path.insert(0, os.path.dirname(path))
    importlib.import_module("taichu_serve")._main_loop = main_loop
    _execute(path, lambda: program.run_file(path, args))


def _execute(path, work):
    try:
        work()
    except Failure:
        raise
    except BaseException as error:
        name = to_text(os.path.basename(path))
        raise script_raised(u"%s could not be loaded: %s" % (name, describe_exception(error)))
