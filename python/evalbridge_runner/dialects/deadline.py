"""The time that one call of a hook has."""
import contextlib
import signal
import threading


class Deadline(object):
    """Raises an error in what takes longer, but never in the middle of a frame to the host. It reaches Python's code alone:
    what a library computes is interrupted when it comes back.

    :param seconds: 0 for no limit
    :param late: makes the error
    """

    def __init__(self, seconds, late):
        self._seconds = seconds
        self._late = late
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
            raise self._late()

    def _end(self, number, frame):
        self._is_over = True
        if not self._is_held:
            raise self._late()
