"""The main thread's loop: one CREATE, then one CALL after the other, all user code on this thread."""
import os
import sys

from evalbridge_runner import dialects, observe
from evalbridge_runner.codec import ProtocolError
from evalbridge_runner.failure import Failure
from evalbridge_runner.frames import Disconnected
from evalbridge_runner.messages import CALL, CREATE, END, HELLO, INFERENCE_RESPONSES, LOG, METRICS, READY, REPLY
from evalbridge_runner.payload import PayloadFolder
from evalbridge_runner.stream import Cancelled, Inbox, Stream

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
    loop = Loop(channel, folder, create.get("inline_limit", 0))
    observe.start(create.get("observe_dir", u""))
    try:
        script = dialects.load(create, params, folder, _logger(channel), loop.enter)
    except Failure as failure:
        if loop.ended:
            raise Disconnected()
        channel.send({"kind": READY, "code": failure.code, "message": failure.message})
        while True:
            channel.receive()
    if not loop.ended:
        loop.enter(script)
    raise Disconnected()


class Loop(object):
    """Answers what the host asks of a script.

    :ivar ended: the host has closed the channel
    """

    def __init__(self, channel, folder, inline_limit):
        self._channel = channel
        self._folder = folder
        self._inline_limit = inline_limit
        self.ended = False

    def enter(self, script):
        """Serves until the host closes the channel; then it returns, for what a script does after its main loop.

        :param script: a ``dialects.contract.Script``
        :raises ProtocolError: the host sends what is not for a runner
        """
        try:
            self._serve(script)
        except Disconnected:
            self.ended = True

    def _serve(self, script):
        script.call = observe.around(script.call)
        ready = {"warnings": list(script.warnings), "measures": script.metrics is not None, "declared": script.describe()}
        self._channel.send({"kind": READY, "ready": ready})
        inbox = Inbox(self._channel)
        while True:
            head, payload = inbox.receive()
            if head.get("kind") == CALL:
                requests = payload.get("requests", [])
                self._answer(script, head, requests, Stream(inbox, self._channel, head, len(requests)))
            elif head.get("kind") == METRICS:
                self._tell_metrics(script)
            elif head.get("kind") == END:
                script.end(head.get("session", u""))
            else:
                raise ProtocolError("a frame of kind %s is not for a runner" % head.get("kind"))

    def _answer(self, script, head, requests, stream):
        reply = {"kind": REPLY, "call": head.get("call")}
        try:
            responses, reply["items"] = script.call(requests, head.get("reqids", []), stream)
            body = INFERENCE_RESPONSES.encode({"responses": responses})
        except Failure as failure:
            reply.update(code=failure.code, message=failure.message)
            body = b""
        except Cancelled:
            body = b""
        reply["inference_us"] = script.inference_us
        if len(body) > self._inline_limit:
            reply["payload_file"] = self._folder.write_reply(body)
            if reply["payload_file"] is not None:
                body = b""
        self._channel.send(reply, body)
        self._folder.clean()

    def _tell_metrics(self, script):
        try:
            text = script.metrics()
            if len(text) > MAX_METRICS_BYTES:
                raise Failure(599, u"metrics() tells more than %d bytes" % MAX_METRICS_BYTES)
            self._channel.send({"kind": METRICS}, text)
        except Failure as failure:
            self._channel.send({"kind": METRICS, "code": failure.code, "message": failure.message})


def runtime():
    """The interpreter's name and version, such as ``CPython 3.11.7``."""
    name = u"PyPy" if hasattr(sys, "pypy_version_info") else u"CPython"
    return u"%s %d.%d.%d" % ((name,) + tuple(sys.version_info[:3]))


def _logger(channel):
    def log(level, message, reqids=()):
        """Sends ``message`` (text) to the host's log. ``level`` is debug, info, warn or error."""
        channel.send({"kind": LOG, "level": level, "message": message, "reqids": reqids})
    return log
