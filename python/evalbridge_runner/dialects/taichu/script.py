"""A loaded script: one request after the other, each with its context (taichu-serve, sections C1, C2 and C9)."""
import importlib
import json
import time

from evalbridge_runner.dialects import contract
from evalbridge_runner.dialects.taichu.answers import (
    collapse, error_text, read_parameters, write_json, write_parameters)
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.payload import body_of
from evalbridge_runner.text import describe_exception

# What a gateway says in a request's `attribute` whose client takes InferParameters.
GRPC = {u"wire": u"grpc"}
_END = object()


class Script(contract.Script):
    """A script and its models.

    :param models: the Models
    :param settings: what ``read_settings`` gave
    :param app: the name under which it is served
    """

    def __init__(self, models, settings, app, log):
        self._models = models
        self._settings = settings
        self._app = app
        self._log = log
        # By session: the models that it has asked, each with its contexts by request id.
        self._sessions = {}
        self._local = importlib.import_module("taichu_serve.common").Local

    def describe(self):
        """See ``contract.Script``. Nobody waits in this platform: who finds no idle worker is refused."""
        settings = self._settings
        return {"stages": [{"instances": settings.instances_num}], "served": self._models.served, "no_queue": True,
                "http_port": 0 if settings.grpc_only else settings.http_port, "grpc_port": settings.grpc_port,
                "max_concurrent": settings.max_concurrent_requests}

    def call(self, requests, reqids, stream):
        """See ``contract.Script``."""
        self.inference_us = 0
        reqids = reqids + [u""] * (len(requests) - len(reqids))
        return [self._response(index, request, reqids[index], stream) for index, request in enumerate(requests)], []

    def end(self, session):
        """See ``contract.Script``."""
        for model, contexts in self._sessions.pop(session, {}).values():
            model._ctx = contexts
            for request_id in list(contexts):
                try:
                    model.destroy_context(request_id)
                except Exception as error:
                    self._log("error", u"destroy_context raised " + describe_exception(error))

    def _response(self, index, request, reqid, stream):
        try:
            return {"code": 0, "message": u"", "result": self._result(index, request, reqid, stream)}
        except Failure as failure:
            if failure.trace:
                self._log("error", failure.for_log(), [reqid])
            return {"code": failure.code, "message": failure.message, "result": u"{}"}

    def _result(self, index, request, reqid, stream):
        """The answer as JSON text; ``{}`` where it has gone out in parts, as all answers do to a client who takes them."""
        data = request.get("data", {})
        model = self._models.find(stream.targets[index], self._app)
        parameters = read_parameters(body_of(data))
        write = self._writer(data.get("attribute"), reqid)
        answers = self._timed(self._answers(model, parameters, reqid, stream.session))
        try:
            if not stream.wanted:
                return write(collapse(list(_while_awaited(answers, stream))))
            for answer in answers:
                stream.send(index, {"code": 0, "message": u"", "result": write(answer)})
            return u"{}"
        finally:
            # Of what nobody waits for any more, or cannot be written, the script need not make the rest.
            answers.close()

    def _writer(self, attribute, reqid):
        """What turns an answer into the text that the client's gateway takes."""
        if not attribute or not _is_grpc(attribute):
            return write_json

        def drop(key, kind):
            self._log("warn", u"parameter %s is of type %s, which gRPC clients cannot be told" % (key, kind.__name__), [reqid])
        return lambda answer: write_parameters(answer, drop)

    def _answers(self, model, parameters, reqid, session):
        """Yields what the script answers. Whatever it raises, SystemExit too, becomes a Failure."""
        self._local.request_id = reqid
        # Fresh for each request, or the session's own.
        model._ctx = self._sessions.setdefault(session, {}).setdefault(id(model), (model, {}))[1] if session else {}
        try:
            yield from model.inference(parameters, reqid, None, stream=bool(session))
        except GeneratorExit:
            raise
        except BaseException as error:
            known = isinstance(error, Exception)
            raise script_raised(error_text(error) if known else u"the script raised " + describe_exception(error), 500)

    def _timed(self, answers):
        """The same, and the time that they take."""
        answer = None
        try:
            while answer is not _END:
                started = time.perf_counter()
                try:
                    answer = next(answers, _END)
                finally:
                    self.inference_us += int((time.perf_counter() - started) * 1e6)
                if answer is not _END:
                    yield answer
        finally:
            answers.close()


def _while_awaited(answers, stream):
    """The same, until nobody waits for them any more."""
    for answer in answers:
        stream.check()
        yield answer


def _is_grpc(attribute):
    try:
        return json.loads(attribute) == GRPC
    except (ValueError, RecursionError):
        # It came through the gate, whose clients may say what they like.
        return False
