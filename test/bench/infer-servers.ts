import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MAIN } from "../support/command.ts";
import { layOut } from "../support/host.ts";
import { MODEL } from "./infer-bodies.ts";
import { freePort, Running } from "./running.ts";
import type { Server, Target } from "./servers.ts";
import { BARE, readyHost } from "./servers.ts";

const PATH = `/v2/models/${MODEL}`;
const PIPED = fileURLToPath(new URL("piped.ts", import.meta.url));
const MLSERVER = fileURLToPath(new URL("peers/mlserver", import.meta.url));

/** Fastify and grpc-js alone, in a process of their own. */
export const bareInference: Target = {
  name: "bare Fastify, grpc-js",
  asks: () => true,
  start: async (signal) => {
    const running = new Running(process.execPath, ["--import", "tsx", BARE]);
    const url = await running.serving(async () => running.address, signal);
    return serverOf(running, url, running.grpcAddress);
  },
};

/** The same, and a second process behind it that sends everything back. */
export const pipedInference: Target = {
  name: "bare Fastify and a pipe",
  asks: ({ kind, contentType, grpc }) => kind === "FP32" && contentType === "application/octet-stream" && !grpc,
  start: async (signal) => {
    const running = new Running(process.execPath, ["--import", "tsx", PIPED]);
    return serverOf(running, await running.serving(async () => running.address, signal));
  },
};

/** The host with one echo: a native handler of tensors, or a script that knows nothing of them. */
export function inferHost(engine: "native" | "Python"): Target {
  const fixture = `../bench/apps/${engine === "native" ? "tensors/ts" : "echo/python"}`;
  return {
    name: `host to ${engine} echo, 1 worker`,
    asks: ({ kind }) => kind === (engine === "native" ? "FP32" : "BYTES"),
    start: async (signal) => {
      const dir = await layOut({ [`${MODEL}/v1`]: { fixture } });
      const running = new Running(process.execPath, [MAIN, "serve", dir, "--port", "0", "--grpc-port", "0"], {
        cleanUp: () => rm(dir, { recursive: true, force: true }),
      });
      const url = await running.serving(() => readyHost(running), signal);
      return serverOf(running, url, running.grpcAddress);
    },
  };
}

/**
 * It takes raw bytes over gRPC alone, so over HTTP it is asked JSON.
 *
 * @param python an interpreter that has MLServer
 */
export function mlserver(python: string): Target {
  return {
    name: "MLServer, 1 worker",
    asks: ({ grpc, contentType }) => grpc === true || contentType === "application/json",
    start: async (signal) => {
      const [http, grpc, metrics] = [await freePort(), await freePort(), await freePort()];
      const dir = await mkdtemp(join(tmpdir(), "evalbridge-bench-"));
      await cp(MLSERVER, dir, { recursive: true });
      const ports = { http_port: http, grpc_port: grpc, metrics_port: metrics };
      const limits = { grpc_max_message_length: 64 * 1024 * 1024, parallel_workers: 1 };
      await writeFile(join(dir, "settings.json"), JSON.stringify({ host: "127.0.0.1", ...ports, ...limits }));
      const running = new Running(join(dirname(python), "mlserver"), ["start", dir], {
        quiet: true,
        cwd: dir,
        cleanUp: () => rm(dir, { recursive: true, force: true }),
      });
      const address = `http://127.0.0.1:${http}`;
      const ready = async () => {
        const answer = await fetch(`${address}${PATH}/ready`).catch(() => undefined);
        return answer?.ok === true ? address : undefined;
      };
      return serverOf(running, await running.serving(ready, signal), `127.0.0.1:${grpc}`);
    },
  };
}

function serverOf(running: Running, url: string, grpc = ""): Server {
  return {
    pid: running.pid,
    urlFor: (body) => (body.grpc ? grpc : `${url}${PATH}/infer`),
    stop: () => running.stop(),
  };
}
