"""Rewrites messages: reads lines ``message hex``, answers ``hex`` of what the codec decodes and encodes again.

Bytes that the codec refuses are answered with ``error``; another exception is answered as it is. Every Python runs it.
"""
import binascii
import io
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

from test_codec import NAMES  # noqa: E402
from evalbridge_runner.codec import ProtocolError  # noqa: E402


def answer(line):
    name, data = line.rstrip("\n").split(" ")
    try:
        message = NAMES[name]
        encoded = message.encode(message.decode(bytearray(binascii.unhexlify(data))))
    except ProtocolError:
        return "error"
    except Exception as exc:
        return "%s: %r" % (name, exc)
    return binascii.hexlify(encoded).decode("ascii")


# Python 2's own sys.stdin is slow with long lines.
for question in io.open(0, encoding="ascii"):
    sys.stdout.write(answer(question) + "\n")
    sys.stdout.flush()
