# -*- coding: utf-8 -*-
"""Reads pages over one stream: python stream_grpc_client.py HOST:PORT PICTURE.. (pip install taichu-serve)"""
import base64
import sys

import grpc
from taichu_serve.grpc_predict_v2_pb2 import InferParameter, ModelInferRequest
from taichu_serve.grpc_predict_v2_pb2_grpc import GRPCInferenceServiceStub


def pages(paths):
    for path in paths:
        with open(path, "rb") as f:
            image = InferParameter(string_param=base64.b64encode(f.read()).decode())
        yield ModelInferRequest(model_name="PageText", model_version="1", id="book", parameters={"image": image})


def main(address, *paths):
    with grpc.insecure_channel(address) as channel:
        for answer in GRPCInferenceServiceStub(channel).ModelStreamInfer(pages(paths)):
            told = answer.parameters
            page = int(told["page"].float_param)
            if "text" in told:
                print("%d.%d  %s" % (page, told["line"].float_param, told["text"].string_param))
            else:
                print("%d: %d lines" % (page, told["lines"].float_param))


main(*sys.argv[1:])
