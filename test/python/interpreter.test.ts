import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { tensor } from "../../src/python/arrays.ts";
import type { PythonContext, PythonEnd } from "../../src/python/context.ts";
import { Interpreter } from "../../src/python/interpreter.ts";
import { PythonObject } from "../../src/python/objects.ts";
import type { PythonValue } from "../../src/python/values.ts";
import { findInterpreters } from "../interpreters.ts";
import { isAlive } from "../support/host.ts";

const FIXTURE = join(import.meta.dirname, "../fixtures/native/python/1");
const PROGRAM = join(import.meta.dirname, "../../python/evalbridge_runner/pythonia/__main__.py");
const [newest, ...others] = (await findInterpreters()).filter(({ minor }) => minor !== "2.7").reverse();

/** A folder that stands for the worker's own on tmpfs. */
const payloadDir = mkdtempSync("/dev/shm/evalbridge-test-");
afterAll(() => rmSync(payloadDir, { recursive: true, force: true }));

interface Python {
  readonly interpreter: Interpreter;
  readonly ends: PythonEnd[];
  /** Calls a function of the fixture's `functions.py`. */
  call(name: string, ...args: readonly unknown[]): Promise<PythonValue>;
  /** The same, and what it returns stays. */
  keep(name: string, ...args: readonly unknown[]): Promise<PythonValue>;
}

async function start(path = newest?.path ?? "", changes: Partial<PythonContext> = {}): Promise<Python> {
  const ends: PythonEnd[] = [];
  const context = {
    command: [path, "-u", "-B", PROGRAM],
    problem: "",
    folder: FIXTURE,
    home: FIXTURE,
    pythonPath: [],
    translation: "",
    documents: [],
    compat: [],
    payloadDir,
    workspace: payloadDir,
    onEnd: (end: PythonEnd) => ends.push(end),
  };
  const interpreter = await Interpreter.start({ ...context, ...changes });
  const loaded = await interpreter.call("load", [join(FIXTURE, "functions.py")], "functions");
  const [module] = Array.isArray(loaded) ? loaded : [];
  const calling =
    (keep: boolean) =>
    (name: string, ...args: readonly unknown[]) =>
      interpreter.call("call", [module, name, args, keep], "arguments");
  return { interpreter, ends, call: calling(false), keep: calling(true) };
}

async function stop({ interpreter: { process } }: Python): Promise<void> {
  process.kill("SIGKILL");
  if (process.exitCode === null && process.signalCode === null) await once(process, "exit");
}

/** Typed arrays as texts: comparing large ones element by element takes seconds. */
function comparable(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return [value.constructor.name, bytes.toString("latin1")];
  }
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, comparable(item)]));
}

const TYPED = [
  ["float32", Float32Array.of(1.5, Number.NaN, -0)],
  ["float64", Float64Array.of(Math.PI, Number.NEGATIVE_INFINITY)],
  ["float16", Uint16Array.of(0x3c00, 0x7bff)],
  ["int8", Int8Array.of(-128, 127)],
  ["uint8", Uint8Array.of(0, 255)],
  ["int16", Int16Array.of(-32768)],
  ["uint16", Uint16Array.of(65535)],
  ["int32", Int32Array.of(-(2 ** 31))],
  ["uint32", Uint32Array.of(2 ** 32 - 1)],
  ["int64", BigInt64Array.of(-(2n ** 63n))],
  ["uint64", BigUint64Array.of(2n ** 64n - 1n)],
  ["bool", Uint8Array.of(1, 0)],
] as const;

