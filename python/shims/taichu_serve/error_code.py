"""The platform's own exceptions. Raised by a script, they are as good as any other."""


class _PlatformError(Exception):
    def __init__(self, code=None, message=None):
        self.code = code or type(self).__name__
        self.message = message or self.default
        Exception.__init__(self, self.message)


class ModelNotFoundError(_PlatformError):
    default = "Model not found"


class ModelPredictError(_PlatformError):
    default = "Model predict error"


class TooManyRequestsError(_PlatformError):
    default = "Too many requests"
