import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MAIN } from "../support/command.ts";
import { layOut, until } from "../support/host.ts";
import type { RequestBody } from "./bodies.ts";

/** A server to be measured. */
export interface Target {
  readonly name: string;
  /** It is also asked to look at `uri`: Python scripts are, and the yardstick, to which it is all the same. */
  readonly readsUri: boolean;
  /** Command name of the process that speaks HTTP, where it is not the one that was started. */
  readonly frontName?: string;
  /** Resolves when it answers. */
  start(signal: AbortSignal): Promise<Server>;
}

export interface Server {
  readonly pid: number;
  urlFor(body: RequestBody): string;
  stop(): Promise<void>;
}

const START_MS = 60_000;
/** Servers get this long to end by themselves (ms). */
const STOP_MS = 5000;
const ECHO = "../bench/apps/echo";
const BARE = fileURLToPath(new URL("bare.ts", import.meta.url));
const MOSEC = fileURLToPath(new URL("peers/mosec_echo.py", import.meta.url));

/** Fastify alone, in a process of its own. */
export const bareFastify: Target = {
  name: "bare Fastify",
  readsUri: true,
  start: async (signal) => {
    const running = new Running(process.execPath, ["--import", "tsx", BARE]);
    return running.serving(async () => running.address, "/v1/eval/echo/bare", signal);
  },
};

/** The host with one release of the echo app, on so many workers. */
export function hostTo(version: "ts" | "python", instances: number): Target {
  const language = version === "python" ? "Python" : "native";
  return {
    name: `host to ${language} echo, ${countOf(instances)}`,
    readsUri: version === "python",
    start: async (signal) => {
      const dir = await layOut({ [`echo/${version}`]: { fixture: `${ECHO}/${version}`, settings: { instances } } });
      const running = new Running(process.execPath, [MAIN, "serve", dir, "--port", "0"], {
        cleanUp: () => rm(dir, { recursive: true, force: true }),
      });
      const ready = async () => {
        const { address } = running;
        const isReady = address !== undefined && (await fetch(`${address}/health/ready`)).ok;
        return isReady ? address : undefined;
      };
      return running.serving(ready, `/v1/eval/echo/${version}`, signal);
    },
  };
}

/** @param python an interpreter that has mosec */
export function mosec(python: string, workers: number): Target {
  return {
    name: `mosec, ${countOf(workers)}`,
    readsUri: false,
    frontName: "mosec",
    start: async (signal) => {
      const port = String(await freePort());
      const dir = await mkdtemp(join(tmpdir(), "evalbridge-bench-"));
      const options = ["--path", dir, "--timeout", "30000", "--log-level", "warning"];
      const running = new Running(python, [MOSEC, "--address", "127.0.0.1", "--port", port, ...options], {
        env: { ECHO_WORKERS: String(workers) },
        cleanUp: () => rm(dir, { recursive: true, force: true }),
      });
      const address = `http://127.0.0.1:${port}`;
      const ready = async () => {
        const answer = await fetch(`${address}/application/octet-stream`, { method: "POST", body: "x" }).catch(
          () => undefined,
        );
        return answer?.ok === true ? address : undefined;
      };
      return running.serving(ready, undefined, signal);
    },
  };
}

function countOf(workers: number): string {
  return workers === 1 ? "1 worker" : `${workers} workers`;
}

interface RunningOptions {
  readonly env?: NodeJS.ProcessEnv;
  cleanUp?(): Promise<void>;
}

/** A process and what it printed. It has a process group of its own, so that nothing of it is left behind. */
class Running {
  readonly #process: ChildProcess;
  readonly #cleanUp: () => Promise<void>;
  #printed = "";

  constructor(file: string, args: readonly string[], { env = {}, cleanUp = async () => {} }: RunningOptions = {}) {
    this.#cleanUp = cleanUp;
    const options = { env: { ...process.env, ...env }, detached: true } as const;
    this.#process = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    this.#process.on("error", (error) => (this.#printed += error.message));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.#printed += text));
    }
  }

  /** The address that it printed. */
  get address(): string | undefined {
    return /listens on (http:\S+)/.exec(this.#printed)?.[1];
  }

  /**
   * Resolves when `ready` gives the server's address.
   *
   * @param path of all bodies; `undefined` when each content type has its own
   * @throws Error when it ends instead, with what it printed
   */
  async serving(
    ready: () => Promise<string | undefined>,
    path: string | undefined,
    signal: AbortSignal,
  ): Promise<Server> {
    let address: string | undefined;
    const isReady = async () => {
      signal.throwIfAborted();
      if (this.#ended) throw new Error(`a server ended instead of serving: ${this.#printed}`);
      address = await ready();
      return address !== undefined;
    };
    await until(isReady, START_MS).catch(async (error: unknown) => {
      await this.#stop();
      throw error;
    });
    return {
      pid: this.#process.pid ?? 0,
      urlFor: ({ contentType }) => `${address}${path ?? `/${contentType}`}`,
      stop: () => this.#stop(),
    };
  }

  get #ended(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null || this.#process.pid === undefined;
  }

  async #stop(): Promise<void> {
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
