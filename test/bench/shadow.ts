import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isJsonObject } from "../../src/contract/json.ts";
import { startServing } from "../support/command.ts";
import { layOut, until } from "../support/host.ts";
import { cpuTime } from "./cpu.ts";
import { bootstrap, mean, quantile } from "./statistics.ts";

export interface ShadowOptions {
  /** Hosts that are started, one after the other. */
  readonly rounds: number;
  /** Blocks with a shadow, and as many without, in each round. */
  readonly pairs: number;
  /** Of each block. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** A figure without a shadow and with one: means over all blocks, and their difference with its 95 % interval. */
export interface ShadowRow {
  readonly figure: string;
  readonly without: number;
  readonly beside: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export interface ShadowResult {
  readonly rows: readonly ShadowRow[];
  readonly pairs: number;
  /** Requests per second that were sent. */
  readonly rate: number;
  /** Part of the machine that the host and the primary's workers used in the blocks without a shadow. */
  readonly used: number;
  /** Of the primary, with and without a shadow. */
  readonly failed: number;
  readonly mirrored: number;
  readonly dropped: number;
}

/** One block of load. */
interface Block {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
  /** CPU seconds per second, of the host and all behind it. */
  readonly cpu: number;
}

const CORES = availableParallelism();
const WORK = { fixture: "../bench/apps/work/python" };
/** Of the work alone, to a part of the machine; with the host, its protocol and the generator it stays below a half. */
const LOAD = 0.3;
const WARM_UP_SECONDS = 2;

/**
 * The latency of a release with and without a shadow: the same requests at the same moments, alternately to a release
 * that has a shadow and to an equal one that has none, on one host. The next block begins when the shadow has done.
 */
export async function measureShadow(options: ShadowOptions): Promise<ShadowResult> {
  const taken: { without: Block; beside: Block }[] = [];
  const counts = { mirrored: 0, dropped: 0 };
  let rate = 0;
  for (let round = 1; round <= options.rounds; round++) {
    process.stderr.write(`round ${round} of ${options.rounds}\n`);
    await withHost(async (host) => {
      rate = (LOAD * CORES * 1000) / (await host.workMs());
      for (const release of RELEASES) await host.load(release, rate, WARM_UP_SECONDS, 1);
      for (let pair = 0; pair < options.pairs; pair++) {
        options.signal.throwIfAborted();
        taken.push(await host.pair(rate, options.seconds, pair));
      }
      const { mirrored, dropped } = await host.told();
      counts.mirrored += mirrored;
      counts.dropped += dropped;
    });
  }
  const figures = [
    { figure: "p50 ms", read: ({ p50Ms }: Block) => p50Ms },
    { figure: "p99 ms", read: ({ p99Ms }: Block) => p99Ms },
  ];
  return {
    rows: figures.map(({ figure, read }) =>
      rowOf(
        figure,
        taken.map(({ without, beside }) => [read(without), read(beside)]),
      ),
    ),
    pairs: taken.length,
    rate,
    used: mean(taken.map(({ without }) => without.cpu)) / CORES,
    failed: taken.reduce((sum, { without, beside }) => sum + without.failed + beside.failed, 0),
    ...counts,
  };
}

function rowOf(figure: string, pairs: readonly (readonly [without: number, beside: number])[]): ShadowRow {
  const differences = pairs.map(([without, beside]) => beside - without);
  return {
    figure,
    without: mean(pairs.map(([without]) => without)),
    beside: mean(pairs.map(([, beside]) => beside)),
    difference: mean(differences),
    ...bootstrap(differences),
  };
}

const RELEASES = ["without", "beside"] as const;
type Release = (typeof RELEASES)[number];

async function withHost(use: (host: Host) => Promise<void>): Promise<void> {
  const instances = Math.max(1, Math.floor(CORES / 2));
  const settings = { instances, timeout_ms: 60_000 };
  const dir = await layOut({
    "work/without": { ...WORK, settings },
    "work/beside": { ...WORK, settings: { ...settings, shadow: "copy" } },
    "work/copy": { ...WORK, settings: { instances } },
  });
  const pairs = await mkdtemp(join(tmpdir(), "evalbridge-bench-"));
  const { process: server, url } = await startServing(dir, [], { EVALBRIDGE_SHADOW_DIR: pairs });
  const host = new Host(url, server.pid ?? 0);
  try {
    await host.untilIdle();
    await use(host);
  } finally {
    host.close();
    server.kill("SIGTERM");
    await until(() => server.exitCode !== null || server.signalCode !== null, 20_000);
    for (const folder of [dir, pairs]) await rm(folder, { recursive: true, force: true });
  }
}

class Host {
  readonly #url: string;
  readonly #pid: number;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(url: string, pid: number) {
    this.#url = url;
    this.#pid = pid;
  }

