"""What AVA scripts import: decorators, helpers and metrics (AVA, sections 1.2 to 1.10).

Scripts say ``from evals.utils import *`` and then use ``os``, ``json``, ``traceback`` without importing them, so the
modules imported here are part of the interface, and there is no ``__all__``.
"""
import csv
import functools
import json
import logging
import os
import threading
import traceback

try:
    from prometheus_client import CollectorRegistry, Histogram, generate_latest
except ImportError:
    from evals.utils._prometheus import CollectorRegistry, Histogram, generate_latest

from evals.utils import error
from evals.utils._optional import lazy_module as _lazy_module
from evals.utils.error import ErrorConfig, ErrorFileNotExist
from evals.utils.logger import logger

_cv2 = _lazy_module("cv2")
if _cv2 is not None:
    cv2 = _cv2


class _Context(threading.local):
    """What a script may ask about the call it is in. Threads of its own find the app, and a logger without request."""

    app = ""
    reqID = ""
    logger = logging.LoggerAdapter(logger, {"reqid": ""})


CTX = _Context()


def _enter(reqid, app=None):
    """Sets what scripts read from CTX during one call into them; ``app`` counts for all threads."""
    if app is not None:
        CTX.app = _Context.app = app
    CTX.reqID = reqid
    CTX.logger = logging.LoggerAdapter(logger, {"reqid": reqid})


def create_net_handler(func):
    """Decorates ``create_net(configs)``, which returns (model, code, message)."""
    @functools.wraps(func)
    def wrapper(req):
        _enter("net_init", req.get("app", ""))
        try:
            model, code, message = func(req)
        except Exception as exception:
            _log_exception(exception)
            raise
        return model, code, message
    return wrapper


def net_init_handler(func):
    """Decorates ``net_init(configs)`` of the second generation, which returns (model, error text).

    The wrapper takes a dict, or JSON text of one.
    """
    @functools.wraps(func)
    def wrapper(req):
        req = _decoded(req)
        _enter("net_init", req.get("app", ""))
        try:
            result = _pair_or_triple(func(req))
        except Exception as exception:
            _log_exception(exception)
            raise
        return result
    wrapper.evalbridge_handler = wrapper
    return wrapper


def net_preprocess_handler(func):
    """Decorates ``net_preprocess(model, request)``, which returns (request, code, message)."""
    @functools.wraps(func)
    def wrapper(model, req, reqid=''):
        _enter(reqid)
        try:
            request, code, message = func(model, req)
        except Exception as exception:
            _log_exception(exception)
            raise
        return request, code, message
    wrapper.evalbridge_handler = wrapper
    return wrapper


def net_inference_handler(func):
    """Decorates ``net_inference(model, requests)``, which returns (rets, code, message), or (rets, error text).

    The wrapper takes the requests as a list, or the first generation's JSON text with its own ``reqid``. It returns the
    rets as a list and gives each a header ``X-Origin-A`` where it has none.
    """
    @functools.wraps(func)
    def wrapper(model, req, reqid=''):
        req = _decoded(req)
        if isinstance(req, dict) and "reqs" in req:
            req, reqid = req["reqs"], req.get("reqid", reqid)
        _enter(reqid)
        try:
            result = _pair_or_triple(func(model, req))
        except Exception as exception:
            _log_exception(exception)
            raise
        if len(result) == 2 and result[1]:
            return result
        return (_with_origin(result[0]),) + result[1:]
    wrapper.evalbridge_handler = wrapper
    return wrapper


def _decoded(value):
    return json.loads(value) if isinstance(value, (bytes, type(u""))) else value


def _pair_or_triple(result):
    result = tuple(result)
    if len(result) not in (2, 3):
        raise ValueError("{} values returned, not 2 or 3".format(len(result)))
    return result


def _log_exception(exception):
    CTX.logger.error("exception: %s", exception)
    CTX.logger.error("backtrace: %s", traceback.format_exc())


def _with_origin(rets):
    if not hasattr(rets, "__iter__"):
        # The platform's own text; its callers have seen it.
        raise TypeError("argument 2 to map() must support iteration")
    rets = list(rets)
    for ret in rets:
        # What is no dict is left for the host to report.
        if isinstance(ret, dict):
            header = ret.get("header")
            header = ret["header"] = header if isinstance(header, dict) else {}
            if "X-Origin-A" not in header:
                header["X-Origin-A"] = ["{}:1".format(CTX.app.upper())]
    return rets