describe("one interpreter", () => {
  let python: Python;
  beforeAll(async () => {
    python = await start();
  });
  afterAll(() => stop(python));
  afterEach(() => expect(readdirSync(payloadDir)).toEqual([]));

  it("gives back every value as it was", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      // Large ones go by file.
      fc.integer({ min: 4000, max: 20_000 }).map((size) => new Uint8Array(size).fill(size)),
    );
    const array = fc.oneof(
      fc.float32Array({ maxLength: 9 }).map((data) => tensor({ data })),
      fc
        .integer({ min: 1, max: 60 })
        .map((side) => tensor({ data: new Float64Array(side * side), dims: [side, side] })),
    );
    const bigint = fc.bigInt({ min: 2n ** 53n, max: 2n ** 200n }).map((value) => (value % 2n === 0n ? value : -value));
    const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant(null),
        fc.boolean(),
        fc.double(),
        fc.integer(),
        bigint,
        fc.string({ unit: "binary" }),
        bytes,
        array,
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("$", "ffid", "r", "__proto__")), tie("value"), {
          maxKeys: 4,
          noNullPrototype: true,
        }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        expect(comparable(await python.call("echo", value))).toStrictEqual(comparable(value));
      }),
      { numRuns: 200 },
    );
  });

  it.each(TYPED)("%s arrays keep type, shape and bits", async (type, data) => {
    const value = tensor({ type, data, dims: [1, data.length] });
    expect(await python.call("echo", value)).toStrictEqual(value);
    expect(await python.call("kind", value)).toEqual(["memoryview", [1, data.length]]);
  });

  it.each([
    ["an image", { data: new Uint8Array(24), width: 4, height: 2, channels: 3 }, ["memoryview", [2, 4, 3]]],
    ["a bare typed array", new Int16Array(5), ["memoryview", [5]]],
    ["a Buffer", Buffer.from("abc"), ["bytes", null]],
    ["an object with data and more", { data: new Float32Array(1), dims: [1], name: "x" }, ["dict", null]],
    ["undefined", undefined, ["NoneType", null]],
    ["a whole number", 3, ["int", null]],
    ["a large whole number", 2 ** 60, ["float", null]],
    ["a lone surrogate", "\ud800", ["str", null]],
  ])("%s arrives as what it is there", async (_name, value, kind) => {
    expect(await python.call("kind", value)).toEqual(kind);
  });

  it.each([
    ["a function", [() => 1], "arguments[2][0][0] is of type function"],
    ["a date", { when: new Date() }, "arguments[2][0].when is of type Date"],
    ["a tensor that is none", { data: new Float32Array(3), dims: [2] }, "has 3 elements, but dims [2] hold 2"],
    ["a type that its data is not of", { type: "int8", data: new Float32Array(1), dims: [1] }, "is a Float32Array"],
  ])("%s is refused with its place", async (_name, value, message) => {
    await expect(python.call("echo", value)).rejects.toThrow(message);
  });

  it("leaves out what JSON leaves out of objects", async () => {
    expect(await python.call("echo", { a: 1, b: undefined, warn: () => 1 })).toEqual({ a: 1 });
  });

  it("what Python alone knows of arrives as its nearest, or stays there", async () => {
    expect(await python.call("oddities")).toEqual({
      tuple: [1, [2]],
      keys: { 2: "a", true: "b", null: "c", "1.5": "d" },
      subclass: { a: 1 },
      bytearray: Uint8Array.of(1, 2),
      empty: { type: "float32", data: new Float32Array(0), dims: [0] },
      strided: { type: "uint8", data: Uint8Array.of(0, 2, 4), dims: [3] },
      tupleKeys: expect.any(PythonObject),
      set: expect.any(PythonObject),
      complex: expect.any(PythonObject),
    });
  });

  it("what a function's results are kept of stays what it is, but for what cannot change", async () => {
    const net = await python.keep("make_net");
    expect(net).toBeInstanceOf(PythonObject);
    expect(await python.call("run_net", net)).toEqual({ calls: 1, weights: 3 });
    expect(await python.call("run_net", net)).toEqual({ calls: 2, weights: 3 });
    expect(await python.keep("echo", { 1: "a" }, [1], "net", 0.5, null, 2, Uint8Array.of(1))).toEqual([
      expect.any(PythonObject),
      expect.any(PythonObject),
      "net",
      0.5,
      null,
      2,
      Uint8Array.of(1),
    ]);
  });

  it("objects can be handed back until they are released, and none is kept then", async () => {
    const counter = await python.call("make_counter");
    expect(counter).toBeInstanceOf(PythonObject);
    expect(await python.call("count", counter)).toBe(1);
    expect(await python.call("count", { nested: [counter] })).toBe(2);
    expect(await python.call("counters")).toBe(1);
    if (counter instanceof PythonObject) counter.release();
    expect(await python.call("counters")).toBe(0);
    await expect(python.call("count", counter)).rejects.toThrow("had been released");
  });

  it("calls are worked on in their order, however many are sent", async () => {
    const results = await Promise.all(Array.from({ length: 200 }, (_, index) => python.call("add", index, 1)));
    expect(results).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });

  it("megabytes come back by file", async () => {
    const data = Float32Array.from({ length: 500_000 }, (_, index) => index);
    const value = tensor({ data, dims: [5, 100_000] });
    expect(comparable(await python.call("echo", value))).toStrictEqual(comparable(value));
  });

  it("exceptions have their type, message, code and traceback", async () => {
    await expect(python.call("fail", "boom\nand more")).rejects.toMatchObject({
      type: "ValueError",
      message: "boom\nand more",
      code: 599,
      traceback: expect.stringMatching(
        /^Traceback \(most recent call last\):\n {2}File ".*functions\.py", line \d+, in fail\n/,
      ),
    });
    await expect(python.call("refuse")).rejects.toMatchObject({
      type: "evals.utils.error.ErrorImageTooSmall",
      code: 400,
      message: "image a.png is too small, should be more than 32x32",
    });
    await expect(python.call("leave")).rejects.toMatchObject({
      type: "SystemExit",
      message: "the script raised SystemExit: gone",
    });
    await expect(python.call("recurse")).rejects.toMatchObject({ type: "RecursionError" });
    await expect(python.call("cycle")).rejects.toThrow("contains itself");
    expect(python.ends).toEqual([]);
  });

  it("finds nothing of pythonia, and no channel of ours", async () => {
    expect(await python.call("place")).toEqual({
      cwd: FIXTURE,
      argv: [""],
      stdin: "",
      helper: true,
      main: "evals.helper",
      channel: false,
      shadows: [],
      default: "Object of type set is not JSON serializable",
    });
  });

  it.each(["fork", "spawn", "forkserver"])(
    "a pool of processes works, and they find our modules: %s",
    async (method) => {
      expect(await python.call("in_a_pool", method, [1, 3])).toEqual([
        [1, 9],
        [2, 6],
        [2, 6],
      ]);
    },
  );
});

