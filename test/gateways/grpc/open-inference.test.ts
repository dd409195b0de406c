import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelStatistics } from "../../../src/gateways/open-inference/statistics.ts";
import { toRaw } from "../../../src/tensors/raw.ts";
import { onnxModel } from "../../runner/onnx-model.ts";
import type { CallOptions, Message } from "../../support/grpc.ts";
import { GrpcClient, Protocol } from "../../support/grpc.ts";
import type { TestHost } from "../../support/host.ts";
import { serveFolder } from "../../support/host.ts";
import { ALL, tensors } from "../../tensors/arbitrary.ts";

const PROTOCOL = new Protocol("open-inference.proto", "inference.GRPCInferenceService");
const FIXTURES = new URL("../../fixtures/", import.meta.url).pathname;

let dir: string;
let host: TestHost;
let client: GrpcClient;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "evalbridge-grpc-"));
  const fixtures = {
    "tensors/1": "native/tensors/1",
    "echo/v1": "apps/echo/v1",
    "batched/v1": "apps/echo/v1",
    "parts/v1": "native/parts/v1",
  };
  for (const [name, fixture] of Object.entries(fixtures)) {
    await cp(join(FIXTURES, fixture), join(dir, name), { recursive: true });
  }
  await writeFile(join(dir, "batched/v1/release.yaml"), "batch_size: 4\nbatch_delay_ms: 60000\ntimeout_ms: 60000\n");
  await mkdir(join(dir, "double/3"), { recursive: true });
  const shape = ["n", 2];
  const double = onnxModel({
    inputs: [{ name: "x", type: "float32", shape }],
    outputs: [{ name: "y", type: "float32", shape }],
    nodes: [{ op: "Add", inputs: ["x", "x"], outputs: ["y"] }],
  });
  await writeFile(join(dir, "double/3/model.onnx"), double);
  host = await serveFolder(dir);
  client = new GrpcClient(await host.app.grpc.listen("127.0.0.1", 0), PROTOCOL);
});
afterAll(async () => {
  client.close();
  await host.close();
  await rm(dir, { recursive: true, force: true });
});

/** As grpc-js tells whole numbers of 64 bits. */
const asText = (value: unknown) => (typeof value === "number" ? String(value) : value);
const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
const x = { name: "x", datatype: "FP32", shape: [2, 2] };
const wanted = { model_name: "double", inputs: [x], raw_input_contents: [floats(1, 2, 3, 4)] };

function infer(request: Message, options?: CallOptions) {
  return client.call("ModelInfer", request, options);
}

describe("probes and metadata", () => {
  it("tell that the host and its models are there", async () => {
    const ok = { status: "OK" };
    expect(await client.call("ServerLive", {})).toMatchObject({ ...ok, message: { live: true } });
    expect(await client.call("ServerReady", {})).toMatchObject({ ...ok, message: { ready: true } });
    expect(await client.call("ServerMetadata", {})).toMatchObject({
      message: { name: "evalbridge", extensions: expect.arrayContaining(["binary_tensor_data"]) },
    });
    expect(await client.call("ModelReady", { name: "echo", version: "v1" })).toMatchObject({
      message: { ready: true },
    });
    expect(await client.call("ModelReady", { name: "nobody" })).toMatchObject({ status: "NOT_FOUND" });
    expect(await client.call("ModelMetadata", { name: "double" })).toMatchObject({
      message: {
        name: "double",
        versions: ["3"],
        inputs: [{ name: "x", datatype: "FP32", shape: ["-1", "2"] }],
        outputs: [{ name: "y", datatype: "FP32", shape: ["-1", "2"] }],
      },
    });
    expect(await client.call("ModelConfig", { name: "double" })).toMatchObject({
      message: { config: { name: "double", input: [{ name: "x", data_type: 11, dims: ["-1", "2"] }] } },
    });
  });

  it("name what is not served", async () => {
    const { status, details } = await client.call("ModelInfer", { model_name: "double", model_version: "9" });
    expect([status, details]).toEqual(["NOT_FOUND", expect.stringContaining('no version "9"')]);
    const shared = await client.callBytes("SystemSharedMemoryStatus", new Uint8Array());
    expect(shared).toMatchObject({ status: "UNIMPLEMENTED", details: expect.stringContaining("shared memory") });
  });
});

