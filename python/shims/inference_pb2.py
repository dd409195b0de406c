"""The platform's messages with the interface of generated code, for tools that drove scripts through them (AVA, section 4).

Fields, ``add()``, ``extend()``, ``HasField``, ``SerializeToString``, ``ParseFromString`` and their kin; no descriptors.
"""
import os
import sys


def _import_runner():
    """The runner's package lies beside this folder, and need not be on sys.path."""
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    try:
        from evalbridge_runner import codec, messages
    finally:
        del sys.path[0]
    return codec, messages


_codec, _messages = _import_runner()
_text_type = type(u"")
_integer_types = (int, type(1 << 64))
DecodeError = _codec.ProtocolError


class Message(object):
    """What the classes below share. Fields that were never set have their type's empty value, or the platform's own."""

    _type = None
    _children = {}
    _defaults = {}

    def __init__(self, **values):
        object.__setattr__(self, "_values", {})
        object.__setattr__(self, "_marked", False)
        for name, value in values.items():
            if value is not None:
                self._initialise(name, value)

    def _initialise(self, name, value):
        _, _, kind, repeated, _ = self._field(name)
        if repeated:
            getattr(self, name).extend(value)
        elif kind == _codec.MESSAGE:
            getattr(self, name).CopyFrom(value)
        else:
            setattr(self, name, value)

    def _field(self, name):
        for field in self._type.fields:
            if field[1] == name:
                return field
        raise AttributeError("%s has no field %s" % (type(self).__name__, name))

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        _, _, kind, repeated, _ = self._field(name)
        if name in self._values:
            return self._values[name]
        if kind == _codec.MESSAGE:
            child = self._children[name]
            return self._values.setdefault(name, Repeated(child) if repeated else child())
        return self._defaults.get(name, _EMPTY[kind])

    def __setattr__(self, name, value):
        self._values[name] = _checked(self._field(name), value)

    def _is_set(self, name):
        value = self._values.get(name)
        if isinstance(value, Message):
            return value._marked or any(value._is_set(inner) for inner in value._values)
        return value is not None and value != []

    def HasField(self, name):
        """Whether a single field was set.

        :raises ValueError: there is no such field, or it is repeated
        """
        if name not in [field[1] for field in self._type.fields if not field[3]]:
            raise ValueError("%s has no single field %s" % (type(self).__name__, name))
        return self._is_set(name)

    def ClearField(self, name):
        self._values.pop(self._field(name)[1], None)

    def Clear(self):
        self._values.clear()

    def SetInParent(self):
        """Makes an empty message count as set."""
        object.__setattr__(self, "_marked", True)

    def CopyFrom(self, other):
        if other is not self:
            self.ParseFromString(other.SerializeToString())
            object.__setattr__(self, "_marked", True)

    def MergeFrom(self, other):
        self.MergeFromString(other.SerializeToString())

    def IsInitialized(self):
        """True: the platform's messages have no required fields."""
        return True

    def SerializeToString(self):
        return self._type.encode(self._to_dict())

    def ByteSize(self):
        return len(self.SerializeToString())

    def ParseFromString(self, data):
        """Takes what the bytes say, and nothing of what was there before.

        :raises DecodeError: they are no such message
        """
        self.Clear()
        return self.MergeFromString(data)

    def MergeFromString(self, data):
        """Adds what the bytes say. Returns their number."""
        self._merge(self._type.decode(bytearray(data)))
        return len(data)

    @classmethod
    def FromString(cls, data):
        """A message of the bytes."""
        message = cls()
        message.ParseFromString(data)
        return message

    def _to_dict(self):
        values = {}
        for name, value in self._values.items():
            if not self._is_set(name):
                continue
            if isinstance(value, list):
                values[name] = [item._to_dict() for item in value]
            else:
                values[name] = value._to_dict() if isinstance(value, Message) else value
        return values

    def _merge(self, values):
        for name, value in values.items():
            if isinstance(value, list):
                for item in value:
                    getattr(self, name).add()._merge(item)
            elif isinstance(value, dict):
                child = getattr(self, name)
                child.SetInParent()
                child._merge(value)
            else:
                self._values[name] = value

    def __eq__(self, other):
        return type(other) is type(self) and other._to_dict() == self._to_dict()

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._to_dict())


class Repeated(list):
    """A repeated field of messages."""

    def __init__(self, kind):
        list.__init__(self)
        self._kind = kind

    def add(self, **values):
        """Appends a new message and returns it."""
        message = self._kind(**values)
        list.append(self, message)
        return message

    def append(self, message):
        """Appends a copy.

        :raises TypeError: it is a message of another type
        """
        if type(message) is not self._kind:
            raise TypeError("%r is no %s" % (message, self._kind.__name__))
        self.add().CopyFrom(message)

    def extend(self, messages):
        for message in messages:
            self.append(message)


_EMPTY = {_codec.INT32: 0, _codec.TEXT: u"", _codec.BYTES: b""}


def _checked(field, value):
    """A value as its field holds it."""
    _, name, kind, _, _ = field
    if kind == _codec.MESSAGE:
        raise AttributeError("the field %s is a message, which cannot be assigned: use CopyFrom, add or extend" % name)
    if kind == _codec.TEXT and isinstance(value, bytes):
        value = value.decode("utf-8")
    wanted = {_codec.INT32: _integer_types, _codec.TEXT: _text_type, _codec.BYTES: bytes}[kind]
    if not isinstance(value, wanted):
        raise TypeError("%r cannot be the value of %s" % (value, name))
    if kind == _codec.INT32 and not -2 ** 31 <= value < 2 ** 31:
        raise ValueError("%r is out of range for %s" % (value, name))
    return value


class InitParams(Message):
    _type = _messages.INIT_PARAMS


class Env(Message):
    _type = _messages.ENV


class File(Message):
    _type = _messages.FILE


class CreateParams(Message):
    _type = _messages.CREATE_PARAMS
    _children = {"env": Env, "model_files": File, "custom_files": File}
    _defaults = {"use_device": u"GPU", "batch_size": 1}


class RequestData(Message):
    _type = _messages.REQUEST_DATA


class InferenceRequest(Message):
    _type = _messages.INFERENCE_REQUEST
    _children = {"data": RequestData, "datas": RequestData}


class InferenceRequests(Message):
    _type = _messages.INFERENCE_REQUESTS
    _children = {"requests": InferenceRequest}


class InferenceResponse(Message):
    _type = _messages.INFERENCE_RESPONSE


class InferenceResponses(Message):
    _type = _messages.INFERENCE_RESPONSES
    _children = {"responses": InferenceResponse}
