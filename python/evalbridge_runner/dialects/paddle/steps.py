"""One Op, worked on by this worker (spec: paddle-pipeline, section B1)."""
import inspect
from collections import OrderedDict

from paddle_serving_server.pipeline.channel import ChannelData, ChannelDataErrcode, output_of

from evalbridge_runner.dialects.paddle import errors
from evalbridge_runner.dialects.paddle.model import open_model
from evalbridge_runner.dialects.paddle.model_step import ModelStep
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.text import describe_exception

OK = ChannelDataErrcode.OK.value


class Steps(object):
    """An Op and what its hooks do to a batch.

    :param op: the Op
    :param conf: what config.yml says of it, complete
    :param is_thread: its workers stand for threads
    :param place: the worker, a ``model.Place``
    :param log: see ``dialects.load``
    :ivar batch_size: of its batches
    :raises Failure: it needs what is not here, or its ``init_op`` raises
    """

    def __init__(self, op, conf, is_thread, place, log):
        self.op = op
        self.batch_size = conf["batch_size"]
        self._log = log
        self._takes_data_id = _takes_data_id(op.postprocess)
        if conf.get("server_endpoints"):
            raise Failure(599, u"op.%s.server_endpoints: bRPC servers are not asked; name the folder of the model as "
                               u"local_service_conf.model_config" % op.name)
        self._model = self._opened(conf, place)
        op.concurrency_idx = None if is_thread else place.index
        try:
            op.init_op()
        except BaseException as error:
            raise script_raised(u"init_op of %s raised %s" % (op.name, describe_exception(error)))

    def _opened(self, conf, place):
        """The ModelStep of its model; None where it has none."""
        op, model = self.op, conf["local_service_conf"]
        if model.get("model_config") is None:
            return None
        op.client = open_model(op.name, model, place)
        op.with_serving = True
        op.right_feed_names, op.right_fetch_names = op.client.feed_names_, op.client.fetch_names_
        op._fetch_names = op.right_fetch_names if model.get("fetch_list") is None else model["fetch_list"]
        return ModelStep(op, conf["timeout"], self._log)

    def run(self, batch):
        """What the Op makes of a batch.

        :param batch: by the platform's number of the request, (input_dicts, the client's number)
        :returns: by the same numbers, ChannelData; and whether those without an error go on as those of other Ops
        """
        outputs, feeds, skipped = OrderedDict(), OrderedDict(), set()
        for data_id, (inputs, log_id) in batch.items():
            feed, skips, outputs[data_id] = self._preprocess(inputs, data_id, log_id)
            if outputs[data_id] is None:
                feeds[data_id] = feed
            if skips:
                skipped.add(data_id)
        for data_id, fetched in self._fetch(feeds, skipped, batch).items():
            inputs, log_id = batch[data_id]
            failed = isinstance(fetched, ChannelData)
            outputs[data_id] = fetched if failed else self._postprocess(inputs, fetched, data_id, log_id)
        return outputs, self._jumps(outputs)

    def _fetch(self, feeds, skipped, batch):
        """What ``postprocess`` gets, or the ChannelData of an error. Only what is alone in its batch is skipped."""
        if self._model is None or not feeds or len(feeds) == 1 and skipped.issuperset(feeds):
            return feeds
        return self._model.run(feeds, dict((data_id, batch[data_id][1]) for data_id in feeds))

    def _jumps(self, outputs):
        good = OrderedDict((data_id, data) for data_id, data in outputs.items() if data.error_code == OK)
        if not good or not self.op.is_jump_op():
            return False
        try:
            return self.op.check_jumping(good) is True
        except Exception as error:
            for data_id, data in good.items():
                outputs[data_id] = self._raised("check_jumping", error, data_id, data.log_id)
            return False

    def _preprocess(self, inputs, data_id, log_id):
        """(what comes of it, whether the model is skipped, None), or with the ChannelData of an error as the last."""
        try:
            feed, skips, code, text = self.op.preprocess(inputs, data_id, log_id)
        except Exception as error:
            return None, False, self._raised("preprocess", error, data_id, log_id)
        return feed, skips is True, None if code is None else errors.of_script(data_id, log_id, code, text)

    def _postprocess(self, inputs, fetched, data_id, log_id):
        arguments = (data_id, log_id) if self._takes_data_id else (log_id,)
        try:
            values, code, text = self.op.postprocess(inputs, fetched, *arguments)
        except Exception as error:
            return self._raised("postprocess", error, data_id, log_id)
        if not isinstance(values, dict):
            return errors.no_dict(self.op, values, data_id, log_id)
        return output_of(values, data_id, log_id) if code is None else errors.of_script(data_id, log_id, code, text)

    def _raised(self, step, error, data_id, log_id):
        failure = script_raised(u"%s of %s raised %s" % (step, self.op.name, describe_exception(error)))
        self._log("error", failure.for_log())
        return errors.raised(self.op, step, error, data_id, log_id)


def _takes_data_id(postprocess):
    """Whether it is one of 0.7 and later: that of 0.6 has an argument less."""
    kinds = [parameter.kind for parameter in inspect.signature(postprocess).parameters.values()]
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        return True
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(kind in positional for kind in kinds) != 3
