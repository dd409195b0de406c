import { afterEach, expect, test } from "vitest";
import { Kind } from "../../src/wire/frames.ts";
import { Bench, single } from "./harness.ts";

const bench = new Bench();
afterEach(() => bench.clear());

test("says hello first", async () => {
  const runner = bench.start();
  const { head } = await runner.next();
  expect(head.kind).toBe(Kind.HELLO);
  expect(head.protocol).toBe(1);
  expect(head.runtime).toBe(`node ${process.versions.node}`);
  expect(head.pid).toBe(runner.process.pid);
});

test("loads TypeScript with the host's dependencies from a folder without node_modules", async () => {
  const runner = await bench.ready("imports/1");
  const { code, answers } = await runner.call([single("")]);
  expect(code).toBe(0);
  expect(JSON.parse(answers[0]?.result ?? "")).toEqual({
    width: 3,
    session: "function",
    clipper: "function",
    folder: expect.stringContaining("evalbridge-runner-"),
  });
});

test("loads JavaScript as an ES module without a package.json", async () => {
  const runner = await bench.ready("plain/1", "eval.js");
  const { answers } = await runner.call([single("")]);
  expect(answers[0]?.result).toBe('{"greeting":"hello"}');
});

test("loads JavaScript that imports TypeScript beside it", async () => {
  const runner = await bench.ready("mixed/1", "eval.js");
  const { answers } = await runner.call([single("")]);
  expect(answers[0]?.result).toBe("42");
});

test.each([
  ["no-default/1", "eval.ts", "eval.ts has no default export; it must end in: export default defineEval({ ... })"],
  [
    "no-functions/1",
    "eval.ts",
    "the default export of eval.ts must be an object with the functions createNet and netInference",
  ],
  ["syntax-ts/1", "eval.ts", 'cannot load eval.ts: eval.ts:2:23: ERROR: Unexpected "="'],
  ["syntax-js/1", "eval.js", "cannot load eval.js: eval.js:3: Unexpected token '='"],
  [
    "missing-import/1",
    "eval.ts",
    "cannot load eval.ts: Cannot find package 'no-such-package-anywhere' imported from eval.ts",
  ],
  [
    "missing-name/1",
    "eval.ts",
    "cannot load eval.ts: eval.ts:1: The requested module 'evalbridge' does not provide an export named 'evalErr'",
  ],
  ["throws-on-import/1", "eval.ts", "cannot load eval.ts: labels are missing in labels.csv"],
  ["plain/1", "other.js", "other.js does not exist"],
])("explains why %s/%s cannot be used", async (fixture, entry, message) => {
  const runner = bench.start();
  const folder = bench.copy(fixture);
  const ready = await runner.create(folder, entry);
  expect({ kind: ready.kind, code: ready.code, message: ready.message }).toEqual({
    kind: Kind.READY,
    code: 599,
    message,
  });
  expect(runner.logs).toEqual([
    expect.objectContaining({ level: "error", message: expect.stringContaining("LoadError") }),
  ]);
});

test("reports the code and message of an EvalError from createNet", async () => {
  const runner = bench.start();
  const ready = await runner.create(bench.copy("create-throws/1"), "eval.ts");
  expect([ready.code, ready.message]).toEqual([503, "createNet failed: the licence has expired"]);
});

test("reports a rejected createNet without folders, and logs it with its stack", async () => {
  const runner = bench.start();
  const ready = await runner.create(bench.copy("create-rejects/1"), "eval.ts");
  expect([ready.code, ready.message]).toEqual([
    599,
    "createNet failed: ENOENT: no such file or directory, open 'model.bin'",
  ]);
  expect(runner.logs[0]?.message).toContain("/no/such/folder/model.bin");
});

test("gives createNet the platform's configuration", async () => {
  const runner = await bench.ready("configs/1", "eval.ts", {
    create: {
      version: "7",
      threads: 3,
      modelFiles: [{ name: "net/weights", path: "/models/w.bin" }],
      customFiles: [{ name: "labels", path: "/models/l.csv" }],
    },
    params: {
      app: "faces",
      workspace: "/tmp/ws",
      useDevice: "GPU",
      batchSize: 8,
      modelParams: '{"size":[1,2]}',
      customParams: '{"threshold":0.5}',
    },
  });
  const { answers } = await runner.call([single("")]);
  expect(JSON.parse(answers[0]?.result ?? "")).toEqual({
    app: "faces",
    version: "7",
    workspace: "/tmp/ws",
    batch_size: 8,
    use_device: "GPU",
    model_files: { "net/weights": "/models/w.bin" },
    model_params: { size: [1, 2] },
    custom_files: { labels: "/models/l.csv" },
    custom_params: { threshold: 0.5 },
    threads: 3,
  });
});

test("points at the line of the source when TypeScript throws", async () => {
  const runner = await bench.ready("failing/1");
  await runner.call([single("", { params: '"error"' })]);
  expect(runner.logs[0]?.message).toMatch(/TypeError: boom\n\s+at .*eval\.ts:23:\d+/);
});
