"""AVA scripts of the third generation: create_net, net_preprocess, net_inference (AVA, sections 1.5 to 1.8 and 9)."""
import importlib
import time

from evalbridge_runner.dialects import answers
from evalbridge_runner.dialects.requests import build_request, create_configs
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.loading import enter_release, load_entry
from evalbridge_runner.text import PY2, describe_exception, exception_text

_clock = time.time if PY2 else time.perf_counter


def load(create, params, folder, log):
    """See ``dialects.load``."""
    try:
        configs = create_configs(create, params)
        enter_release(create)
        utils = importlib.import_module("evals.utils")
        utils._enter("net_init", configs["app"])
        package, module = load_entry(create, "evals", "eval")
        _export(package, module, create.get("entry", u""))
        model = _create_net(module.create_net, configs)
    except Failure as failure:
        log("error", _for_log(failure))
        raise
    preprocess = getattr(module, "net_preprocess", None) if create.get("preprocess") else None
    return Script(model, module.net_inference, preprocess, utils._enter, folder, log)


def _export(package, module, entry):
    """Gives ``evals`` the functions of the script, as the platform's own package does."""
    for name in ("create_net", "net_inference", "net_preprocess"):
        if hasattr(module, name):
            setattr(package, name, getattr(module, name))
        elif name != "net_preprocess":
            raise Failure(599, u"%s defines no %s" % (entry, name))


def _create_net(create_net, configs):
    try:
        result = create_net(configs)
    except BaseException as error:
        raise script_raised(u"create_net raised " + describe_exception(error))
    return answers.judge_create(result)


class Script(object):
    """A loaded script and its model.

    :param enter: ``enter(reqid)`` sets what the decorators keep per thread, for functions without a decorator
    """

    def __init__(self, model, net_inference, net_preprocess, enter, folder, log):
        self._model = model
        self._net_inference = net_inference
        self._net_preprocess = net_preprocess
        self._enter = enter
        self._folder = folder
        self._log = log
        self.inference_us = 0

    def call(self, requests, reqids):
        """Answers one call.

        :param requests: InferenceRequest messages
        :param reqids: text, one per request
        :returns: as many InferenceResponse messages, and the Item messages that hold their headers
        :raises Failure: the call failed as a whole
        """
        self.inference_us = 0
        reqids = reqids + [u""] * (len(requests) - len(reqids))
        results = [_guarded(self._prepare, request, reqid) for request, reqid in zip(requests, reqids)]
        ready = [index for index, result in enumerate(results) if not isinstance(result, Failure)]
        if ready:
            rets = self._infer([results[index] for index in ready], [reqids[index] for index in ready])
            for index, ret in zip(ready, rets):
                results[index] = ret
        return answers.encodable(results)

    def _prepare(self, message, reqid):
        request = build_request(message, self._folder)
        if self._net_preprocess is None:
            return request
        return answers.judge_preprocess(self._run(self._net_preprocess, request, [reqid]))

    def _infer(self, requests, reqids):
        """One (response, headers) or Failure per request."""
        count = len(requests)
        rets = answers.judge_call(self._run(self._net_inference, requests, reqids), count)
        if len(rets) > count:
            self._log("warn", answers.count_text(rets, count) + u"; the surplus is dropped", reqids)
        return [_guarded(answers.judge_ret, rets, index, count) for index in range(count)]

    def _run(self, function, argument, reqids):
        """Calls into the script. Whatever it raises, SystemExit too, becomes a Failure and a traceback in the log."""
        reqid = reqids[0] if len(reqids) == 1 else u",".join(reqids)
        started = _clock()
        try:
            if getattr(function, "evalbridge_handler", None) is function:
                return function(self._model, argument, reqid)
            self._enter(reqid)
            return function(self._model, argument)
        except BaseException as error:
            known = isinstance(error, Exception)
            message = exception_text(error) if known else u"the script raised " + describe_exception(error)
            failure = script_raised(message)
        finally:
            self.inference_us += int((_clock() - started) * 1e6)
        self._log("error", _for_log(failure), reqids)
        raise failure


def _guarded(step, *args):
    """What ``step`` returns, or the Failure that it raises."""
    try:
        return step(*args)
    except Failure as failure:
        return failure


def _for_log(failure):
    return failure.message + u"\n" + failure.trace if failure.trace else failure.message
