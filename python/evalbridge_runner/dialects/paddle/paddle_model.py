"""A model in Paddle's own predictor, from the package `paddle` of the release's interpreter."""
import numpy
import paddle
from paddle import inference

from evalbridge_runner.dialects.paddle.prediction import Port

# Memory (MB) that a GPU's predictor takes at first.
GPU_MEMORY = 100


class PaddleModel(object):
    """
    :param files: the model and its weights, or the folder of both
    :param conf: `local_service_conf`
    :param gpu: the number of the GPU, or None
    :ivar inputs: Ports; ``outputs`` too
    :ivar is_on_gpu: whether it runs on the GPU; ``no_gpu`` says why not
    """

    tells_lod = True

    def __init__(self, files, conf, gpu):
        self.is_on_gpu = gpu is not None and paddle.is_compiled_with_cuda() and paddle.device.cuda.device_count() > 0
        self.no_gpu = u"paddle finds none (paddlepaddle-gpu in requirements.txt brings one that may)"
        config = inference.Config(*files)
        config.disable_glog_info()
        config.switch_ir_optim(conf["ir_optim"])
        config.set_cpu_math_library_num_threads(conf["thread_num"])
        if conf["mem_optim"]:
            config.enable_memory_optim()
        if self.is_on_gpu:
            config.enable_use_gpu(GPU_MEMORY, gpu)
        else:
            config.disable_gpu()
            if conf["use_mkldnn"]:
                config.enable_mkldnn()
                config.set_mkldnn_cache_capacity(conf["mkldnn_cache_capacity"])
        self._predictor = inference.create_predictor(config)
        # Their types are what is fed.
        self.inputs = [Port(name, None) for name in self._predictor.get_input_names()]
        self.outputs = [Port(name, None) for name in self._predictor.get_output_names()]

    def run(self, values, lods):
        """
        :param values: arrays by the inputs' names
        :param lods: of some inputs, lists of offsets
        :returns: of each output (array, its offsets as int32, or None)
        """
        for name, value in values.items():
            handle = self._predictor.get_input_handle(name)
            # Else that of an earlier run would stay.
            handle.set_lod(lods.get(name, []))
            handle.copy_from_cpu(numpy.ascontiguousarray(value))
        self._predictor.run()
        handles = [self._predictor.get_output_handle(port.name) for port in self.outputs]
        return [(handle.copy_to_cpu(), _offsets(handle.lod())) for handle in handles]


def _offsets(lod):
    return numpy.array(lod[0]).astype("int32") if len(lod) > 0 else None
