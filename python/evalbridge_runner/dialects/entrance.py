"""Scripts that are programs: their own call to serve enters the runner's loop."""
from evalbridge_runner.failure import Failure


class Entrance(object):
    """Where such a script enters.

    :param entry: its file
    :param calls: what it must call for that, in words
    :param ready_for: makes of the server that the call is given what ``enter`` takes; raises Failure
    :param enter: see ``dialects.load``
    """

    def __init__(self, entry, calls, ready_for, log, enter):
        self._entry = entry
        self._calls = calls
        self._ready_for = ready_for
        self._log = log
        self._enter = enter
        self._entered = False
        self._failure = None

    def serve(self, server):
        """What the call does. A failure is kept for ``check``: the script must not swallow it."""
        try:
            script = self._ready_for(server)
        except Failure as failure:
            self.fail(failure)
            return
        self._entered = True
        self._enter(script)

    def fail(self, failure):
        """Keeps the first failure. What a script does after its service has ended is its own business."""
        if self._failure is None and not self._entered:
            self._failure = failure
            self._log("error", failure.for_log())

    def check(self):
        """:raises Failure: the script never served"""
        if self._failure is not None:
            raise self._failure
        if not self._entered:
            raise Failure(599, u"%s ended without a %s" % (self._entry, self._calls))
