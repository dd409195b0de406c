"""Saves price = x . weights + bias as Paddle does. Usage: `python save_line.py <folder> <weights as JSON> <bias>`.

Into `new`: inference.pdmodel and inference.pdiparams; into `old`, the same as `__model__` and `__params__`.
"""
import json
import os
import shutil
import sys

os.environ["FLAGS_enable_pir_api"] = "0"
import numpy as np
import paddle
from paddle import static


def main(folder, weights, bias):
    paddle.enable_static()
    weights = np.array(weights, "float32").reshape(-1, 1)
    program, startup = static.Program(), static.Program()
    with static.program_guard(program, startup):
        x = static.data("x", [None, len(weights)], "float32", lod_level=1)
        assign = paddle.nn.initializer.Assign
        price = static.nn.fc(x, 1, weight_attr=paddle.ParamAttr(initializer=assign(weights)),
                             bias_attr=paddle.ParamAttr(initializer=assign(np.array([bias], "float32"))))
        executor = static.Executor(paddle.CPUPlace())
        executor.run(startup)
        static.save_inference_model(os.path.join(folder, "new", "inference"), [x], [price], executor, program=program)
    os.makedirs(os.path.join(folder, "old"))
    for ending, name in (("pdmodel", "__model__"), ("pdiparams", "__params__")):
        shutil.copy(os.path.join(folder, "new", "inference." + ending), os.path.join(folder, "old", name))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]), float(sys.argv[3]))
