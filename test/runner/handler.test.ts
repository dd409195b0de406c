import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Answer } from "../../src/contract/call.ts";
import { Bench, type CreateOptions, single } from "./harness.ts";
import { type ModelSpec, onnxModel } from "./onnx-model.ts";

const bench = new Bench();
afterEach(() => bench.clear());

const asked = (body: string, params: unknown = {}) =>
  single(body, { reqid: `id-${body}`, params: JSON.stringify(params) });
const told = ({ code, message, result }: Answer) => (code === 0 ? JSON.parse(result) : [code, message]);

describe("a schema of params", () => {
  test("refuses what does not fit with its path, and the others of the call go on with its defaults", async () => {
    const runner = await bench.ready("items/1");
    const { code, answers } = await runner.call([
      asked("1"),
      asked("2", { limit: "x" }),
      asked("3", { limit: 0 }),
      asked("4", { limit: 3, more: true }),
      asked("5", [1]),
      single("6", { params: "{" }),
      single("7"),
    ]);
    expect(code).toBe(0);
    expect(answers.map(told)).toEqual([
      { number: 2, of: 3, limit: 10 },
      [400, 'params.limit: expected integer, got "x"'],
      [400, "params.limit: expected >= 1, got 0"],
      { number: 8, of: 3, limit: 3 },
      [400, "params: expected object, got [1]"],
      [400, expect.stringMatching(/^params is not JSON: /)],
      { number: 14, of: 3, limit: 10 },
    ]);
    expect(runner.logs).toEqual([]);
  });

  test("of the release's custom_params fills them in, or the release cannot start", async () => {
    const custom = (params: unknown): CreateOptions => ({ params: { customParams: JSON.stringify(params) } });
    const runner = await bench.ready("items/1", "eval.ts", custom({ factor: 10, more: 1 }));
    expect((await runner.call([asked("1")])).answers.map(told)).toEqual([{ number: 10, of: 1, limit: 10 }]);
    const ready = await bench.start().create(bench.copy("items/1"), "eval.ts", custom({ factor: "high" }));
    expect([ready.code, ready.message]).toEqual([599, 'custom_params.factor: expected number, got "high"']);
  });
});

describe("errors per item", () => {
  test("cost their own request only; those that nobody meant are logged", async () => {
    const runner = await bench.ready("items/1");
    const { code, answers } = await runner.call([asked("1"), asked("two"), asked("3", { fail: true }), asked("4")]);
    expect(code).toBe(0);
    expect(answers.map(told)).toEqual([
      { number: 2, of: 2, limit: 10 },
      [415, "not a number"],
      [599, "boom"],
      { number: 8, of: 2, limit: 10 },
    ]);
    expect(runner.logs).toMatchObject([
      { level: "error", reqids: ["id-3"], message: /^TypeError: boom\n\s+at .*eval\.ts:12/ },
    ]);
  });
});

describe("a group", () => {
  test("costs nobody else anything where it is not supported", async () => {
    const runner = await bench.ready("items/1");
    const body = [Buffer.from("1")];
    const group = { reqid: "g", group: true, inputs: [{ body }, { body }] };
    const { answers } = await runner.call([group, asked("4")]);
    expect(answers.map(told)).toEqual([[400, "a group is not supported"], { number: 8, of: 1, limit: 10 }]);
  });
});

