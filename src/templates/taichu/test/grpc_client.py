"""One request over gRPC.

    pip install grpcio protobuf
    PYTHONPATH=$(evalbridge python-path) python3 test/grpc_client.py [127.0.0.1:8081]

`taichu_serve` is evalbridge's there, or an installed one. The address is the gRPC port of `evalbridge serve`, the one
after its HTTP port; with `--platform-ports` 127.0.0.1:8080 in place of 8081, as config.ini says.
"""
import sys

import grpc
from taichu_serve import grpc_predict_v2_pb2 as messages
from taichu_serve import grpc_predict_v2_pb2_grpc as services

MODEL, VERSION = "modelservice", "1"


def infer(address):
    """The answer to one request."""
    request = messages.ModelInferRequest(model_name=MODEL, model_version=VERSION, id="request-1")
    request.parameters["text"].string_param = "hello"
    request.parameters["limit"].float_param = 3
    with grpc.insecure_channel(address) as channel:
        return services.GRPCInferenceServiceStub(channel).ModelInfer(request, timeout=60)


if __name__ == "__main__":
    print(infer(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:8081"))
