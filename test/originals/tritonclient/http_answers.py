"""Asks a host by Triton's own clients, and prints what they say as a JSON object: ``http_answers.py <host:port>``."""
import asyncio
import json
import sys

import ml_dtypes
import numpy as np
import tritonclient.http
import tritonclient.http.aio
from tritonclient.http import InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException

ROWS = np.arange(6, dtype=np.float32)
BYTES = [b"four", b"a\0b", b""]


def tensor(name, values, datatype, **how):
    made = InferInput(name, list(values.shape), datatype)
    made.set_data_from_numpy(values, **how)
    return made


def rows(**how):
    return [tensor("x", ROWS, "FP32", **how)]


def told(result, *names):
    return {name: result.as_numpy(name).tolist() for name in names}


def refused(call):
    try:
        call()
    except InferenceServerException as error:
        return [error.status(), error.message()]


def by_http(address):
    client = tritonclient.http.InferenceServerClient(address)
    yield "up", [client.is_server_live(), client.is_server_ready(), client.is_model_ready("sum"),
                 client.is_model_ready("nope")]
    yield "server", client.get_server_metadata()["name"]
    yield "metadata", client.get_model_metadata("sum", "1")
    yield "config", client.get_model_config("sum")["input"]
    yield "index", client.get_model_repository_index()
    for encoding in [None, "gzip", "deflate"]:
        compressed = {"request_compression_algorithm": encoding, "response_compression_algorithm": encoding}
        yield "binary %s" % encoding, told(client.infer("sum", rows(), **compressed), "y", "sum")
        json_only = [InferRequestedOutput("sum", binary_data=False)]
        yield "json %s" % encoding, client.infer(
            "sum", rows(binary_data=False), outputs=json_only, request_id="7", parameters={"factor": 2}, **compressed
        ).get_response()
    for datatype in ["INT64", "UINT64", "FP64", "INT8", "BOOL"]:
        dtype = tritonclient.utils.triton_to_np_dtype(datatype)
        extremes = np.array([[0, 1]], dtype) if datatype == "BOOL" else np.array(
            [[-1.5, np.nan]] if datatype == "FP64" else [[np.iinfo(dtype).min, np.iinfo(dtype).max]], dtype)
        inputs = [tensor(datatype.lower(), extremes, datatype)]
        others = [t for t in ALL if t.name() != datatype.lower()]
        back = client.infer("tensors", inputs + others).as_numpy(datatype.lower())
        yield datatype, [back.dtype == dtype, back.tobytes() == extremes.tobytes()]
    pictures = [tensor("input", np.array(BYTES, dtype=object), "BYTES")]
    result = client.infer("scored", pictures)
    yield "eval", [json.loads(text)["confidences"][0]["class"] for text in result.as_numpy("result")]
    yield "labels", [[label.decode() for label in row] for row in result.as_numpy("labels")]
    yield "scores", np.round(result.as_numpy("scores"), 2).tolist()
    yield "unknown", refused(lambda: client.infer("nope", rows()))
    yield "wrong", refused(lambda: client.infer("sum", pictures))
    client.unload_model("scored")
    unloaded = client.is_model_ready("scored")
    client.load_model("scored")
    yield "loaded", [unloaded, client.is_model_ready("scored")]
    yield "statistics", client.get_inference_statistics("sum")["model_stats"][0]["inference_count"]


async def by_aio(address):
    client = tritonclient.http.aio.InferenceServerClient(address)
    up = [await client.is_server_ready(), await client.is_model_ready("sum")]
    index = await client.get_model_repository_index()
    answers = await asyncio.gather(*[client.infer("sum", rows()) for _ in range(8)])
    await client.close()
    return {"up": up, "index": len(index), "sums": [answer.as_numpy("sum").tolist() for answer in answers]}


DTYPES = ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64"]
ALL = [tensor(d.lower(), np.zeros((1, 2), tritonclient.utils.triton_to_np_dtype(d)), d) for d in DTYPES]
ALL.append(tensor("bf16", np.zeros((1, 2), ml_dtypes.bfloat16), "BF16"))
ALL.append(tensor("bytes", np.array([[b"", b"a\0"]], dtype=object), "BYTES"))

if __name__ == "__main__":
    print(json.dumps({"http": dict(by_http(sys.argv[1])), "aio": asyncio.run(by_aio(sys.argv[1]))}))
