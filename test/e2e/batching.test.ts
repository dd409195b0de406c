import { afterEach, describe, expect, it } from "vitest";
import { PayloadStore } from "../../src/media/payload.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost } from "../support/host.ts";

let host: TestHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

async function echo(settings: Record<string, unknown>): Promise<TestHost> {
  host = await startHost({ "echo/v1": { fixture: "apps/echo/v1", settings } });
  return host;
}

/** How many requests each request's call held, as the script saw it. */
async function sizes(from: TestHost, count: number): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => from.ask("echo/v1", {})));
  return answers.map(({ body }) => (body as { result: { count: number } }).result.count).sort();
}

describe("dynamic batching", () => {
  it("makes full batches at once and lets a rest wait for batch_delay_ms", async () => {
    const from = await echo({ batch_size: 4, batch_delay_ms: 1000 });
    const started = performance.now();
    expect(await sizes(from, 4)).toEqual([4, 4, 4, 4]);
    expect(performance.now() - started).toBeLessThan(990);
    expect(await sizes(from, 3)).toEqual([3, 3, 3]);
    expect(performance.now() - started).toBeGreaterThan(1000);
    expect(await sizes(from, 6)).toEqual([2, 2, 4, 4, 4, 4]);
  });

  it("makes calls of one when batch_size is 1", async () => {
    expect(await sizes(await echo({}), 3)).toEqual([1, 1, 1]);
  });

  it("never mixes singles and groups", async () => {
    const from = await echo({ batch_size: 8, batch_delay_ms: 1000 });
    const group = () => from.post("/v1/eval/echo/v1", { data: [{ uri: dataUri("a") }, { uri: dataUri("b") }] });
    const [single, other, third] = await Promise.all([from.ask("echo/v1", {}), group(), group()]);
    expect(single?.body).toMatchObject({ result: { count: 1 } });
    for (const response of [other, third]) {
      expect(await response?.json()).toMatchObject({ result: { count: 2, data: [{ body: "a" }, { body: "b" }] } });
    }
  });

  it("answers a stranger's request although another one in its call makes the script fail", async () => {
    const from = await echo({ batch_size: 3, batch_delay_ms: 5000 });
    const [good, raised, refused] = await Promise.all([
      from.ask("echo/v1", { mode: "length" }),
      from.ask("echo/v1", { mode: "raise", message: "rubbish" }),
      from.ask("echo/v1", { mode: "tuple", rets: [], code: 400, message: "bad batch" }),
    ]);
    expect(good).toMatchObject({ status: 200, body: { result: { length: 5 } } });
    expect(raised).toMatchObject({ status: 599, body: { error: "rubbish" } });
    expect(refused).toMatchObject({ status: 400, body: { error: "bad batch" } });
  });

  it("does so although the script has deleted the stranger's input in the first attempt", async () => {
    const from = await echo({ batch_size: 2, batch_delay_ms: 5000 });
    const large = "x".repeat(PayloadStore.INLINE_LIMIT + 1);
    const first = from.ask("echo/v1", { mode: "remove" }, large);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const [good, bad] = await Promise.all([first, from.ask("echo/v1", { mode: "raise", message: "rubbish" }, large)]);
    expect(good).toMatchObject({ status: 200, body: { result: { length: large.length } } });
    expect(bad).toMatchObject({ status: 599, body: { error: "rubbish" } });
  });

  it("gives one item's bad result to that item alone", async () => {
    const from = await echo({ batch_size: 2, batch_delay_ms: 5000 });
    const [good, bad] = await Promise.all([from.ask("echo/v1", {}), from.ask("echo/v1", { mode: "nan" })]);
    expect(good).toMatchObject({ status: 200, body: { result: { count: 2 } } });
    expect(bad?.status).toBe(599);
  });

  it("takes a request whose time is over out of its queue", async () => {
    const from = await echo({ timeout_ms: 400, batch_size: 2, batch_delay_ms: 10_000 });
    expect(await from.ask("echo/v1", {})).toMatchObject({ status: 500, body: { error: "timeout" } });
    expect((await from.post("/v1/eval/echo/v1", { data: { uri: "data:" } })).status).toBe(400);
  });

  it("runs calls on as many workers as there are, one at a time each", async () => {
    const from = await echo({ instances: 2 });
    const started = performance.now();
    await Promise.all(Array.from({ length: 4 }, () => from.ask("echo/v1", { mode: "sleep", s: 0.6 })));
    const seconds = (performance.now() - started) / 1000;
    expect(seconds).toBeGreaterThan(1.19);
    expect(seconds).toBeLessThan(2.3);
  });
});
