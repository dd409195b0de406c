"""taichu-serve's scripts (taichu-serve, sections C1, C3 and C9), on Python 3 as there.

A service file is imported as ``taichu_serve run`` did, with the release's ``args`` as its flags. A file with another name
that calls ``run()`` is a script by itself, ``__main__``, as ``python <file>`` made it.

What a request ends with, for the gateways to translate:

====  =====================================================================================================
   0  ``result`` is JSON text ``{"parameters": ..}`` in the platform's style; ``{}`` after the parts of one
 400  the body is no JSON object
 404  there is no such class
 500  the script raised: its text; or it answered with what no client can be told
====  =====================================================================================================
"""
import os
import sys

from evalbridge_runner.failure import Failure
from evalbridge_runner.text import PY2, native_path, to_text

if PY2:
    raise Failure(599, u"taichu-serve's scripts need Python 3.6 or newer")

from evalbridge_runner.dialects.taichu import service_file
from evalbridge_runner.dialects.taichu.models import Models
from evalbridge_runner.dialects.taichu.script import Script
from evalbridge_runner.dialects.taichu.settings import read_settings


def load(create, params, folder, log, enter=None):
    """See ``dialects.load``."""
    entry = native_path(create.get("entry", u""))
    path = os.path.join(native_path(create.get("folder", u"")), entry)
    args = [native_path(arg) for arg in create.get("args") or []]
    app = params.get("env", {}).get("app", u"")
    service_file.enter_folder(create)
    service_file.log_as_platform()
    ports = service_file.own_run(path)
    try:
        if ports is None or os.path.basename(entry) in service_file.NAMES:
            sys.argv = [entry] + args
            return _run(path, read_settings(log, args, default_ports=ports), app, log)
        return _run_itself(path, args, app, log, enter)
    except Failure as failure:
        log("error", failure.for_log())
        raise


def _run(path, settings, app, log):
    """What ``taichu_serve run`` served: the service file that its flags name, else the release's entry."""
    if settings.service_file is not None:
        path = os.path.join(settings.model_path, settings.service_file)
    return Script(Models(service_file.import_file(path), settings.model_path), settings, app, log)


def _run_itself(path, args, app, log, enter):
    """Executes the script, whose call of ``run`` serves the service file beside it, if there is one, else the script."""
    scripts, failures = [], []

    def main_loop(ports):
        try:
            settings = read_settings(log, ports=ports)
            service = service_file.beside(settings.model_path, path)
            module = sys.modules["__main__"] if service is None else service_file.import_file(service)
            scripts.append(Script(Models(module, settings.model_path), settings, app, log))
        except Failure as failure:
            # The script may handle it as it likes.
            failures.append(failure)
            raise
        enter(scripts[0])
    service_file.run_main(path, args, main_loop)
    if failures:
        raise failures[0]
    if not scripts:
        raise Failure(599, u"%s ended without a call of run()" % to_text(os.path.basename(path)))
    return scripts[0]
