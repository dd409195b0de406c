"""Asks the pipeline "svc" of the recordings by Paddle Serving's own client over gRPC, and by requests over HTTP.

Usage: `python client_answers.py <host:port> <url>`; prints a line of JSON for each question: its name and what came back.
"""
import contextlib
import io
import json
import sys

import numpy as np
import requests
from paddle_serving_server.pipeline import PipelineClient

ROWS = np.array([[1.5, -2.25], [0, 1e-3]])
DTYPES = ["int64", "float32", "int32", "float64", "int16", "float16", "uint16", "uint8", "int8", "bool"]


def told(response):
    return [response.err_no, response.err_msg, dict(zip(response.key, response.value))]


def by_grpc(address):
    client = PipelineClient()
    client.connect([address])

    def predict(feed, **how):
        # It says how long it takes.
        with contextlib.redirect_stdout(io.StringIO()):
            return client.predict(feed_dict=feed, **how)

    yield "texts", told(predict({"x": "text", "y": u"\u4e2d\n"}, fetch=["x"]))
    yield "list", told(predict({"x": [1, 2, 3], "y": [[0.5], [1.0]], "z": ["a", "b"]}))
    yield "array", told(predict({"x": ROWS, "y": ROWS.astype("float32"), "z": np.arange(1200)}))
    yield "log_id in a message", told(predict({"do": "first.pre.raise"}, log_id=4711))
    yield "logid of the feed", told(predict({"do": "first.pre.raise", "logid": 12}))
    yield "the product's number", told(predict({"do": "first.pre.prod"}))
    futures = [predict({"x": str(index)}, asyn=True) for index in range(5)]
    yield "asyn", [told(future.result()) for future in futures]
    tensors = {dtype: np.array([[0, 1, 2]]).astype(dtype) for dtype in DTYPES}
    yield "tensors", told(predict(tensors, pack_tensor_format=True))
    yield "tensors as bytes", told(predict(tensors, pack_tensor_format=True, use_tensor_bytes=True))
    yield "a text tensor", told(predict({"x": "text"}, pack_tensor_format=True))
    yield "lod", told(predict({"x": ROWS, "x.lod": [0, 1, 2]}, pack_tensor_format=True))
    for name, wrong in [("a number", {"x": 1}), ("no feed", [1])]:
        try:
            predict(wrong)
        except Exception as error:
            yield name, [type(error).__name__, str(error)]


def by_requests(url):
    path = url + "/svc/prediction"
    session = requests.Session()

    def post(target=path, **how):
        answer = session.post(target, **how)
        return [answer.status_code, answer.headers["content-type"], answer.text]

    data = {"key": ["x", "y"], "value": [u"\u4e2d", repr(ROWS.tolist())]}
    yield "data=", post(data=json.dumps(data))
    yield "json=", post(json=data)
    yield "bytes", post(data=json.dumps(data, ensure_ascii=False).encode("utf-8"))
    yield "logid", post(json={"key": ["do"], "value": ["first.pre.raise"], "logid": 4711})
    yield "tensor", post(json={"tensors": [
        {"name": "x", "elem_type": 1, "shape": [2, 2], "float_data": ROWS.flatten().tolist()},
        {"name": "y", "elem_type": 12, "str_data": ["a", "b"], "shape": [2]}]})
    yield "a list as value", post(json={"key": ["x"], "value": [[1, 2]]})
    yield "another service", post(url + "/other/prediction", json=data)
    yield "no service", post(url + "/", json=data)
    yield "no json", post(data="x=1")


if __name__ == "__main__":
    for asked, answers in [("grpc", by_grpc(sys.argv[1])), ("requests", by_requests(sys.argv[2]))]:
        for name, answer in answers:
            print(json.dumps(["%s: %s" % (asked, name), answer]))
