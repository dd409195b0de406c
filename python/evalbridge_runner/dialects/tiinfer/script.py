"""One worker of one stage: calls of `forward`, and what stands around them."""
import contextlib
import json
import os
import signal
import sys
import time

import mosec
import mosec.errors

from evalbridge_runner.dialects import contract
from evalbridge_runner.dialects.tiinfer.errors import INTERNAL, answer_of
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.payload import read_file
from evalbridge_runner.stream import Cancelled
from evalbridge_runner.text import describe_exception, text_type, to_text

JSON = "application/json"
EVENTS = "text/event-stream"


class Script(contract.Script):
    """A worker, constructed and warmed up.

    :param service: the Service
    :param index: of the worker's stage
    :param instance: the worker's number in it, from 1
    :raises Failure: it cannot be made
    """

    def __init__(self, service, index, instance, log):
        if index >= len(service.stages):
            raise Failure(599, u"the script has no stage %d: it has %d" % (index + 1, len(service.stages)))
        self.service = service
        self._index = index
        self._runtime = service.stages[index].runtime
        self.log = log
        self.worker = self._create(instance)
        self._warm_up()

    def describe(self):
        return self.service.describe(self.instances)

    def _create(self, instance):
        runtime = self._runtime
        if runtime.env and instance <= len(runtime.env):
            os.environ.update(runtime.env[instance - 1])
        try:
            worker = runtime.worker()
        except BaseException as error:
            raise script_raised(u"%s could not be created: %s" % (runtime.worker.__name__, describe_exception(error)))
        worker.worker_id = instance
        worker.max_batch_size = runtime.max_batch_size
        worker.stage = self._stage_name()
        return worker

    def _stage_name(self):
        if self.service.generation == "0.9":
            return self._runtime.name
        return ("ingress" if self._index == 0 else "") + ("egress" if self._index == len(self.service.stages) - 1 else "")

    def instances(self, runtime):
        """How many workers a Runtime wants."""
        return runtime.num

    def _warm_up(self):
        """An example that fails is the script's mistake, and no reason not to serve."""
        worker = self.worker
        examples = [worker.example] if len(worker.multi_examples or ()) == 0 else worker.multi_examples
        try:
            for example in examples:
                if example is not None:
                    worker.forward(example)
        except Exception:
            self.log("warn", script_raised(u"%s: warm-up failed; is its example what forward takes?"
                                            % type(worker).__name__).trace)

    def call(self, requests, reqids, stream):
        """See ``contract.Script.call``. A batch of several succeeds or fails as one, as in mosec."""
        started = time.perf_counter()
        events = Events(stream) if isinstance(self.worker, mosec.SSEWorker) else None
        if events:
            self.worker._events = events.send
        try:
            if self._runtime.max_batch_size > 1:
                answers = self._answer(requests, stream.targets, reqids)
            else:
                answers = [self._answer([request], [target], [reqid])[0]
                           for request, target, reqid in zip(requests, stream.targets, reqids)]
        finally:
            self.inference_us = int((time.perf_counter() - started) * 1e6)
            if events:
                self.worker._events = None
        if events and not stream.wanted:
            answers = [events.whole(index, answer) for index, answer in enumerate(answers)]
        items = [dict(item, index=index) for index, (_, item) in enumerate(answers) if item]
        return [response for response, _ in answers], items

    def _answer(self, requests, targets, reqids):
        """One (response, item) per request."""
        routes = [self.service.route_of(target) for target in targets]
        try:
            return self._forward(requests, routes)
        except Cancelled:
            raise
        except (Exception, mosec.errors.MosecTimeoutError) as error:
            code, message = answer_of(error, self.service.generation)
            known = (code, message) != INTERNAL
            self.log("info" if known else "error", message if known else script_raised(message).trace, reqids)
        except BaseException as error:
            self._end(error, reqids)
        return [({"code": code, "message": message}, self._item()) for _ in requests]

    def _forward(self, requests, routes):
        worker, batched = self.worker, self._runtime.max_batch_size > 1
        data = [self._decode(request, route) for request, route in zip(requests, routes)]
        with limited(self._runtime.timeout_sec):
            results = worker.forward(data) if batched else [worker.forward(data[0])]
        if len(results) != len(requests):
            raise ValueError("forward returned %d results for %d requests" % (len(results), len(requests)))
        return [self._encode(result, route) for result, route in zip(results, routes)]

    def _decode(self, request, route):
        data = request.get("data", {})
        body = read_file(data["uri"]) if data.get("uri") else data.get("body", b"")
        return self.worker.deserialize(body) if self.service.is_first(self._index, route) else self.worker.deserialize_ipc(body)

    def _encode(self, result, route):
        worker = self.worker
        if not self.service.is_last(self._index, route):
            return {"code": 0, "body": worker.serialize_ipc(result)}, {}
        body = worker.serialize(result)
        if isinstance(worker, mosec.SSEWorker):
            return {"code": 0}, self._item()
        if isinstance(body, text_type):
            body = body.encode("utf-8")
        if type(worker).serialize is mosec.Worker.serialize and worker.resp_mime_type == JSON:
            return {"code": 0, "result": to_text(body)}, {}
        return {"code": 0, "body": bytes(body)}, {"content_type": to_text(worker.resp_mime_type)}

    def _item(self):
        return {"content_type": to_text(EVENTS)} if isinstance(self.worker, mosec.SSEWorker) else {}

    def _end(self, error, reqids):
        """A worker that a script ends, by `sys.exit` too, is lost and replaced, as in mosec."""
        self.log("error", u"the script ends its worker: " + describe_exception(error), reqids)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(error.code if isinstance(error, SystemExit) and type(error.code) is int else 1)


class Events(object):
    """The events of a call.

    :param stream: the Stream; where it takes no parts, they are kept
    """

    def __init__(self, stream):
        self._stream = stream
        self._kept = {}

    def send(self, text, index):
        if self._stream.wanted:
            self._stream.send(index, {"code": 0, "body": text.encode("utf-8")}, {"content_type": to_text(EVENTS)})
        else:
            self._kept.setdefault(index, []).append(text)

    def whole(self, index, answer):
        """The answer for somebody who takes no parts: a list of all of them."""
        response, item = answer
        return answer if response["code"] else (dict(response, result=to_text(json.dumps(self._kept.get(index, [])))), {})


@contextlib.contextmanager
def limited(seconds):
    """Raises MosecTimeoutError in what takes longer; 0 for no limit."""
    if not seconds:
        yield
        return

    def end(number, frame):
        raise mosec.errors.MosecTimeoutError("`forward` timeout after %gs" % seconds)
    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
