"""What an Op's model does to a batch (spec: paddle-pipeline, sections B1, B4 and B9)."""
from paddle_serving_server.pipeline.channel import ChannelDataErrcode, is_ndarray

from evalbridge_runner.dialects.deadline import Deadline
from evalbridge_runner.dialects.paddle import errors
from evalbridge_runner.dialects.paddle.prediction import LOD
from evalbridge_runner.failure import script_raised
from evalbridge_runner.text import describe_exception, exception_text

OK = ChannelDataErrcode.OK.value


class TimedOut(BaseException):
    """What interrupts a ``process``: nothing that a script catches by habit."""


class NotPredicted(Exception):
    """``process`` says itself that it has failed, by a ChannelDataErrcode's value and a text."""


class ModelStep(object):
    """
    :param op: the Op, which has its ``client``
    :param timeout_ms: of one ``process``; none unless above 0
    """

    def __init__(self, op, timeout_ms, log):
        self._op = op
        self._log = log
        self._is_limited = timeout_ms > 0
        self._deadline = Deadline(max(0, timeout_ms) / 1000.0, TimedOut)

    def run(self, feeds, log_ids):
        """
        :param feeds: what ``preprocess`` returned, by the platform's number of the request
        :param log_ids: the clients' numbers by the same
        :returns: by the same, what ``postprocess`` gets, or the ChannelData of an error
        """
        data_ids = list(feeds)
        first = feeds[data_ids[0]]
        if not isinstance(first, (dict, list)):
            text = "expect input type is dict or list, but get {}".format(type(first))
            return dict((one, errors.failed(one, log_ids[one], "TYPE_ERROR", text)) for one in data_ids)
        try:
            return (self._run_lists if isinstance(first, list) else self._run_dicts)(feeds)
        except TimedOut:
            cause = "(log_id={}) {} Failed to process(batch: {}): exceeded retry count.".format(
                data_ids[0], errors.place(self._op), data_ids)
            self._log("warn", u"process of %s took longer than its timeout" % self._op.name)
            return errors.not_predicted(self._op, errors.number("TIMEOUT"), cause, data_ids, log_ids, True)
        except NotPredicted as error:
            return errors.not_predicted(self._op, error.args[0], error.args[1], data_ids, log_ids)
        except Exception as error:
            self._log("error", script_raised(u"process of %s raised %s" % (self._op.name, describe_exception(error))).for_log())
            numbers = "log_id={}" if self._is_limited else "data_id={0} log_id={0}"
            cause = ("(" + numbers + ") {1} Failed to process(batch: {2}): {3}").format(
                data_ids[0], errors.place(self._op), data_ids, exception_text(error))
            return errors.not_predicted(self._op, errors.number("UNKNOW"), cause, data_ids, log_ids)

    def _run_lists(self, feeds):
        """Each element of each list is a call of its own."""
        number = list(feeds)[0]
        return dict((data_id, [self._process(one, number) for one in feed]) for data_id, feed in feeds.items())

    def _run_dicts(self, feeds):
        """All are one call, and its rows those of the one feed after the other."""
        feed = list(feeds.values())[0] if len(feeds) == 1 else merged(list(feeds.values()))
        outputs = self._process(feed, list(feeds)[0])
        if not isinstance(outputs, dict):
            raise TypeError("process should return a dict, but gives {}".format(type(outputs)))
        found, start = {}, 0
        for data_id, one in feeds.items():
            end = start + rows_of(one)
            found[data_id] = rows(outputs, start, end)
            start = end
        return found

    def _process(self, feed, number):
        """What ``process`` gives of one feed; it is called anew where it took too long, as often as the Op says."""
        for attempt in range(1, self._op.retry + 1):
            try:
                with self._deadline.over():
                    result = self._op.process([feed], number)
                break
            except TimedOut:
                if attempt == self._op.retry:
                    raise
        outputs, code, text = result if isinstance(result, tuple) else (result, OK, "")
        if code != OK or outputs is None:
            raise NotPredicted(errors.number("UNKNOW") if code == OK else code, text)
        return outputs


def merged(feeds):
    """Several feeds as one: arrays of a name behind each other, of what is no array the first."""
    import numpy
    whole = {}
    for feed in feeds:
        for name, value in feed.items():
            if whole.get(name) is None:
                whole[name] = value
            elif is_ndarray(value) and name.endswith(LOD):
                whole[name] = numpy.append(whole[name], value[1:] + whole[name][-1])
            elif is_ndarray(value):
                whole[name] = numpy.append(whole[name], value, axis=0)
    return whole


def rows_of(feed):
    """How many rows of the outputs are a feed's: the length of its first value, 1 where it has none."""
    for value in feed.values():
        return len(value) if isinstance(value, list) or is_ndarray(value) and value.ndim > 0 else 1
    return 0


def rows(outputs, start, end):
    """Those rows of a model's outputs; where an output has offsets, they are told by these.

    :raises ValueError: there are no offsets for them
    """
    found = {}
    for name, value in outputs.items():
        offsets = outputs.get(name + LOD)
        if name.endswith(LOD) and name[:-len(LOD)] in outputs:
            continue
        if offsets is None:
            found[name] = value if is_ndarray(value) and value.ndim == 0 else value[start:end]
            continue
        if end >= len(offsets):
            raise ValueError("%s has offsets of %d samples, but there are %d" % (name, len(offsets) - 1, end))
        found[name] = value[offsets[start]:offsets[end]]
        found[name + LOD] = offsets[start:end + 1] - offsets[start]
    return found
