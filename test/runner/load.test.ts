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
    root: "function",
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
  [
    "no default export",
    "eval.ts",
    "export const createNet = () => 1;",
    "eval.ts has no default export; it must end in: export default defineEval({ ... })",
  ],
  [
    "a default export that is no handler",
    "eval.ts",
    "export default { createNet: () => 1 };",
    "the default export of eval.ts must be an object with the functions createNet and netInference",
  ],
  [
    "a syntax error in TypeScript",
    "eval.ts",
    "export const fine = 1;\nconst broken: number = = 3;",
    'cannot load eval.ts: eval.ts:2:23: ERROR: Unexpected "="',
  ],
  [
    "a syntax error in JavaScript",
    "eval.js",
    "export const fine = 1;\n\nconst broken = = 3;",
    "cannot load eval.js: eval.js:3: Unexpected token '='",
  ],
  [
    "a package that nobody has",
    "eval.ts",
    'import nothing from "no-such-package-anywhere";\nexport default nothing;',
    "cannot load eval.ts: Cannot find package 'no-such-package-anywhere' imported from eval.ts",
  ],
  [
    "a file that is not there",
    "eval.ts",
    'import { size } from "./lib/size.ts";\nexport default size;',
    "cannot load eval.ts: Cannot find module 'size.ts' imported from eval.ts",
  ],
  [
    "a name that evalbridge does not export",
    "eval.ts",
    'import { evalErr } from "evalbridge";\nexport default evalErr;',
    "cannot load eval.ts: eval.ts:1: The requested module 'evalbridge' does not provide an export named 'evalErr'",
  ],
  [
    "an error while it is imported",
    "eval.ts",
    'throw new Error("labels are missing in /srv/models/labels.csv");',
    "cannot load eval.ts: eval.ts:1: labels are missing in labels.csv",
  ],
  [
    "a CommonJS entry",
    "eval.js",
    "module.exports = {};",
    "cannot load eval.js: eval.js:1: module is not defined in ES module scope",
  ],
])("explains %s", async (_, entry, source, message) => {
  const runner = bench.start();
  const ready = await runner.create(bench.write(entry, source), entry);
  expect([ready.kind, ready.code, ready.message]).toEqual([Kind.READY, 599, message]);
  expect(runner.logs).toHaveLength(1);
  expect(runner.logs[0]).toMatchObject({ level: "error", message: expect.stringContaining("LoadError") });
});

test("explains an entry that is not there", async () => {
  const runner = bench.start();
  const ready = await runner.create(bench.copy("plain/1"), "other.js");
  expect([ready.code, ready.message]).toEqual([599, "other.js does not exist"]);
});

test.each([
  ["throws its own error", 'throw evalError(503, "the licence has expired")', 503, "the licence has expired"],
  [
    "rejects",
    'return readFile("/no/such/folder/model.bin")',
    599,
    "ENOENT: no such file or directory, open 'model.bin'",
  ],
])("reports a createNet that %s without folders, and logs its stack", async (_, statement, code, message) => {
  const source = `
    import { readFile } from "node:fs/promises";
    import { defineEval, evalError } from "evalbridge";
    export default defineEval({ createNet() { ${statement}; }, netInference: () => [] });`;
  const runner = bench.start();
  const ready = await runner.create(bench.write("eval.ts", source), "eval.ts");
  expect([ready.code, ready.message]).toEqual([code, `createNet failed: ${message}`]);
  expect(runner.logs).toHaveLength(1);
  expect(runner.logs[0]?.message).toMatch(
    code === 599 ? "/no/such/folder/model.bin" : /^BridgeError: .*\n[\s\S]*eval\.ts:4/,
  );
});

test("gives createNet the platform's configuration", async () => {
  const runner = bench.start();
  const { ready } = await runner.create(bench.copy("configs/1"), "eval.ts", {
    create: {
      version: "7",
      requireGpu: true,
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
  expect(ready?.warnings).toEqual(["there are 3 threads"]);
  expect(runner.logs).toMatchObject([{ level: "warn", message: "there are 3 threads" }]);
  const { answers } = await runner.call([single("")]);
  expect(JSON.parse(answers[0]?.result ?? "")).toEqual({
    app: "faces",
    version: "7",
    workspace: "/tmp/ws",
    batch_size: 8,
    use_device: "GPU",
    require_gpu: true,
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
  expect(runner.logs[0]?.message).toMatch(/TypeError: boom\n\s+at .*eval\.ts:26:\d+/);
});
