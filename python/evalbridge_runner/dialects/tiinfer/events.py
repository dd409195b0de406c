"""The server-sent events of a call's answers."""
import contextlib
import json

from evalbridge_runner.text import to_text

CONTENT_TYPE = u"text/event-stream"


class Events(object):
    """What an SSEWorker sends while it works on a batch.

    :param stream: the Stream; where it takes no parts, the events are kept
    :param positions: of the batch's requests in the call
    :param deadline: the Deadline of `forward`
    """

    def __init__(self, stream, positions, deadline):
        self._stream = stream
        self._deadline = deadline
        self._positions = positions
        self._kept = [[] for _ in positions]

    @contextlib.contextmanager
    def sent_by(self, worker):
        """Meanwhile the worker's events come here."""
        worker._send_to(self._send)
        try:
            yield
        finally:
            worker._send_to(None)

    def _send(self, text, index):
        if self._stream.wanted:
            part = {"code": 0, "body": text.encode("utf-8")}
            with self._deadline.held():
                self._stream.send(self._positions[index], part, {"content_type": CONTENT_TYPE})
        else:
            self._stream.check()
            self._kept[index].append(text)

    def answer(self, index, response):
        """The answer behind the events, which says no more than how it ended; or, where none went out, a list of them.

        :param index: in the batch
        """
        if response["code"]:
            return response, {"content_type": CONTENT_TYPE}
        if self._stream.wanted:
            return {"code": 0}, {"content_type": CONTENT_TYPE}
        return {"code": 0, "result": to_text(json.dumps(self._kept[index]))}, {}
