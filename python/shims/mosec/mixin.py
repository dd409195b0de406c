"""Other ways for requests, answers and what passes between stages."""
import inspect

from mosec.errors import DecodingError, EncodingError, ValidationError, _because
from mosec.worker import Worker


class MsgpackMixin(object):
    """Requests and answers in MessagePack; needs ``msgpack``."""

    req_mime_type = "application/msgpack"
    resp_mime_type = "application/msgpack"

    def serialize(self, data):
        import msgpack
        return _converted(msgpack.packb, EncodingError, data)

    def deserialize(self, data):
        import msgpack
        return _converted(msgpack.unpackb, DecodingError, data, use_list=False)


class TypedMsgPackMixin(Worker):
    """The same, held to the type that ``forward`` says it takes; needs ``msgspec``."""

    req_mime_type = "application/msgpack"
    resp_mime_type = "application/msgpack"

    def serialize(self, data):
        import msgspec
        return msgspec.msgpack.encode(data)

    def deserialize(self, data):
        import msgspec
        try:
            return msgspec.msgpack.decode(data, type=self._request_type())
        except msgspec.ValidationError as error:
            raise _because(ValidationError(error), error)

    def _request_type(self):
        import typing
        hints = typing.get_type_hints(inspect.unwrap(self.forward))
        kind = next((hint for name, hint in hints.items() if name != "return"), typing.Any)
        is_list = getattr(kind, "__origin__", None) in (list, typing.List)
        # In a batch, that of one of the list's requests.
        return kind.__args__[0] if self.max_batch_size > 1 and is_list else kind


class NumBinIPCMixin(object):
    """numpy arrays between stages, in NumBin; needs ``numbin``."""

    def serialize_ipc(self, data):
        import numbin
        return _converted(numbin.dumps, EncodingError, data)

    def deserialize_ipc(self, data):
        import numbin
        return _converted(numbin.loads, DecodingError, data)


class PlasmaShmIPCMixin(Worker):
    """Was shared memory between stages; the host hands large values over by shared memory itself."""

    @classmethod
    def set_plasma_path(cls, path):
        """Nothing is stored there."""


class RedisShmIPCMixin(Worker):
    """Was a Redis between stages; see PlasmaShmIPCMixin."""

    @classmethod
    def set_redis_url(cls, url):
        """Nothing is stored there."""


def _converted(convert, error_type, data, **options):
    try:
        return convert(data, **options)
    except Exception as error:
        raise _because(error_type(), error)
