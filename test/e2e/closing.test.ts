import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { HostConfig } from "../../src/config.ts";
import { validated } from "../../src/contract/settings.ts";
import { findReleases } from "../../src/releases/folder-store.ts";
import { layOut, startHost, until, untilBusy } from "../support/host.ts";

const ECHO = { "echo/v1": { fixture: "native/echo/1" } };

/** Resolves with the seconds that closing took. */
async function secondsToClose(close: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await close();
  return (performance.now() - started) / 1000;
}

describe("closing", () => {
  it("does not wait for ever for a client that never sends the rest of its body", async () => {
    const host = await startHost(ECHO, { drain_ms: 300 });
    const client = connect(Number(new URL(host.url).port), "127.0.0.1").on("error", () => undefined);
    client.write(
      "POST /v1/eval/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\nabc",
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await secondsToClose(host.close)).toBeLessThan(5);
    client.destroy();
  });

  it("answers a request whose URI is still being fetched", async () => {
    const origin = createServer((_request, response) => setTimeout(() => response.end("late"), 400));
    await once(origin.listen(0, "127.0.0.1"), "listening");
    const { port } = origin.address() as AddressInfo;
    const host = await startHost(ECHO, { uris: { allow: ["127.0.0.1"] } });
    const accepted = host.post("/v1/eval/echo", { data: { uri: `http://127.0.0.1:${port}/` } });
    await once(origin, "request");
    const closed = host.close();
    const response = await accepted;
    expect([response.status, await response.json()]).toMatchObject([200, { result: { inputs: [{ text: "late" }] } }]);
    await closed;
    origin.close();
  });

  it("answers 570 to what is not done when drain_ms is over", async () => {
    const host = await startHost({ "echo/v1": { fixture: "apps/echo/v1" } }, { drain_ms: 100 });
    const [running, waiting] = [1, 2].map(() => host.ask("echo/v1", { mode: "sleep", s: 10 }));
    await untilBusy(host.url, "echo/v1");
    await until(() => host.app.catalog.releases[0]?.pressure === 2);
    expect(await secondsToClose(host.close)).toBeLessThan(5);
    expect(await waiting).toMatchObject({ status: 570, body: { error: "the service is closing" } });
    expect((await running)?.status).toBeGreaterThanOrEqual(570);
  });

  it("lets nobody wait for a release that had not started yet", async () => {
    const dir = await layOut(ECHO);
    const app = await createApp(await findReleases(dir), validated(HostConfig, {}, "test"), pino({ level: "silent" }));
    const settled = app.catalog.releases.map((release) => release.settled());
    await app.close();
    await Promise.all(settled);
    expect(app.catalog.releases.map(({ state }) => state)).toEqual(["stopped"]);
    await rm(dir, { recursive: true });
  }, 5000);

  it("may be asked for twice", async () => {
    const host = await startHost(ECHO);
    await Promise.all([host.app.close(), host.app.close()]);
    await host.close();
  });
});
