import { readFileSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, expect, inject } from "vitest";
import { parse } from "yaml";
import type { ServiceSetup } from "../conformance/platform-host.ts";
import { layOut } from "../conformance/platform-host.ts";
import type { OriginalServer } from "./server.ts";
import { endAll, startMosec, startPaddle, startTaichu } from "./server.ts";

// Whatever became of the tests.
afterAll(endAll);

/** What serves a script: tiinfer, mosec or Paddle Serving with the script as its program, or taichu-serve. */
export type Kind = "tiinfer" | "mosec" | "taichu" | "paddle";

/** Of whom something is asked. */
export interface Asked {
  readonly kind: Kind;
  /** Of its environment. */
  readonly python: string;
  /** The suite's folder of scripts. */
  readonly apps: string;
  readonly setup: ServiceSetup;
}

/** Starts an original with a recorded script, asks it, and ends it. */
export async function asking<T>(asked: Asked, ask: (server: OriginalServer) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-original-"));
  try {
    await layOut(asked.apps, asked.setup, folder);
    const server = await start(asked, folder);
    try {
      return await ask(server);
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function start({ kind, python, setup: { script, args, env = {} } }: Asked, folder: string): Promise<OriginalServer> {
  if (kind === "taichu") return startTaichu(python, { folder, args, env });
  if (kind === "paddle") return startPipeline({ python, folder, args: [basename(script), ...args], env });
  const program = kind === "tiinfer" ? ["-m", "tiinfer"] : [basename(script)];
  return startMosec(python, { folder, args: [...program, ...args], env });
}

interface Pipeline {
  readonly python: string;
  readonly folder: string;
  /** The script and its configuration. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function startPipeline({ python, folder, args, env }: Pipeline): Promise<OriginalServer> {
  await cp(uciModel(), join(folder, UCI_MODEL), { recursive: true });
  const config: unknown = parse(await readFile(join(folder, args[1] ?? "config.yml"), "utf8"));
  const { http_port: http, rpc_port: grpc } = Object(config);
  return startPaddle(python, { folder, args, env }, [http, grpc]);
}

const UCI_MODEL = "uci_housing_model";

/** The model that the package of Paddle Serving 0.9.0 carries. */
export function uciModel(): string {
  const site = join(dirname(inject("pythons")["paddle-0.9"]), "../lib/python3.8/site-packages");
  return join(site, "paddle_serving_server/env_check/simple_web_service", UCI_MODEL);
}

/** Most originals wait most of the time. */
const AT_ONCE = 3;

/** Does all jobs, a few at a time. */
export async function inTurns(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...jobs];
  const work = async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await job();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Expects a row of the README's table: how many lines a recording has, and how many answers vary. */
export function expectCounted(what: string, lines: number, varying: number): void {
  const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  expect(readme).toContain(`| ${what} | ${lines} | ${lines - varying} | ${varying} |`);
}
