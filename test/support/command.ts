import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { until } from "./host.ts";

/** The installed command, as a user runs it. */
export const MAIN = new URL("../../dist/main.js", import.meta.url).pathname;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `evalbridge` with arguments to its end. */
export async function evalbridge(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return finished(start(args, env));
}

/** Waits for its end. */
export async function finished(running: Running): Promise<Finished> {
  const [code] = await once(running.process, "close");
  return { code, stdout: running.stdout(), stderr: running.stderr() };
}

export interface Running {
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
}

/**
 * Starts `evalbridge` and leaves it running.
 *
 * @param under a command that runs it, such as one that limits what it may write
 */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}, under: readonly string[] = []): Running {
  const [command = "", ...rest] = [...under, process.execPath, MAIN, ...args];
  const child = spawn(command, rest, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
  return { process: child, stdout: () => text.stdout, stderr: () => text.stderr };
}

/** Serves a folder on a free port, and waits until everything in it is ready or has failed. */
export async function startServing(
  dir: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  under: readonly string[] = [],
): Promise<Running & { url: string }> {
  const running = start(["serve", dir, "--port", "0", ...args], env, under);
  const address = () => /listens on (http:\S+)/.exec(running.stdout())?.[1];
  await until(async () => {
    if (running.process.exitCode !== null) throw new Error(`evalbridge ended: ${running.stderr()}`);
    const url = address();
    return url !== undefined && (await fetch(`${url}/health/ready`)).status === 200;
  }, 60_000);
  return { ...running, url: address() ?? "" };
}
