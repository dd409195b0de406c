"""Error numbers and exceptions (spec: paddle-pipeline, section B2)."""
import enum
import functools
import inspect

import paddle_serving_server

from .proto import pipeline_service_pb2

_NAMES = ("OK", "PRODUCT_ERROR", "NOT_IMPLEMENTED", "CLOSED_ERROR", "NO_SERVICE", "INIT_ERROR", "CONF_ERROR",
          "INPUT_PARAMS_ERROR", "TIMEOUT", "TYPE_ERROR", "RPC_PACKAGE_ERROR", "CLIENT_ERROR", "UNKNOW")
# In the order of their names.
NUMBERS = {
    "0.9": dict(zip(_NAMES, (0, 50, 3000, 3001, 3002, 3003, 4000, 5000, 6000, 7000, 8000, 9000, 10000))),
    "0.7": {"OK": 0, "TIMEOUT": 1, "NOT_IMPLEMENTED": 2, "TYPE_ERROR": 3, "RPC_PACKAGE_ERROR": 4, "CLIENT_ERROR": 5,
            "CLOSED_ERROR": 6, "NO_SERVICE": 7, "UNKNOW": 8, "INPUT_PARAMS_ERROR": 9, "PRODUCT_ERROR": 100},
}
CustomExceptionCode = enum.Enum("CustomExceptionCode", sorted(NUMBERS["0.9"].items()))
ChannelDataErrcode = enum.Enum("ChannelDataErrcode", sorted(NUMBERS[paddle_serving_server.error_numbers].items()))


class ProductErrCode(enum.Enum):
    """A script's own numbers: it may add to it."""


class CustomException(Exception):
    """What a hook may raise for a number of its own.

    :param exceptionCode: a CustomExceptionCode
    :param isSendToUser: the original ended the service otherwise; here every client is told
    """

    def __init__(self, exceptionCode, errorMsg, isSendToUser=False):
        super(CustomException, self).__init__(errorMsg)
        self.code = exceptionCode.value
        self.message = errorMsg
        self.error_info = "\n\texception_code: {}\n\texception_type: {}\n\terror_msg: {}\n\tis_send_to_user: {}".format(
            exceptionCode.value, CustomExceptionCode(exceptionCode.value).name, errorMsg, isSendToUser)

    def __str__(self):
        return self.error_info


def describe_raised(error, log_id, function):
    """The number and the text that clients of 0.9 get of an exception.

    :param function: (qualified name, name) of what it was raised in
    """
    custom = isinstance(error, CustomException)
    number = error.code if custom else CustomExceptionCode.UNKNOW.value
    text = " %s" % error.message if custom else str(error).replace("'", "")
    return number, "Log_id: {}  Raise_msg: {}  ClassName: {}  FunctionName: {}".format(log_id, text, *function)


def ErrorCatch(func):
    """Makes a function return (what it returns, a Response), the latter with what it raised."""
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        response = pipeline_service_pb2.Response()
        try:
            return func(*args, **kwargs), response
        except Exception as error:
            names = func.__qualname__, func.__name__
            response.err_no, response.err_msg = describe_raised(error, kwargs.get("log_id", 0), names)
            return None, response
    return wrapper


def ParamChecker(function):
    """Makes a function check its arguments, and what it returns, by its annotations: types, or functions that say yes or no."""
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        signature = inspect.signature(function)
        values = inspect.getcallargs(function, *args, **kwargs)
        wrong = [name for name, parameter in signature.parameters.items() if not check(name, values[name], parameter.annotation)]
        if wrong:
            raise CustomException(CustomExceptionCode.INPUT_PARAMS_ERROR, "invalid arg list: {}".format(wrong), True)
        result = function(*args, **kwargs)
        if not check("return", result, signature.return_annotation):
            raise CustomException(CustomExceptionCode.INPUT_PARAMS_ERROR, "invalid return type", True)
        return result
    return wrapper


def check(name, value, checker, function=None):
    """Whether a value is what an annotation says; one of several is enough."""
    if isinstance(checker, (tuple, list, set)):
        return any(check(name, value, one) for one in checker)
    if checker is inspect.Parameter.empty:
        return True
    if checker is None:
        return value is None
    return isinstance(value, checker) if isinstance(checker, type) else bool(checker(value))


class ParamVerify(object):
    """Checks of what a model is fed with and asked for."""

    @staticmethod
    def int_check(c, lower_bound=None, upper_bound=None):
        """A whole number, within limits where both are said."""
        limited = isinstance(lower_bound, int) and isinstance(upper_bound, int)
        return isinstance(c, int) and (not limited or lower_bound <= c <= upper_bound)

    @staticmethod
    def check_feed_dict(feed_dict, right_feed_list):
        """The same names as the model's, but for those with ``lod``."""
        return isinstance(feed_dict, dict) and sorted(key for key in feed_dict if "lod" not in key) == sorted(right_feed_list)

    @staticmethod
    def check_fetch_list(fetch_list, right_fetch_list):
        """Some of the model's names, or none."""
        return len(fetch_list) == 0 or isinstance(fetch_list, list) and set(fetch_list) <= set(right_fetch_list)
