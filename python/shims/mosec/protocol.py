"""How mosec's errors name their statuses."""
import enum


class HTTPStatusCode(enum.IntFlag):
    """Flags of mosec's own protocol; scripts give them to errors of their own as ``code``."""

    OK = 1
    BAD_REQUEST = 2
    VALIDATION_ERROR = 4
    INTERNAL_ERROR = 8
    TIMEOUT_ERROR = 16
    STREAM_EVENT = 32768
