import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MAIN } from "../support/command.ts";
import { layOut } from "../support/host.ts";
import { freePort, Running } from "./running.ts";
import { readyHost } from "./servers.ts";

/** A platform whose clients ask a server. */
export type Platform = "tiinfer" | "taichu" | "paddle";

/** A server with one echo on one worker. */
export interface DialectTarget {
  readonly name: string;
  /** The original that it stands beside, or that it is. */
  readonly platform: Platform;
  /** Resolves when it answers. */
  start(signal: AbortSignal): Promise<DialectServer>;
}

export interface DialectServer {
  /** Where its echo is asked. */
  readonly url: string;
  /** `host:port` of its gRPC. */
  readonly grpc?: string;
  stop(): Promise<void>;
}

const PATHS: Readonly<Record<Platform, string>> = {
  tiinfer: "/v1/models/echo:predict",
  taichu: "/v2/models/Echo/versions/1/infer",
  paddle: "/echo/prediction",
};
const INFERENCE = "/inference";
const TAICHU_APP = fileURLToPath(new URL("apps/taichu-echo", import.meta.url));
const PADDLE_APP = fileURLToPath(new URL("apps/paddle-echo", import.meta.url));
const MOSEC_MODEL = fileURLToPath(new URL("peers/mosec_model.py", import.meta.url));

/** The host with the echo that is a script of a platform. */
export function hostOf(platform: Platform): DialectTarget {
  return {
    name: "the host, 1 worker",
    platform,
    start: async (signal) => {
      const dir = await layOut({ "echo/v1": { fixture: `../bench/apps/${platform}-echo` } });
      const running = new Running(process.execPath, [MAIN, "serve", dir, "--port", "0", "--grpc-port", "0"], {
        cleanUp: () => rm(dir, { recursive: true, force: true }),
      });
      const address = await running.serving(() => readyHost(running), signal);
      const { grpcAddress } = running;
      const grpc = grpcAddress === undefined ? {} : { grpc: grpcAddress };
      return { url: address + PATHS[platform], ...grpc, stop: () => running.stop() };
    },
  };
}

/** @param python an interpreter that has mosec */
export function mosecModel(python: string): DialectTarget {
  return {
    name: "mosec, 1 worker",
    platform: "tiinfer",
    start: async (signal) => {
      const port = String(await freePort());
      const dir = await mkdtemp(join(tmpdir(), "evalbridge-bench-"));
      const options = ["--path", dir, "--timeout", "30000", "--log-level", "warning"];
      const running = new Running(python, [MOSEC_MODEL, "--address", "127.0.0.1", "--port", port, ...options], {
        cleanUp: () => rm(dir, { recursive: true, force: true }),
      });
      const address = `http://127.0.0.1:${port}`;
      const url = await running.serving(() => answering(`${address}${INFERENCE}`, "{}"), signal);
      return { url, stop: () => running.stop() };
    },
  };
}

/** It listens on all of the machine's interfaces while it is measured. @param python an interpreter that has taichu-serve */
export function taichuServe(python: string): DialectTarget {
  return {
    name: "taichu-serve, 1 worker",
    platform: "taichu",
    start: async (signal) => {
      const [http, grpc] = [await freePort(), await freePort()];
      const options = ["run", "--http_port", String(http), "--grpc_port", String(grpc)];
      const running = new Running(join(dirname(python), "taichu_serve"), options, { quiet: true, cwd: TAICHU_APP });
      const path = `http://127.0.0.1:${http}${PATHS.taichu}`;
      const url = await running.serving(() => answering(path, '{"parameters": {}}'), signal);
      return { url, grpc: `127.0.0.1:${grpc}`, stop: () => running.stop() };
    },
  };
}

/**
 * Each of its Ops is a process. It listens on all of the machine's interfaces while it is measured.
 *
 * @param python an interpreter that has Paddle Serving
 */
export function paddleServing(python: string): DialectTarget {
  return {
    name: "Paddle Serving, 2 Ops",
    platform: "paddle",
    start: async (signal) => {
      const [http, grpc] = [await freePort(), await freePort()];
      const dir = await mkdtemp(join(tmpdir(), "evalbridge-bench-"));
      await cp(PADDLE_APP, dir, { recursive: true });
      const config = await readFile(join(dir, "config.yml"), "utf8");
      const ports = config
        .replace(/http_port: \d+/, `http_port: ${http}`)
        .replace(/rpc_port: \d+/, `rpc_port: ${grpc}`);
      await writeFile(join(dir, "config.yml"), ports);
      const running = new Running(python, ["web_service.py"], {
        quiet: true,
        cwd: dir,
        env: { SERVING_HOME: dir },
        cleanUp: () => rm(dir, { recursive: true, force: true }),
      });
      const path = `http://127.0.0.1:${http}${PATHS.paddle}`;
      const url = await running.serving(() => answering(path, "{}"), signal);
      return { url, stop: () => running.stop() };
    },
  };
}

/** The address, as soon as it answers. */
async function answering(url: string, body: string): Promise<string | undefined> {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body }).catch(() => undefined);
  return answer?.ok === true ? url : undefined;
}
