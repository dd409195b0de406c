"""Asks a host over gRPC with Triton's own client, and with gRPC's own health checking and reflection.

The address of the host comes as the only argument; it serves ``double`` (y = x + x), ``tensors`` (every datatype comes
back) and ``parts`` (counts). Prints a line for each thing that has worked, and ends with an exception otherwise.
"""
import asyncio
import queue
import sys

import grpc
import ml_dtypes
import numpy as np
import tritonclient.grpc as triton
import tritonclient.grpc.aio as triton_aio
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

DATATYPES = {"BOOL": np.bool_, "UINT8": np.uint8, "UINT16": np.uint16, "UINT32": np.uint32, "UINT64": np.uint64,
             "INT8": np.int8, "INT16": np.int16, "INT32": np.int32, "INT64": np.int64, "FP16": np.float16,
             "BF16": ml_dtypes.bfloat16, "FP32": np.float32, "FP64": np.float64, "BYTES": np.object_}


def inputs_of(arrays, module=triton):
    tensors = []
    for name, (datatype, array) in arrays.items():
        tensor = module.InferInput(name, list(array.shape), datatype)
        tensor.set_data_from_numpy(array)
        tensors.append(tensor)
    return tensors


def array_of(datatype, rows):
    values = np.arange(rows * 2).reshape(rows, 2)
    if datatype == "BYTES":
        return np.array([[b"a\0b", "中".encode()], [b"", b"x" * 300]], dtype=np.object_)[:rows]
    if datatype in ("INT64", "UINT64"):
        return (values + 2 ** 60 + 1).astype(DATATYPES[datatype])
    return values.astype(DATATYPES[datatype])


def check_metadata(client):
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready("double")
    assert client.get_server_metadata().name == "evalbridge"
    metadata = client.get_model_metadata("double", as_json=True)
    assert metadata["inputs"] == [{"name": "x", "datatype": "FP32", "shape": ["-1", "2"]}], metadata
    config = client.get_model_config("double", as_json=True)
    assert config["config"]["input"][0]["data_type"] == "TYPE_FP32", config
    index = {(model.name, model.state) for model in client.get_model_repository_index().models}
    assert ("double", "READY") in index, index
    client.unload_model("double")
    client.load_model("double")
    assert client.get_inference_statistics("double").model_stats[0].name == "double"


def check_infer(client):
    x = np.array([[1, 2], [3, 4]], dtype=np.float32)
    result = client.infer("double", inputs_of({"x": ("FP32", x)}), request_id="7",
                          outputs=[triton.InferRequestedOutput("y")], client_timeout=20, compression_algorithm="gzip")
    assert result.get_response().id == "7"
    np.testing.assert_array_equal(result.as_numpy("y"), x * 2)
    for rows in (0, 1, 2):
        arrays = {datatype.lower(): (datatype, array_of(datatype, rows)) for datatype in DATATYPES}
        result = client.infer("tensors", inputs_of(arrays))
        for name, (datatype, array) in arrays.items():
            answered = result.as_numpy(name)
            assert answered.shape == array.shape, (name, answered.shape)
            np.testing.assert_array_equal(answered, array)
    large = np.random.default_rng(1).random((700_000, 2), dtype=np.float32)
    np.testing.assert_array_equal(client.infer("double", inputs_of({"x": ("FP32", large)})).as_numpy("y"), large * 2)
    answers = queue.Queue()
    client.async_infer("double", inputs_of({"x": ("FP32", x)}), lambda result, error: answers.put((result, error)))
    result, error = answers.get(timeout=20)
    assert error is None
    np.testing.assert_array_equal(result.as_numpy("y"), x * 2)


def check_errors(client):
    x = np.zeros((2, 3), dtype=np.float32)
    for model, status in (("double", "INVALID_ARGUMENT"), ("nobody", "NOT_FOUND")):
        try:
            client.infer(model, inputs_of({"x": ("FP32", x)}))
        except triton.InferenceServerException as error:
            assert error.status() == "StatusCode." + status, error
        else:
            raise AssertionError(model + " answered")


def eval_input(module=triton):
    return inputs_of({"input": ("BYTES", np.array([b"x"], dtype=np.object_))}, module)


def check_stream(client):
    answers = queue.Queue()
    client.start_stream(lambda result, error: answers.put((result, error)))
    client.async_stream_infer("parts", eval_input(), request_id="p", parameters={"count": 3},
                              enable_empty_final_response=True)
    finals = []
    for _ in range(4):
        result, error = answers.get(timeout=20)
        assert error is None, error
        finals.append(result.get_response().parameters["triton_final_response"].bool_param)
    assert finals == [False, False, False, True], finals
    client.async_stream_infer("nobody", eval_input(), request_id="q")
    result, error = answers.get(timeout=20)
    assert "no model" in error.message(), error
    x = np.ones((1, 2), dtype=np.float32)
    for number in range(20):
        client.async_stream_infer("double", inputs_of({"x": ("FP32", x * number)}), request_id=str(number))
    for number in range(20):
        result, error = answers.get(timeout=20)
        assert error is None and result.get_response().id == str(number)
        np.testing.assert_array_equal(result.as_numpy("y"), x * 2 * number)
    client.stop_stream()


async def check_aio(address):
    async with triton_aio.InferenceServerClient(address) as client:
        assert await client.is_server_ready()
        x = np.array([[5, 6]], dtype=np.float32)
        result = await client.infer("double", inputs_of({"x": ("FP32", x)}, triton_aio))
        np.testing.assert_array_equal(result.as_numpy("y"), x * 2)

        async def requests():
            for number in range(3):
                yield {"model_name": "double", "inputs": inputs_of({"x": ("FP32", x * number)}, triton_aio),
                       "request_id": str(number)}

        number = 0
        async for result, error in client.stream_infer(requests()):
            assert error is None, error
            np.testing.assert_array_equal(result.as_numpy("y"), x * 2 * number)
            number += 1
        assert number == 3


def check_health(channel):
    stub = health_pb2_grpc.HealthStub(channel)
    for service in ("", "double", "inference.GRPCInferenceService"):
        answer = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=20)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING, service
    watch = stub.Watch(health_pb2.HealthCheckRequest(service="double"))
    assert next(watch).status == health_pb2.HealthCheckResponse.SERVING
    watch.cancel()


def check_reflection(channel):
    database = ProtoReflectionDescriptorDatabase(channel)
    pool = DescriptorPool(database)
    services = set(database.get_services())
    assert {"inference.GRPCInferenceService", "taichu_infer.GRPCInferenceService"} <= services, services
    for name in services:
        service = pool.FindServiceByName(name)
        assert service.methods, name
    method = pool.FindServiceByName("inference.GRPCInferenceService").FindMethodByName("ModelInfer")
    fields = method.input_type.fields_by_name
    assert fields["parameters"].message_type.GetOptions().map_entry
    assert fields["raw_input_contents"].number == 7


def main(address):
    client = triton.InferenceServerClient(address)
    for name, check in (("metadata", check_metadata), ("infer", check_infer), ("errors", check_errors),
                        ("stream", check_stream)):
        check(client)
        print(name)
    client.close()
    asyncio.run(check_aio(address))
    print("aio")
    with grpc.insecure_channel(address) as channel:
        check_health(channel)
        print("health")
        check_reflection(channel)
        print("reflection")


main(sys.argv[1])