  close(): void {
    this.#agent.destroy();
  }

  /** How long one request takes, one after the other. */
  async workMs(): Promise<number> {
    const times: number[] = [];
    for (let index = 0; index < 100; index++) times.push((await this.#ask("without")).ms);
    return quantile(times, 0.5);
  }

  /** A block of each, which is first drawn by lot. */
  async pair(rate: number, seconds: number, seed: number): Promise<{ without: Block; beside: Block }> {
    const blocks = new Map<Release, Block>();
    const order = Math.random() < 0.5 ? RELEASES : RELEASES.toReversed();
    for (const release of order) {
      blocks.set(release, await this.load(release, rate, seconds, seed));
      await this.untilIdle();
    }
    const [without, beside] = RELEASES.map((release) => blocks.get(release));
    if (without === undefined || beside === undefined) throw new Error("each release has a block");
    return { without, beside };
  }

  /** Sends requests at moments that the seed decides, whether the earlier ones are answered or not. */
  async load(release: Release, rate: number, seconds: number, seed: number): Promise<Block> {
    const before = this.#cpu();
    const start = performance.now();
    const asked: Promise<{ ms: number; ok: boolean }>[] = [];
    for (const moment of moments(rate, seconds, seed)) {
      const wait = start + moment - performance.now();
      if (wait > 0) await sleep(wait);
      asked.push(this.#ask(release));
    }
    const answers = await Promise.all(asked);
    const took = (performance.now() - start) / 1000;
    const times = answers.map(({ ms }) => ms);
    return {
      p50Ms: quantile(times, 0.5),
      p99Ms: quantile(times, 0.99),
      failed: answers.filter(({ ok }) => !ok).length,
      cpu: (this.#cpu() - before) / took,
    };
  }

  async told(): Promise<{ mirrored: number; dropped: number; done: number; state: string }> {
    const told: unknown = JSON.parse(await (await fetch(`${this.#url}/v1/shadow/work`)).text());
    const shadows = isJsonObject(told) ? told["shadows"] : undefined;
    const [pair] = Array.isArray(shadows) ? shadows : [];
    if (!isJsonObject(pair)) return { mirrored: 0, dropped: 0, done: 0, state: "none" };
    const count = (key: string) => Number(pair[key]);
    const done = count("compared") + count("failed");
    return { mirrored: count("mirrored"), dropped: count("dropped"), done, state: String(pair["state"]) };
  }

  /** Waits until the shadow is ready, and nothing is on its way to it. */
  async untilIdle(): Promise<void> {
    await until(async () => {
      const { mirrored, done, state } = await this.told();
      return state === "ready" && mirrored === done;
    }, 120_000);
  }

  #cpu(): number {
    const { front, workers } = cpuTime(this.#pid) ?? { front: Number.NaN, workers: Number.NaN };
    return front + workers;
  }

  #ask(release: Release): Promise<{ ms: number; ok: boolean }> {
    const start = performance.now();
    const headers = { "Content-Type": "application/octet-stream" };
    return new Promise((resolve, reject) => {
      const url = `${this.#url}/v1/eval/work/${release}`;
      const asked = request(url, { method: "POST", headers, agent: this.#agent }, (response) => {
        response.resume().once("end", () => {
          resolve({ ms: performance.now() - start, ok: response.statusCode === 200 });
        });
      });
      asked.once("error", reject).end("a small request");
    });
  }
}

/** When requests are sent (ms): at random, as independent clients do. */
function* moments(rate: number, seconds: number, seed: number): Generator<number> {
  let state = seed + 1;
  for (let at = 0; ; ) {
    // The generator of Park and Miller: every block of a pair has the same moments.
    state = (state * 48_271) % 2_147_483_647;
    at -= (Math.log(state / 2_147_483_647) * 1000) / rate;
    if (at > seconds * 1000) return;
    yield at;
  }
}