def file_check(configs, key, must=True):
    """The path under ``key``.

    :returns: None when it is absent and ``must`` is false
    :raises ErrorConfig: it is absent
    :raises ErrorFileNotExist: it is no file
    """
    if key not in configs:
        if must:
            raise ErrorConfig(key)
        return None
    if not os.path.isfile(configs[key]):
        raise ErrorFileNotExist(configs[key])
    return configs[key]


def value_check(configs, key, must=True, default=None):
    """The value under ``key``; ``default`` when it is absent or None and ``must`` is false.

    :raises ErrorConfig: it is absent or None
    """
    value = configs.get(key)
    if value is not None:
        return value
    if must:
        raise ErrorConfig(key)
    return default


def infer_input_unmarshal(model, args):
    """(net, reqid, requests) out of the JSON text of the first generation."""
    args = json.loads(args)
    return model["net"], args["reqid"], args["reqs"]


def infer_output_marshal(ret, headers=None):
    """The JSON text of the first generation's answer."""
    output = {"results": ret}
    if headers is not None:
        output["headers"] = headers.marshal()
    return json.dumps(output)


def parse_params_file(params_file_name):
    """``a-b-0007.params`` to ``("a-b", 7)``."""
    prefix, _, epoch = params_file_name[:-len(".params")].rpartition("-")
    return prefix, int(epoch)


def parse_crop_size(configs, model_params=None, custom_values=None, default_image_width=0, default_image_height=0):
    """(width, height) of a model's input in pixels.

    ``cropSize`` of the model's parameters, as ``W`` or ``WxH``, wins; then ``image_width`` and ``image_height`` of the
    configs, then of the custom values, then the defaults; a height of 0 becomes the width.
    """
    if model_params is None:
        model_params = value_check(configs, "model_params", False, {})
    if custom_values is None:
        custom_values = value_check(configs, "custom_values", False, {})
    crop_size = value_check(model_params, "cropSize", False, "")
    if crop_size:
        return _split_crop_size(str(crop_size))
    width = _first_size("image_width", configs, custom_values) or default_image_width
    height = _first_size("image_height", configs, custom_values) or default_image_height
    return width, height or width


def _split_crop_size(crop_size):
    width, _, height = crop_size.partition("x")
    if not width.isdigit() or not (height.isdigit() or crop_size == width):
        raise ErrorConfig("model_params.cropSize")
    return int(width), int(height or width)


def _first_size(key, configs, custom_values):
    return value_check(configs, key, False, 0) or value_check(custom_values, key, False, 0)


def _make_synset(path_csv):
    """The rows of a CSV file: ``[[index, name], ...]``, all text."""
    with open(path_csv) as stream:
        return list(csv.reader(stream))


def _make_tag(path_tag):
    """The value of a JSON file whose lines are stripped and joined."""
    with open(path_tag) as stream:
        return json.loads("".join(line.strip() for line in stream))


REGISTRY = CollectorRegistry()

MONITOR_RESPONSETIME = Histogram(
    "response_time",
    "Response time of requests",
    namespace="ava",
    subsystem="serving_eval",
    labelnames=("method", "error", "number"),
    buckets=(0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
             1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60),
    registry=REGISTRY,
)


def metrics():
    """The registry in Prometheus' text format (bytes)."""
    return generate_latest(REGISTRY)


def monitor_rt_inference(number=1, error="NIL"):
    """The response-time histogram of whole inferences; ``observe(seconds)``."""
    return MONITOR_RESPONSETIME.labels("py.inference", error, number)


def monitor_rt_load(number=1, error="NIL"):
    """The response-time histogram of loading pictures; ``observe(seconds)``."""
    return MONITOR_RESPONSETIME.labels("py.load", error, number)


def monitor_rt_transform(number=1, error="NIL"):
    """The response-time histogram of preparing tensors; ``observe(seconds)``."""
    return MONITOR_RESPONSETIME.labels("py.transform", error, number)


def monitor_rt_forward(number=1, error="NIL"):
    """The response-time histogram of forward passes; ``observe(seconds)``."""
    return MONITOR_RESPONSETIME.labels("py.forward", error, number)


def monitor_rt_post(number=1, error="NIL"):
    """The response-time histogram of post-processing; ``observe(seconds)``."""
    return MONITOR_RESPONSETIME.labels("py.post", error, number)
