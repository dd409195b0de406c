import type { Item } from "../../src/contract/call.ts";
import { pattern } from "./bodies.ts";
import type { EchoWorkers, Engine, Way } from "./echo-workers.ts";
import { ENGINES, startEchoWorkers, WAYS } from "./echo-workers.ts";
import { quantile } from "./statistics.ts";

/** The time from a call to its answer, between this process and one worker, with nothing else around it. */
export interface HopRow {
  /** echo: there and back. request: bytes there, their length back. answer: nothing there, bytes back. */
  readonly kind: "echo" | "request" | "answer" | "request, uri read";
  readonly engine: Engine;
  /** Of the input, or for `answer` of the output (bytes). */
  readonly size: number;
  readonly way: Way;
  readonly p50Us: number;
  readonly p99Us: number;
}

export interface HopOptions {
  readonly rounds: number;
  /** Absolute path of an interpreter. */
  readonly python: string;
  readonly payloadDir: string;
  /** Of each cell in each round, at most. */
  readonly calls: number;
  readonly signal: AbortSignal;
}

type Cell = Pick<HopRow, "kind" | "engine" | "size" | "way">;

const KB = 1024;
const SMALL = 100;
const ECHOES = { inline: [SMALL, KB, 64 * KB], file: [100 * KB, KB * KB] } as const;
/** Where it is decided from which size on a file is the better way. */
const CROSSOVER = [16, 64, 128, 256, 512, 1024, 2048, 4096].map((size) => size * KB);
/** Calls of a cell in each round: so many that this many bytes have been sent, but no fewer than `least`. */
const CALLS = { bytes: 32 * KB * KB, least: 100 };

/** Measures cell after cell, round after round, one call at a time. */
export async function measureHop({ rounds, python, payloadDir, calls, signal }: HopOptions): Promise<HopRow[]> {
  const latencies = new Map<Cell, number[]>(cells().map((cell) => [cell, []]));
  const workers = await startEchoWorkers(python, payloadDir);
  try {
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`round ${round} of ${rounds}: the hop\n`);
      for (const [cell, taken] of latencies) await measureCell(cell, taken, workers, calls, signal);
    }
  } finally {
    await workers.close();
  }
  return [...latencies].map(([cell, taken]) => ({
    ...cell,
    p50Us: quantile(taken, 0.5),
    p99Us: quantile(taken, 0.99),
  }));
}

/** The two ways of one size stand side by side, so that a noisy moment hits both. */
function cells(): Cell[] {
  return ENGINES.flatMap((engine) => {
    const echoes = WAYS.flatMap((way) => ECHOES[way].map((size) => ({ kind: "echo", engine, size, way }) as const));
    const crossover = CROSSOVER.flatMap((size) =>
      (["request", "answer"] as const).flatMap((kind) => WAYS.map((way) => ({ kind, engine, size, way }) as const)),
    );
    return [...echoes, ...uriCells(engine), ...crossover];
  });
}

/** Only for Python scripts is a file written when they look at `uri`. */
function uriCells(engine: Engine): Cell[] {
  if (engine !== "Python") return [];
  const cell = { engine, size: SMALL, way: "inline" } as const;
  return [
    { ...cell, kind: "request" },
    { ...cell, kind: "request, uri read" },
  ];
}

async function measureCell(
  cell: Cell,
  latencies: number[],
  workers: EchoWorkers,
  most: number,
  signal: AbortSignal,
): Promise<void> {
  const calls = Math.min(most, Math.max(CALLS.least, Math.round(CALLS.bytes / cell.size)));
  const warmUp = Math.ceil(calls / 3);
  const input = pattern(cell.kind === "answer" ? SMALL : cell.size);
  for (let call = -warmUp; call < calls; call++) {
    signal.throwIfAborted();
    const us = await timeCall(cell, input, workers);
    if (call >= 0) latencies.push(us);
  }
}

/** @returns microseconds, the writing of a payload file included, its removal not: the host does not wait for it */
async function timeCall(cell: Cell, input: Buffer, { payloads, worker }: EchoWorkers): Promise<number> {
  const target = worker(cell.engine, cell.kind.startsWith("request") ? "inline" : cell.way);
  const asFile = cell.way === "file" && cell.kind !== "answer";
  const started = performance.now();
  const file = asFile ? await payloads.write([input]) : undefined;
  if (asFile && file === undefined) throw new Error("there is no room for a payload file");
  const reply = await target.call([itemOf(cell, file === undefined ? { body: [input] } : { file })]);
  const us = (performance.now() - started) * 1000;
  if (file !== undefined) await payloads.remove(file);
  const [answer] = reply.answers;
  const bytes = answer?.body?.length ?? 0;
  const expected = cell.kind.startsWith("request") ? 0 : cell.size;
  if (answer?.code !== 0 || bytes !== expected) throw new Error(`a wrong answer from the ${cell.engine} worker`);
  return us;
}

function itemOf({ kind, size }: Cell, input: { body: Buffer[] } | { file: string }): Item {
  const item = { reqid: "bench", group: false, inputs: [input] };
  const params = PARAMS[kind](size);
  return params === undefined ? item : { ...item, params };
}

const PARAMS: Readonly<Record<HopRow["kind"], (size: number) => string | undefined>> = {
  echo: () => undefined,
  request: () => '{"json":true}',
  "request, uri read": () => '{"json":true,"uri":true}',
  answer: (size) => `{"answer":${size}}`,
};
