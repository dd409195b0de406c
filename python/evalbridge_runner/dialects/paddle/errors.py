"""What clients are told of an Op that fails, in the numbers and words of either generation (spec: paddle-pipeline, B2)."""
import paddle_serving_server
from paddle_serving_server.pipeline.channel import ChannelData, ChannelDataErrcode
from paddle_serving_server.pipeline.error_catch import CustomException, CustomExceptionCode, describe_raised

from evalbridge_runner.text import exception_text


def number(name):
    """Of an error, by its name."""
    return ChannelDataErrcode[name].value


def failed(data_id, log_id, name, text):
    """The ChannelData of an error."""
    return ChannelData(error_code=number(name), error_info=text, data_id=data_id, log_id=log_id)


def of_script(data_id, log_id, code, text):
    """The ChannelData of an error with a number of the script's own."""
    return ChannelData(error_code=number("PRODUCT_ERROR"), error_info="", prod_error_code=code, prod_error_info=text,
                       data_id=data_id, log_id=log_id)


def raised(op, step, error, data_id, log_id):
    """The ChannelData of what a hook raised.

    :param step: the hook
    """
    if paddle_serving_server.error_numbers == "0.7":
        name = "TYPE_ERROR" if step == "preprocess" and isinstance(error, TypeError) else "UNKNOW"
        text = "(data_id={} log_id={}) {} Failed to {}: {}".format(data_id, log_id, place(op), step, exception_text(error))
        return failed(data_id, log_id, name, text)
    function = "Op._run_{0}.<locals>.{0}_help".format(step), step + "_help"
    code, text = describe_raised(error, log_id, function)
    return ChannelData(error_code=code, error_info=text, data_id=data_id, log_id=log_id)


def not_predicted(op, code, cause, data_ids, log_ids, timed_out=False):
    """The ChannelData of a model step that fails, for each request of its batch.

    :param code: a ChannelDataErrcode's value
    :param cause: text that clients of 0.9 get
    """
    if paddle_serving_server.error_numbers == "0.7":
        code, text = number("CLIENT_ERROR"), "(log_id={}) {} failed to predict.".format(data_ids[0], op.name)
    else:
        text = ("[{}] failed to predict. {}. Please check the input dict and checkout PipelineServingLogs/pipeline.log for "
                "more details.").format(op.name, cause)
    found = {}
    for data_id in data_ids:
        found[data_id] = ChannelData(error_code=code, error_info=text, data_id=data_id, log_id=log_ids[data_id])
        found[data_id].timed_out = timed_out
    return found


def no_dict(op, value, data_id, log_id):
    """The ChannelData of a postprocess that returns none."""
    if paddle_serving_server.error_numbers == "0.7":
        text = "(log_id={} log_id={}) {} Failed to postprocess: output of postprocess funticon must be dict type, but get {}"
        return failed(data_id, log_id, "UNKNOW", text.format(data_id, log_id, place(op), type(value)))
    error = CustomException(CustomExceptionCode.TYPE_ERROR, "postprocess should return dict", True)
    return raised(op, "postprocess", error, data_id, log_id)


def place(op):
    """An Op and its worker, in the words of both generations."""
    return "[{}|{}]".format(op.name, op.concurrency_idx or 0)
