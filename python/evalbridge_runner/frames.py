"""Frames over the channel: ``u32 LE n | u32 LE h | head: h bytes | payload: n - 4 - h bytes``."""
import errno
import os
import select
import struct
import sys

from evalbridge_runner.codec import ProtocolError
from evalbridge_runner.messages import CALL, CREATE, CREATE_PARAMS, HEAD, INFERENCE_REQUESTS

MAX_FRAME_BYTES = 1 << 30
PREFIX = struct.Struct("<II")
READ_BYTES = 64 * 1024
# Payloads up to this size are copied behind their head, so that a frame is one write.
JOIN_BYTES = 64 * 1024
PAYLOADS = {CREATE: CREATE_PARAMS, CALL: INFERENCE_REQUESTS}
# Indexing must give integers: `str` of Python 2 does not, its bytearray does.
_indexable = bytearray if sys.version_info[0] == 2 else bytes


class Disconnected(Exception):
    """The host has closed the channel."""


class Channel(object):
    """The runner's end of the channel.

    It uses bare descriptors, because Python 2's sockets cannot adopt one. Processes that a script forks inherit
    them: they must not answer, so only the process that made the channel may use it.
    """

    def __init__(self, calls, replies):
        self._calls = calls
        self._replies = replies
        self._pid = os.getpid()
        self._rest = b""

    def close(self):
        """Gives the descriptors back, unless the script has closed them already."""
        for fd in (self._calls, self._replies):
            try:
                os.close(fd)
            except OSError:
                pass

    def receive(self):
        """Waits for a frame.

        :returns: the head, and the payload decoded as its kind says (an empty dict where the kind has none)
        :raises Disconnected: the host is gone
        :raises ProtocolError: the bytes are no frame
        """
        data = self._rest or self._read(READ_BYTES)
        while len(data) < PREFIX.size:
            data += self._read(READ_BYTES)
        size, head_size = PREFIX.unpack_from(data)
        if not 4 + head_size <= size <= MAX_FRAME_BYTES:
            raise ProtocolError("a frame of %d bytes with a head of %d is not possible" % (size, head_size))
        start, end = PREFIX.size + head_size, 4 + size
        self._rest = data[end:]
        data = _indexable(data) if len(data) >= end else self._complete(data, end)
        head = HEAD.decode(data, PREFIX.size, start)
        payload = PAYLOADS.get(head.get("kind"))
        return head, payload.decode(data, start, end) if payload else {}

    def has_more(self):
        """Whether something of a next frame is here already; the end of the channel counts as something."""
        return bool(self._rest) or bool(_retry(select.select, [self._calls], [], [], 0)[0])

    def send(self, head, payload=b""):
        """Writes a frame.

        :param head: fields of a Head
        :param payload: encoded message
        :raises Disconnected: the host is gone, or this is a forked child
        """
        head = HEAD.encode(head)
        start = PREFIX.pack(4 + len(head) + len(payload), len(head)) + head
        if len(payload) <= JOIN_BYTES:
            self._write(start + payload)
        else:
            self._write(start)
            self._write(payload)

    def _complete(self, data, end):
        """Reads the rest of a frame of ``end`` bytes in place; its start, ``data``, is copied."""
        frame = bytearray(end)
        frame[:len(data)] = data
        view = memoryview(frame)
        done = len(data)
        while done < end:
            count = _retry(_read_into, self._calls, view[done:])
            if count == 0:
                raise Disconnected()
            done += count
        return frame if _indexable is bytearray else view

    def _read(self, size):
        if os.getpid() != self._pid:
            raise Disconnected()
        data = _retry(os.read, self._calls, size)
        if not data:
            raise Disconnected()
        return data

    def _write(self, data):
        if os.getpid() != self._pid:
            raise Disconnected()
        done = _retry(os.write, self._replies, data)
        if done < len(data):
            view = memoryview(data)
            while done < len(data):
                done += _retry(os.write, self._replies, view[done:])


def _retry(call, *args):
    """``call(*args)``, again after a signal (Python 2 does not do so itself)."""
    while True:
        try:
            return call(*args)
        except (OSError, select.error) as error:
            if _errno(error) in (errno.ECONNRESET, errno.EPIPE, errno.EBADF):
                raise Disconnected()
            if _errno(error) != errno.EINTR:
                raise


def _errno(error):
    """`select.error` is no OSError on Python 2."""
    return getattr(error, "errno", None) or error.args[0]


if hasattr(os, "readv"):
    def _read_into(fd, view):
        return os.readv(fd, [view])
else:
    def _read_into(fd, view):
        data = os.read(fd, min(len(view), READ_BYTES))
        view[:len(data)] = data
        return len(data)
