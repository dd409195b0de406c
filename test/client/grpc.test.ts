import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StreamRequest } from "../../src/client/grpc.ts";
import { GrpcInferenceClient } from "../../src/client/grpc.ts";
import type { Tensor } from "../../src/client/index.ts";
import { booleans, bytes, InferenceError, tensor } from "../../src/client/index.ts";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

let host: TestHost;
let address: string;
const clients: GrpcInferenceClient[] = [];
beforeAll(async () => {
  host = await startHost(
    {
      "tensors/1": { fixture: "native/tensors/1" },
      "tensor-sum/1": { fixture: "native/tensor-sum/1" },
      "echo/v1": { fixture: "apps/echo/v1" },
    },
    { auth: ["bearer"], keys: { one: { key: "a-key", uid: 1 } }, access: { public: true }, admin_key: "admin-key" },
  );
  address = await host.app.grpc.listen("127.0.0.1", 0);
}, 60_000);
afterAll(async () => {
  for (const client of clients) client.close();
  await host.close();
});

function clientOf(authorization = "Bearer a-key", options = {}): GrpcInferenceClient {
  const client = new GrpcInferenceClient(address, { authorization, ...options });
  clients.push(client);
  return client;
}

const x = tensor(Float32Array.of(1, 2, 3));
/** Takes half a second. */
const SLOW = { inputs: { input: bytes(["x"]) }, parameters: { mode: "sleep", s: 0.5 } };
const values: Record<string, Tensor> = {
  bool: booleans([true, false], [1, 2]),
  uint8: tensor(Uint8Array.of(0, 255), [1, 2]),
  uint16: tensor(Uint16Array.of(0, 65_535), [1, 2]),
  uint32: tensor(Uint32Array.of(0, 4_294_967_295), [1, 2]),
  uint64: tensor(BigUint64Array.of(0n, 2n ** 64n - 1n), [1, 2]),
  int8: tensor(Int8Array.of(-128, 127), [1, 2]),
  int16: tensor(Int16Array.of(-32_768, 32_767), [1, 2]),
  int32: tensor(Int32Array.of(-2_147_483_648, 2_147_483_647), [1, 2]),
  int64: tensor(BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n), [1, 2]),
  fp16: { datatype: "FP16", shape: [1, 2], data: Uint16Array.of(0x3c00, 0x7e00) },
  bf16: { datatype: "BF16", shape: [1, 2], data: Uint16Array.of(0x3f80, 0xff80) },
  fp32: tensor(Float32Array.of(-0, Number.NaN), [1, 2]),
  fp64: tensor(Float64Array.of(5e-324, Number.POSITIVE_INFINITY), [1, 2]),
  bytes: bytes(["", "nul \0 and ü"], [1, 2]),
};

describe("infer", () => {
  it.each([false, true])("brings tensors of every datatype and back (compressed: %s)", async (gzip) => {
    const { outputs, ...about } = await clientOf("Bearer a-key", { gzip }).infer("tensors", {
      inputs: values,
      id: "i",
    });
    expect(about).toEqual({ model: "tensors", version: "1", id: "i", parameters: {} });
    expect(outputs).toEqual(values);
  });

  it("has the outputs that were asked for", async () => {
    const request = { inputs: { x }, outputs: { sum: "FP64" }, parameters: { factor: 2 } } as const;
    const { outputs } = await clientOf().infer("tensor-sum", request);
    expect(outputs).toEqual({ sum: { datatype: "FP64", shape: [1], data: Float64Array.of(12) } });
  });

  it.each<[string, () => Promise<unknown>, number, string | RegExp]>([
    ["an unknown model", () => clientOf().infer("none", { inputs: {} }), 5, 'there is no model "none"'],
    ["a wrong input", () => clientOf().infer("tensor-sum", { inputs: { z: x } }), 3, /z/],
    ["no key", () => clientOf("").infer("tensor-sum", { inputs: { x } }), 16, "bad token"],
    ["too late", () => clientOf().infer("echo", { ...SLOW, timeoutMs: 50 }), 4, /./],
    ["nobody there", () => new GrpcInferenceClient("127.0.0.1:9").live({ timeoutMs: 5000 }), 14, /ECONNREFUSED/],
  ])("%s is one error", async (_, ask, status, message) => {
    const error = await ask().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InferenceError);
    expect(error).toMatchObject({ status, message: expect.stringMatching(message) });
  });

  it("fails with the reason of the caller's own signal", async () => {
    const abort = new AbortController();
    const asked = clientOf().infer("echo", { ...SLOW, signal: abort.signal });
    const reason = new Error("no longer wanted");
    abort.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe("a stream", () => {
  it("has an answer or an error for each request", async () => {
    const requests = ["1", "2", "3"].map((id): StreamRequest => {
      return { model: "tensor-sum", id, inputs: { [id === "2" ? "z" : "x"]: x } };
    });
    const answers = await all(clientOf().stream(requests));
    const failed = answers.filter((answer) => answer instanceof InferenceError);
    expect(failed).toMatchObject([{ message: expect.stringMatching(/z/) }]);
    const ids = answers.flatMap((answer) => (answer instanceof InferenceError ? [] : [answer.id]));
    expect(ids.sort()).toEqual(["1", "3"]);
  });

  it("asks when its caller has something to ask, and ends when its caller does", async () => {
    let told = () => {};
    const answered = new Promise<void>((resolve) => {
      told = resolve;
    });
    async function* requests(): AsyncGenerator<StreamRequest> {
      yield { model: "tensor-sum", inputs: { x } };
      await answered;
      yield { model: "tensor-sum", inputs: { x } };
    }
    let count = 0;
    for await (const _ of clientOf().stream(requests())) {
      count += 1;
      told();
    }
    expect(count).toBe(2);
  });

  it("fails with what its caller's requests fail with, and with the caller's reason", async () => {
    const flaw = new Error("no more requests");
    // biome-ignore lint/correctness/useYield: it fails before
    async function* failing(): AsyncGenerator<StreamRequest> {
      throw flaw;
    }
    await expect(all(clientOf().stream(failing()))).rejects.toBe(flaw);
    const stream = clientOf("").stream([{ model: "tensor-sum", inputs: { x } }], { signal: AbortSignal.abort(flaw) });
    await expect(all(stream)).rejects.toBe(flaw);
  });
});

it("tells what is there, and changes it for operators", async () => {
  const client = clientOf();
  expect(await Promise.all([client.live(), client.ready(), client.modelReady("tensors")])).toEqual([true, true, true]);
  expect(await client.serverMetadata()).toMatchObject({ name: "evalbridge" });
  expect(await client.modelMetadata("tensor-sum", { version: "1" })).toEqual({
    name: "tensor-sum",
    versions: ["1"],
    platform: expect.any(String),
    inputs: [{ name: "x", datatype: "FP32", shape: [-1] }],
    outputs: [
      { name: "y", datatype: "FP32", shape: [-1] },
      { name: "sum", datatype: "FP64", shape: [1] },
    ],
  });
  const operator = clientOf("Bearer admin-key");
  await operator.unloadModel("tensors");
  expect((await operator.repositoryIndex({ ready: true })).map(({ name }) => name)).not.toContain("tensors");
  await operator.loadModel("tensors");
  expect((await operator.repositoryIndex({ ready: true })).map(({ name }) => name)).toContain("tensors");
  const [one] = await operator.statistics({ model: "tensor-sum" });
  expect(one?.inferenceCount).toBeGreaterThan(0);
  await expect(client.repositoryIndex()).rejects.toMatchObject({ status: 16 });
});
