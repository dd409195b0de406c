"""A model in ONNX Runtime, with what is set as in native releases: threads do not spin."""
import onnxruntime

from evalbridge_runner.dialects.paddle.prediction import Port

# As numpy calls them; what is not here is no array.
TYPES = {"float": "float32", "double": "float64", "string": "object"}
CUDA = "CUDAExecutionProvider"


class OnnxModel(object):
    """
    :param path: of the .onnx file
    :param conf: `local_service_conf`: `thread_num` are threads of one run, `ir_optim` optimises the graph fully
    :param gpu: the number of the GPU, or None
    :ivar inputs: Ports; ``outputs`` too
    :ivar is_on_gpu: whether it runs on the GPU; ``no_gpu`` says why not
    """

    tells_lod = False

    def __init__(self, path, conf, gpu):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = conf["thread_num"]
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        levels = onnxruntime.GraphOptimizationLevel
        options.graph_optimization_level = levels.ORT_ENABLE_ALL if conf["ir_optim"] else levels.ORT_ENABLE_BASIC
        # Errors are raised; the rest would be lines of C++ in the log.
        options.log_severity_level = 3
        wanted = [] if gpu is None or CUDA not in onnxruntime.get_available_providers() else [(CUDA, {"device_id": gpu})]
        self._session = onnxruntime.InferenceSession(path, options, providers=wanted + ["CPUExecutionProvider"])
        self.is_on_gpu = CUDA in self._session.get_providers()
        self.no_gpu = u"this onnxruntime finds no CUDA (onnxruntime-gpu in requirements.txt brings one that may)"
        self.inputs = [_port(one) for one in self._session.get_inputs()]
        self.outputs = [_port(one) for one in self._session.get_outputs()]

    def run(self, values, lods):
        """
        :param values: arrays by the inputs' names
        :param lods: not looked at: ONNX knows none
        :returns: of each output (array, None)
        """
        return [(value, None) for value in self._session.run(None, values)]


def _port(described):
    kind = described.type
    name = kind[len("tensor("):-1] if kind.startswith("tensor(") else None
    return Port(described.name, TYPES.get(name, name))
