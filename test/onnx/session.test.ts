import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Feed, openSession, type Session, type SessionConfigs } from "../../src/onnx/index.ts";
import { ElementType, type ModelSpec, onnxModel } from "../runner/onnx-model.ts";

/** total = a + b (float, n x 2), same = c (int64), half = a as float16. */
const MODEL: ModelSpec = {
  inputs: [
    { name: "a", type: "float32", shape: ["n", 2] },
    { name: "b", type: "float32", shape: ["n", 2] },
    { name: "c", type: "int64", shape: [1] },
  ],
  outputs: [
    { name: "total", type: "float32", shape: ["n", 2] },
    { name: "same", type: "int64", shape: [1] },
    { name: "half", type: "float16", shape: ["n", 2] },
    { name: "list", type: "float32", shape: ["n", 2], sequence: true },
  ],
  nodes: [
    { op: "Add", inputs: ["a", "b"], outputs: ["total"] },
    { op: "Identity", inputs: ["c"], outputs: ["same"] },
    { op: "Cast", inputs: ["a"], outputs: ["half"], attributes: { to: ElementType.float16 } },
    { op: "SequenceConstruct", inputs: ["a"], outputs: ["list"] },
  ],
};

const a: Feed = { data: new Float32Array([1, 2]), dims: [1, 2] };
const b: Feed = { data: new Float32Array([0.5, 0.1]), dims: [1, 2] };
const c: Feed = { data: new BigInt64Array([2n ** 60n]), dims: [1] };

let folder: string;
const warnings: string[] = [];
const configs: Omit<SessionConfigs, "model_files"> = {
  threads: 1,
  use_device: "CPU",
  require_gpu: false,
  warn: (text) => warnings.push(text),
};
const release = () => ({
  ...configs,
  model_files: { "sum.onnx": join(folder, "sum.onnx"), "bad.onnx": join(folder, "bad file.onnx") },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-session-"));
  await writeFile(join(folder, "sum.onnx"), onnxModel(MODEL));
  await writeFile(join(folder, "bad file.onnx"), "this is no model");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a session", () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession(release(), "sum.onnx");
  });

  it("tells the model's inputs and outputs", () => {
    expect(session.inputs).toEqual([
      { name: "a", type: "float32", shape: ["n", 2] },
      { name: "b", type: "float32", shape: ["n", 2] },
      { name: "c", type: "int64", shape: [1] },
    ]);
    expect(session.outputs.map(({ name, type }) => [name, type])).toEqual([
      ["total", "float32"],
      ["same", "int64"],
      ["half", "float16"],
      ["list", "not a tensor"],
    ]);
    expect(session.device).toBe("CPU");
  });

  it("gives every tensor with its type, array and shape, halves as float32", async () => {
    expect(await session.run({ a, b, c })).toEqual({
      total: { type: "float32", data: new Float32Array([1.5, 2 + Math.fround(0.1)]), dims: [1, 2] },
      same: { type: "int64", data: new BigInt64Array([2n ** 60n]), dims: [1] },
      half: { type: "float32", data: new Float32Array([1, 2]), dims: [1, 2] },
    });
  });

  it("gives the outputs that are asked for", async () => {
    const { half, ...none } = await session.run({ a: b, b, c }, ["half"]);
    expect(half?.data).toEqual(new Float32Array([0.5, 0.0999755859375]));
    expect(none).toEqual({});
  });

  it.each<[string, Record<string, Feed>, string]>([
    [
      "another dtype",
      { a: { data: new Float64Array(2), dims: [1, 2] }, b, c },
      "input a must be float32 [n, 2], not float64 [1, 2]",
    ],
    ["another rank", { a: { ...a, dims: [2] }, b, c }, "input a must be float32 [n, 2], not float32 [2]"],
    [
      "another fixed dimension",
      { a: { ...a, dims: [2, 1] }, b, c },
      "input a must be float32 [n, 2], not float32 [2, 1]",
    ],
    ["too few elements", { a: { ...a, dims: [2, 2] }, b, c }, "input a has 2 elements, but its shape [2, 2] holds 4"],
    [
      "a dimension that is no length",
      { a: { ...a, dims: [-1, 2] }, b, c },
      "input a must be float32 [n, 2], not float32 [-1, 2]",
    ],
    ["texts", { a: { data: ["1", "2"], dims: [1, 2] }, b, c }, "input a must be float32 [n, 2], not string [1, 2]"],
    [
      "numbers for int64",
      { a, b, c: { data: new Float32Array(1), dims: [1] } },
      "input c must be int64 [1], not float32 [1]",
    ],
    ["an unknown input", { a, b, c, d: a }, "the model has no input d; it has a, b, c"],
    ["missing inputs", { b }, "input a, c is missing"],
  ])("refuses %s before it runs", async (_, feeds, message) => {
    await expect(session.run(feeds)).rejects.toMatchObject({ name: "FeedError", message });
  });

  it("tells the runtime's reason when a run fails", async () => {
    const two: Feed = { data: new Float32Array(4), dims: [2, 2] };
    const three: Feed = { data: new Float32Array(6), dims: [3, 2] };
    await expect(session.run({ a: two, b: three, c })).rejects.toThrow(/^Add: .*broadcast.* 2 by 3$/);
  });
});

describe("opening", () => {
  it("checks the outputs that the handler counts on", async () => {
    const session = await openSession(release(), "sum.onnx", { outputs: { half: "float32", same: "int64" } });
    expect(Object.keys(await session.run({ a, b, c }))).toEqual(["half", "same"]);
    await expect(openSession(release(), "sum.onnx", { outputs: { sum: "float32" } })).rejects.toThrow(
      "sum.onnx has no output sum; it has total, same, half, list",
    );
    await expect(openSession(release(), "sum.onnx", { outputs: { same: "float32" } })).rejects.toThrow(
      "output same of sum.onnx is int64, not float32",
    );
  });

  it("says what is wrong with a file, without its folder", async () => {
    await expect(openSession(release(), "bad.onnx")).rejects.toThrow(
      /^bad\.onnx cannot be opened: Protobuf parsing failed\.$/,
    );
    const gone = { ...configs, model_files: { gone: join(folder, "gone.onnx") } };
    await expect(openSession(gone, "gone")).rejects.toThrow(/^gone cannot be opened: [^/]*gone\.onnx[^/]*exist[^/]*$/);
    await expect(openSession(release(), "other")).rejects.toThrow('model_files of the release has no "other"');
  });

  // The runtime that npm installs has no CUDA, whatever the machine has.
  it("on a GPU that the runtime cannot use means the CPU and one warning, or nothing", async () => {
    const session = await openSession({ ...release(), use_device: "GPU" }, "sum.onnx");
    expect(session.device).toBe("CPU");
    expect(warnings).toEqual([expect.stringMatching(/^sum\.onnx runs on the CPU: /)]);
    await expect(openSession({ ...release(), use_device: "GPU", require_gpu: true }, "sum.onnx")).rejects.toThrow(
      /^require_gpu: sum\.onnx cannot run on the GPU: /,
    );
  });
});