describe("onClose", () => {
  const start = async (outcome?: string) => {
    const file = join(bench.folder(), "log");
    const customParams = JSON.stringify({ file, ...(outcome === undefined ? {} : { outcome }) });
    const runner = await bench.ready("closing/1", "eval.ts", { params: { customParams } });
    return { runner, file };
  };

  test.each([
    ["in good order", undefined],
    ["with an error", "throw"],
  ])("is called once when the worker is ended, %s", async (_, outcome) => {
    const { runner, file } = await start(outcome);
    await runner.call([single("")]);
    runner.closeChannel();
    expect(await runner.exit()).toBe(0);
    expect(readFileSync(file, "utf8")).toBe("closed\n");
    expect(runner.stderr).toMatch(
      outcome === undefined ? /^$/ : /^onClose failed: Error: cannot close\n\s+at .*eval\.ts:16/,
    );
  });

  test("is not waited for longer than the host waits", async () => {
    const { runner, file } = await start("hang");
    const started = performance.now();
    runner.closeChannel();
    expect(await runner.exit()).toBe(0);
    expect(performance.now() - started).toBeGreaterThan(1000);
    expect(readFileSync(file, "utf8")).toBe("closed\n");
  });

  test("is not called in the middle of a call", async () => {
    const { runner, file } = await start();
    const call = expect(runner.call([single("", { params: '"wait"' })])).rejects.toThrow("the runner ended: 0");
    runner.closeChannel();
    await call;
    expect(existsSync(file)).toBe(false);
  });
});

describe("a handler's session", () => {
  const DOUBLE: ModelSpec = {
    inputs: [{ name: "x", type: "float32", shape: ["n", 2] }],
    outputs: [{ name: "y", type: "float32", shape: ["n", 2] }],
    nodes: [{ op: "Add", inputs: ["x", "x"], outputs: ["y"] }],
  };

  const create = async (model: Uint8Array | string, params: CreateOptions["params"] = {}, requireGpu = false) => {
    const folder = bench.copy("classifier/1");
    writeFileSync(join(folder, "model.onnx"), model);
    writeFileSync(join(folder, "labels.txt"), "cat\r\ndog\r\n");
    const modelFiles = ["model.onnx", "labels.txt"].map((name) => ({ name, path: join(folder, name) }));
    const runner = bench.start();
    return { runner, ready: await runner.create(folder, "eval.ts", { create: { modelFiles, requireGpu }, params }) };
  };

  test("answers, and says what a feed must be", async () => {
    const { runner, ready } = await create(onnxModel(DOUBLE));
    expect([ready.code, ready.message]).toEqual([0, ""]);
    const { answers } = await runner.call([asked("", [1, 2]), asked("", [2, 1]), asked("", [2, 2])]);
    expect(answers.map(told)).toEqual([
      { scores: [2, 4], labels: ["cat", "dog"], device: "CPU" },
      [599, "input x must be float32 [n, 2], not float32 [2, 1]"],
      [599, "input x has 2 elements, but its shape [2, 2] holds 4"],
    ]);
  });

  test.each([
    [
      "a file that is no model",
      "no model",
      "createNet failed: eval.ts:8: model.onnx cannot be opened: Protobuf parsing failed.",
    ],
    [
      "a model without the output",
      onnxModel({
        ...DOUBLE,
        outputs: [{ name: "z", type: "float32" }],
        nodes: [{ op: "Add", inputs: ["x", "x"], outputs: ["z"] }],
      }),
      "createNet failed: eval.ts:8: model.onnx has no output y; it has z",
    ],
  ])("cannot be created from %s", async (_, model, message) => {
    const { ready } = await create(model);
    expect([ready.code, ready.message]).toEqual([599, message]);
  });

  test("cannot be created without its files", async () => {
    const modelFiles = [{ name: "net.onnx", path: "/m/net.onnx" }];
    const ready = await bench.start().create(bench.copy("classifier/1"), "eval.ts", { create: { modelFiles } });
    expect(ready.message).toBe(
      'createNet failed: eval.ts:7: model_files of the release has no "labels.txt": it has net.onnx',
    );
  });

  test("falls back from the GPU with one warning, or fails when it must not", async () => {
    const { runner, ready } = await create(onnxModel(DOUBLE), { useDevice: "GPU" });
    const warning = expect.stringMatching(/^model\.onnx runs on the CPU: /);
    expect(ready.ready?.warnings).toEqual([warning]);
    expect(runner.logs).toMatchObject([{ level: "warn", message: warning }]);
    const insisting = await create(onnxModel(DOUBLE), { useDevice: "GPU" }, true);
    expect(insisting.ready.message).toMatch(
      /^createNet failed: eval\.ts:8: require_gpu: model\.onnx cannot run on the GPU: /,
    );
  });
});
