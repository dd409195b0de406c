"""The main thread's loop: one CREATE, then one CALL after the other, all user code on this thread."""
import os
import sys

from evalbridge_runner import dialects
from evalbridge_runner.codec import ProtocolError
from evalbridge_runner.failure import Failure
from evalbridge_runner.messages import CALL, CREATE, HELLO, INFERENCE_RESPONSES, LOG, METRICS, READY, REPLY
from evalbridge_runner.payload import PayloadFolder

PROTOCOL_VERSION = 1
# Of what a script tells about itself.
MAX_METRICS_BYTES = 256 * 1024


def serve(channel):
    """Serves the host until it closes the channel.

    :raises Disconnected: the host closed it; the only way out besides a ProtocolError
    """
    channel.send({"kind": HELLO, "protocol": PROTOCOL_VERSION, "runtime": runtime(), "pid": os.getpid()})
    head, params = channel.receive()
    if head.get("kind") != CREATE or "create" not in head:
        raise ProtocolError("the first frame must be CREATE")
    create = head["create"]
    folder = PayloadFolder(create.get("payload_dir", u""), params.get("env", {}).get("workspace", u""))
    try:
        script = dialects.load(create, params, folder, _logger(channel))
    except Failure as failure:
        channel.send({"kind": READY, "code": failure.code, "message": failure.message})
        while True:
            channel.receive()
    channel.send({"kind": READY, "ready": {"warnings": [], "measures": script.metrics is not None}})
    while True:
        head, payload = channel.receive()
        if head.get("kind") == CALL:
            _answer(channel, script, head, payload, create.get("inline_limit", 0), folder)
        elif head.get("kind") == METRICS:
            _tell_metrics(channel, script)
        else:
            raise ProtocolError("a frame of kind %s is not for a runner" % head.get("kind"))


def runtime():
    """The interpreter's name and version, such as ``CPython 3.11.7``."""
    name = u"PyPy" if hasattr(sys, "pypy_version_info") else u"CPython"
    return u"%s %d.%d.%d" % ((name,) + tuple(sys.version_info[:3]))


def _answer(channel, script, head, payload, inline_limit, folder):
    reply = {"kind": REPLY, "call": head.get("call")}
    try:
        responses, reply["items"] = script.call(payload.get("requests", []), head.get("reqids", []))
        body = INFERENCE_RESPONSES.encode({"responses": responses})
    except Failure as failure:
        reply.update(code=failure.code, message=failure.message)
        body = b""
    reply["inference_us"] = script.inference_us
    if len(body) > inline_limit:
        reply["payload_file"] = folder.write_reply(body)
        if reply["payload_file"] is not None:
            body = b""
    channel.send(reply, body)
    folder.clean()


def _tell_metrics(channel, script):
    try:
        text = script.metrics()
        if len(text) > MAX_METRICS_BYTES:
            raise Failure(599, u"metrics() tells more than %d bytes" % MAX_METRICS_BYTES)
        channel.send({"kind": METRICS}, text)
    except Failure as failure:
        channel.send({"kind": METRICS, "code": failure.code, "message": failure.message})


def _logger(channel):
    def log(level, message, reqids=()):
        """Sends ``message`` (text) to the host's log. ``level`` is debug, info, warn or error."""
        channel.send({"kind": LOG, "level": level, "message": message, "reqids": reqids})
    return log
