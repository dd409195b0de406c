"""Paddle Serving's pipelines (spec: paddle-pipeline, sections B1 to B4 and B9).

A script stays a program: it is started with the release's `args`, and its `run_service()` (or `run_server()`) enters the
runner's loop. The whole DAG runs in this one worker; as many workers as its largest `concurrency` stand for the processes
of the original, and for its threads.

A request's body is its message as JSON, whose types the gateway sees to, and its target `<name>/<method>`, as its client asked;
where there is none nobody has named a service. An answer's `result` is the Response as the platform's own HTTP gateway writes it, of failures too, which also
have its text as `message`, and as `code`

====  =====================================================================================
 400  the request cannot be read
 404  it is for another service
 422  the script says so itself, with a number of its own
 500  everything else
====  =====================================================================================

Which generation's numbers and texts scripts and clients see is `compat.paddle`: "0.7" or "0.9".
"""
import os

from evalbridge_runner import program
from evalbridge_runner.dialects.entrance import Entrance
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.loading import enter_release
from evalbridge_runner.messages import as_dict
from evalbridge_runner.text import PY2, describe_exception, exception_text, native_path

GENERATIONS = ("0.7", "0.9")
LOGS = "PipelineServingLogs"


def load(create, params, folder, log, enter):
    """See ``dialects.load``. Comes back when the host has ended."""
    if PY2:
        raise Failure(599, u"Paddle Serving's pipelines are for Python 3: set `python` in release.yaml to 3.6 or newer")
    enter_release(create)
    prepare(create)
    from paddle_serving_server.pipeline import pipeline_server
    entrance = Entrance(create.get("entry"), u"run_service() or run_server()",
                        lambda server: _ready_for(server, create, log), log, enter)
    pipeline_server.serve = entrance.serve
    path = os.path.join(native_path(create.get("folder", u"")), native_path(create.get("entry", u"")))
    try:
        _make_log_folder(path)
        program.run_file(path, create.get("args", []))
    except SystemExit as error:
        entrance.fail(Failure(599, _ended(create.get("entry"), error)))
    except BaseException as error:
        entrance.fail(script_raised(u"%s could not be loaded: %s" % (create.get("entry"), describe_exception(error))))
    entrance.check()


def _make_log_folder(path):
    """The platform's own log was in this folder, and so are those of scripts that name it."""
    with open(path, "rb") as stream:
        if LOGS not in stream.read().decode("utf-8", "replace"):
            return
    try:
        os.makedirs(LOGS)
    except OSError:
        # It is there, or the script will say that it is not.
        pass


def _ended(entry, error):
    """Why a script has ended itself; argparse does so with a number, and its words are in the log."""
    if isinstance(error.code, str) and error.code:
        return exception_text(error)
    return (u"%s ended itself with %s, as for arguments that it misses: `args` in release.yaml are its command line, and the log "
            u"has what it said") % (entry, error.code)


def prepare(create):
    """Tells the platform's package whose numbers are meant, and what the YAML files hold."""
    import paddle_serving_server
    from paddle_serving_server import documents
    paddle_serving_server.error_numbers = generation_of(create)
    documents.documents = dict((os.path.realpath(native_path(path)), text)
                               for path, text in as_dict(create.get("documents", [])).items())


def generation_of(create):
    """Whose numbers and texts."""
    generation = as_dict(create.get("compat", [])).get("paddle", GENERATIONS[0])
    if generation not in GENERATIONS:
        raise Failure(599, u"compat.paddle is %s; it must be %s" % (generation, u" or ".join(GENERATIONS)))
    return generation


def _ready_for(server, create, log):
    # Not before: they import what the script does.
    from evalbridge_runner.dialects.paddle import arrays
    from evalbridge_runner.dialects.paddle.script import Script
    arrays.prepare()
    return Script(server, create, log)
