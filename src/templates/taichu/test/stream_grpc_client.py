"""Three requests in one stream over gRPC: one worker answers them all, with one context.

    pip install grpcio protobuf
    PYTHONPATH=$(evalbridge python-path) python3 test/stream_grpc_client.py [127.0.0.1:8081]

`taichu_serve` is evalbridge's there, or an installed one. The address is the gRPC port of `evalbridge serve`, the one
after its HTTP port; with `--platform-ports` 127.0.0.1:8080 in place of 8081, as config.ini says.
"""
import sys

import grpc
from taichu_serve import grpc_predict_v2_pb2 as messages
from taichu_serve import grpc_predict_v2_pb2_grpc as services

MODEL, VERSION = "modelservice", "1"


def requests():
    """What the stream sends."""
    for text in ("one", "two", "three"):
        request = messages.ModelInferRequest(model_name=MODEL, model_version=VERSION, id="stream-1")
        request.parameters["text"].string_param = text
        yield request


def infer(address):
    """Yields the answers, each when it has come."""
    with grpc.insecure_channel(address) as channel:
        for answer in services.GRPCInferenceServiceStub(channel).ModelStreamInfer(requests(), timeout=60):
            yield answer


if __name__ == "__main__":
    for found in infer(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:8081"):
        print(found)
