"""Measures ../model/digits.onnx on the held-out digits and writes the pictures of ../samples.

    pip install -r ../python/requirements.txt
    python samples.py

Samples are the first held-out digit of every class, and the first HARD ones of which the model is less than 90 % sure.
"""
import hashlib
import os

import cv2
import numpy as np
import onnxruntime

import mnist

APP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
HARD = 5
SURE = 0.9


def predict(images):
    """Probabilities, float32 [N,10], of uint8 images [N,28,28], computed one by one as the app does."""
    session = onnxruntime.InferenceSession(os.path.join(APP, "model", "digits.onnx"))
    inputs = images.astype(np.float32).reshape(-1, 1, 1, 28, 28) / 255.0
    return np.concatenate([session.run(["probabilities"], {"input": one})[0] for one in inputs])


def choose(labels, scores):
    """Test indices of the samples, ascending."""
    _, first = np.unique(labels, return_index=True)
    unsure = np.flatnonzero(scores.max(axis=1) < SURE)
    return sorted(set(first) | set(unsure[:HARD]))


def main():
    images, labels = mnist.load("t10k")
    scores = predict(images)
    answers = scores.argmax(axis=1)
    print("%d of %d held-out digits correct" % ((answers == labels).sum(), len(labels)))
    for index in choose(labels, scores):
        name = "digit-%d-%05d.png" % (labels[index], index)
        png = cv2.imencode(".png", images[index])[1].tobytes()
        with open(os.path.join(APP, "samples", name), "wb") as sample:
            sample.write(png)
        print(name, hashlib.sha256(png).hexdigest(), answers[index], scores[index].max())


if __name__ == "__main__":
    main()
