"""The Ops that scripts derive from (spec: paddle-pipeline, section B1)."""
import itertools
import sys

import paddle_serving_server

from . import tensors
from .channel import ChannelDataErrcode, ChannelDataType, is_npdata, is_ndarray
from .error_catch import CustomException, CustomExceptionCode, ParamVerify, describe_raised
from .proto import pipeline_service_pb2

_numbers = itertools.count()
DAG = "@DAGExecutor"


class Op(object):
    """A step of a DAG: ``preprocess``, the model, ``postprocess``.

    :param name: its key under ``op`` in config.yml
    :param input_ops: an Op or a list of them
    :param retry: how often ``process`` is called at most, where it takes longer than `timeout`; config.yml does not say it
    :param local_service_handler: the model, where config.yml says none
    :param jump_to_ops: Ops whose output this one may give instead; see ``check_jumping``
    :ivar with_serving: whether it has a model; then, before ``init_op``, ``client`` runs it: ``predict(feed, fetch, batch)``
    """

    with_serving = False
    client = None

    def __init__(self, name=None, input_ops=[], server_endpoints=None, fetch_list=None, client_config=None, client_type=None,
                 concurrency=None, timeout=None, retry=0, batch_size=None, auto_batching_timeout=None,
                 local_service_handler=None, jump_to_ops=[]):
        self.name = "Op%d" % next(_numbers) if name is None else name
        self.concurrency = concurrency
        self.client_type = client_type
        self.set_input_ops(input_ops)
        self.set_jump_to_ops(jump_to_ops)
        self.retry = max(1, retry or 1)
        self.local_service_handler = local_service_handler
        # What config.yml says where it is None.
        self._own = {"server_endpoints": server_endpoints, "fetch_list": fetch_list, "client_config": client_config,
                     "timeout": timeout, "batch_size": batch_size, "auto_batching_timeout": auto_batching_timeout}
        self.dynamic_shape_info = {}
        self.set_dynamic_shape_info()

    def set_dynamic_shape_info(self):
        """Of TensorRT alone; called, and what it sets not looked at."""

    def get_input_ops(self):
        """The Ops before this one."""
        return self._input_ops

    def set_input_ops(self, ops):
        """Other Ops before this one.

        :raises TypeError: one is none
        """
        self._input_ops = self._checked(ops)

    def get_jump_to_ops(self):
        """The Ops whose output this one may give."""
        return self._jump_to_ops

    def set_jump_to_ops(self, ops):
        """Other Ops whose output this one may give.

        :raises TypeError: one is none
        """
        self._jump_to_ops = self._checked(ops)

    def _checked(self, ops):
        ops = ops if isinstance(ops, list) else [] if ops is None else [ops]
        for op in ops:
            if not isinstance(op, Op):
                raise TypeError(self._log("Failed to set input_ops: input op must be Op type, not {}".format(type(op))))
        return list(ops)

    def is_jump_op(self):
        """Whether there are any."""
        return len(self._jump_to_ops) > 0

    def check_jumping(self, input_data):
        """Whether the output of a batch goes on as that of ``jump_to_ops``: only True does.

        :param input_data: ChannelData by the platform's number of the request
        """
        return False

    def init_op(self):
        """Called once in each worker."""

    def preprocess(self, input_dicts, data_id=0, log_id=0):
        """
        :param input_dicts: by Op before this one, its output
        :param data_id: the platform's own number of the request
        :param log_id: the client's
        :returns: what the model is fed with, a dict or a list of them; whether the model is skipped; None, or the script's
            own error number; its text
        """
        if len(input_dicts) != 1:
            raise ValueError(self._log("Failed to run preprocess: this Op has multiple previous inputs ({}). Please override "
                                       "this func.".format(", ".join(sorted(input_dicts)))))
        return list(input_dicts.values())[0], False, None, ""

    def process(self, feed_batch, typical_logid=0):
        """Runs the model.

        :param feed_batch: a list of one dict, arrays by the model's names
        :param typical_logid: the platform's own number of the first request
        :returns: the model's outputs, a dict, or None; a ChannelDataErrcode's value; its text
        """
        feed, = feed_batch
        if paddle_serving_server.error_numbers != "0.7" and not self._is_right(feed):
            error = CustomException(CustomExceptionCode.INPUT_PARAMS_ERROR, "invalid arg list", True)
            names = "Op.process.<locals>.feed_fetch_list_check_helper", "feed_fetch_list_check_helper"
            return (None,) + describe_raised(error, typical_logid, names)
        if not all(map(is_npdata, feed.values())):
            return None, ChannelDataErrcode.TYPE_ERROR.value, "feed_batch must be npdata"
        for name, value in feed.items():
            dtype = self.client.dtype_of(name)
            if not is_ndarray(value) and dtype not in (None, "object"):
                text = "feed %s is a list of str, but the model takes %s" % (name, dtype)
                return None, ChannelDataErrcode.INPUT_PARAMS_ERROR.value, text
        return self.client.predict(feed=feed, fetch=self._fetch_names, batch=True, log_id=typical_logid), \
            ChannelDataErrcode.OK.value, ""

    def _is_right(self, feed):
        return (ParamVerify.check_feed_dict(feed, self.right_feed_names)
                and ParamVerify.check_fetch_list(self._fetch_names, self.right_fetch_names))

    def postprocess(self, input_data, fetch_data, data_id=0, log_id=0):
        """
        :param input_data: what ``preprocess`` got
        :param fetch_data: the model's outputs; what ``preprocess`` returned where there is no model or it is skipped
        :returns: a dict; None, or the script's own error number; its text
        """
        return fetch_data if isinstance(fetch_data, dict) else {}, None, ""

    def set_pack_tensor_format(self, is_tensor_format=False):
        """Of Ops that ask another pipeline, which are not served; kept for scripts that say it."""

    def _log(self, info):
        return "{} {}".format(self.name, info)


