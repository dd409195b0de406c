"""The one error with which a script, or what it answered, fails a request, a call or its creation."""
import traceback

from evalbridge_runner.text import to_text


class Failure(Exception):
    """``code`` is a whole number other than 0, ``message`` text that the client may see, ``trace`` for the log."""

    def __init__(self, code, message, trace=u""):
        Exception.__init__(self, code, message)
        self.code = code
        self.message = message
        self.trace = trace

    def for_log(self):
        """All that it says, for the host's log."""
        return self.message + u"\n" + self.trace if self.trace else self.message


def script_raised(message, code=599):
    """The Failure for an exception of the script that is being handled."""
    return Failure(code, message, to_text(traceback.format_exc()))
