"""The platform's bridge to a script, for tools that drove scripts through it (AVA, sections 1.5 to 1.8 and 4).

Every function takes a serialized message of ``inference_pb2`` and returns a tuple (value, code, message), where code 0 or
200 means success. The script is ``evals/eval.py`` of the first folder on sys.path that has it, else ``eval.py`` of the
working directory: a version folder.
"""
import atexit
import json
import logging
import os
import shutil
import sys
import tempfile

# It makes the runner importable.
import inference_pb2
from evals.utils.logger import logger
from evalbridge_runner.codec import ProtocolError
from evalbridge_runner.dialects import ava
from evalbridge_runner.failure import Failure
from evalbridge_runner.messages import CREATE_PARAMS, INFERENCE_REQUEST, INFERENCE_REQUESTS, INFERENCE_RESPONSES
from evalbridge_runner.payload import PayloadFolder
from evalbridge_runner.text import exception_text, to_text

# What the platform's bridge said to its scripts.
REQID = u"xx"
LEVELS = {"warn": logging.WARNING, "error": logging.ERROR}


class Net(object):
    """What ``create_net`` returns: a loaded script with its model."""

    def __init__(self, script, payloads):
        self.script = script
        self.payloads = payloads


def create_net(buf):
    """Loads the script and has it create its net.

    :param buf: CreateParams; the bodies of its files are written to a temporary folder that goes when the process ends
    :returns: (net, code, message)
    """
    cwd = os.getcwd()
    try:
        params = CREATE_PARAMS.decode(bytearray(buf))
        scratch = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, scratch, True)
        create = {
            "folder": to_text(_script_folder()), "entry": u"eval.py",
            "model_files": _write_files(os.path.join(scratch, "models"), params.get("model_files", [])),
            "custom_files": _write_files(os.path.join(scratch, "customs"), params.get("custom_files", [])),
        }
        params.setdefault("env", {}).setdefault("workspace", to_text(_make_folder(os.path.join(scratch, "init"))))
        payloads = PayloadFolder(to_text(_make_folder(os.path.join(scratch, "payloads"))))
        return Net(ava.load(create, params, payloads, _log), payloads), 0, u""
    except (Failure, ProtocolError) as error:
        return (None,) + _failed(error)
    finally:
        # A worker lives in the version folder, a tool where it was started.
        os.chdir(cwd)


def net_preprocess(net, buf):
    """Has the script preprocess one request.

    :param buf: InferenceRequest
    :returns: (InferenceRequest, code, message)
    """
    try:
        request = net.script.preprocess(_with_bytes(INFERENCE_REQUEST.decode(bytearray(buf))), REQID)
        return INFERENCE_REQUEST.encode(_message_of(request)), 0, u""
    except (Failure, ProtocolError) as error:
        return (b"",) + _failed(error)


def net_inference(net, buf):
    """Has the script answer requests, in one call.

    :param buf: InferenceRequests
    :returns: (InferenceResponses, code, message)
    """
    try:
        requests = [_with_bytes(request) for request in INFERENCE_REQUESTS.decode(bytearray(buf)).get("requests", [])]
        responses, _ = net.script.call(requests, [REQID] * len(requests))
        return INFERENCE_RESPONSES.encode({"responses": responses}), 0, u""
    except (Failure, ProtocolError) as error:
        return (b"",) + _failed(error)
    finally:
        net.payloads.clean()


def _script_folder():
    for folder in sys.path:
        if os.path.isfile(os.path.join(folder, "evals", "eval.py")):
            return os.path.abspath(os.path.join(folder, "evals"))
    return os.getcwd()


def _make_folder(path):
    if not os.path.isdir(path):
        os.makedirs(path)
    return path


def _write_files(folder, files):
    """NamedFile messages of File messages. A name may hold folders, but does not lead out of ``folder``."""
    written = []
    for item in files:
        name = item.get("name", u"")
        path = folder + os.path.normpath("/" + name)
        _make_folder(os.path.dirname(path))
        with open(path, "wb") as stream:
            stream.write(item.get("body", b""))
        written.append({"name": name, "path": to_text(path)})
    return written


def _with_bytes(request):
    """An InferenceRequest message whose inputs are bytes or a local file; bytes count where there are both."""
    for data in request.get("datas", []) + [request.get("data", {})]:
        if data.get("body"):
            data.pop("uri", None)
    return request


def _message_of(request):
    """A request of a script as InferenceRequest message."""
    data = request.get("data")
    message = {"params": to_text(json.dumps(request.get("params", {})))}
    if isinstance(data, list):
        message["datas"] = [_data_message(item) for item in data]
    else:
        message["data"] = _data_message(data)
    return message


def _data_message(data):
    """The bytes where there are any, else the path: a path is as good as its file, which is not kept for long."""
    message = {"attribute": to_text(json.dumps(data.get("attribute", {})))}
    if data.get("body"):
        message["body"] = data["body"]
    else:
        message["uri"] = to_text(data.get("uri") or u"")
    return message


def _failed(error):
    if isinstance(error, Failure):
        return error.code, error.message
    return 599, exception_text(error)


def _log(level, message, reqids=()):
    logger.log(LEVELS[level], message, extra={"reqid": u",".join(reqids)})