describe("the repository", () => {
  it("is listed, and loads and unloads its models", async () => {
    const { message } = await client.call("RepositoryIndex", {});
    expect(message).toMatchObject({
      models: expect.arrayContaining([{ name: "double", version: "3", state: "READY", reason: "" }]),
    });
    expect(await client.call("RepositoryModelUnload", { model_name: "double" })).toMatchObject({ status: "OK" });
    expect(await infer(wanted)).toMatchObject({ status: "UNAVAILABLE" });
    expect(await client.call("RepositoryModelLoad", { model_name: "double" })).toMatchObject({ status: "OK" });
    expect(await infer(wanted)).toMatchObject({ status: "OK" });
    expect(await client.call("RepositoryModelLoad", { model_name: "nobody" })).toMatchObject({ status: "NOT_FOUND" });
    const config = { config: { string_param: "{}" } };
    expect(await client.call("RepositoryModelLoad", { model_name: "double", parameters: config })).toMatchObject({
      status: "UNIMPLEMENTED",
    });
  });

  it("counts what its models have answered", async () => {
    await infer(wanted);
    const { message } = await client.call("ModelStatistics", { name: "double" });
    expect(message).toMatchObject({
      model_stats: [{ name: "double", inference_stats: { success: { count: /[1-9]/ } } }],
    });
  });

  it("counts the calls of batches by their size, and each request with all of its call, as over HTTP", async () => {
    const texts = { name: "any", datatype: "BYTES", shape: [4] };
    const data = { bytes_contents: ["a", "b", "c", "d".repeat(1_000_000)].map((text) => Buffer.from(text)) };
    const parameters = { mode: { string_param: "sleep" }, s: { double_param: 0.05 } };
    const asked = { model_name: "batched", parameters, inputs: [{ ...texts, contents: data }] };
    expect(await infer(asked)).toMatchObject({ status: "OK" });
    const over = await fetch(`${host.url}/v2/models/batched/stats`);
    const body = (await over.json()) as { model_stats: [ModelStatistics] };
    const [{ inference_stats, batch_stats, ...counts }] = body.model_stats;
    expect(counts).toMatchObject({ inference_count: 4, execution_count: 1 });
    const { success, queue, compute_input, compute_infer, compute_output } = inference_stats;
    const times = [queue, compute_input, compute_infer, compute_output];
    expect(times.map(({ count }) => count)).toEqual([4, 4, 4, 4]);
    expect(compute_infer.ns).toBeGreaterThanOrEqual(4 * 4 * 0.05e9);
    for (const { ns } of times) expect(ns).toBeGreaterThan(0);
    // What the requests of a batch have in common is in each of them, and no more than each took from its first byte.
    expect(times.reduce((sum, { ns }) => sum + ns, 0)).toBeLessThanOrEqual(success.ns);
    const one = ({ ns }: { readonly ns: number }) => ({ count: 1, ns: ns / 4 });
    expect(batch_stats).toEqual([
      {
        batch_size: 4,
        compute_input: one(compute_input),
        compute_infer: one(compute_infer),
        compute_output: one(compute_output),
      },
    ]);
    const { message } = await client.call("ModelStatistics", { name: "batched" });
    const words = (value: unknown) => JSON.parse(JSON.stringify(value), (_, each) => asText(each));
    expect(message).toMatchObject(words({ model_stats: [{ inference_stats: { success, queue }, batch_stats }] }));
  });
});

