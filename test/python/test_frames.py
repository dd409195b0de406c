"""Frames over a real socket pair."""
import os
import socket
import struct
import threading
import unittest

import support
from evalbridge_runner.codec import ProtocolError
from evalbridge_runner.frames import Channel, Disconnected
from evalbridge_runner.messages import CALL, HEAD, INFERENCE_REQUESTS, LOG, REPLY


def frame(head, payload=b""):
    encoded = HEAD.encode(head)
    return struct.pack("<II", 4 + len(encoded) + len(payload), len(encoded)) + encoded + payload


class Frames(unittest.TestCase):
    def setUp(self):
        self.host, self.theirs = socket.socketpair()
        self.host.settimeout(support.TIMEOUT_S)
        self.channel = Channel(self.theirs.fileno(), self.theirs.fileno())

    def tearDown(self):
        self.host.close()
        self.theirs.close()

    def write(self, *chunks):
        """Writes from a thread: a large frame does not fit into the socket's buffer."""
        thread = threading.Thread(target=lambda: [self.host.sendall(chunk) for chunk in chunks])
        thread.start()
        return thread

    def read(self, size):
        data = b""
        while len(data) < size:
            data += self.host.recv(size - len(data))
        return data

    def test_byte_by_byte(self):
        data = frame({"kind": LOG, "message": u"m"}) + frame({"kind": LOG, "message": u"n"})
        thread = self.write(*[data[index:index + 1] for index in range(len(data))])
        self.assertEqual(self.channel.receive(), ({"kind": LOG, "message": u"m"}, {}))
        self.assertEqual(self.channel.receive(), ({"kind": LOG, "message": u"n"}, {}))
        thread.join()

    def test_many_frames_in_one_write(self):
        self.host.sendall(b"".join(frame({"kind": LOG, "call": index}) for index in range(1, 20)))
        self.assertEqual([self.channel.receive()[0]["call"] for _ in range(1, 20)], list(range(1, 20)))

    def test_bodies_around_the_read_size(self):
        for size in (0, 1, 65480, 65520, 65536, 65600, 131072, 5000000):
            body = os.urandom(size)
            requests = {"requests": [{"data": {"body": body}}, {"params": u"{}"}]}
            head = {"kind": CALL, "call": 5, "reqids": [u"a", u"b"]}
            following = frame({"kind": LOG})
            thread = self.write(frame(head, INFERENCE_REQUESTS.encode(requests)) + following)
            received_head, payload = self.channel.receive()
            self.assertEqual((received_head, payload), (head, requests))
            self.assertIs(type(payload["requests"][0]["data"]["body"]), bytes)
            self.assertEqual(self.channel.receive(), ({"kind": LOG}, {}))
            thread.join()

    def test_sends(self):
        for size in (0, 1, 65536, 65537, 3000000):
            payload = os.urandom(size)
            expected = frame({"kind": REPLY, "call": 7}, payload)
            thread = threading.Thread(target=self.channel.send, args=({"kind": REPLY, "call": 7}, payload))
            thread.start()
            self.assertEqual(self.read(len(expected)), expected)
            thread.join()

    def test_impossible_lengths(self):
        for size, head_size in ((3, 0), (0, 0), (10, 7), ((1 << 30) + 1, 4), (0xFFFFFFFF, 0xFFFFFFFF)):
            host, theirs = socket.socketpair()
            host.sendall(struct.pack("<II", size, head_size))
            self.assertRaises(ProtocolError, Channel(theirs.fileno(), theirs.fileno()).receive)
            host.close()
            theirs.close()

    def test_garbage_in_a_head(self):
        self.host.sendall(struct.pack("<II", 6, 2) + b"\x08\xff")
        self.assertRaises(ProtocolError, self.channel.receive)

    def test_end_of_file(self):
        self.host.close()
        self.assertRaises(Disconnected, self.channel.receive)
        self.assertRaises(Disconnected, self.channel.send, {"kind": LOG})

    def test_end_of_file_inside_a_frame(self):
        whole = frame({"kind": LOG, "message": u"m" * 100000})
        for size in (3, 8, 50, 70000, len(whole) - 1):
            host, theirs = socket.socketpair()
            thread = threading.Thread(target=lambda: (host.sendall(whole[:size]), host.close()))
            thread.start()
            self.assertRaises(Disconnected, Channel(theirs.fileno(), theirs.fileno()).receive)
            thread.join()
            theirs.close()

    def test_a_forked_child_may_not_send(self):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                self.channel.send({"kind": LOG})
            except Disconnected:
                status = 0
            finally:
                os._exit(status)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.channel.send({"kind": LOG, "message": u"parent"})
        expected = frame({"kind": LOG, "message": u"parent"})
        self.assertEqual(self.read(len(expected)), expected)


if __name__ == "__main__":
    unittest.main()
