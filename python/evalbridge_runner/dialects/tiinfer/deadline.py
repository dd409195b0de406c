"""The time that one call of `forward` has (spec: tiinfer, section A1)."""
import contextlib
import signal
import threading

from mosec.errors import MosecTimeoutError


class Deadline(object):
    """Raises MosecTimeoutError in what takes longer, but never in the middle of a frame to the host.

    :param seconds: 0 for no limit
    """

    def __init__(self, seconds):
        self._seconds = seconds
        self._is_held = False
        self._is_over = False

    @contextlib.contextmanager
    def over(self):
        """What runs meanwhile has the time."""
        if not self._seconds:
            yield
            return
        self._is_held = self._is_over = False
        signal.signal(signal.SIGALRM, self._end)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    @contextlib.contextmanager
    def held(self):
        """What runs meanwhile is not interrupted, but what follows it. Signals only ever reach the main thread."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._is_over:
            self._raise()

    def _end(self, number, frame):
        self._is_over = True
        if not self._is_held:
            self._raise()

    def _raise(self):
        raise MosecTimeoutError("`forward` timeout after %ss" % round(float(self._seconds), 3))
