"""The platform's own exceptions. Raised by a script, they are as good as any other."""


class _PlatformError(Exception):
    def __init__(self, code=None, message=None):
        self.code = code or type(self).__name__
        self.message = message or self.default


class ModelNotFoundError(_PlatformError):
    """Its text is what it was made with, as of any exception: empty for one that was made with nothing."""

    default = "Model not found"


class ModelPredictError(_PlatformError):
    default = "Model predict error"

    def __str__(self):
        return self.message


class TooManyRequestsError(_PlatformError):
    default = "Too many requests"

    def __str__(self):
        return self.message
