"""Writes the weights of evals/digits as the checkpoint that the printed PyTorch script loads.

Its net is the one that was trained there, without the normalisation, which the script does itself.

Usage: `python checkpoint.py <digits.onnx> <mnist_cnn.pt>`
"""
import sys

import numpy as np
import torch

GRAPH, INITIALIZER = 7, 5
DIMS, NAME, RAW_DATA = 1, 8, 9


def fields(message):
    """(number, value) of a protobuf message: numbers and bytes."""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = number()
        value = number()
        if key & 7 == 2:
            start, at = at, at + value
            value = message[start:at]
        yield key >> 3, value


def tensor(message):
    """(name, float32) of a TensorProto."""
    found = list(fields(message))
    shape = [value for key, value in found if key == DIMS]
    told = dict(found)
    return told[NAME].decode(), torch.from_numpy(np.frombuffer(told[RAW_DATA], "<f4").reshape(shape).copy())


def main(model, checkpoint):
    with open(model, "rb") as file:
        graph = dict(fields(file.read()))[GRAPH]
    weights = dict(tensor(value) for key, value in fields(graph) if key == INITIALIZER)
    torch.save({name: value for name, value in weights.items() if "." in name}, checkpoint)


if __name__ == "__main__":
    main(*sys.argv[1:])