class RequestOp(Op):
    """Where requests come from. ``init_op`` is called when it is made."""

    def __init__(self):
        super(RequestOp, self).__init__(name=DAG)
        self.init_op()

    def proto_tensor_2_numpy(self, tensor):
        """
        :param tensor: a Tensor of a Request, none of text
        :returns: its array; its offsets, an array of two rows, or None
        :raises ValueError: there is no such type, or the values do not have the shape
        """
        values = tensors.unpack(tensor)
        return values[tensor.name], values.get(tensor.name + ".lod")

    def unpack_request_package(self, request):
        """
        :param request: a Request
        :returns: what the first Ops get, a dict; the client's number; None, or the script's own error number; its text
        """
        if len(request.key) > len(request.value):
            raise IndexError("list index (%d) out of range" % len(request.value))
        values = dict(zip(request.key, request.value))
        for tensor in request.tensors:
            values.update(tensors.unpack(tensor))
        return values, request.logid, None, ""


class ResponseOp(Op):
    """Where answers go to. ``init_op`` is called when it is made.

    :param input_ops: one
    """

    def __init__(self, input_ops):
        super(ResponseOp, self).__init__(name=DAG, input_ops=input_ops)
        self.init_op()

    def set_pack_format(self, isTensor=False):
        """Answers are text, whatever it says: so they were there."""

    def pack_response_package(self, channeldata):
        """
        :param channeldata: the last Op's ChannelData
        :returns: a Response: arrays by their ``repr``, else text
        """
        response = pipeline_service_pb2.Response()
        if channeldata.error_code == ChannelDataErrcode.PRODUCT_ERROR.value:
            number = channeldata.prod_error_code
            response.err_no = 0 if number is None else number
            response.err_msg = channeldata.prod_error_info
        elif channeldata.error_code != ChannelDataErrcode.OK.value:
            response.err_no, response.err_msg = channeldata.error_code, channeldata.error_info
        elif channeldata.datatype == ChannelDataType.CHANNEL_NPDATA.value:
            self._pack(response, channeldata.parse(), _shown)
        else:
            self._pack_texts(response, channeldata.parse())
        return response

    def _pack_texts(self, response, values):
        for name, value in values.items():
            if not isinstance(value, str):
                response.err_no = ChannelDataErrcode.TYPE_ERROR.value
                response.err_msg = self._log("fetch var type must be str({}).".format(type(value)))
                return
            self._pack(response, {name: value}, str)

    def _pack(self, response, values, write):
        for name, value in values.items():
            response.value.append(write(value))
            response.key.append(name)


def _shown(value):
    if "numpy" not in sys.modules:
        return repr(value)
    with sys.modules["numpy"].printoptions(threshold=sys.maxsize):
        return repr(value)
