"""One worker of one stage: calls of `forward`, and what stands around them."""
import collections
import os
import time

import mosec
import mosec.errors

from evalbridge_runner.dialects import contract
from evalbridge_runner.dialects.deadline import Deadline
from evalbridge_runner.dialects.endings import end_worker
from evalbridge_runner.dialects.tiinfer.errors import INTERNAL, answer_of
from evalbridge_runner.dialects.tiinfer.events import Events
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.payload import read_file
from evalbridge_runner.stream import Cancelled
from evalbridge_runner.text import describe_exception, to_text

JSON = "application/json"
GRACE_S = 0.1
# A request: where it stands in its call, its data, its route and its id.
Asked = collections.namedtuple("Asked", "position data route reqid")


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
        self._batched = self._runtime.max_batch_size > 1
        self.log = log
        self.worker = self._create(instance)
        self._deadline = _deadline(self._runtime.timeout_sec or self._default_timeout())
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

    def _default_timeout(self):
        """A request's time (s). mosec 0.4 finished what it had begun, whoever waited for it; later ones interrupt it."""
        seconds = self.service.timeout_ms / 1000.0
        if isinstance(self.worker, mosec.SSEWorker):
            return seconds
        # Then the host has told the client, in its own words, as the platform's did.
        return seconds + GRACE_S if self.service.generation == "0.9" else 0

    def _stage_name(self):
        if self.service.generation == "0.9":
            return self._runtime.name
        last = len(self.service.stages) - 1
        return ("ingress" if self._index == 0 else "") + ("egress" if self._index == last else "")

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
            text = u"%s: its warm-up failed; is the example what forward takes?" % type(worker).__name__
            self.log("warn", script_raised(text).for_log())

    def call(self, requests, reqids, stream):
        """See ``contract.Script.call``. A batch of several succeeds or fails as one, as in mosec."""
        started = time.perf_counter()
        asked = [Asked(position, request.get("data", {}), self.service.route_of(target), reqid)
                 for position, (request, target, reqid) in enumerate(zip(requests, stream.targets, reqids))]
        mine = [one for one in asked if self.service.is_on_way(self._index, one.route)]
        answers = dict((one.position, _passed_by(one)) for one in asked if one not in mine)
        for batch in [mine] if self._batched and mine else [[one] for one in mine]:
            answers.update(self._answer(batch, stream))
        self.inference_us = int((time.perf_counter() - started) * 1e6)
        answers = [answers[one.position] for one in asked]
        items = [dict(item, index=index) for index, (_, item) in enumerate(answers) if item]
        return [response for response, _ in answers], items

    def _answer(self, batch, stream):
        """A (response, item) for each position."""
        positions = [one.position for one in batch]
        if not isinstance(self.worker, mosec.SSEWorker):
            return zip(positions, self._guarded(batch))
        events = Events(stream, positions, self._deadline)
        with events.sent_by(self.worker):
            answers = self._guarded(batch)
        return zip(positions, [events.answer(index, response) for index, (response, _) in enumerate(answers)])

    def _guarded(self, batch):
        """What ``_forward`` returns, or an answer to each request of why it does not."""
        try:
            return self._forward(batch)
        except Cancelled:
            raise
        except (Exception, mosec.errors.MosecTimeoutError) as error:
            return [self._failed(error, batch)] * len(batch)
        except BaseException as error:
            end_worker(error, self.log, [one.reqid for one in batch])

    def _forward(self, batch):
        data = [self._decode(one) for one in batch]
        with self._deadline.over():
            results = self.worker.forward(data) if self._batched else [self.worker.forward(data[0])]
        if len(results) != len(batch):
            raise ValueError("forward returned %d results for %d requests" % (len(results), len(batch)))
        return [self._encode(result, one) for result, one in zip(results, batch)]

    def _decode(self, one):
        enters = self.service.is_first(self._index, one.route)
        return (self.worker.deserialize if enters else self.worker.deserialize_ipc)(_body(one.data))

    def _encode(self, result, one):
        worker = self.worker
        if not self.service.is_last(self._index, one.route):
            return {"code": 0, "body": worker.serialize_ipc(result)}, {}
        body = worker.serialize(result)
        if type(worker).serialize is mosec.Worker.serialize and worker.resp_mime_type == JSON:
            return {"code": 0, "result": to_text(body)}, {}
        if not isinstance(body, (bytes, bytearray, memoryview)):
            raise TypeError("serialize returned %s, not bytes" % type(body).__name__)
        return {"code": 0, "body": bytes(body)}, {"content_type": to_text(worker.resp_mime_type)}

    def _failed(self, error, batch):
        code, message = answer_of(error, self.service.generation)
        known = (code, message) != INTERNAL
        text = message if known else script_raised(message).trace
        self.log("info" if known else "error", text, [one.reqid for one in batch])
        return {"code": code, "message": message}, {}


def _deadline(seconds):
    """Spec: tiinfer, section A1."""
    text = "`forward` timeout after %ss" % round(float(seconds), 3)
    return Deadline(seconds, lambda: mosec.errors.MosecTimeoutError(text))


def _body(data):
    return read_file(data["uri"]) if data.get("uri") else data.get("body", b"")


def _passed_by(one):
    return {"code": 0, "body": _body(one.data)}, {}
