"""What workers raise (spec: tiinfer, section A1)."""
from mosec.protocol import HTTPStatusCode


class MosecError(Exception):
    """The base of the others. ``code`` says which status clients get, ``msg`` what stands before the error's text."""

    code = HTTPStatusCode.INTERNAL_ERROR
    msg = "mosec error"


class ClientError(MosecError):
    """The client asked wrongly: 400."""

    code = HTTPStatusCode.BAD_REQUEST
    msg = "bad request"


class ServerError(MosecError):
    """The worker failed, and its clients may know why: 500. Of other exceptions they learn nothing."""

    code = HTTPStatusCode.INTERNAL_ERROR
    msg = "internal error"


class EncodingError(ServerError):
    """A result cannot be made bytes."""

    msg = "encoding error"


class DecodingError(ClientError):
    """A request's bytes cannot be read."""

    msg = "decoding error"


class ValidationError(MosecError):
    """A request was read, and is not what it should be: 422."""

    code = HTTPStatusCode.VALIDATION_ERROR
    msg = "request validation error"


class MosecTimeoutError(BaseException):
    """``forward`` took longer than the worker's ``timeout``: 408."""

    code = HTTPStatusCode.TIMEOUT_ERROR
    msg = "mosec timeout error"


def _because(error, cause):
    """``error``, raised for ``cause``: what ``raise .. from`` says, which Python 2 cannot even compile."""
    error.__cause__ = cause
    return error
