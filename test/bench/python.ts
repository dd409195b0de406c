import { fileURLToPath } from "node:url";
import { Interpreter } from "../../dist/python/interpreter.js";
import type { PythonValue } from "../../dist/python/values.js";
import type { Item } from "../../src/contract/call.ts";
import { pattern } from "./bodies.ts";
import { startEchoWorkers } from "./echo-workers.ts";
import type { HopOptions } from "./hop.ts";
import { quantile } from "./statistics.ts";

/** What one call costs in a handler that imports Python, beside the host's hop to a Python worker. */
export interface PythonRow {
  readonly call: string;
  readonly importP50Us: number;
  readonly importP99Us: number;
  readonly engineP50Us: number;
  readonly engineP99Us: number;
}

/** An echo of so much JSON, an image of 640x320, and as many floats (bytes). */
const JSON_BYTES = 100;
const IMAGE = { width: 640, height: 320, channels: 3 };
const IMAGE_BYTES = IMAGE.width * IMAGE.height * IMAGE.channels;
/** Of each cell in each round, at most. */
const CALLS = 500;

const FOLDER = fileURLToPath(new URL("apps/functions", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../python/evalbridge_runner/pythonia/__main__.py", import.meta.url));

interface Cell {
  readonly call: string;
  readonly imported: () => Promise<unknown>;
  readonly engine: () => Promise<unknown>;
}

/** Measures both ways of each cell side by side, round after round, one call at a time. */
export async function measurePython(options: HopOptions): Promise<PythonRow[]> {
  const { rounds, python, payloadDir, signal } = options;
  const calls = Math.min(CALLS, options.calls);
  const workers = await startEchoWorkers(python, payloadDir);
  const { interpreter, call } = await startFunctions(python, await workers.payloads.workerFolder("functions"));
  const engine = (item: Partial<Item>) => () =>
    workers.worker("Python", "inline").call([{ reqid: "bench", group: false, inputs: [], ...item }]);
  const image = pattern(IMAGE_BYTES);
  const text = "x".repeat(JSON_BYTES - '{"text":""}'.length);
  const cells: readonly Cell[] = [
    {
      call: `echo of ${JSON_BYTES} B of JSON`,
      imported: () => call("echo", { text }),
      engine: engine({ inputs: [{ body: [pattern(JSON_BYTES)] }] }),
    },
    {
      call: `image of ${IMAGE_BYTES / 1000} KB in`,
      imported: () => call("length", { data: image, ...IMAGE }),
      engine: engine({ inputs: [{ body: [image] }], params: '{"json":true}' }),
    },
    {
      call: `array of ${IMAGE_BYTES / 1000} KB out`,
      imported: () => call("answer", IMAGE_BYTES),
      engine: engine({ inputs: [{ body: [] }], params: `{"answer":${IMAGE_BYTES}}` }),
    },
  ];
  const taken = new Map(cells.map((cell) => [cell, { imported: [] as number[], engine: [] as number[] }]));
  try {
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`round ${round} of ${rounds}: Python\n`);
      for (const [cell, times] of taken) {
        await measure(cell.imported, times.imported, calls, signal);
        await measure(cell.engine, times.engine, calls, signal);
      }
    }
  } finally {
    interpreter.process.kill("SIGKILL");
    await workers.close();
  }
  return [...taken].map(([{ call }, { imported, engine }]) => ({
    call,
    importP50Us: quantile(imported, 0.5),
    importP99Us: quantile(imported, 0.99),
    engineP50Us: quantile(engine, 0.5),
    engineP99Us: quantile(engine, 0.99),
  }));
}

async function startFunctions(python: string, payloadDir: string) {
  const interpreter = await Interpreter.start({
    command: [python, "-u", "-B", PROGRAM],
    problem: "",
    folder: FOLDER,
    home: FOLDER,
    pythonPath: [],
    translation: "",
    documents: [],
    compat: [],
    payloadDir,
    workspace: payloadDir,
    onEnd: () => undefined,
  });
  const loaded = await interpreter.call("load", [`${FOLDER}/functions.py`], "functions.py");
  const [module] = Array.isArray(loaded) ? loaded : [];
  const call = (name: string, ...args: unknown[]): Promise<PythonValue> =>
    interpreter.call("call", [module, name, args, false], "arguments");
  return { interpreter, call };
}

async function measure(
  call: () => Promise<unknown>,
  times: number[],
  calls: number,
  signal: AbortSignal,
): Promise<void> {
  for (let number = -Math.ceil(calls / 5); number < calls; number++) {
    signal.throwIfAborted();
    const started = performance.now();
    await call();
    if (number >= 0) times.push((performance.now() - started) * 1000);
  }
}
