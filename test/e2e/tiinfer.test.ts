import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Answer } from "../../src/contract/call.ts";
import type { EvalCall } from "../../src/service.ts";
import type { TestHost } from "../support/host.ts";
import { listReleases, startHost, until, untilBusy } from "../support/host.ts";

let host: TestHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

/** A release of one of the fixtures under test/fixtures, named `script/v1`. */
async function start(fixture: string, settings: Record<string, unknown> = {}): Promise<TestHost> {
  host = await startHost({ "script/v1": { fixture, settings: { timeout_ms: 20_000, ...settings } } });
  expect(await listed(host)).toMatchObject({ state: "ready", reason: "" });
  return host;
}

async function listed({ url }: TestHost) {
  return (await listReleases(url)).get("script/v1");
}

/** Asks by the gate, with the platform's own request body. */
async function ask({ post }: TestHost, value: unknown): Promise<Record<string, unknown>> {
  const body = Buffer.from(JSON.stringify(value));
  const answer = await post("/v1/eval/script/v1", body, { "Content-Type": "application/octet-stream" });
  return JSON.parse(await answer.text());
}

/** Asks as a gateway of the platform's does. */
function callOf(text: string, more: Partial<EvalCall> = {}): EvalCall {
  const sources = [{ body: [Buffer.from(text)] }];
  return { app: "script", version: "v1", reqid: "r", group: false, platform: true, sources, ...more };
}

const text = ({ body, result }: Answer) => (body === undefined ? result : Buffer.from(body).toString());

describe("a model of tiinfer's", () => {
  it("answers, in as many processes as it says", async () => {
    const from = await start("tiinfer/steps", { env: { WORKERS: "2" } });
    await until(async () => (await listed(from))?.instances.length === 2);
    expect(await ask(from, { index: 2 })).toMatchObject({ code: 0, result: { label: "two", loads: [1, 1, 1] } });
    expect(await ask(from, {})).toMatchObject({ code: 0, result: { error: "invalid param" } });
    expect(await ask(from, { index: 9 })).toMatchObject({ error: "inference internal error" });
  });

  it("hands its own objects from stage to stage, each in processes of its own", async () => {
    const env = { TI_PREPROCESS_NUMS: "1", TI_POSTPROCESS_NUMS: "2", WORKERS: "2" };
    const from = await start("tiinfer/steps", { env });
    expect(await ask(from, { index: 1 })).toMatchObject({ result: { label: "one", loads: [0, 1, 0] } });
    const stages = (await listed(from))?.instances.map(({ stage }) => stage);
    expect(stages).toEqual(["Preprocess_1", "Inference_2", "Inference_2", "Postprocess_3", "Postprocess_3"]);
    expect(await ask(from, { index: 9 })).toMatchObject({ error: "inference internal error" });
    expect(await ask(from, { index: 0 })).toMatchObject({ code: 0 });
  });

  it("says why it does not serve", async () => {
    host = await startHost({ "script/v1": { fixture: "tiinfer/steps", settings: { env: { LOAD: "bad" } } } });
    expect(await listed(host)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("load model error: Classifier.load() returned False"),
    });
  });
});

describe("workers that a script appends", () => {
  // Those of the first stage that release.yaml starts before the script has said anything are started anew.
  it.each([{}, { instances: 2 }])("have their own environment, batches and warm-up: %j", async (settings) => {
    const from = await start("tiinfer/workers", settings);
    await until(async () => (await listed(from))?.instances.every(({ state }) => state === "ready") ?? false);
    const asked = Array.from({ length: 12 }, (_, index) => ask(from, { values: [index, 1] }));
    const results = (await Promise.all(asked)).map(({ result }) => result as Record<string, unknown>);
    expect(results.map(({ values }) => values)).toEqual(asked.map((_, index) => 2 * index + 2));
    for (const { device, worker, batch } of results) {
      expect([
        [
          ["0", "0"],
          [0, 1],
        ],
        [
          ["1", "1"],
          [0, 2],
        ],
      ]).toContainEqual([device, worker]);
      expect([1, 2, 3]).toContain(batch);
    }
  });
});

