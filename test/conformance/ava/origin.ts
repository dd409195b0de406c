import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { until } from "../../support/host.ts";

/** The recording's server of pictures: what URIs point to. */
export interface PictureServer {
  readonly url: string;
  close(): void;
}

/** Starts it on a free port, unless `AVA_ORIGIN` names one that runs. */
export async function openOrigin(): Promise<PictureServer> {
  const running = process.env["AVA_ORIGIN"];
  if (running !== undefined) return { url: running, close: () => undefined };
  const port = await freePort();
  const script = new URL("../../golden/ava/origin.py", import.meta.url).pathname;
  const origin = spawn("python3", [script, String(port)], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await until(() =>
    fetch(`${url}/img/ok.jpg`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return { url, close: () => void origin.kill() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("a server that listens has a port");
  return address.port;
}
