"""The codec against bytes of the official protobuf package, and against random and damaged input."""
import random
import unittest

import support
from evalbridge_runner import messages
from evalbridge_runner.codec import (
    BOOL, BYTES, ENUM, INT32, MESSAGE, Message, ProtocolError, TEXT, UINT32, varint)

NAMES = {
    "evalbridge.Head": messages.HEAD, "evalbridge.Create": messages.CREATE_HEAD,
    "evalbridge.Ready": messages.READY_HEAD,
    "evalbridge.Item": messages.ITEM, "evalbridge.Header": messages.HEADER, "evalbridge.NamedFile": messages.NAMED_FILE,
    "evalbridge.Declared": messages.DECLARED, "evalbridge.Stage": messages.STAGE, "evalbridge.Served": messages.SERVED,
    "evalbridge.TensorMetadata": messages.TENSOR_METADATA,
    "evalbridge.Environment": messages.ENVIRONMENT, "evalbridge.Entry": messages.ENTRY,
    "inference.Env": messages.ENV, "inference.File": messages.FILE, "inference.InitParams": messages.INIT_PARAMS,
    "inference.CreateParams": messages.CREATE_PARAMS, "inference.RequestData": messages.REQUEST_DATA,
    "inference.InferenceRequest": messages.INFERENCE_REQUEST,
    "inference.InferenceRequests": messages.INFERENCE_REQUESTS,
    "inference.InferenceResponse": messages.INFERENCE_RESPONSE,
    "inference.InferenceResponses": messages.INFERENCE_RESPONSES,
}
CASES = support.load_golden("wire.json")
LETTERS = u"a\u00e9\u4e2d\U0001f600\x00"


def from_json(value):
    """A golden value with its ``{"hex": ..}`` as bytes."""
    if isinstance(value, dict):
        if list(value) == ["hex"]:
            return bytes(bytearray.fromhex(value["hex"]))
        return dict((key, from_json(item)) for key, item in value.items())
    return [from_json(item) for item in value] if isinstance(value, list) else value


def without_defaults(value):
    """proto3 does not tell a field that is zero from one that is absent."""
    if not isinstance(value, dict):
        return value
    kept = dict((key, without_defaults(item)) for key, item in value.items())
    return dict((key, item) for key, item in kept.items() if item or isinstance(item, dict))


def random_value(source, kind, message):
    if kind == MESSAGE:
        return random_values(source, message)
    if kind == TEXT:
        return u"".join(source.choice(LETTERS) for _ in range(source.choice((0, 1, 5, 200))))
    if kind == BYTES:
        return bytes(bytearray(source.randrange(256) for _ in range(source.choice((0, 1, 127, 128, 300)))))
    if kind == BOOL:
        return source.random() < 0.5
    if kind == UINT32:
        return source.randrange(1 << source.randrange(1, 33))
    return source.choice((1, -1)) * source.randrange(1 << source.randrange(1, 32))


def random_values(source, message):
    """A message in which every field is there half of the time."""
    values = {}
    for _, name, kind, repeated, inner in message.fields:
        if source.random() < 0.5:
            continue
        if repeated:
            values[name] = [random_value(source, kind, inner) for _ in range(source.randrange(1, 4))]
        else:
            values[name] = random_value(source, kind, inner)
    return values


class Golden(unittest.TestCase):
    def test_every_message_is_covered(self):
        self.assertEqual(set(case["message"] for case in CASES if "error" not in case), set(NAMES))

    def test_decodes(self):
        for case in CASES:
            if "error" in case:
                continue
            values = NAMES[case["message"]].decode(bytearray.fromhex(case["hex"]))
            expected = from_json(case["value"])
            if case["message"].startswith("evalbridge."):
                values, expected = without_defaults(values), without_defaults(expected)
            self.assertEqual(values, expected, case["name"])

    def test_encodes(self):
        for case in CASES:
            if "error" in case or "decode_only" in case:
                continue
            encoded = NAMES[case["message"]].encode(from_json(case["value"]))
            self.assertEqual(encoded, bytes(bytearray.fromhex(case["hex"])), case["name"])

    def test_refuses(self):
        for case in CASES:
            if "error" in case:
                try:
                    values = NAMES[case["message"]].decode(bytearray.fromhex(case["hex"]))
                except ProtocolError:
                    continue
                self.fail("%s: read as %r" % (case["name"], values))


class Properties(unittest.TestCase):
    def setUp(self):
        self.source = random.Random(20261121)

    def test_what_is_written_is_read_again(self):
        for name, message in sorted(NAMES.items()):
            for _ in range(40):
                values = random_values(self.source, message)
                encoded = message.encode(values)
                self.assertEqual(message.decode(bytearray(encoded)), values, name)
                inside = bytearray(b"\xff" + encoded + b"\xff")
                self.assertEqual(message.decode(inside, 1, 1 + len(encoded)), values, name)

    def test_every_prefix_is_read_or_refused(self):
        encoded = messages.HEAD.encode(random_values(self.source, messages.HEAD))
        for size in range(len(encoded)):
            self.read_or_refuse(messages.HEAD, encoded[:size])

    def test_damage_is_read_or_refused(self):
        for _ in range(1500):
            message = self.source.choice((messages.HEAD, messages.INFERENCE_REQUESTS, messages.CREATE_PARAMS))
            damaged = bytearray(message.encode(random_values(self.source, message)))
            for _ in range(self.source.randrange(1, 5)):
                if damaged:
                    damaged[self.source.randrange(len(damaged))] = self.source.randrange(256)
            self.read_or_refuse(message, damaged)

    def test_noise_is_read_or_refused(self):
        for _ in range(3000):
            noise = bytearray(self.source.randrange(256) for _ in range(self.source.randrange(30)))
            self.read_or_refuse(self.source.choice((messages.HEAD, messages.INFERENCE_REQUESTS)), noise)

    def read_or_refuse(self, message, data):
        """Anything but a dict or a ProtocolError would escape from here."""
        try:
            self.assertIsInstance(message.decode(bytearray(data)), dict)
        except ProtocolError:
            pass

    def test_varints(self):
        self.assertEqual([varint(value) for value in (0, 127, 128, 300)], [b"\x00", b"\x7f", b"\x80\x01", b"\xac\x02"])
        self.assertEqual(varint(-1), b"\xff" * 9 + b"\x01")

    def test_unknown_fields_do_not_disturb(self):
        """A reader that knows half of the fields sees those."""
        whole = Message(
            (1, "a", INT32), (2, "b", TEXT), (3, "c*", BYTES), (16, "d", ENUM), (17, "e", MESSAGE, messages.ENV))
        half = Message((2, "b", TEXT), (16, "d", ENUM))
        for _ in range(100):
            values = random_values(self.source, whole)
            expected = dict((key, value) for key, value in values.items() if key in "bd")
            self.assertEqual(half.decode(bytearray(whole.encode(values))), expected)

    def test_deep_groups(self):
        deep = b"\x1b" * 90 + b"\x1c" * 90
        self.assertEqual(messages.INFERENCE_RESPONSE.decode(bytearray(deep)), {})
        self.assertRaises(ProtocolError, messages.INFERENCE_RESPONSE.decode, bytearray(b"\x1b" * 5000 + b"\x1c" * 5000))



if __name__ == "__main__":
    unittest.main()
