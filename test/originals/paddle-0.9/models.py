"""Small models as Paddle saves them, what its predictor answers, and what Paddle Serving's own convert makes of them.

Usage: `python models.py save <folder>`: a folder for each model.
`python models.py predict <folder>`: JSON lines, for each model its inputs and outputs, as [name, shape, numbers].
`python models.py convert <flags of paddle_serving_client.convert>`.
"""
import json
import os
import runpy
import sys

import numpy as np
import paddle
import paddle.distributed.io
from paddle import inference, static
from paddle.base.proto import framework_pb2

F = paddle.nn.functional


def line():
    """In the oldest form: a file for each parameter."""
    x = static.data("x", [None, 13], "float32")
    return [x], [static.nn.fc(x, 1)]


def convolutions():
    x = static.data("image", [None, 3, 32, 32], "float32")
    h = static.nn.batch_norm(static.nn.conv2d(x, 8, 3, padding=1, act="relu"), is_test=True)
    h = static.nn.conv2d(F.max_pool2d(h, 2, 2), 16, 3, padding=1, groups=2)
    h = static.nn.fc(F.adaptive_avg_pool2d(F.hardswish(h), 4), 10)
    return [x], [F.softmax(h), h]


def words():
    """Whole numbers, two inputs, and sizes that are not known."""
    ids = static.data("ids", [None, None], "int64")
    mask = static.data("mask", [None, None], "float32")
    weights = static.create_parameter([50, 4], "float32", name="weights")
    h = F.embedding(ids, weights) * paddle.unsqueeze(mask, -1)
    return [mask, ids], [paddle.argmax(h, axis=-1), paddle.sum(h, axis=1)]


MODELS = {"line": line, "convolutions": convolutions, "words": words}


def save(folder):
    paddle.enable_static()
    for name, define in sorted(MODELS.items()):
        main, startup = static.Program(), static.Program()
        main.random_seed = startup.random_seed = 7
        with paddle.utils.unique_name.guard(), static.program_guard(main, startup):
            inputs, outputs = define()
            executor = static.Executor(paddle.CPUPlace())
            executor.run(startup)
            program = static.normalize_program(main, inputs, outputs)
        target = os.path.join(folder, name)
        os.makedirs(target)
        is_old = name == "line"
        with open(os.path.join(target, "__model__" if is_old else "inference.pdmodel"), "wb") as stream:
            stream.write(without_traces(program._remove_training_info().desc.serialize_to_string()))
        together = None if is_old else "inference.pdiparams"
        static.io.save_vars(executor, target, program, predicate=static.io.is_persistable, filename=together)


def without_traces(program):
    """Paddle writes down where in which file of whose folder each operator was made."""
    description = framework_pb2.ProgramDesc.FromString(program)
    for operator in description.blocks[0].ops:
        for attribute in [one for one in operator.attrs if one.name == "op_callstack"]:
            operator.attrs.remove(attribute)
    return description.SerializeToString()


def predict(folder):
    random = np.random.RandomState(11)
    for name in sorted(MODELS):
        path = os.path.join(folder, name)
        files = [path] if name == "line" else [os.path.join(path, "inference" + end) for end in (".pdmodel", ".pdiparams")]
        config = inference.Config(*files)
        config.disable_glog_info()
        predictor = inference.create_predictor(config)
        feed = INPUTS[name](random)
        for key in predictor.get_input_names():
            predictor.get_input_handle(key).copy_from_cpu(feed[key])
        predictor.run()
        names = predictor.get_output_names()
        fetched = [(key, predictor.get_output_handle(key).copy_to_cpu()) for key in names]
        print(json.dumps([name, [shown(*one) for one in feed.items()], [shown(*one) for one in fetched]]))


INPUTS = {
    "line": lambda random: {"x": random.randn(5, 13).astype("float32")},
    "convolutions": lambda random: {"image": random.rand(3, 3, 32, 32).astype("float32")},
    "words": lambda random: {
        "ids": random.randint(0, 50, (2, 7)), "mask": random.randint(0, 2, (2, 7)).astype("float32")
    },
}


def shown(name, array):
    return [name, list(array.shape), array.ravel().tolist()]


def convert(flags):
    """With the names of Paddle 2.4 where this newer one has them."""
    base, io = paddle.base, static.io
    io.load_inference_model = paddle.distributed.io.load_inference_model_distributed
    sys.modules["paddle.fluid"] = paddle.fluid = base
    for name in ("compiler", "framework", "core", "executor", "log_helper"):
        sys.modules["paddle.fluid." + name] = getattr(base, name)
    base.io = sys.modules["paddle.fluid.io"] = io
    sys.argv[1:] = flags
    runpy.run_module("paddle_serving_client.convert", run_name="__main__")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "convert":
        convert(arguments)
    else:
        {"save": save, "predict": predict}[command](*arguments)
