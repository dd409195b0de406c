"""A worker class and how it is run."""
import itertools

from mosec.worker import Worker

START_METHODS = ("spawn", "fork")
_numbers = itertools.count(1)


class Runtime(object):
    """One stage.

    :param worker: a subclass of Worker
    :param num: its processes
    :param max_batch_size: the most requests in one call of ``forward``
    :param max_wait_time: how long the first of a batch waits for others (ms); 0: as ``--wait`` says
    :param timeout: of one call of ``forward`` (s); 0: none of its own
    :param start_method: kept; every process of the host starts afresh
    :param env: one dict of environment variables per process
    """

    def __init__(self, worker, num=1, max_batch_size=1, max_wait_time=0, timeout=0.0, start_method="spawn", env=None):
        self.worker = worker
        self.num = num
        self.max_batch_size = max_batch_size
        self.max_wait_time = max_wait_time
        self.timeout_sec = timeout
        self.start_method = start_method
        self.env = env
        self._check()
        self.name = "%s_%d" % (worker.__name__, next(_numbers))

    def _check(self):
        is_worker = isinstance(self.worker, type) and issubclass(self.worker, Worker)
        assert is_worker, "worker must be inherited from mosec.Worker"
        _check_whole(self.num, "worker number", 1)
        _check_whole(self.max_batch_size, "maximum batch size", 1)
        _check_whole(self.max_wait_time, "maximum wait time", 0)
        is_time = isinstance(self.timeout_sec, (int, float)) and self.timeout_sec >= 0
        assert is_time, "forward timeout must be no less than 0"
        assert self.start_method in START_METHODS, "start method must be one of %s" % (START_METHODS,)
        if self.env is not None:
            is_env = isinstance(self.env, list) and all(map(_is_text_dict, self.env))
            assert is_env, "env must be a list of string dictionary"
            assert len(self.env) == self.num, "len(env) must equal to num"


def _check_whole(number, name, least):
    assert isinstance(number, int), "%s must be integer but you give %s" % (name, type(number))
    assert number >= least, "%s must be no less than %d" % (name, least)


def _is_text_dict(value):
    return isinstance(value, dict) and all(isinstance(text, str) for item in value.items() for text in item)
