import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { DialectServer, DialectTarget, Platform } from "./dialect-servers.ts";
import { checkGrpc, loadGrpc, taichuCall } from "./grpc-load.ts";
import type { Load, LoadGenerator } from "./load.ts";
import { median } from "./statistics.ts";

/** How fast an echo answers a platform's own clients: medians over all rounds. */
export interface DialectRow {
  readonly client: string;
  readonly connections: number;
  readonly server: string;
  /** Requests per second. */
  readonly rate: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Rate over that of the original in the same round. */
  readonly rivalRatio: number | undefined;
  /** Requests without a good answer, over all rounds. */
  readonly failed: number;
}

export interface DialectOptions {
  /** Of each platform the host, then the original where it is measured. */
  readonly targets: readonly DialectTarget[];
  readonly generator: LoadGenerator;
  readonly rounds: number;
  /** Of each cell in each round. */
  readonly seconds: number;
  /** Before each of them. */
  readonly warmUpSeconds: number;
  readonly signal: AbortSignal;
}

interface Client {
  readonly platform: Platform;
  readonly protocol: "HTTP" | "gRPC";
  readonly connections: number;
}

/** taichu-serve refuses whoever finds its worker busy, and so does the host for its scripts: one request at a time. */
const CLIENTS: readonly Client[] = [
  { platform: "tiinfer", protocol: "HTTP", connections: 1 },
  { platform: "tiinfer", protocol: "HTTP", connections: 32 },
  { platform: "taichu", protocol: "HTTP", connections: 1 },
  { platform: "taichu", protocol: "gRPC", connections: 1 },
  { platform: "paddle", protocol: "HTTP", connections: 1 },
  { platform: "paddle", protocol: "HTTP", connections: 32 },
];
/** Numbers that a 32-bit float holds. */
const PARAMETERS = { text: "the quick brown fox jumps over the lazy dog", number: 0.5, flag: true };
/** What an echo answers, too, among other things. */
const REQUESTS: Readonly<Record<Platform, Readonly<Record<string, unknown>>>> = {
  tiinfer: PARAMETERS,
  taichu: { parameters: PARAMETERS },
  paddle: { key: Object.keys(PARAMETERS), value: Object.values(PARAMETERS).map(String) },
};

interface Cell {
  readonly client: Client;
  readonly target: DialectTarget;
}
type Sample = Pick<DialectRow, "rate" | "p50Us" | "p99Us" | "failed">;

/** Measures every server alone, round after round. Each round starts all servers anew, one after the other. */
export async function measureDialects(options: DialectOptions): Promise<DialectRow[]> {
  const { targets, rounds, signal } = options;
  const cells = CLIENTS.flatMap((client) =>
    targets.filter(({ platform }) => platform === client.platform).map((target) => ({ client, target })),
  );
  const samples = new Map<Cell, Sample[]>(cells.map((cell) => [cell, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const target of targets) {
      process.stderr.write(`round ${round} of ${rounds}: ${target.name}, ${target.platform}\n`);
      const server = await target.start(signal);
      try {
        for (const [cell, taken] of samples) {
          if (cell.target === target) taken.push(await measureCell(cell, server, options));
        }
      } finally {
        await server.stop();
      }
    }
  }
  return cells.map((cell) => rowOf(cell, samples));
}

async function measureCell({ client, target }: Cell, server: DialectServer, options: DialectOptions): Promise<Sample> {
  const loaded = client.protocol === "HTTP" ? overHttp : overGrpc;
  const { requests, seconds, p50Us, p99Us, failed } = await loaded(client, target, server, options);
  return { rate: requests / seconds, p50Us, p99Us, failed };
}

async function overHttp(
  { platform, connections }: Client,
  { name }: DialectTarget,
  { url }: DialectServer,
  { generator, seconds, warmUpSeconds, signal }: DialectOptions,
): Promise<Load> {
  const contentType = "application/json";
  const body = JSON.stringify(REQUESTS[platform]);
  const response = await fetch(url, { method: "POST", headers: { "Content-Type": contentType }, body });
  const answer: Readonly<Record<string, unknown>> = Object(await response.json());
  const isEcho = Object.entries(REQUESTS[platform]).every(([name, value]) => isDeepStrictEqual(answer[name], value));
  if (!isEcho) throw new Error(`${name}: a wrong answer: ${JSON.stringify(answer)}`);
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-bench-"));
  try {
    const file = join(folder, "body");
    await writeFile(file, body);
    const request = { url, contentType, file, connections };
    if (warmUpSeconds > 0) await generator.run({ ...request, seconds: warmUpSeconds }, signal);
    return await generator.run({ ...request, seconds }, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function overGrpc(
  { connections }: Client,
  { name }: DialectTarget,
  { grpc }: DialectServer,
  { seconds, warmUpSeconds, signal }: DialectOptions,
): Promise<Load> {
  if (grpc === undefined) throw new Error(`${name}: no gRPC`);
  await checkGrpc(grpc, PARAMETERS);
  const request = { ...taichuCall(grpc, PARAMETERS), connections };
  await loadGrpc({ ...request, seconds: warmUpSeconds }, signal);
  return loadGrpc({ ...request, seconds }, signal);
}

function rowOf(cell: Cell, samples: ReadonlyMap<Cell, readonly Sample[]>): DialectRow {
  const { client, target } = cell;
  const own = samples.get(cell) ?? [];
  const ofClient = [...samples].filter(([each]) => each.client === client);
  const [[first] = [], [, theirs] = []] = ofClient;
  return {
    client: `${client.platform}, ${client.protocol}`,
    connections: client.connections,
    server: target.name,
    rate: median(own.map(({ rate }) => rate)),
    p50Us: median(own.map(({ p50Us }) => p50Us)),
    p99Us: median(own.map(({ p99Us }) => p99Us)),
    rivalRatio:
      first === cell && theirs !== undefined
        ? median(own.map(({ rate }, round) => rate / (theirs[round]?.rate ?? Number.NaN)))
        : undefined,
    failed: own.reduce((sum, { failed }) => sum + failed, 0),
  };
}
