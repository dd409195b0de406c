"""The classes that scripts derive their workers from (spec: tiinfer, section A1)."""
import abc
import json
import pickle
import threading

from mosec.errors import DecodingError, EncodingError, _because


class Worker(abc.ABC):
    """One stage of a service.

    ``deserialize`` reads a client's request in the first stage of its way, ``serialize`` writes the answer in the last;
    what passes between stages goes through ``serialize_ipc`` and ``deserialize_ipc``.

    :cvar example: ``forward`` gets it once before the worker takes requests
    :cvar multi_examples: several of them, instead
    :ivar worker_id: 1 to ``num``; 0 while ``__init__`` runs
    :ivar max_batch_size: above 1, ``forward`` gets a list and returns one of the same length
    :ivar stage: its name
    """

    example = None
    multi_examples = []
    req_mime_type = "application/json"
    resp_mime_type = "application/json"
    worker_id = 0
    max_batch_size = 1
    stage = ""

    def __init__(self):
        super().__init__()

    def deserialize(self, data):
        """A request's bytes as what ``forward`` gets: JSON.

        :raises DecodingError: they are none
        """
        try:
            return json.loads(data) if data else {}
        except Exception as error:
            raise _because(DecodingError(), error)

    def serialize(self, data):
        """What ``forward`` returned as bytes: JSON.

        :raises EncodingError: it cannot be
        """
        try:
            return json.dumps(data, indent=2).encode()
        except Exception as error:
            raise _because(EncodingError(), error)

    def deserialize_ipc(self, data):
        """The value of ``serialize_ipc``."""
        return pickle.loads(data)

    def serialize_ipc(self, data):
        """What ``forward`` returned, for the next stage."""
        return pickle.dumps(data, protocol=pickle.HIGHEST_PROTOCOL)

    @abc.abstractmethod
    def forward(self, data):
        """The worker's work."""
        raise NotImplementedError


class SSEWorker(Worker):
    """A worker that sends its answer in pieces, as server-sent events. What ``forward`` returns is not sent."""

    resp_mime_type = "text/event-stream"
    # What takes the events of the running call, as ``(text, index)``; nobody takes those of warm-ups and stragglers.
    _events = None
    _lock = threading.Lock()

    def send_stream_event(self, text, index=0):
        """Sends one event; waits while the client has not taken enough of the earlier ones.

        :param text: without the framing
        :param index: of the request in its batch
        """
        with self._lock:
            if self._events is not None:
                self._events(text, index)

    def _send_to(self, events):
        """For the runner. When it returns, no thread of the script's is still sending to the one before."""
        with self._lock:
            self._events = events
