"""Which status and which text a client gets for what a worker raised (spec: tiinfer, sections A2 and A9)."""
import mosec.errors
from mosec.protocol import HTTPStatusCode

from evalbridge_runner.text import exception_text

STATUSES = {HTTPStatusCode.BAD_REQUEST: 400, HTTPStatusCode.VALIDATION_ERROR: 422, HTTPStatusCode.TIMEOUT_ERROR: 408}
INTERNAL = 500, u"inference internal error"


def answer_of(error, generation):
    """The status and the text.

    :param error: the exception
    :param generation: `"0.4"` as mosec 0.4.9 answers, `"0.9"` as 0.9.8, None as 0.4.9 but for results that cannot be
        written: those are no fault of the client's
    """
    if not isinstance(error, (mosec.errors.MosecError, mosec.errors.MosecTimeoutError)):
        return INTERNAL
    whole = exception_text(error)
    text = whole.replace(u"\n", u" - ")
    if generation != "0.9":
        unread = isinstance(error, mosec.errors.DecodingError)
        unwritten = isinstance(error, mosec.errors.EncodingError)
        if isinstance(error, mosec.errors.ValidationError):
            return 422, u"validation error: " + (whole or u"invalid data format")
        if unread or unwritten and generation == "0.4":
            return 400, u"encoding/decoding error: " + (text or u"cannot se/deserialize request bytes")
        if unwritten and error.__cause__ is not None:
            text = text or exception_text(error.__cause__)
    return STATUSES.get(error.code, 500), u"%s: %s" % (error.msg, text or error.msg)
