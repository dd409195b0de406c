"""Runs a pipeline's script with ONNX Runtime in the place of Paddle's predictor; all else of it is Paddle Serving's own.

Usage: `python with_onnx.py <script> <args..>`, in the script's folder; each folder of a model holds a `model.onnx`.
"""
import os
import runpy
import sys

import onnxruntime
import paddle.inference


class Config(object):
    """What a predictor is made of; what else it is told of Paddle's engine says nothing here."""

    def __init__(self, folder):
        self.folder = folder

    def __getattr__(self, name):
        return lambda *args: None


class Predictor(object):
    def __init__(self, config):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        path = os.path.join(config.folder, "model.onnx")
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._inputs = {one.name: Handle() for one in self._session.get_inputs()}
        self._outputs = {one.name: Handle() for one in self._session.get_outputs()}

    def get_input_names(self):
        return list(self._inputs)

    def get_output_names(self):
        return list(self._outputs)

    def get_input_handle(self, name):
        return self._inputs[name]

    def get_output_handle(self, name):
        return self._outputs[name]

    def run(self):
        feed = {name: handle.value for name, handle in self._inputs.items()}
        for handle, value in zip(self._outputs.values(), self._session.run(None, feed)):
            handle.value = value


class Handle(object):
    value = None

    def copy_from_cpu(self, value):
        self.value = value

    def copy_to_cpu(self):
        return self.value

    def lod(self):
        return []


if __name__ == "__main__":
    paddle.inference.Config = Config
    paddle.inference.create_predictor = Predictor
    del sys.argv[0]
    sys.path[0] = os.getcwd()
    runpy.run_path(sys.argv[0], run_name="__main__")
