"""Writes ../model/object-detection.onnx: COCO-SSD's network and the decoding of its boxes.

Resizing the picture, which comes before, and dropping boxes that overlap, which comes after, are left to the callers.
The layout becomes NCHW; the weights stay as they are, to the last bit.
"""
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import tfjs_model

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "model", "object-detection.onnx")
SIZE = 300
CLASSES = 90  # and the background, which comes first
ANCHORS = 1917
HEADS = 6
# The network's input in the graph; what lies before it resizes the picture and brings it to -1..1.
INPUT = "Preprocessor/sub"


class Converter:
    """Walks the TensorFlow graph backwards from what is asked for, and writes each node once."""

    def __init__(self, tf_nodes, weights):
        self.tf_nodes, self.weights = tf_nodes, weights
        self.nodes, self.initializers = [], []
        self.names = {INPUT: "image"}

    def add(self, op, inputs, **attributes):
        name = "%s_%d" % (op.lower(), len(self.nodes))
        self.nodes.append(helper.make_node(op, inputs, [name], name, **attributes))
        return name

    def constant(self, array):
        name = "constant_%d" % len(self.initializers)
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def tensor(self, tf_name):
        """The ONNX name of a TensorFlow node's value; NCHW where it is an image."""
        if tf_name not in self.names:
            node = self.tf_nodes[tf_name]
            self.names[tf_name] = getattr(self, node["op"])(node)
        return self.names[tf_name]

    def Conv2D(self, node):
        kernel = self.weights[node["input"][1]]  # HWIO
        return self.convolution(node, kernel.transpose(3, 2, 0, 1), group=1)

    def DepthwiseConv2dNative(self, node):
        kernel = self.weights[node["input"][1]]  # HWC1
        return self.convolution(node, kernel.transpose(2, 3, 0, 1), group=kernel.shape[2])

    def convolution(self, node, kernel, group):
        assert bytes(node["attr"]["padding"]["s"]) == b"SAME"
        strides = [int(stride) for stride in node["attr"]["strides"]["list"]["i"][1:3]]
        inputs = [self.tensor(node["input"][0]), self.constant(kernel)]
        return self.add("Conv", inputs, auto_pad="SAME_UPPER", strides=strides, group=group)

    def FusedBatchNorm(self, node):
        image, *parameters = node["input"]
        inputs = [self.tensor(image)] + [self.constant(self.weights[name]) for name in parameters]
        return self.add("BatchNormalization", inputs, epsilon=node["attr"]["epsilon"]["f"])

    def elementwise(self, op, node):
        return self.add(op, [self.operand(name) for name in node["input"]])

    def operand(self, tf_name):
        """A value, or one constant per channel."""
        if tf_name in self.weights:
            return self.constant(self.weights[tf_name].reshape(1, -1, 1, 1))
        return self.tensor(tf_name)

    def Add(self, node):
        return self.elementwise("Add", node)

    AddN = BiasAdd = Add

    def Mul(self, node):
        return self.elementwise("Mul", node)

    def Relu6(self, node):
        limits = [self.constant(np.float32(limit)) for limit in (0, 6)]
        return self.add("Clip", [self.tensor(node["input"][0])] + limits)

    def head(self, index, kind, values):
        """A box predictor's answer, [1, its anchors, values]."""
        image = self.tensor("BoxPredictor_%d/%s/BiasAdd" % (index, kind))
        pixels = self.add("Transpose", [image], perm=[0, 2, 3, 1])
        return self.add("Reshape", [pixels, self.constant(np.array([1, -1, values], np.int64))])

    def all_heads(self, kind, values):
        return self.add("Concat", [self.head(index, kind, values) for index in range(HEADS)], axis=1)

    def scores(self):
        """[1, anchors, classes], each from 0 to 1, background left out."""
        probabilities = self.add("Sigmoid", [self.all_heads("ClassPredictor", 1 + CLASSES)])
        start, end, axis = [self.constant(np.array([value], np.int64)) for value in (1, 1 + CLASSES, 2)]
        return self.add("Slice", [probabilities, start, end, axis])

    def boxes(self):
        """[1, anchors, 4]: top, left, bottom, right as parts of the picture, which they may leave."""
        anchors = self.weights["Postprocessor/ExpandDims"][0]
        sizes = anchors[:, 2:] - anchors[:, :2]
        centres = anchors[:, :2] + sizes * np.float32(0.5)
        shift, growth = self.halves(self.all_heads("BoxEncodingPredictor", 4))
        shift = self.add("Mul", [shift, self.constant(self.reciprocal("div_recip") * sizes)])
        growth = self.add("Exp", [self.add("Mul", [growth, self.constant(self.reciprocal("div_2_recip"))])])
        centre = self.add("Add", [shift, self.constant(centres)])
        half = self.add("Mul", [growth, self.constant(sizes * np.float32(0.5))])
        corners = [self.add("Sub", [centre, half]), self.add("Add", [centre, half])]
        return self.add("Concat", corners, axis=2)

    def reciprocal(self, name):
        return self.weights["ConstantFolding/Postprocessor/Decode/" + name]

    def halves(self, codes):
        names = ["shift", "growth"]
        self.nodes.append(helper.make_node("Split", [codes], names, "halves", axis=2))
        return names


def convert():
    converter = Converter(*tfjs_model.load())
    for value, name in ((converter.boxes(), "boxes"), (converter.scores(), "scores")):
        converter.nodes.append(helper.make_node("Identity", [value], [name], name))
    graph = helper.make_graph(
        converter.nodes,
        "coco-ssd",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, SIZE, SIZE])],
        [
            helper.make_tensor_value_info("boxes", TensorProto.FLOAT, [1, ANCHORS, 4]),
            helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, ANCHORS, CLASSES]),
        ],
        converter.initializers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)
    onnx.checker.check_model(model, full_check=True)
    return model


if __name__ == "__main__":
    onnx.save(convert(), TARGET)
