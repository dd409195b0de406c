"""A pipeline, ready to answer."""
import copy
import itertools
import time

from paddle_serving_server.pipeline.channel import ChannelData, ChannelDataErrcode, ChannelDataType
from paddle_serving_server.pipeline.configuration import complete_op
from paddle_serving_server.pipeline.proto.pipeline_service_pb2 import Response

from evalbridge_runner.dialects import contract
from evalbridge_runner.dialects.endings import end_worker
from evalbridge_runner.dialects.paddle import errors
from evalbridge_runner.dialects.paddle.graph import Graph
from evalbridge_runner.dialects.paddle.model import Place
from evalbridge_runner.dialects.paddle.requests import read, write
from evalbridge_runner.dialects.paddle.run import Run
from evalbridge_runner.dialects.paddle.steps import Steps
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.payload import body_of
from evalbridge_runner.text import exception_text

# Where the platform listens that is told of no port.
RPC_PORT = 12000
CODES = {"RPC_PACKAGE_ERROR": 400, "NO_SERVICE": 404, "PRODUCT_ERROR": 422}


class Script(contract.Script):
    """
    :param server: the PipelineServer
    :param create: the Create message
    :raises Failure: it is not prepared, or an Op cannot be
    """

    def __init__(self, server, create, log):
        if server.conf is None or server.response_op is None:
            raise Failure(599, u"the service has no DAG: prepare_pipeline_config, or set_response_op and prepare_server")
        self._server = server
        self._log = log
        self._graph = Graph(server.response_op)
        self._ops = dict((op, complete_op(_own(op, server.conf["op"].get(op.name, {})))) for op in self._graph.ops)
        self.warnings = []
        place = Place(create.get("instance", 1) - 1, create.get("require_gpu", False), self._warn)
        is_thread = server.conf["dag"]["is_thread_op"]
        if "/" in (server.name or ""):
            self._warn(u"the service is called %s: over HTTP no path leads to a name with a slash, over gRPC it is asked" % server.name)
        self._steps = dict((op, Steps(op, self._ops[op], is_thread, place, log)) for op in self._graph.ops)
        self._data_ids = itertools.count()

    def describe(self):
        """See ``contract.Script``. One batch is as large as the largest of an Op, and waits as long."""
        conf, ops = self._server.conf, self._ops.values()
        builds_each = conf["build_dag_each_worker"]
        stage = {"instances": conf["worker_num"] if builds_each else max(op["concurrency"] for op in ops),
                 "batch_size": 1 if builds_each else max(op["batch_size"] for op in ops),
                 "batch_delay_ms": max([0] + [op["auto_batching_timeout"] for op in ops])}
        served = [] if self._server.name is None else [{"name": self._server.name}]
        return {"stages": [stage], "served": served, "http_port": conf.get("http_port") or 0,
                "grpc_port": conf.get("rpc_port") or RPC_PORT}

    def _warn(self, text):
        self.warnings.append(text)
        self._log("warn", text)

    def call(self, requests, reqids, stream):
        """See ``contract.Script``."""
        started = time.perf_counter()
        try:
            responses = self._answer(requests, stream.targets)
        except BaseException as error:
            end_worker(error, self._log, reqids)
        self.inference_us = int((time.perf_counter() - started) * 1e6)
        return responses, []

    def _answer(self, requests, targets):
        answers = [self._unpack(request, target) for request, target in zip(requests, targets)]
        asked = [answer for answer in answers if isinstance(answer, ChannelData)]
        found, late = {}, asked
        for _ in range(self._server.conf["dag"]["retry"]):
            found.update(self._run(late))
            late = [one for one in late if found[one.id].timed_out]
        return [self._pack(found[answer.id]) if isinstance(answer, ChannelData) else answer for answer in answers]

    def _unpack(self, request, target):
        """The ChannelData of a request, or an answer that needs no Op."""
        try:
            message = read(body_of(request.get("data", {})), target, self._server.name or "")
        except Failure as failure:
            return {"code": failure.code, "message": failure.message, "result": u"{}"}
        if message.name not in ("", self._server.name):
            return _response(_failed("NO_SERVICE", "Failed to inference: Service name error."), "NO_SERVICE")
        data_id, log_id = next(self._data_ids), None
        try:
            values, log_id, code, text = self._graph.request_op.unpack_request_package(message)
        except Exception as error:
            self._log("error", script_raised(u"the request cannot be unpacked").for_log())
            return errors.failed(data_id, log_id, "RPC_PACKAGE_ERROR", "rpc package error: %s" % exception_text(error))
        if code is not None:
            return errors.of_script(data_id, log_id, code, text)
        if not isinstance(values, (dict, list)):
            text = "Failed to check data: the type of data must be dict, but get {}.".format(type(values))
            return errors.failed(data_id, log_id, "TYPE_ERROR", text)
        return ChannelData(ChannelDataType.DICT.value, dictdata=values, data_id=data_id, log_id=log_id)

    def _run(self, asked):
        """By the platform's number of the request, what the DAG makes of it."""
        run = Run(self._graph, self._steps, self._server.conf["dag"]["channel_recv_frist_arrive"])
        return dict(zip((one.id for one in asked), run.answers([_copied(one) for one in asked])))

    def _pack(self, data):
        name = ChannelDataErrcode(data.error_code).name if _is_known(data.error_code) else "UNKNOW"
        try:
            response = self._graph.response_op.pack_response_package(data)
            return _response(response, name)
        except Exception as error:
            self._log("error", script_raised(u"the answer cannot be packed").for_log())
            text = "rpc package error: %s" % exception_text(error)
            return _response(_failed("RPC_PACKAGE_ERROR", text), "UNKNOW")


def _own(op, conf):
    """What config.yml says of an Op, except for what its constructor says."""
    values = dict((key, value) for key, value in op._own.items() if value is not None)
    if op.concurrency is not None:
        values["concurrency"] = op.concurrency
    if op.local_service_handler is not None:
        values["local_service_conf"] = op.local_service_handler.conf
    return dict(conf, **values)


def _copied(data):
    """The same: Ops may change what they get, and it may be tried again."""
    same = copy.copy(data)
    same.dictdata = copy.copy(data.dictdata)
    return same


def _is_known(code):
    return any(one.value == code for one in ChannelDataErrcode)


def _failed(name, text):
    return Response(err_no=errors.number(name), err_msg=text)


def _response(response, name):
    """
    :param name: of the error; of none, that of what the answer itself says
    """
    code = 0 if response.err_no == 0 else CODES.get(name, 500)
    return {"code": code, "message": response.err_msg if code else u"", "result": write(response)}