describe("a server of mosec's", () => {
  const settings = { entry: "server.py" };

  it("leads every route through its own stages", async () => {
    const { app, post } = await start("mosec", settings);
    const { service } = app;
    const served = app.catalog.select("script", "v1").declared.served.map(({ name }) => name);
    expect(served).toEqual(["/inference", "/upper", "/both", "/slow", "/count", "/v2/count"]);
    for (const [target, said] of [
      ["/inference", "abc,Read"],
      ["/upper", "ABC,Upper"],
      ["/both", "ABC,Read,Upper"],
    ] as const) {
      const answer = await service.eval(callOf("abc", { target }));
      expect([text(answer), answer.contentType]).toEqual([said, "text/plain"]);
    }
    expect(text(await service.eval(callOf("abc")))).toBe("abc,Read");
    const large = "x".repeat(300_000);
    expect(text(await service.eval(callOf(large, { target: "/both" })))).toBe(`${large.toUpperCase()},Read,Upper`);
    expect((await post("/v1/eval/script/v1", { data: { uri: "data:,refuse" } })).status).toBe(400);
  });

  it("sends events as parts", async () => {
    const { service } = (await start("mosec", settings)).app;
    const events: string[] = [];
    const onPart = (part: Answer) => void events.push(text(part));
    const answer = await service.eval(callOf('{"to": 40}', { target: "/count", onPart }));
    expect(events).toEqual(Array.from({ length: 40 }, (_, index) => `${index}\u4e2d`));
    expect(answer).toMatchObject({ code: 0, contentType: "text/event-stream" });
    expect(text(await service.eval(callOf('{"to": 1}', { target: "/count" })))).toBe('["0\\u4e2d"]');
  });

  it("opens a stream of events before there is any, but not to whom it refuses", async () => {
    const { app, url, dir } = await start("mosec", { ...settings, max_queue: 1 });
    const wanted = { release: "script/v1", protocol: "http", port: 0 } as const;
    const [port] = await app.platformPorts.open([wanted], "127.0.0.1");
    const count = () => fetch(`${port?.address}/count`, { method: "POST", body: '{"file": "go", "to": 1}' });
    const first = await count();
    await untilBusy(url, "script/v1");
    const second = await count();
    expect([first, second].map(({ headers }) => headers.get("content-type"))).toEqual(
      Array(2).fill("text/event-stream"),
    );
    const third = await count();
    expect([third.status, await third.text()]).toEqual([429, "too many request: task queue is full"]);
    await writeFile(join(dir, "script/v1/go"), "");
    const texts = await Promise.all([first.text(), second.text()]);
    expect(texts.map((events) => events.replaceAll(":\n\n", ""))).toEqual(Array(2).fill("data: 0\u4e2d\n\n"));
  });

  it("loses a worker that its script ends, and gets another one", async () => {
    const { service } = (await start("mosec", settings)).app;
    await expect(service.eval(callOf("exit"))).rejects.toMatchObject({ kind: "worker_lost" });
    expect(text(await service.eval(callOf("abc")))).toBe("abc,Read");
  });

  it("counts what waits anywhere on a request's way against its capacity", async () => {
    const { app, dir } = await start("mosec", { entry: "chain.py", args: ["--capacity", "2"] });
    const text = '{"file": "go"}';
    const asked = [1, 2, 3].map(() => app.service.eval(callOf(text, { target: "/inference" })));
    // One is being worked on, and both others are past the first stage.
    const loaded = app.catalog.select("script", "v1");
    await until(async () => {
      const busy = loaded.instances.map(({ state }) => state === "busy");
      return loaded.queueDepth === 2 && busy.join() === "false,true";
    });
    for (const target of ["/inference", "/second"])
      await expect(app.service.eval(callOf(text, { target }))).rejects.toMatchObject({ kind: "overloaded" });
    await writeFile(join(dir, "script/v1/go"), "");
    expect((await Promise.all(asked)).map(({ result }) => JSON.parse(result))).toEqual(
      asked.map(() => ({ file: "go" })),
    );
  });

  it("is refused what its flags refuse, where release.yaml says nothing", async () => {
    const flags = ["--timeout", "300", "--capacity", "1"];
    host = await startHost({ "script/v1": { fixture: "mosec/named", settings: { args: flags } } });
    const { service } = host.app;
    const calls = Array.from({ length: 3 }, () => service.eval(callOf('{"s": 0.6}')));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes).toMatchObject(["timeout", "timeout", "overloaded"].map((kind) => ({ reason: { kind } })));
  });
});