describe("ModelInfer", () => {
  it("answers raw tensors, with the request's id", async () => {
    const { message } = await infer({ ...wanted, id: "é 1", outputs: [{ name: "y" }] });
    expect(message).toEqual({
      model_name: "double",
      model_version: "3",
      id: "é 1",
      outputs: [{ name: "y", datatype: "FP32", shape: ["2", "2"] }],
      raw_output_contents: [floats(2, 4, 6, 8)],
    });
  });

  it("takes typed tensors, and answers raw ones", async () => {
    const { message } = await infer({
      model_name: "double",
      inputs: [{ ...x, contents: { fp32_contents: [1, 2, 3, 4] } }],
    });
    expect(message).toMatchObject({ raw_output_contents: [floats(2, 4, 6, 8)] });
  });

  it("gives back every datatype as it came", async () => {
    const request = fc.tuple(...ALL.map((datatype) => tensors([datatype]).filter(({ shape }) => isRows(shape))));
    await fc.assert(
      fc.asyncProperty(request, async (all) => {
        const inputs = all.map(({ datatype, shape }) => ({ name: datatype.toLowerCase(), datatype, shape }));
        const raw = all.map((tensor) => Buffer.from(toRaw(tensor)));
        const { message } = await infer({ model_name: "tensors", inputs, raw_input_contents: raw });
        expect(message?.["outputs"]).toMatchObject(inputs.map(({ name, datatype }) => ({ name, datatype })));
        expect(message?.["raw_output_contents"]).toEqual(raw);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [
      "raw and typed",
      { ...wanted, inputs: [{ ...x, contents: { fp32_contents: [1] } }] },
      "input x has contents beside raw_input_contents: the inputs must be all typed, or all of them raw",
    ],
    [
      "two tensors for one input",
      { ...wanted, raw_input_contents: [floats(1), floats(2)] },
      "raw_input_contents holds 2 tensors, and inputs names 1",
    ],
    [
      "fewer bytes than the shape wants",
      { ...wanted, raw_input_contents: [floats(1)] },
      "input x has 4 bytes, but FP32 [2, 2] takes 16",
    ],
    [
      "fewer elements than the shape wants",
      { ...wanted, inputs: [{ ...x, contents: { fp32_contents: [1, 2, 3] } }], raw_input_contents: [] },
      "input x has 3 elements, and its shape [2, 2] holds 4",
    ],
    [
      "a negative size",
      { ...wanted, inputs: [{ ...x, shape: [-1, 2] }] },
      "input x has no shape that is an array of whole numbers",
    ],
    [
      "sizes beyond all counting",
      { ...wanted, inputs: [{ ...x, shape: ["9223372036854775807", "9223372036854775807"] }] },
      "which is too large",
    ],
    [
      "an unknown datatype",
      { ...wanted, inputs: [{ ...x, datatype: "FP8" }] },
      "input x has the datatype FP8; it may be BOOL",
    ],
    ["another datatype", { ...wanted, inputs: [{ ...x, datatype: "INT32" }] }, "input x must be FP32"],
    ["an unknown input", { ...wanted, inputs: [{ ...x, name: "z" }] }, "z"],
    [
      "an input twice",
      { ...wanted, inputs: [x, x], raw_input_contents: [floats(1, 2, 3, 4), floats(1, 2, 3, 4)] },
      "input x is given twice",
    ],
    ["no input", { model_name: "double" }, "x"],
    ["an unknown output", { ...wanted, outputs: [{ name: "q" }] }, "q"],
    ["a parameter without a value", { ...wanted, parameters: { p: {} } }, "the parameter p has no value"],
    [
      "a parameter that is no number",
      { ...wanted, parameters: { p: { double_param: Number.NaN } } },
      "the parameter p is NaN",
    ],
  ])("refuses %s", async (_name, request, sentence) => {
    const { status, details } = await infer(request);
    expect([status, details]).toEqual(["INVALID_ARGUMENT", expect.stringContaining(sentence)]);
  });

  it("refuses 10,000 tensors that nobody wants, before it reads one, and a million that nobody could", async () => {
    // Were they read, this would be what is wrong with them.
    const many = Array.from({ length: 10_000 }, () => ({ name: "x", datatype: "none" }));
    for (const [key, request] of Object.entries({ inputs: { inputs: many }, outputs: { ...wanted, outputs: many } })) {
      const { status, details } = await infer({ model_name: "double", ...request });
      expect([status, details]).toEqual(["INVALID_ARGUMENT", expect.stringContaining(`names 10000 ${key}`)]);
    }
    // Each of them an input without anything.
    const bytes = Buffer.from("2a00".repeat(1_000_000), "hex");
    const { status, details } = await client.callBytes("ModelInfer", bytes);
    expect([status, details]).toEqual(["INVALID_ARGUMENT", expect.stringContaining("more than 20000 fields")]);
  });

  it("refuses what is no message, whatever the bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        const { status } = await client.callBytes("ModelInfer", bytes);
        expect(["INVALID_ARGUMENT", "NOT_FOUND"]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});

function isRows(shape: readonly number[]): boolean {
  return shape.length === 2 && shape[1] === 2;
}
