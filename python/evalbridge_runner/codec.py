"""Protocol buffers for exactly the messages of frames.proto and inference.proto.

A message is a dict of the fields that are present. Text is unicode, bytes are bytes, a repeated field is a list.
Unknown fields are skipped, the last value of a field wins, embedded messages are merged.
"""
ENUM, INT32, UINT32, BOOL, TEXT, BYTES, MESSAGE = range(7)
VARINT_TYPE, FIXED64_TYPE, BYTES_TYPE, GROUP_TYPE, END_GROUP_TYPE, FIXED32_TYPE = range(6)
MAX_GROUP_DEPTH = 100


class ProtocolError(Exception):
    """The bytes are not what the protocol promises."""


class Message(object):
    """One message type.

    :param fields: tuples (number, name, kind[, message type]); a name that ends in ``*`` is repeated
    :ivar fields: tuples (key as bytes, name, kind, repeated, message type), by number
    """

    def __init__(self, *fields):
        self._by_tag = {}
        self.fields = []
        for field in sorted(fields, key=lambda field: field[0]):
            number, name, kind = field[:3]
            message = field[3] if kind == MESSAGE else None
            tag = number << 3 | (BYTES_TYPE if kind >= TEXT else VARINT_TYPE)
            repeated = name.endswith("*")
            name = name.rstrip("*")
            self._by_tag[tag] = (name, kind, repeated, message)
            self.fields.append((varint(tag), name, kind, repeated, message))

    def decode(self, buf, start=0, end=None):
        """Reads one message.

        :param buf: bytes, bytearray or memoryview whose items are integers (so not ``str`` on Python 2)
        :raises ProtocolError: truncated or malformed
        """
        try:
            return self._parse(buf, start, len(buf) if end is None else end, {})
        except (IndexError, UnicodeDecodeError):
            raise ProtocolError("a message is truncated or holds text that is not UTF-8")

    def _parse(self, buf, pos, end, values):
        by_tag = self._by_tag
        while pos < end:
            tag = buf[pos]
            pos += 1
            if tag > 127:
                tag, pos = _read_varint(buf, pos - 1)
            field = by_tag.get(tag)
            if field is None:
                pos = _skip(buf, pos, end, tag)
                continue
            name, kind, repeated, message = field
            value = buf[pos]
            pos += 1
            if value > 127:
                value, pos = _read_varint(buf, pos - 1)
            if kind >= TEXT:
                stop = pos + value
                if stop > end:
                    raise ProtocolError("field %s is longer than its message" % name)
                if kind == MESSAGE:
                    value = message._parse(buf, pos, stop, {} if repeated else values.get(name, {}))
                else:
                    value = bytes(buf[pos:stop])
                    if kind == TEXT:
                        value = value.decode("utf-8")
                pos = stop
            else:
                value = _to_number(kind, value)
            if repeated:
                values.setdefault(name, []).append(value)
            else:
                values[name] = value
        if pos != end:
            raise ProtocolError("a field is longer than its message")
        return values

    def encode(self, values):
        """The bytes of one message. Fields whose value is None or missing are left out; order is by number.

        Lone surrogates in text, which UTF-8 cannot hold, become question marks.
        """
        parts = []
        self._write(values, parts)
        return b"".join(parts)

    def _write(self, values, parts):
        """Appends the encoded pieces to ``parts`` and returns their length together."""
        size = 0
        for key, name, kind, repeated, message in self.fields:
            value = values.get(name)
            if value is None:
                continue
            if repeated:
                for item in value:
                    size += _write_field(parts, key, kind, message, item)
            else:
                size += _write_field(parts, key, kind, message, value)
        return size


def _write_field(parts, key, kind, message, value):
    if kind < TEXT:
        part = key + varint(value)
        parts.append(part)
        return len(part)
    if kind == MESSAGE:
        place = len(parts)
        parts.append(b"")
        size = message._write(value, parts)
        part = key + varint(size)
        parts[place] = part
        return len(part) + size
    if kind == TEXT:
        value = value.encode("utf-8", "replace")
    size = len(value)
    part = key + varint(size)
    parts.append(part)
    parts.append(value)
    return len(part) + size


def varint(value):
    """A whole number as a varint; negative ones take ten bytes, as the platform writes them."""
    if 0 <= value < 128:
        return _SMALL[value]
    value &= 0xFFFFFFFFFFFFFFFF
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


_SMALL = [bytes(bytearray([value])) for value in range(128)]


def _read_varint(buf, pos):
    value = shift = 0
    while shift < 70:
        byte = buf[pos]
        pos += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value & 0xFFFFFFFFFFFFFFFF, pos
        shift += 7
    raise ProtocolError("a varint is longer than ten bytes")


def _to_number(kind, value):
    if kind == BOOL:
        return value != 0
    value &= 0xFFFFFFFF
    if kind != UINT32 and value > 0x7FFFFFFF:
        value -= 0x100000000
    return value


def _skip(buf, pos, end, tag):
    """The position after an unknown field whose tag ends at ``pos``; groups may nest."""
    groups = []
    while True:
        pos = _skip_value(buf, pos, end, tag, groups)
        if not groups:
            return pos
        if pos >= end:
            raise ProtocolError("a group has no end")
        tag, pos = _read_varint(buf, pos)


def _skip_value(buf, pos, end, tag, groups):
    wire_type = tag & 7
    number = tag >> 3
    if not 0 < number < 1 << 29:
        raise ProtocolError("field number %d is not possible" % number)
    if wire_type == VARINT_TYPE:
        pos = _read_varint(buf, pos)[1]
    elif wire_type == FIXED64_TYPE:
        pos += 8
    elif wire_type == BYTES_TYPE:
        size, pos = _read_varint(buf, pos)
        pos += size
    elif wire_type == GROUP_TYPE and len(groups) < MAX_GROUP_DEPTH:
        groups.append(number)
    elif wire_type == END_GROUP_TYPE and groups and groups[-1] == number:
        groups.pop()
    elif wire_type == FIXED32_TYPE:
        pos += 4
    else:
        raise ProtocolError("tag %d is not possible here" % tag)
    if pos > end:
        raise ProtocolError("an unknown field is longer than its message")
    return pos
