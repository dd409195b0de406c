import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { until } from "../support/host.ts";

const START_MS = 60_000;
/** Servers get this long to end by themselves (ms). */
const STOP_MS = 5000;

export interface RunningOptions {
  /** What it prints is of no interest, and much. */
  readonly quiet?: true;
  /** Its working directory. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  cleanUp?(): Promise<void>;
}

/** A server's process and what it printed. It has a process group of its own, so that nothing of it is left behind. */
export class Running {
  readonly #process: ChildProcess;
  readonly #cleanUp: () => Promise<void>;
  #printed = "";

  constructor(file: string, args: readonly string[], options: RunningOptions = {}) {
    const { quiet, cwd, env = {}, cleanUp = async () => {} } = options;
    this.#cleanUp = cleanUp;
    const output = quiet ? "ignore" : "pipe";
    const stdio = ["ignore", output, output] as const;
    const beside = cwd === undefined ? {} : { cwd };
    this.#process = spawn(file, args, {
      env: { ...process.env, ...env },
      detached: true,
      stdio: [...stdio],
      ...beside,
    });
    this.#process.on("error", (error) => (this.#printed += error.message));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.#printed += text));
    }
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The address that it printed. */
  get address(): string | undefined {
    return /listens on (http:\S+)/.exec(this.#printed)?.[1];
  }

  /** Where it said that it speaks gRPC. */
  get grpcAddress(): string | undefined {
    return /gRPC on (\S+)/.exec(this.#printed)?.[1];
  }

  /**
   * Resolves with the server's address, as soon as `ready` gives it.
   *
   * @throws Error when it ends instead, with what it printed
   */
  async serving(ready: () => Promise<string | undefined>, signal: AbortSignal): Promise<string> {
    let address: string | undefined;
    const isReady = async () => {
      signal.throwIfAborted();
      if (this.#ended) throw new Error(`a server ended instead of serving: ${this.#printed}`);
      address = await ready();
      return address !== undefined;
    };
    await until(isReady, START_MS).catch(async (error: unknown) => {
      await this.stop();
      throw error;
    });
    return address ?? "";
  }

  get #ended(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null || this.#process.pid === undefined;
  }

  async stop(): Promise<void> {
    if (!this.#ended) {
      const exit = once(this.#process, "exit");
      const timer = setTimeout(() => this.#kill(), STOP_MS);
      this.#process.kill("SIGTERM");
      await exit;
      clearTimeout(timer);
    }
    this.#kill();
    await this.#cleanUp();
  }

  /** Kills what is left of the group. */
  #kill(): void {
    if (this.#process.pid === undefined) return;
    try {
      process.kill(-this.#process.pid, "SIGKILL");
    } catch {
      // Nothing is left.
    }
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
