import { rm } from "node:fs/promises";
import { afterEach, expect, it } from "vitest";
import { decode } from "../../src/tensors/request.ts";
import { readResponse } from "../../src/tensors/response.ts";
import { onnxModel } from "../runner/onnx-model.ts";
import { folderWith } from "../support/folders.ts";
import { serveFolder, startHost, type TestHost } from "../support/host.ts";

let host: TestHost | undefined;
const folders: string[] = [];
afterEach(async () => {
  await host?.close();
  host = undefined;
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

function request(data: readonly number[], parameters = {}) {
  return JSON.stringify({ parameters, inputs: [{ name: "x", datatype: "FP32", shape: [data.length], data }] });
}

function ask(from: TestHost, release: string, body: string): Promise<Response> {
  return fetch(`${from.url}/v1/eval/${release}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body,
  });
}

it("a handler's tensors pass the gate as JSON, and as raw bytes where a client wants them", async () => {
  host = await startHost({ "sum/v1": { fixture: "native/tensor-sum/1" } });
  const json = await ask(host, "sum/v1", request([1, 2]));
  expect(await json.json()).toMatchObject({ code: 0, result: { outputs: [{ data: [1, 2] }, { data: [3] }] } });

  const values = Array.from({ length: 600_000 }, (_, index) => index % 7);
  const raw = await ask(host, "sum/v1", request(values, { binary_data_output: true }));
  expect([raw.status, raw.headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
  const length = Number(raw.headers.get("inference-header-content-length"));
  const [y, sum] = readResponse(new Uint8Array(await raw.arrayBuffer()), length).outputs.map((output) =>
    decode(output),
  );
  expect(y?.data.length).toBe(values.length);
  expect(sum?.data[0]).toBe(values.reduce((total, value) => total + value, 0));

  const wrong = await ask(host, "sum/v1", request([1], { wrong: "shape" }));
  expect([wrong.status, await wrong.json()]).toEqual([
    599,
    { error: "the ret's tensor sum must be FP64 [1], not FP64 [1, 1]" },
  ]);
  const strange = await ask(host, "sum/v1", '{"inputs":[]}');
  expect([strange.status, await strange.json()]).toEqual([400, { error: "input x is missing" }]);
});

it("requests for a bare model that wait for each other get their own answers", async () => {
  const model = onnxModel({
    inputs: [{ name: "x", type: "float32", shape: ["n"] }],
    outputs: [{ name: "y", type: "float32", shape: ["n"] }],
    nodes: [{ op: "Add", inputs: ["x", "x"], outputs: ["y"] }],
  });
  const dir = await folderWith({
    "double/v1/model.onnx": model,
    "double/v1/release.yaml": "batch_size: 4\nbatch_delay_ms: 200\n",
  });
  folders.push(dir);
  host = await serveFolder(dir);
  const from = host;
  const inputs = Array.from({ length: 12 }, (_, index) => Array.from({ length: index % 4 }, (_, at) => index + at));
  const answers = await Promise.all(inputs.map(async (data) => (await ask(from, "double/v1", request(data))).json()));
  expect(
    answers.map((answer) => (answer as { result: { outputs: { data: unknown }[] } }).result.outputs[0]?.data),
  ).toEqual(inputs.map((data) => data.map((value) => 2 * value)));
});
