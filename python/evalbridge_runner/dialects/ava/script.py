"""A loaded script: one call after the other, whatever its generation."""
import time

from evalbridge_runner import observe
from evalbridge_runner.dialects import contract
from evalbridge_runner.dialects.ava import answers
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.text import PY2, describe_exception, exception_text

_clock = time.time if PY2 else time.perf_counter


class Script(contract.Script):
    """A script and its model.

    :param generation: one of the modules g1, g2 and g3
    :param functions: ``net_inference``, and ``net_preprocess`` or None
    :param preprocessing: net_preprocess is called before net_inference
    :param enter: ``enter(reqid)`` sets what the decorators keep per thread, for functions without a decorator
    :param folder: the PayloadFolder
    :param files: the ResultFiles
    :param metrics: ``metrics()`` tells what the script measured, as bytes in Prometheus' text format
    """

    def __init__(self, generation, model, functions, preprocessing, enter, folder, files, log, metrics):
        self._generation = generation
        self.model = model
        self._net_inference, self._net_preprocess = functions
        self._prepare = self.preprocess if preprocessing else self.request
        self._enter = enter
        self._folder = folder
        self._files = files
        self._log = log
        self.metrics = metrics
        self.inference_us = 0

    def call(self, requests, reqids, stream=None):
        """See ``contract.Script.call``; there are no parts."""
        self.inference_us = 0
        reqids = reqids + [u""] * (len(requests) - len(reqids))
        results = [_guarded(self._prepare, request, reqid) for request, reqid in zip(requests, reqids)]
        ready = [index for index, result in enumerate(results) if not isinstance(result, Failure)]
        if ready:
            rets = self.infer([results[index] for index in ready], [reqids[index] for index in ready])
            for index, ret in zip(ready, rets):
                results[index] = ret
        return answers.encodable(results)

    def preprocess(self, message, reqid):
        """What net_preprocess makes of one InferenceRequest message; the request as it is where there is none.

        :raises Failure: this request failed
        """
        request = self.request(message, reqid)
        if self._net_preprocess is None:
            return request
        argument = self._generation.preprocess_argument(request, reqid)
        return observe.preprocessed(self._generation.prepared(self._run(self._net_preprocess, argument, [reqid])))

    def request(self, message, reqid):
        """What the script gets for one InferenceRequest message.

        :raises Failure: it cannot be read
        """
        return self._generation.request(message, self._folder)

    def infer(self, requests, reqids):
        """One (response, item) or Failure per request.

        :param requests: as ``request`` or ``preprocess`` made them
        :raises Failure: the call failed as a whole
        """
        count = len(requests)
        argument = self._generation.inference_argument(requests, u",".join(reqids))
        rets, headers = self._generation.rets(self._run(self._net_inference, argument, reqids), count)
        if len(rets) > count:
            self._log("warn", answers.count_text(rets, count) + u"; the surplus is dropped", reqids)
        return [answers.with_headers(_guarded(self._response, rets, index, count), headers) for index in range(count)]

    def _response(self, rets, index, count):
        place = u"rets[%d]" % index
        return self._generation.response(answers.pick(rets, index, count), place, self._files)

    def _run(self, function, argument, reqids):
        """Calls into the script. Whatever it raises, SystemExit too, becomes a Failure and a traceback in the log."""
        reqid = u",".join(reqids)
        started = _clock()
        try:
            if is_decorated(function):
                return function(self.model, argument, reqid)
            self._enter(reqid)
            return function(self.model, argument)
        except BaseException as error:
            known = isinstance(error, Exception)
            message = exception_text(error) if known else u"the script raised " + describe_exception(error)
            failure = script_raised(message)
        finally:
            self.inference_us += int((_clock() - started) * 1e6)
        self._log("error", failure.for_log(), reqids)
        raise failure


def is_decorated(function):
    """Whether a function is the wrapper that a decorator of ``evals.utils`` made, and no wrapper around that one."""
    return getattr(function, "evalbridge_handler", None) is function


def _guarded(step, *args):
    """What ``step`` returns, or the Failure that it raises."""
    try:
        return step(*args)
    except Failure as failure:
        return failure
