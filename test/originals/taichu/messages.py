"""What clients do with taichu_serve.grpc_predict_v2_pb2, and with the stub where there is gRPC: one line of JSON."""
import json

from taichu_serve import grpc_predict_v2_pb2 as messages


def stub_methods():
    """How the stub calls each method: its path, and the shape of its calls."""
    from taichu_serve import grpc_predict_v2_pb2_grpc as services

    class Channel(object):
        def __getattr__(self, shape):
            return lambda path, request_serializer, response_deserializer, **others: [path, shape]

    return vars(services.GRPCInferenceServiceStub(Channel()))


request = messages.ModelInferRequest(model_name="ModelService", model_version="1", id="x")
request.parameters["flag"].bool_param = True
request.parameters["number"].float_param = 12.5
request.parameters["text"].string_param = u"\u4e2d"
again = messages.ModelInferRequest.FromString(request.SerializeToString())
tensor = messages.ModelMetadataResponse.TensorMetadata(name="in", datatype="FP32", shape=[1, 3])
metadata = messages.ModelMetadataResponse(name="m", versions=["1"], inputs=[tensor])
output = messages.ModelInferRequest.InferRequestedOutputTensor(name="out")
output.parameters["flag"].bool_param = False
told = {
    "descriptor": messages.DESCRIPTOR.serialized_pb.hex(),
    "parameters": sorted((key, value.WhichOneof("parameter_choice"), value.float_param, value.string_param)
                         for key, value in again.parameters.items()),
    "equal": again == request,
    "unset": messages.InferParameter().WhichOneof("parameter_choice"),
    "metadata": metadata.SerializeToString().hex(),
    "output": output.SerializeToString().hex(),
    "live": messages.ServerLiveResponse.FromString(b"\x08\x01").live,
}
try:
    told["methods"] = stub_methods()
except ImportError:
    pass
print(json.dumps(told))
