import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect } from "vitest";
import type { ServiceSetup } from "../conformance/platform-host.ts";
import { layOut } from "../conformance/platform-host.ts";
import type { OriginalServer } from "./server.ts";
import { endAll, startMosec, startTaichu } from "./server.ts";

// Whatever became of the tests.
afterAll(endAll);

/** What serves a script: tiinfer, mosec with the script as its program, or taichu-serve. */
export type Kind = "tiinfer" | "mosec" | "taichu";

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
  const program = kind === "tiinfer" ? ["-m", "tiinfer"] : [basename(script)];
  return startMosec(python, { folder, args: [...program, ...args], env });
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
