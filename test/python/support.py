"""Paths, and the host's side of a real runner process."""
import fcntl
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYTHON = os.path.join(ROOT, "python")
APPS = os.path.join(ROOT, "test", "fixtures", "apps")
for _folder in (os.path.join(PYTHON, "shims"), PYTHON):
    if _folder not in sys.path:
        sys.path.insert(0, _folder)

from evalbridge_runner import messages  # noqa: E402
from evalbridge_runner.messages import (  # noqa: E402
    CALL, CREATE, CREATE_PARAMS, HEAD, INFERENCE_REQUESTS, INFERENCE_RESPONSES, LOG)

TIMEOUT_S = 60


def load_golden(name):
    with open(os.path.join(ROOT, "test", "golden", name)) as stream:
        return json.load(stream)


class Runner(object):
    """A runner process and the other end of its channel."""

    def __init__(self, app, entry=u"eval.py", **create):
        self.folder = os.path.join(APPS, app, "v1")
        self.scratch = tempfile.mkdtemp()
        self.payload_dir = os.path.join(self.scratch, "payload")
        os.mkdir(self.payload_dir)
        self.logs = []
        self._calls = 0
        self._received = b""
        self._socket, theirs = socket.socketpair()
        _close_on_exec(self._socket.fileno())
        self._socket.settimeout(TIMEOUT_S)
        self.process = self._spawn(theirs, dict(os.environ, **create.pop("environment", {})))
        self.hello, _ = self.receive()
        params = create.pop("params", {})
        self.ready = self._create(create, entry, params) if create.pop("open", True) else None

    def _spawn(self, theirs, environment):
        fd = fcntl.fcntl(theirs.fileno(), fcntl.F_DUPFD, 50)
        theirs.close()
        _close_on_exec(fd)
        # Files, not pipes: nobody drains them while a test waits for the channel.
        self._output = [open(os.path.join(self.scratch, name), "w+b") for name in ("stdout", "stderr")]
        try:
            return subprocess.Popen(
                [sys.executable, "-u", "-B", os.path.join(PYTHON, "evalbridge_runner", "__main__.py")],
                stdout=self._output[0], stderr=self._output[1], close_fds=False, env=environment,
                preexec_fn=lambda: (os.dup2(fd, 3), os.dup2(fd, 4)))
        finally:
            os.close(fd)

    def _create(self, create, entry, params):
        head = {"folder": _text(self.folder), "entry": entry, "dialect": u"ava", "payload_dir": _text(self.payload_dir),
                "inline_limit": 65536}
        head.update(create)
        values = {"use_device": u"CPU", "batch_size": 4, "env": {"app": u"echo", "workspace": _text(self.scratch)}}
        values.update(params)
        self.send({"kind": CREATE, "create": head}, CREATE_PARAMS.encode(values))
        return self.receive()[0]

    def send(self, head, payload=b""):
        encoded = HEAD.encode(head)
        frame = struct.pack("<II", 4 + len(encoded) + len(payload), len(encoded)) + encoded + payload
        self._socket.sendall(frame)

    def send_bytes(self, data):
        self._socket.sendall(data)

    def receive(self):
        """The next (head, payload) that is no LOG; those go to ``logs``."""
        while True:
            size, head_size = struct.unpack("<II", self._take(8))
            head = HEAD.decode(bytearray(self._take(head_size)))
            payload = self._take(size - 4 - head_size)
            if head["kind"] != LOG:
                return head, payload
            self.logs.append(head)

    def _take(self, size):
        while len(self._received) < size:
            data = self._socket.recv(1 << 20)
            if not data:
                raise EOFError("the runner has closed its channel")
            self._received += data
        taken, self._received = self._received[:size], self._received[size:]
        return taken

    def call(self, *requests, **head):
        """Sends one CALL; ``requests`` are InferenceRequest messages. Returns the REPLY's head and its responses."""
        self._calls += 1
        reqids = head.pop("reqids", [u"req-%d" % index for index in range(len(requests))])
        payload = INFERENCE_REQUESTS.encode({"requests": requests})
        self.send(dict({"kind": CALL, "call": self._calls, "reqids": reqids}, **head), payload)
        reply, payload = self.receive()
        assert reply["call"] == self._calls, reply
        if "payload_file" in reply:
            with open(reply["payload_file"], "rb") as stream:
                payload = stream.read()
        return reply, INFERENCE_RESPONSES.decode(bytearray(payload)).get("responses", [])

    def stream(self, request, credit=100, **head):
        """Sends one CALL whose answer may come in parts. Returns those as responses, the REPLY's head and its responses."""
        self.begin(request, credit, **head)
        parts = []
        while True:
            reply, responses = self.next_reply()
            if not reply.get("more"):
                return parts, reply, responses
            parts += responses

    def begin(self, request, credit, **head):
        """Sends the CALL of ``stream`` alone. Returns its number."""
        self._calls += 1
        head = dict({"kind": CALL, "call": self._calls, "reqids": [u"req-0"], "stream": True, "credit": credit}, **head)
        self.send(head, INFERENCE_REQUESTS.encode({"requests": [request]}))
        return self._calls

    def next_reply(self):
        """The next REPLY's head and its responses."""
        reply, payload = self.receive()
        assert reply["call"] == self._calls, reply
        return reply, INFERENCE_RESPONSES.decode(bytearray(payload)).get("responses", [])

    def ask(self, mode=None, body=b"abc", **params):
        """One single request. Returns (code, message, result); the call's own when it failed as a whole."""
        if mode is not None:
            params["mode"] = mode
        reply, responses = self.call(single(body, params))
        if "code" in reply or "message" in reply:
            assert not responses, responses
            return reply.get("code", 0), reply.get("message", u""), None
        response, = responses
        return response["code"], response["message"], json.loads(response["result"])

    def output(self, which):
        """What the process has printed so far; ``which`` is 0 for stdout, 1 for stderr."""
        with open(self._output[which].name, "rb") as stream:
            return stream.read().decode("utf-8")

    def end(self):
        """Closes the channel and returns the exit status of the process."""
        self._socket.close()
        return self.process.wait()

    def close(self):
        """The same, and nothing is left of it."""
        status = self.end()
        for stream in self._output:
            stream.close()
        shutil.rmtree(self.scratch)
        return status


def _close_on_exec(fd):
    """What Python 3 does by itself: a runner that held the host's end would never see it closed."""
    fcntl.fcntl(fd, fcntl.F_SETFD, fcntl.FD_CLOEXEC)


def _text(path):
    return path.decode("utf-8") if isinstance(path, bytes) else path


def single(body=b"abc", params=None, **data):
    """An InferenceRequest message with one input."""
    request = {"data": dict(data, body=body) if body is not None else data}
    if params is not None:
        request["params"] = to_json(params)
    return request


def to_json(value):
    return _text(json.dumps(value))
