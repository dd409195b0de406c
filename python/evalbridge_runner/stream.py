"""One call's way back to the host: parts of answers, under credit, until the host no longer wants them."""
import collections

from evalbridge_runner.messages import CANCEL, CREDIT, INFERENCE_RESPONSES, REPLY


class Cancelled(Exception):
    """The host has nobody any more who waits for the parts."""


class Inbox(object):
    """The frames that come from the host, of which some are looked for while a call runs.

    :param channel: the Channel
    """

    def __init__(self, channel):
        self._channel = channel
        self._waiting = collections.deque()

    def receive(self):
        """Waits for the next frame that is not about a stream; what is about one that has ended says nothing."""
        while True:
            head, payload = self._waiting.popleft() if self._waiting else self._channel.receive()
            if head.get("kind") not in (CREDIT, CANCEL):
                return head, payload

    def about(self, call, wait):
        """What the host says of a running call: heads of CREDIT and CANCEL frames. Other frames are kept.

        :param wait: return with at least one
        """
        found = [head for head, _ in self._waiting if _is_about(head, call)]
        if found:
            self._waiting = collections.deque(frame for frame in self._waiting if not _is_about(frame[0], call))
        while self._channel.has_more() or wait and not found:
            head, payload = self._channel.receive()
            if _is_about(head, call):
                found.append(head)
            else:
                self._waiting.append((head, payload))
        return found


def _is_about(head, call):
    return head.get("kind") in (CREDIT, CANCEL) and head.get("call", 0) == call


class Stream(object):
    """What a call says of itself beside its requests, and where the parts of its answers go.

    :ivar wanted: the host takes parts; a dialect that has several answers to one request makes one of them otherwise
    :ivar targets: what of the release each request asks for; text, empty where it does not say
    :ivar session: whose calls these are; empty for none
    """

    def __init__(self, inbox, channel, head, count):
        self._inbox = inbox
        self._channel = channel
        self._call = head.get("call", 0)
        self._credit = head.get("credit", 0)
        self._cancelled = False
        self.wanted = head.get("stream", False)
        self.session = head.get("session", u"")
        targets = head.get("targets", [])
        self.targets = targets + [u""] * (count - len(targets))

    def send(self, index, response, item=None):
        """Sends one part of the answer to a request; waits while the host has not taken enough of the earlier ones.

        :param index: of the request in its call
        :param response: an InferenceResponse message
        :param item: an Item message with what that lacks
        :raises Cancelled: nobody waits for it: close what makes the parts, and return
        """
        self.check(wait=self._credit == 0)
        self._credit -= 1
        head = {"kind": REPLY, "call": self._call, "more": True, "items": [dict(item or {}, index=index)]}
        self._channel.send(head, INFERENCE_RESPONSES.encode({"responses": [response]}))

    def check(self, wait=False):
        """Takes note of what the host has said meanwhile.

        :raises Cancelled: nobody waits for the rest
        """
        while not self._cancelled:
            for head in self._inbox.about(self._call, wait):
                self._credit += head.get("credit", 0)
                self._cancelled |= head["kind"] == CANCEL
            if not wait or self._credit > 0:
                break
        if self._cancelled:
            raise Cancelled()
