import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isJsonObject } from "../../src/contract/json.ts";

export interface LoadRequest {
  readonly url: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Holds the body. */
  readonly file: string;
  readonly connections: number;
  readonly seconds: number;
}

/** What a load generator saw. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Answers that were no success, broken connections, timeouts. */
  readonly failed: number;
}

/** Sends the same request over so many connections for so long, from a process of its own. */
export interface LoadGenerator {
  readonly name: string;
  run(request: LoadRequest, signal: AbortSignal): Promise<Load>;
}

const call = promisify(execFile);
const WRK_SCRIPT = fileURLToPath(new URL("wrk.lua", import.meta.url));
const AUTOCANNON = fileURLToPath(new URL("../../node_modules/autocannon/autocannon.js", import.meta.url));
/** Longer than any answer takes on a busy machine (s). */
const TIMEOUT = 30;

/** wrk where there is one: a generator in JavaScript eats a core and flattens the differences. */
export function chooseGenerator(): LoadGenerator {
  const { stdout, error } = spawnSync("wrk", ["--version"], { encoding: "utf8" });
  if (error !== undefined) return { name: "autocannon (install wrk: it costs far less CPU)", run: autocannon };
  return { name: `${stdout.split(" ").slice(0, 2).join(" ")}, one thread`, run: wrk };
}

async function wrk(request: LoadRequest, signal: AbortSignal): Promise<Load> {
  const { url, contentType, headers = {}, file, connections, seconds } = request;
  const named = Object.entries(headers).flat();
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, `--timeout=${TIMEOUT}s`, "-s", WRK_SCRIPT];
  const { stdout } = await call("wrk", [...options, url, "--", file, contentType, ...named], { signal });
  const report: unknown = JSON.parse(stdout.slice(stdout.indexOf("{")));
  const read = (key: string) => numberAt(report, key);
  const [p50Us, p99Us, failed] = [read("p50Us"), read("p99Us"), read("failed")];
  return { requests: read("requests"), seconds: read("seconds"), p50Us, p99Us, failed };
}

/** Its latencies are whole milliseconds. */
async function autocannon(request: LoadRequest, signal: AbortSignal): Promise<Load> {
  const { url, contentType, headers = {}, file, connections, seconds } = request;
  const named = Object.entries({ "Content-Type": contentType, ...headers }).map(([name, value]) => `${name}=${value}`);
  const options = ["--json", "--method", "POST", "--input", file, ...named.flatMap((header) => ["--headers", header])];
  const limits = ["--connections", connections, "--duration", seconds, "--timeout", TIMEOUT].map(String);
  const { stdout } = await call(process.execPath, [AUTOCANNON, ...options, ...limits, url], { signal });
  const report: unknown = JSON.parse(stdout);
  const read = (...path: string[]) => numberAt(report, ...path);
  return {
    requests: read("requests", "total"),
    seconds: read("duration"),
    p50Us: read("latency", "p50") * 1000,
    p99Us: read("latency", "p99") * 1000,
    failed: read("non2xx") + read("errors"),
  };
}

function numberAt(report: unknown, ...path: string[]): number {
  const value = path.reduce<unknown>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), report);
  if (typeof value !== "number") throw new Error(`the load generator reports no ${path.join(".")}`);
  return value;
}
