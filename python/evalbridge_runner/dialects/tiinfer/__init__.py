"""tiinfer's model scripts, and the mosec servers under them (spec: tiinfer).

The platform started both as programs, and so does the runner: `python -m tiinfer`, which imports `model_service`, or
the script itself. Either puts a `mosec.Server` together and runs it; `run()` enters the runner's loop, and comes back
when the host ends. Every worker of every stage does so in a process of its own and serves its own stage.

How answers travel. Success: `result` is the text of `json.dumps(.., indent=2)`; or, where the worker writes its answers
itself, `body` with an item's `content_type`. What one stage hands to the next is `body`. Failure: `code` is the status
(400, 408, 422, 500), and `message` the body that a client gets with it, whole and in the words of the generation that
`compat.mosec` names: gateways copy it. All answers of an SSEWorker, failures too, have the content type
`text/event-stream`; each event is a part, its text in `body`. A script's routes are what it has `served`; a
stage's `targets` are the routes that lead through it. An empty request body never gets here: the gateway's business.
"""
import os
import re
import sys

from evalbridge_runner import program
from evalbridge_runner.dialects.entrance import Entrance
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.loading import enter_release
from evalbridge_runner.messages import as_dict
from evalbridge_runner.text import PY2, describe_exception, native_path

IMPORT = r"^\s*(?:from|import)\s+(?:[\w.]+\s*,\s*)*%s(?:[\s.,;]|$)"
MODEL_SERVICE = "model_service.py"


def load(create, params, folder, log, enter):
    """See ``dialects.load``. Comes back when the host has ended."""
    if PY2:
        raise Failure(599, u"tiinfer and mosec are for Python 3: set `python` in release.yaml to 3.6 or newer")
    enter_release(create)
    import mosec.server
    entrance = Entrance(create.get("entry"), u"mosec Server().run()", lambda server: _ready_for(server, create, log), log,
                        enter)
    mosec.server.serve = entrance.serve
    try:
        _run(create, params)
    except BaseException as error:
        entrance.fail(script_raised(u"%s could not be loaded: %s" % (create.get("entry"), describe_exception(error))))
    entrance.check()


def _run(create, params):
    entry, args = create.get("entry", u""), create.get("args", [])
    path = os.path.join(native_path(create.get("folder", u"")), native_path(entry))
    if is_program(path):
        program.run_file(path, args)
        return
    os.environ.setdefault("TI_MODEL_DIR", native_path(create.get("folder", u"")))
    if params.get("batch_size", 1) > 1:
        os.environ.setdefault("TI_INFERENCE_MAX_BATCH_SIZE", str(params["batch_size"]))
    if entry != MODEL_SERVICE:
        program.import_as("model_service", path)
    program.run_package("tiinfer", args)


def is_program(path):
    """Whether a script is started as it is, and not imported by tiinfer."""
    with open(path, "rb") as stream:
        source = stream.read().decode("utf-8", "replace")
    if re.search(IMPORT % "tiinfer", source, re.MULTILINE):
        return False
    return os.path.basename(path) != MODEL_SERVICE or re.search(IMPORT % "mosec", source, re.MULTILINE) is not None


def _ready_for(server, create, log):
    # Not before: they import what the script does.
    from evalbridge_runner.dialects.tiinfer.models import ModelScript
    from evalbridge_runner.dialects.tiinfer.script import Script
    from evalbridge_runner.dialects.tiinfer.stages import Service
    generation = as_dict(create.get("compat", [])).get("mosec")
    service = Service(server, generation, create.get("timeout_ms", 0))
    kind = ModelScript if "tiinfer" in sys.modules else Script
    return kind(service, create.get("stage", 0), create.get("instance", 1), log)