describe("loading", () => {
  it("says which file, type and reason", async () => {
    const python = await start();
    try {
      const load = (name: string) => python.interpreter.call("load", [name], name);
      await expect(load(join(FIXTURE, "nowhere.py"))).rejects.toMatchObject({
        type: "FileNotFoundError",
        message: expect.stringMatching(/^nowhere\.py could not be loaded: FileNotFoundError/),
      });
      await expect(load("no.such.module")).rejects.toMatchObject({ type: "ModuleNotFoundError" });
      const [, names] = (await load("net.layers")) as [unknown, string[]];
      expect(names).toContain("double");
      // Loaded before as the sibling of another one: its state is one.
      const [helper] = (await load(join(FIXTURE, "helper.py"))) as [PythonObject];
      expect(await python.interpreter.call("call", [helper, "seen", [], false], "")).toBe(1);
    } finally {
      await stop(python);
    }
  });
});

describe("without a payload folder, or room in it", () => {
  it.each(["", "/nowhere/at/all"])("%j: everything goes through the channel", async (folder) => {
    const python = await start(undefined, { payloadDir: folder, workspace: "" });
    try {
      const value = [new Uint8Array(100_000).fill(7), tensor({ data: new Float32Array(9000) })];
      expect(comparable(await python.call("echo", value))).toStrictEqual(comparable(value));
    } finally {
      await stop(python);
    }
  });
});

describe("the end of an interpreter", () => {
  it.each([
    ["die", [3], { cause: "exited with code 3", exitCode: 3, signal: null }],
    ["kill", [11], { cause: "was killed by SIGSEGV", exitCode: null, signal: "SIGSEGV" }],
    ["kill", [9], { cause: "was killed by SIGKILL", exitCode: null, signal: "SIGKILL" }],
    ["close_all", [], { cause: "exited with code 1", exitCode: 1, signal: null }],
  ])("%s %j fails what waits for it, and is told", async (name, args, end) => {
    const python = await start();
    const calls = [python.call(name, ...args), python.call("echo", 1)];
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({
        kind: "worker_lost",
        code: 572,
        message: expect.stringContaining(end.cause),
      });
    }
    expect(python.ends).toEqual([end]);
    await expect(python.call("echo", 1)).rejects.toMatchObject({ kind: "worker_lost" });
  });

  it("an interpreter that cannot be started is lost at once", async () => {
    const ends: PythonEnd[] = [];
    const context = {
      problem: "",
      folder: FIXTURE,
      home: FIXTURE,
      pythonPath: [],
      translation: "",
      documents: [],
      compat: [],
      payloadDir,
      workspace: "",
    };
    await expect(
      Interpreter.start({ ...context, command: ["/no/python"], onEnd: (end) => ends.push(end) }),
    ).rejects.toMatchObject({ kind: "worker_lost", message: expect.stringContaining("could not be started") });
    expect(ends).toHaveLength(1);
  });

  it("it ends when its worker does, even in the middle of nothing", async () => {
    const python = await start();
    const { process } = python.interpreter;
    process.stdio[3]?.destroy();
    await once(process, "exit");
    expect(isAlive(process.pid ?? 0)).toBe(false);
    expect(python.ends).toEqual([{ cause: "exited with code 0", exitCode: 0, signal: null }]);
  });
});

describe.each(others.map(({ version, path }) => [version, path]))("CPython %s", (_version, path) => {
  it("takes and gives the same", async () => {
    const python = await start(path);
    try {
      const value = {
        a: [1, Number.NaN, 2n ** 70n, "\u00e9\u{1f600}"],
        b: new Uint8Array(5000),
        c: tensor({ data: new Float32Array(5000) }),
      };
      expect(await python.call("echo", value)).toStrictEqual(value);
      await expect(python.call("fail", "boom")).rejects.toMatchObject({ type: "ValueError", message: "boom" });
      expect(await python.call("place")).toMatchObject({ shadows: [], helper: true });
    } finally {
      await stop(python);
    }
  });
});
