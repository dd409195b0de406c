"""What pythonia calls: functions that take a text of JSON and return one, and never raise.

They run on the main thread, one after the other, and so do the scripts.
"""
import functools
import importlib
import json
import os
import sys
import traceback

from evalbridge_runner.dialects.jsontext import is_numpy_scalar
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.loading import enter_package, enter_release, import_file
from evalbridge_runner.payload import PayloadFolder
from evalbridge_runner.pythonia.values import Decoder, Encoder, Kept, Objects
from evalbridge_runner.text import describe_exception, exception_text, native_path

# Set by the entry point: what must wait until pythonia's loop runs.
before_first = None
OURS = os.path.dirname(os.path.abspath(__file__))
_objects = Objects()
_create = {}
_folder = PayloadFolder(u"")


def enter(text):
    """The first call: ``{"folder", "working_folder", "python_path", "translation", "payload_dir", "workspace",
    "documents", "compat"}``."""
    global _folder
    before_first()
    _create.update(json.loads(text))
    _folder = PayloadFolder(_create["payload_dir"], _create["workspace"])
    enter_release(_create)
    enter_package(_create, "evals")
    return "{}"


def _serving(function):
    """Makes a function of values one of JSON: ``{"release", "payload"}`` and its arguments to ``{"value", "payload"}``."""
    @functools.wraps(function)
    def serve(head, args):
        try:
            head = json.loads(head)
            _objects.release(head["release"])
            args = json.loads(args, object_hook=Decoder(_objects, head.get("payload")).hook)
            encoder = Encoder(_objects)
            value = encoder.value(function(*args))
            payload = encoder.payload(_folder)
        except BaseException as error:
            return json.dumps({"error": _error(error)})
        return json.dumps({"value": value} if payload is None else {"value": value, "payload": payload})
    return serve


@_serving
def load(name):
    """Imports a file, which becomes a module of the package ``evals``, or a module.

    :param name: absolute path of a ``.py`` file, or the name of a module
    :returns: the module, and the names of what can be called in it
    """
    try:
        module = _file(name) if name.endswith(".py") else importlib.import_module(name)
    except BaseException as error:
        raise script_raised(u"%s could not be loaded: %s" % (os.path.basename(name), describe_exception(error)))
    return Kept(module), [key for key, value in vars(module).items() if callable(value) and not key.startswith("__")]


def _file(path):
    stem = os.path.splitext(os.path.basename(path))[0]
    known = sys.modules.get("evals." + stem)
    same = known is not None and os.path.realpath(getattr(known, "__file__", None) or "") == os.path.realpath(path)
    return known if same else import_file("evals." + stem, native_path(path))


@_serving
def call(module, name, args, keep):
    """Calls a function of a module.

    :param keep: the result stays here, or each item of a tuple, but for what cannot change
    """
    result = getattr(module, name)(*args)
    if not keep:
        return result
    return tuple(_staying(item) for item in result) if isinstance(result, tuple) else _staying(result)


def _staying(value):
    constant = value is None or isinstance(value, (bool, int, float, str, bytes)) or is_numpy_scalar(value)
    return value if constant else Kept(value)


@_serving
def create(create, params):
    """Loads a whole script and creates its net.

    :param create: the Create message, less what ``enter`` was told
    :param params: the CreateParams message
    :returns: the script, and its model
    """
    from evalbridge_runner import dialects
    script = dialects.load(dict(_create, **create), params, _folder, _log)
    return Kept(script), Kept(script.model)


def pipeline(path, args):
    """A pipeline of Paddle Serving Op by Op, for a port's ``bridge.py``; see ``dialects.paddle.ported``."""
    from evalbridge_runner.dialects.paddle.ported import Pipeline
    return Pipeline(_create, path, args, _log)


@_serving
def preprocess(script, model, message, reqid):
    """What the script's net_preprocess makes of an InferenceRequest message."""
    script.model = model
    return Kept(script.preprocess(message, reqid or u""))


@_serving
def infer(script, model, requests):
    """Answers requests, each ``{"reqid"}`` with the InferenceRequest ``message``, or with ``prepared`` out of it.

    :returns: ``{"code", "message", "result", "body", "headers", "literal_code"}`` for each
    """
    from evalbridge_runner.dialects.ava.answers import encodable
    script.model = model
    # A stage in TypeScript may have made a request of its own.
    reqids = [item.get("reqid", u"") for item in requests]
    ready = [item["prepared"] if "prepared" in item else script.request(item["message"], reqid)
             for item, reqid in zip(requests, reqids)]
    try:
        responses, items = encodable(script.infer(ready, reqids))
    finally:
        # Not before: what `preprocess` gave out is still being read here.
        _folder.clean()
    answers = [dict(response, headers=[], literal_code=False) for response in responses]
    for item in items:
        answers[item.pop("index")].update(item)
    return answers


def _log(level, message, reqids=()):
    os.write(2, (message + u"\n").encode("utf-8", "replace"))


def _error(error):
    """What the handler is told: as for a script that the host itself runs, whose code nobody else gives."""
    if isinstance(error, Failure):
        cause = error.__context__
        return {"type": "" if cause is None else _name(type(cause)), "message": error.message, "code": error.code,
                "traceback": error.trace}
    kind = type(error)
    known = isinstance(error, Exception)
    return {
        "type": _name(kind),
        "message": exception_text(error) if known else u"the script raised " + describe_exception(error),
        "code": _code(error),
        "traceback": "".join(traceback.format_exception(kind, error, _theirs(error.__traceback__))),
    }


def _name(kind):
    return kind.__name__ if kind.__module__ == "builtins" else "%s.%s" % (kind.__module__, kind.__name__)


def _code(error):
    """The code of one of the platform's exceptions; 599 of all others."""
    from evals.utils.error import ErrorBase
    return error.code if isinstance(error, ErrorBase) and isinstance(error.code, int) else 599


def _theirs(trace):
    """The traceback from where the script's begins."""
    while trace is not None and os.path.dirname(trace.tb_frame.f_code.co_filename) == OURS:
        trace = trace.tb_next
    return trace
