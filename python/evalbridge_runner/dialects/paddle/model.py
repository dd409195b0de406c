"""The model of an Op, as `local_service_conf` says (spec: paddle-pipeline, sections B3, B4 and B9).

What a folder holds decides what runs it: Paddle's own files do in Paddle's predictor where the release's interpreter has
`paddle`; an `.onnx` file does in ONNX Runtime everywhere.
"""
import collections
import glob
import os
from importlib.util import find_spec

from evalbridge_runner.dialects.paddle import arrays, prototxt
from evalbridge_runner.dialects.paddle.prediction import Predictor
from evalbridge_runner.failure import Failure, script_raised
from evalbridge_runner.text import describe_exception

PROTOTXT = "serving_server_conf.prototxt"
CPU, ARM, GPU, TENSOR_RT, BY_DEVICES = 0, 3, 1, 2, -1

# A worker: its index among those of the release, whether a GPU that is not there fails the release, and what is told in a
# line what the operator should know.
Place = collections.namedtuple("Place", "index require_gpu warn")


def open_model(op, conf, place):
    """The Predictor of an Op.

    :param op: its name
    :param conf: `local_service_conf`, complete
    :param place: a Place
    :raises Failure: 599, there is none, or not for this machine; the key is named
    """
    where = u"op.%s.local_service_conf" % op
    folder = conf["model_config"]
    if not os.path.isdir(folder):
        raise Failure(599, u"%s.model_config: there is no folder %s" % (where, folder))
    gpu = _gpu(where, conf, place.index)
    variables = _variables(where, folder)
    try:
        runtime = _runtime(where, folder, conf, gpu, place.warn)
        predictor = Predictor(runtime, variables)
    except (Failure, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        raise script_raised(u"%s.model_config: %s cannot be opened: %s" % (where, folder, describe_exception(error)))
    if gpu is not None and not runtime.is_on_gpu:
        if place.require_gpu:
            raise Failure(599, u"require_gpu: %s asks for a GPU, and %s" % (where, runtime.no_gpu))
        place.warn(u"%s asks for a GPU, and %s: running on the CPU" % (where, runtime.no_gpu))
    # The runtime has imported numpy, the script perhaps not.
    arrays.prepare()
    return predictor


def _gpu(where, conf, index):
    """The number of the GPU that a worker is to run on; None for the CPU."""
    kind, devices = conf["device_type"], conf["devices"].strip()
    if kind not in (CPU, ARM, GPU, TENSOR_RT, BY_DEVICES):
        raise Failure(599, u"%s.device_type: %d is no device that is run on here: 0 is the CPU, 1 and 2 are GPUs"
                      % (where, kind))
    if kind in (CPU, ARM) or kind == BY_DEVICES and devices == "":
        return None
    try:
        numbers = [int(number) for number in (devices or "0").split(",")]
    except ValueError:
        raise Failure(599, u"%s.devices: %s is no list of GPUs, such as \"0,1\"" % (where, devices))
    return numbers[index % len(numbers)]


def _variables(where, folder):
    """The inputs and outputs that the prototxt names; None where there is none."""
    path = os.path.join(folder, PROTOTXT)
    if not os.path.exists(path):
        return None
    try:
        return prototxt.read(path)
    except ValueError as error:
        raise Failure(599, u"%s.model_config: %s cannot be read: %s" % (where, path, error))


def _runtime(where, folder, conf, gpu, warn):
    onnx, paddles = _onnx_file(where, folder), _paddles_files(folder)
    if paddles is not None and _has("paddle"):
        try:
            from evalbridge_runner.dialects.paddle.paddle_model import PaddleModel
            return PaddleModel(paddles, conf, gpu)
        except ImportError as error:
            if onnx is None:
                raise
            warn(u"%s: %s runs, as paddle cannot be imported (%s)" % (where, os.path.basename(onnx), error))
    if onnx is None:
        raise Failure(599, u"%s.model_config: %s has %s" % (where, folder, _remedy(paddles)))
    if not _has("onnxruntime"):
        raise Failure(599, u"%s.model_config: %s needs onnxruntime, which this interpreter does not have: name it in "
                           u"requirements.txt" % (where, onnx))
    from evalbridge_runner.dialects.paddle.onnx_model import OnnxModel
    return OnnxModel(onnx, conf, gpu)


def _remedy(paddles):
    if paddles is None:
        return u"no model: no .onnx file, and none of Paddle's (*.pdmodel and *.pdiparams, or __model__)"
    return (u"only Paddle's own files, and this interpreter has no paddle: add an ONNX model with `npx evalbridge convert`, or "
            u"name paddlepaddle in requirements.txt")


def _onnx_file(where, folder):
    files = sorted(glob.glob(os.path.join(glob.escape(folder), "*.onnx")))
    usual = os.path.join(folder, "model.onnx")
    if len(files) > 1 and usual not in files:
        names = u", ".join(map(os.path.basename, files))
        raise Failure(599, u"%s.model_config: %s has several models (%s); call one model.onnx" % (where, folder, names))
    return usual if usual in files else files[0] if files else None


def _paddles_files(folder):
    """What Paddle's predictor is given: the model and its weights, or the folder of both; None where there is none."""
    usual = os.path.join(folder, "__model__")
    weights = os.path.join(folder, "__params__")
    if os.path.exists(weights):
        return usual, weights
    found = [sorted(glob.glob(os.path.join(glob.escape(folder), ending))) for ending in ("*.pdmodel", "*.pdiparams")]
    if all(found):
        return found[0][0], found[1][0]
    return (folder,) if os.path.exists(usual) else None


def _has(package):
    """Whether it can be imported; a mere folder of its name is none."""
    spec = find_spec(package)
    return spec is not None and spec.origin not in (None, "namespace")
