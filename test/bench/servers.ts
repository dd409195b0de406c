import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MAIN } from "../support/command.ts";
import { layOut } from "../support/host.ts";
import type { RequestBody } from "./bodies.ts";
import { freePort, Running } from "./running.ts";

/** A server to be measured. */
export interface Target {
  readonly name: string;
  /** Whether it is asked this. */
  asks(body: RequestBody): boolean;
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

const OCTETS = "application/octet-stream";
const ECHO = "../bench/apps/echo";
export const BARE = fileURLToPath(new URL("bare.ts", import.meta.url));
const MOSEC = fileURLToPath(new URL("peers/mosec_echo.py", import.meta.url));

/** Fastify alone, in a process of its own. */
export const bareFastify: Target = {
  name: "bare Fastify",
  asks: () => true,
  start: async (signal) => {
    const running = new Running(process.execPath, ["--import", "tsx", BARE]);
    return serving(running, async () => running.address, "/v1/eval/echo/bare", signal);
  },
};

/** The host with one release of the echo app, on so many workers. */
export function hostTo(version: "ts" | "python", instances: number): Target {
  const language = version === "python" ? "Python" : "native";
  return {
    name: `host to ${language} echo, ${countOf(instances)}`,
    asks: ({ kind }) => kind === "gate" || (kind === "uri" && version === "python"),
    start: async (signal) => {
      const dir = await layOut({ [`echo/${version}`]: { fixture: `${ECHO}/${version}`, settings: { instances } } });
      const running = new Running(process.execPath, [MAIN, "serve", dir, "--port", "0"], {
        cleanUp: () => rm(dir, { recursive: true, force: true }),
      });
      return serving(running, () => readyHost(running), `/v1/eval/echo/${version}`, signal);
    },
  };
}

/** @param python an interpreter that has mosec */
export function mosec(python: string, workers: number): Target {
  return {
    name: `mosec, ${countOf(workers)}`,
    asks: ({ kind, contentType, grpc }) =>
      kind !== "uri" && (kind === "gate" || contentType === OCTETS) && grpc !== true,
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
      return serving(running, ready, undefined, signal);
    },
  };
}

/** The address of a host whose releases are all ready. */
export async function readyHost({ address }: Running): Promise<string | undefined> {
  const isReady = address !== undefined && (await fetch(`${address}/health/ready`)).ok;
  return isReady ? address : undefined;
}

/** @param path of all bodies; `undefined` when each content type has its own */
async function serving(
  running: Running,
  ready: () => Promise<string | undefined>,
  path: string | undefined,
  signal: AbortSignal,
): Promise<Server> {
  const address = await running.serving(ready, signal);
  return {
    pid: running.pid,
    urlFor: ({ contentType }) => `${address}${path ?? `/${contentType}`}`,
    stop: () => running.stop(),
  };
}

function countOf(workers: number): string {
  return workers === 1 ? "1 worker" : `${workers} workers`;
}
