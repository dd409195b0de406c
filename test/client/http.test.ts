import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import type { Tensor } from "../../src/client/index.ts";
import { booleans, bytes, HttpInferenceClient, InferenceError, tensor, texts } from "../../src/client/index.ts";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

let host: TestHost;
beforeAll(async () => {
  host = await startHost(
    {
      "tensors/1": { fixture: "native/tensors/1" },
      "json-tensors/1": { fixture: "native/json-tensors/1" },
      "tensor-sum/1": { fixture: "native/tensor-sum/1" },
      "echo/v1": { fixture: "apps/echo/v1" },
    },
    { auth: ["bearer"], keys: { one: { key: "a-key", uid: 1 } }, access: { public: true }, admin_key: "admin-key" },
  );
}, 60_000);
afterAll(() => host.close());

const KEY = { authorization: "Bearer a-key" };
const modes = [
  ["binary", {}],
  ["binary, compressed", { gzip: true }],
  ["JSON", { tensors: "json" }],
  ["JSON, compressed", { tensors: "json", gzip: true }],
] as const;

/** Takes half a second. */
const SLOW = { inputs: { input: bytes(["x"]) }, parameters: { mode: "sleep", s: 0.5 } };

/** One tensor of each datatype that JSON carries, with what is at its edges. */
const values = {
  bool: booleans([true, false], [1, 2]),
  uint8: tensor(Uint8Array.of(0, 255), [1, 2]),
  uint16: tensor(Uint16Array.of(0, 65_535), [1, 2]),
  uint32: tensor(Uint32Array.of(0, 4_294_967_295), [1, 2]),
  uint64: tensor(BigUint64Array.of(0n, 2n ** 64n - 1n), [1, 2]),
  int8: tensor(Int8Array.of(-128, 127), [1, 2]),
  int16: tensor(Int16Array.of(-32_768, 32_767), [1, 2]),
  int32: tensor(Int32Array.of(-2_147_483_648, 2_147_483_647), [1, 2]),
  int64: tensor(BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n), [1, 2]),
  fp32: tensor(Float32Array.of(0.1, 3.4028234663852886e38), [1, 2]),
  fp64: tensor(Float64Array.of(5e-324, 0.1), [1, 2]),
  bytes: bytes(["", "nul \0 and ü"], [1, 2]),
};
/** Those that travel as raw bytes only. */
const raw = {
  fp16: { datatype: "FP16", shape: [1, 2], data: Uint16Array.of(0x3c00, 0x7e00) },
  bf16: { datatype: "BF16", shape: [1, 2], data: Uint16Array.of(0x3f80, 0xff80) },
} as const;

describe.each(modes)("tensors as %s", (_, options) => {
  const client = () => new HttpInferenceClient(host.url, { ...KEY, ...options });
  const x = tensor(Float32Array.of(0.1, -1e30));

  it("come back as they went", async () => {
    const { outputs, ...about } = await client().infer("tensor-sum", { inputs: { x }, id: "an id" });
    expect(about).toEqual({ model: "tensor-sum", version: "1", id: "an id", parameters: {} });
    expect(outputs["y"]).toEqual(x);
  });

  it("come back as they went, with what is at the edges of their datatypes", async () => {
    const { outputs } = await client().infer("json-tensors", { inputs: values, outputs: typesOf(values) });
    expect(outputs).toEqual(values);
  });

  it.each([[[3]], [[-2]], [[0.5, 4]]])("but for the shape %j of two elements, which is not sent", async (shape) => {
    const nobody = new HttpInferenceClient("http://127.0.0.1:9", options);
    const asked = nobody.infer("json-tensors", { inputs: { x: { ...x, shape } } });
    await expect(asked).rejects.toThrow(
      new InferenceError(`input x: shape [${shape.join(", ")}] does not hold 2 elements`),
    );
  });
});

it.each([false, true])("tensors of every datatype come back as they went (compressed: %s)", async (gzip) => {
  const inputs = { ...values, ...raw };
  const client = new HttpInferenceClient(host.url, { ...KEY, gzip });
  const { outputs } = await client.infer("tensors", { inputs, outputs: typesOf(inputs) });
  expect(outputs).toEqual(inputs);
});

function typesOf<Named extends Record<string, Tensor>>(tensors: Named) {
  return Object.fromEntries(Object.entries(tensors).map(([name, { datatype }]) => [name, datatype]));
}

describe("infer", () => {
  const x = tensor(Float32Array.of(1, 2, 3));

  it("has the outputs that were asked for, of the types that were asked for", async () => {
    const client = new HttpInferenceClient(host.url, KEY);
    const { outputs } = await client.infer("tensor-sum", {
      version: "1",
      inputs: { x },
      outputs: { sum: "FP64" },
      parameters: { factor: 2 },
    });
    expectTypeOf(outputs.sum).toEqualTypeOf<Tensor<"FP64">>();
    expectTypeOf(outputs.sum.data).toEqualTypeOf<Float64Array>();
    expect(outputs).toEqual({ sum: { datatype: "FP64", shape: [1], data: Float64Array.of(12) } });
  });

  it("has all that there are when none are named", async () => {
    const { outputs } = await new HttpInferenceClient(host.url, KEY).infer("tensor-sum", { inputs: { x } });
    expect(Object.keys(outputs)).toEqual(["y", "sum"]);
    expectTypeOf(outputs["y"]).toEqualTypeOf<Tensor | undefined>();
  });
});

