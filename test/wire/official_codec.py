"""Compares the codec with the official protobuf package on random messages, intact and damaged.

Standard input: one FileDescriptorSet per line, in hexadecimal. Standard output: JSON, what was compared.
"""
import json
import os
import random
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

from test_codec import LETTERS, NAMES  # noqa: E402
from evalbridge_runner.codec import ProtocolError  # noqa: E402

SEED = 20261122
ROUNDS = 100
# Field 100, of no message, in every wire type.
UNKNOWN = (b"\xa0\x06\x96\x01", b"\xa1\x0612345678", b"\xa2\x06\x03abc", b"\xa3\x06\x08\x01\xa4\x06", b"\xa5\x061234")


def load_classes(lines):
    """The official package's classes by full name."""
    pool = descriptor_pool.DescriptorPool()
    classes = {}
    for line in lines:
        for file in descriptor_pb2.FileDescriptorSet.FromString(bytes.fromhex(line)).file:
            pool.AddSerializedFile(file.SerializeToString())
            names = ["%s.%s" % (file.package, message.name) for message in file.message_type]
            classes.update((name, message_factory.GetMessageClass(pool.FindMessageTypeByName(name))) for name in names)
    return classes


def draw_values(source, descriptor):
    """A message as a dict; every field is there two times in three, zeros and empty lists too."""
    values = {}
    for field in descriptor.fields:
        if source.random() < 1 / 3:
            continue
        if field.is_repeated:
            values[field.name] = [draw_value(source, field) for _ in range(source.randrange(4))]
        else:
            values[field.name] = draw_value(source, field)
    return values


def draw_value(source, field):
    if field.type == FieldDescriptor.TYPE_MESSAGE:
        return draw_values(source, field.message_type)
    if field.type == FieldDescriptor.TYPE_STRING:
        return "".join(source.choice(LETTERS) for _ in range(source.choice((0, 1, 5, 200))))
    if field.type == FieldDescriptor.TYPE_BYTES:
        return source.randbytes(source.choice((0, 1, 127, 128, 20000)))
    if field.type == FieldDescriptor.TYPE_BOOL:
        return source.random() < 0.5
    if field.type == FieldDescriptor.TYPE_ENUM:
        return source.choice(field.enum_type.values).number
    number = source.randrange(1 << source.randrange(32))
    if field.type == FieldDescriptor.TYPE_UINT32:
        return number * 2 + 1 if source.random() < 0.5 else number
    assert field.type == FieldDescriptor.TYPE_INT32, field.full_name
    return source.choice((number, -number - 1))


def values_of(message):
    """The fields of an official message that are present, as the codec has them."""
    return dict((field.name, value_of(field, value)) for field, value in message.ListFields())


def value_of(field, value):
    if field.is_repeated:
        return [values_of(item) if field.message_type else item for item in value]
    return values_of(value) if field.message_type else value


def compare_intact(codec, official, values):
    message = official(**values)
    encoded = message.SerializeToString()
    assert codec.decode(encoded) == values_of(message), values
    assert codec.encode(values_of(message)) == encoded, values
    assert official.FromString(codec.encode(values)) == message, values
    return encoded


def damage(source, data):
    """Bytes of which some are others, and which may end early."""
    damaged = bytearray(data)
    for _ in range(source.randrange(4)):
        if damaged:
            damaged[source.randrange(len(damaged))] = source.randrange(256)
    return bytes(damaged[:source.randrange(2 * len(damaged) + 1)])


def compare_damaged(codec, official, data):
    """Whether both read it; then they must read the same."""
    try:
        message = official.FromString(data)
    except DecodeError:
        message = None
    try:
        decoded = codec.decode(data)
    except ProtocolError:
        # The official package lets text pass in proto2 that is not UTF-8.
        assert message is None or official.DESCRIPTOR.file.package == "inference", data.hex()
        return False
    if message is not None:
        # Through the package once more: proto3 does not tell a field that is zero from one that is absent.
        assert values_of(official.FromString(codec.encode(decoded))) == values_of(message), data.hex()
    return message is not None


def main():
    classes = load_classes(sys.stdin)
    source = random.Random(SEED)
    intact = damaged = 0
    for name, official in classes.items():
        last = b""
        for _ in range(ROUNDS):
            encoded = compare_intact(NAMES[name], official, draw_values(source, official.DESCRIPTOR))
            intact += 1
            # One message after another is one that merges them.
            whole = last + source.choice(UNKNOWN) + encoded
            damaged += compare_damaged(NAMES[name], official, damage(source, whole))
            last = encoded
    fields = [field for official in classes.values() for field in official.DESCRIPTOR.fields]
    scalars = [field for field in fields if not field.message_type]
    print(json.dumps({
        "messages": sorted(classes),
        "defaults": dict((field.full_name, field.default_value) for field in fields if field.has_default_value),
        "presence": sorted(set(field.file.package for field in scalars if field.has_presence)),
        "intact": intact,
        "damaged": damaged,
    }))


main()
