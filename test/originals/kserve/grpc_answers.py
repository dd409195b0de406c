"""Asks a host over gRPC with KServe's own client. The address of the host comes as the only argument; it serves
``double`` (y = x + x). Prints a line for each thing that has worked, and ends with an exception otherwise.
"""
import asyncio
import sys

import numpy as np
from kserve import InferenceGRPCClient, InferInput, InferRequest


async def main(address):
    client = InferenceGRPCClient(url=address)
    assert await client.is_server_live() and await client.is_server_ready() and await client.is_model_ready("double")
    print("probes")
    x = np.array([[1, 2], [3, 4]], dtype=np.float32)
    raw = InferInput("x", [2, 2], "FP32")
    raw.set_data_from_numpy(x, binary_data=True)
    typed = InferInput("x", [2, 2], "FP32", data=x.flatten().tolist())
    for name, tensor in (("raw", raw), ("typed", typed)):
        answer = await client.infer(InferRequest("double", [tensor], request_id="7"))
        assert answer.id == "7" and answer.model_name == "double", answer
        np.testing.assert_array_equal(answer.outputs[0].as_numpy(), x * 2)
        print(name)


asyncio.run(main(sys.argv[1]))
