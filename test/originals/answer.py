"""Answers Python expressions over arrays with what the installed libraries make of them.

Questions and answers are lines of JSON, each followed by the bytes of the arrays that it announces.
"""
import io
import json
import sys
import time

import numpy as np

import references

NAMES = {"np": np, "io": io, "references": references}
# Some environments have one of them.
try:
    import cv2
    NAMES["cv2"] = cv2
except ImportError:
    pass
try:
    import PIL
    from PIL import Image
    NAMES["PIL"] = PIL
    NAMES["Image"] = Image
except ImportError:
    pass


def durations(call, seconds):
    """How long single calls take (ms), for as long as is said."""
    taken, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


NAMES["durations"] = durations


def read(stream, value):
    """A variable; an array is announced as {"dtype", "shape"}."""
    if not isinstance(value, dict):
        return value
    count = int(np.prod(value["shape"]))
    dtype = np.dtype(value["dtype"])
    return np.frombuffer(stream.read(count * dtype.itemsize), dtype).reshape(value["shape"]).copy()


def answer(stream, line):
    question = json.loads(line)
    variables = {name: read(stream, value) for name, value in question["variables"].items()}
    try:
        value = eval(question["expression"], dict(NAMES, **variables))
    except Exception as error:
        return {"error": "%s: %s" % (type(error).__name__, error)}, b""
    if isinstance(value, np.ndarray):
        return {"dtype": str(value.dtype), "shape": value.shape}, np.ascontiguousarray(value).tobytes()
    return {"value": value}, b""


def main():
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    for line in iter(questions.readline, b""):
        head, data = answer(questions, line)
        answers.write(json.dumps(dict(head, bytes=len(data)), default=lambda value: value.tolist()).encode() + b"\n" + data)
        answers.flush()


if __name__ == "__main__":
    main()