it("makes tensors of texts, and texts of them", () => {
  expect(texts(bytes(["a", "\ufeffü", ""]))).toEqual(["a", "\ufeffü", ""]);
  expect(tensor(new Float32Array(6), [2, 3]).shape).toEqual([2, 3]);
  expect(() => tensor(new Float32Array(6), [2, 2])).toThrow(new RangeError("shape [2, 2] does not hold 6 elements"));
});

describe("what is not to be had is one error", () => {
  const client = () => new HttpInferenceClient(host.url, KEY);
  const x = tensor(Float32Array.of(1));

  it.each<[string, () => Promise<unknown>, number | undefined, string | RegExp]>([
    ["an unknown model", () => client().infer("none", { inputs: {} }), 404, 'there is no model "none"'],
    [
      "a model's own error",
      () => client().infer("tensor-sum", { inputs: { x }, parameters: { wrong: "refused" } }),
      422,
      "not today",
    ],
    ["a wrong input", () => client().infer("tensor-sum", { inputs: { z: x } }), 400, /z/],
    ["no key", () => new HttpInferenceClient(host.url).infer("tensor-sum", { inputs: { x } }), 401, "bad token"],
    [
      "another datatype",
      () => client().infer("tensor-sum", { inputs: { x }, outputs: { y: "INT8" } }),
      undefined,
      "output y is FP32, and INT8 was asked for",
    ],
    [
      "what JSON cannot carry",
      () =>
        new HttpInferenceClient(host.url, { ...KEY, tensors: "json" }).infer("tensor-sum", {
          inputs: { x: tensor(Float32Array.of(Number.NaN)) },
        }),
      undefined,
      /NaN/,
    ],
    [
      "nobody there",
      () => new HttpInferenceClient("http://127.0.0.1:9").live(),
      undefined,
      "no answer from http://127.0.0.1:9",
    ],
    [
      "another server",
      () => new HttpInferenceClient(`${host.url}/health?`, KEY).serverMetadata(),
      undefined,
      "the answer is not JSON",
    ],
    ["too late", () => client().infer("echo", { ...SLOW, timeoutMs: 50 }), undefined, "no answer within 50 ms"],
  ])("%s", async (_, ask, status, message) => {
    const error = await ask().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InferenceError);
    expect(error).toMatchObject({
      status,
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
  });

  it("but for the reason of the caller's own signal", async () => {
    const reason = new Error("no longer wanted");
    const ask = client().infer("echo", { ...SLOW, signal: AbortSignal.abort(reason) });
    await expect(ask).rejects.toBe(reason);
  });
});

describe("what is there", () => {
  it("is told to callers", async () => {
    const client = new HttpInferenceClient(`${host.url}/`, KEY);
    expect(await Promise.all([client.live(), client.ready(), client.modelReady("tensors")])).toEqual([
      true,
      true,
      true,
    ]);
    await expect(client.modelReady("none")).rejects.toMatchObject({ status: 404 });
    expect(await client.serverMetadata()).toMatchObject({
      name: "evalbridge",
      extensions: expect.arrayContaining(["binary_tensor_data"]),
    });
    expect(await client.modelMetadata("tensor-sum", { version: "1" })).toMatchObject({
      name: "tensor-sum",
      versions: ["1"],
      inputs: [{ name: "x", datatype: "FP32", shape: [-1] }],
      outputs: [
        { name: "y", datatype: "FP32", shape: [-1] },
        { name: "sum", datatype: "FP64", shape: [1] },
      ],
    });
  });

  it("is changed and counted for operators", async () => {
    const client = new HttpInferenceClient(host.url, { authorization: "Bearer admin-key" });
    const caller = new HttpInferenceClient(host.url, KEY);
    const statesOf = async () => (await client.repositoryIndex()).map(({ name, state }) => [name, state]);
    await client.unloadModel("tensors");
    expect(await statesOf()).toContainEqual(["tensors", "UNAVAILABLE"]);
    expect((await client.repositoryIndex({ ready: true })).map(({ name }) => name)).not.toContain("tensors");
    expect(await caller.modelReady("tensors")).toBe(false);
    await client.loadModel("tensors");
    expect(await statesOf()).toContainEqual(["tensors", "READY"]);
    const [one] = await client.statistics({ model: "tensor-sum" });
    expect(one).toMatchObject({ name: "tensor-sum", version: "1", success: { count: one?.inferenceCount } });
    expect(one?.inferenceCount).toBeGreaterThan(0);
    expect((await client.statistics()).length).toBe(4);
    await expect(caller.repositoryIndex()).rejects.toMatchObject({ status: 401 });
  });
});
