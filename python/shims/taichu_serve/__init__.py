"""taichu-serve's base class, under both of its names, for scripts of all 2.x versions (taichu-serve, section C1)."""
import logging
import time
from collections.abc import Mapping

# The last version whose scripts are known.
__version__ = "2.0.32"

logger = logging.getLogger(__name__)
# What one answers with; other things that can be iterated over are several answers, one after the other.
SINGLE = (str, bytes, list, tuple, Mapping)


class ModelServer(object):
    """One model. Scripts derive from it and override the four hooks.

    :param model_path: absolute path of the folder that ``--model_path`` names
    """

    def __init__(self, model_path):
        self.model_path = model_path
        self._ready = False
        self._ctx = {}

    def _warmup(self):
        """Called once, after construction."""

    def _preprocess(self, data, context=None):
        """What ``_inference`` gets.

        :param data: ``parameters`` of the request, any JSON value; over gRPC a dict of bool, float and str
        :param context: a dict: fresh for a request by itself, kept between the messages of a stream that share an id
        """
        return data

    def _inference(self, data, context=None):
        """What ``_postprocess`` gets."""
        return data

    def _postprocess(self, data, context=None):
        """The answer; or an iterable that is neither text, bytes, list, tuple nor mapping, of several."""
        return data

    @property
    def model_version(self):
        """The version in the model's URL."""
        return "1"

    @property
    def ready(self):
        """Whether the warm-up is over."""
        return self._ready

    def warmup(self):
        """Called by the platform after construction."""
        started = time.time()
        self._warmup()
        self._ready = True
        logger.info("warmup time: %sms", _ms(started, time.time()))

    def inference(self, data, request_id, span_ctx=None, stream=False):
        """Yields the answers to one request: one, or what an iterable out of ``_postprocess`` holds.

        :param data: see ``_preprocess``
        :param span_ctx: of the platform's tracing; not used here
        :param stream: the request is one of a stream: its context is kept for the next one with its id
        """
        context = self._ctx.get(request_id)
        if context is None:
            context = {}
            if stream:
                self._ctx[request_id] = context
        times = [time.time()]
        data = self._preprocess(data, context=context)
        times.append(time.time())
        data = self._inference(data, context=context)
        times.append(time.time())
        try:
            data = self._postprocess(data, context=context)
            if not hasattr(data, "__iter__") or isinstance(data, SINGLE):
                yield data
            else:
                yield from data
        finally:
            _log_times(times + [time.time()])

    def destroy_context(self, request_id):
        """Forgets the context of a stream's requests with this id."""
        self._ctx.pop(request_id, None)

    def run(self, *args, **ports):
        """Serves what the service file defines, in instances of its own, until the host ends the worker.

        :param ports: ``http_port`` and ``grpc_port`` that the platform would have opened
        """
        if _main_loop is None:
            raise RuntimeError("this is evalbridge's taichu_serve: start the script with `evalbridge serve <folder>`")
        _main_loop(ports)


Service = ModelServer

# ``_main_loop(ports)``: set by the runner.
_main_loop = None


def _log_times(times):
    if logger.isEnabledFor(logging.DEBUG):
        for name, start in (("preprocess time", 0), ("infer time", 1), ("postprocess time", 2)):
            logger.debug("%s: %sms", name, _ms(times[start], times[start + 1]))
        logger.debug("latency: %sms", _ms(times[0], times[3]))


def _ms(start, end):
    return (end - start) * 1000
