"""What goes from Op to Op."""
import enum
import sys

import paddle_serving_server

from .error_catch import ChannelDataErrcode, ProductErrCode  # noqa: F401


class ChannelDataType(enum.Enum):
    """What a ChannelData holds."""

    DICT = 0
    CHANNEL_NPDATA = 1
    ERROR = 2


class ChannelData(object):
    """An Op's output for one request, or an error.

    :ivar id: the platform's own number of the request; ``log_id`` is the client's
    :ivar error_code: a ChannelDataErrcode's value; with ``PRODUCT_ERROR``, the script's own is ``prod_error_code``
    :ivar timed_out: whether it is the error of an Op's timeout, after which `dag.retry` tries anew
    """

    timed_out = False

    def __init__(self, datatype=None, npdata=None, dictdata=None, data_id=None, log_id=None, error_code=None, error_info=None,
                 prod_error_code=None, prod_error_info=None, client_need_profile=False):
        failed = error_code is not None or prod_error_code is not None
        self.datatype = ChannelDataType.ERROR.value if failed else datatype
        self.npdata = npdata
        self.dictdata = dictdata
        self.id = data_id
        self.log_id = log_id
        self.error_code = error_code if failed else ChannelDataErrcode.OK.value
        self.error_info = error_info
        self.prod_error_code = prod_error_code
        self.prod_error_info = prod_error_info
        self.client_need_profile = client_need_profile

    def parse(self):
        """The output, a dict."""
        return self.npdata if self.datatype == ChannelDataType.CHANNEL_NPDATA.value else self.dictdata


def output_of(values, data_id, log_id):
    """The ChannelData of what postprocess returned."""
    if all(map(is_npdata, values.values())):
        return ChannelData(ChannelDataType.CHANNEL_NPDATA.value, npdata=values, data_id=data_id, log_id=log_id)
    return ChannelData(ChannelDataType.DICT.value, dictdata=values, data_id=data_id, log_id=log_id)


def is_ndarray(value):
    """Whether it is a numpy array; where nobody has imported numpy, none is."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def is_npdata(value):
    """Whether it is what models are fed with, and what goes on as an array: one, or, but in 0.7, a list of text."""
    texts = isinstance(value, list) and len(value) > 0 and isinstance(value[0], str)
    return is_ndarray(value) or texts and paddle_serving_server.error_numbers != "0.7"
