import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost, until, untilBusy } from "../support/host.ts";

let host: TestHost;
beforeAll(async () => {
  host = await startHost({
    "story/v1": { fixture: "taichu/story", settings: { max_queue: 100, timeout_ms: 60_000 } },
    "wait/v1": { fixture: "mosec", settings: { entry: "chain.py" } },
  });
});
afterAll(() => host?.close());

/** A request whose client goes when it is told to. */
function begin(path: string, body: unknown): AbortController {
  const client = new AbortController();
  const headers = { "Content-Type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(body), signal: client.signal };
  fetch(host.url + path, request).catch(() => undefined);
  return client;
}

function depthOf(app: string): number {
  return host.app.catalog.select(app, "v1").queueDepth;
}

const STORY = "/v2/models/Story/versions/1/infer";

async function ask(parameters: object): Promise<Record<string, unknown>> {
  const answer = await host.post(STORY, { parameters });
  return JSON.parse(await answer.text()).parameters;
}

describe("a client that goes away", () => {
  it("ends the generator of its answer, of which it would have had one, and leaves the queue", async () => {
    const { closed } = await ask({ what: "state" });
    const running = begin(STORY, { parameters: { what: "words", who: "a", count: 1e9, pause: 0.01 } });
    await untilBusy(host.url, "story/v1");
    const waiting = begin(STORY, { parameters: { what: "x", x: 1 } });
    await until(() => depthOf("story") === 1);
    waiting.abort();
    await until(() => depthOf("story") === 0);
    running.abort();
    expect(await ask({ what: "state" })).toMatchObject({ closed: Number(closed) + 1 });
  });

  it("leaves the queue of tiinfer's and mosec's models", async () => {
    const answer = host.post("/inference", { file: "go" });
    await untilBusy(host.url, "wait/v1");
    const waiting = begin("/v1/models/wait:predict", { file: "go" });
    // At the second stage, behind the other one.
    await until(() => depthOf("wait") === 1);
    waiting.abort();
    await until(() => depthOf("wait") === 0);
    await writeFile(join(host.dir, "wait/v1/go"), "");
    expect((await answer).status).toBe(200);
  });
});
