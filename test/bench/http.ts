import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestBody } from "./bodies.ts";
import type { CpuTime } from "./cpu.ts";
import { cpuTime } from "./cpu.ts";
import { loadGrpc } from "./grpc-load.ts";
import { connectTo, INFER } from "./infer-bodies.ts";
import type { Load, LoadGenerator } from "./load.ts";
import type { Server, Target } from "./servers.ts";
import { median } from "./statistics.ts";

/** One cell of the table: medians over all rounds; `undefined` where there is nothing to say. */
export interface HttpRow {
  readonly body: string;
  readonly connections: number;
  readonly server: string;
  /** Requests per second. */
  readonly rate: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Rate over that of the yardstick in the same round. */
  readonly ratio: number | undefined;
  /** Rate over that of the rival in the same round. */
  readonly rivalRatio: number | undefined;
  /** CPU time per request of the process that speaks HTTP, and of all behind it (µs). */
  readonly frontUs: number | undefined;
  readonly workersUs: number | undefined;
  /** Requests without a good answer, over all rounds. */
  readonly failed: number;
}

export interface HttpOptions {
  /** The first that is asked a body is the yardstick of all that are. */
  readonly targets: readonly Target[];
  /** Which target has which rivals, by name; the first that is asked the same counts. */
  readonly rivals: ReadonlyMap<string, readonly string[]>;
  readonly generator: LoadGenerator;
  readonly rounds: number;
  readonly bodies: readonly RequestBody[];
  readonly connections: readonly number[];
  /** Of each cell in each round. */
  readonly seconds: number;
  /** Of each cell, and of each server before its first: until V8 has compiled what is hot. */
  readonly warmUpSeconds: { readonly cell: number; readonly server: number };
  readonly signal: AbortSignal;
}

interface Cell {
  readonly body: RequestBody;
  readonly connections: number;
  readonly target: Target;
}

type Sample = Omit<HttpRow, "body" | "connections" | "server" | "ratio" | "rivalRatio">;
/** By cell, then by round. */
type Samples = ReadonlyMap<Cell, Sample[]>;

/** Measures every target alone, round after round. Each round starts all servers anew, one after the other. */
export async function measureHttp(options: HttpOptions): Promise<HttpRow[]> {
  const { targets, rounds } = options;
  const cells = options.bodies.flatMap((body) =>
    options.connections.flatMap((connections) =>
      targets.filter((target) => target.asks(body)).map((target) => ({ body, connections, target })),
    ),
  );
  const samples = new Map<Cell, Sample[]>(cells.map((cell) => [cell, []]));
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-bench-"));
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const target of targets) {
        process.stderr.write(`round ${round} of ${rounds}: ${target.name}\n`);
        await measureTarget(target, samples, folder, options);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return cells.map((cell) => rowOf(cell, samples, options));
}

async function measureTarget(target: Target, samples: Samples, folder: string, options: HttpOptions): Promise<void> {
  const server = await target.start(options.signal);
  try {
    await warmUp(target, server, folder, options);
    for (const [cell, taken] of samples) {
      if (cell.target === target) taken.push(await measureCell(cell, server, folder, options));
    }
  } finally {
    await server.stop();
  }
}

async function measureCell(cell: Cell, server: Server, folder: string, options: HttpOptions): Promise<Sample> {
  const { target } = cell;
  const { seconds, warmUpSeconds } = options;
  await checkAnswer(cell, server);
  const run = await loadOf(cell, server, folder, options);
  if (warmUpSeconds.cell > 0) await run(warmUpSeconds.cell);
  const before = cpuTime(server.pid, target.frontName);
  const load = await run(seconds);
  const after = cpuTime(server.pid, target.frontName);
  const { requests, p50Us, p99Us, failed } = load;
  const perRequest = (part: keyof CpuTime) =>
    before === undefined || after === undefined ? undefined : ((after[part] - before[part]) * 1e6) / requests;
  const cpu = { frontUs: perRequest("front"), workersUs: perRequest("workers") };
  return { rate: requests / load.seconds, p50Us, p99Us, failed, ...cpu };
}

/** Sends the first body over many connections: one connection alone makes too few requests for that. */
async function warmUp(target: Target, server: Server, folder: string, options: HttpOptions): Promise<void> {
  const { bodies, warmUpSeconds } = options;
  const body = bodies.find((each) => target.asks(each));
  if (body === undefined || warmUpSeconds.server === 0) return;
  const cell = { body, connections: Math.max(...options.connections), target };
  await (await loadOf(cell, server, folder, options))(warmUpSeconds.server);
}

/** What sends the body over and over for so many seconds. */
async function loadOf(
  { body, connections }: Cell,
  server: Server,
  folder: string,
  { generator, signal }: HttpOptions,
): Promise<(seconds: number) => Promise<Load>> {
  const { bytes, contentType, headers = {}, grpc } = body;
  const url = server.urlFor(body);
  if (grpc) {
    const call = { connect: () => connectTo(url), method: INFER, bytes, connections };
    return (seconds) => loadGrpc({ ...call, seconds }, signal);
  }
  const file = join(folder, "body");
  await writeFile(file, bytes);
  return (seconds) => generator.run({ url, contentType, headers, file, connections, seconds }, signal);
}

/** @throws Error unless the server gives the answer that the body wants */
async function checkAnswer({ body, target }: Cell, server: Server): Promise<void> {
  const { status, bytes } = await (body.grpc ? askGrpc : askHttp)(body, server.urlFor(body));
  if ((status === 200 || status === "OK") && body.isAnswer(bytes)) return;
  throw new Error(`${target.name}: a wrong answer to ${body.name}: ${status} ${bytes.subarray(0, 200)}`);
}

async function askHttp({ bytes, contentType, headers = {} }: RequestBody, url: string) {
  const named = { ...headers, "Content-Type": contentType };
  const response = await fetch(url, { method: "POST", headers: named, body: new Uint8Array(bytes) });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function askGrpc({ bytes }: RequestBody, address: string) {
  const client = connectTo(address);
  const { status, details, bytes: answer = Buffer.from(details) } = await client.callBytes(INFER, bytes);
  client.close();
  return { status, bytes: answer };
}

function rowOf(cell: Cell, samples: Samples, { targets, rivals }: HttpOptions): HttpRow {
  const { body, connections, target } = cell;
  const own = samples.get(cell) ?? [];
  const medianOf = (key: "frontUs" | "workersUs") => {
    const values = own.flatMap((sample) => sample[key] ?? []);
    return values.length === 0 ? undefined : median(values);
  };
  return {
    body: body.name,
    connections,
    server: target.name,
    rate: median(own.map(({ rate }) => rate)),
    p50Us: median(own.map(({ p50Us }) => p50Us)),
    p99Us: median(own.map(({ p99Us }) => p99Us)),
    ratio: ratioTo([targets.find((each) => each.asks(body))?.name], cell, samples),
    rivalRatio: ratioTo(rivals.get(target.name) ?? [], cell, samples),
    frontUs: medianOf("frontUs"),
    workersUs: medianOf("workersUs"),
    failed: own.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** The median of the ratios of each round; `undefined` when the other server was not asked the same. */
function ratioTo(others: readonly (string | undefined)[], cell: Cell, samples: Samples): number | undefined {
  const isSame = ({ body, connections }: Cell) => body === cell.body && connections === cell.connections;
  const [, theirs] = [...samples].find(([each]) => isSame(each) && others.includes(each.target.name)) ?? [];
  const own = samples.get(cell) ?? [];
  return theirs && median(own.map(({ rate }, round) => rate / (theirs[round]?.rate ?? Number.NaN)));
}
