import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { joined } from "../../src/contract/bytes.ts";
import type { Answer } from "../../src/contract/call.ts";
import { BridgeError } from "../../src/contract/errors.ts";
import { PayloadStore } from "../../src/media/payload.ts";
import type { Exchange, Tap } from "../../src/tap.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost, until } from "../support/host.ts";

/** Wants everything and remembers it. */
class Notes implements Tap {
  readonly taken: Exchange[] = [];
  missedCount = 0;
  /** What `take` waits for. */
  done: Promise<unknown> = Promise.resolve();

  wants(): boolean {
    return true;
  }

  take(exchange: Exchange): Promise<unknown> {
    this.taken.push(exchange);
    return this.done;
  }

  missed(): void {
    this.missedCount += 1;
  }
}

const LARGE = 2 * PayloadStore.INLINE_LIMIT;
let host: TestHost;
const removals: (() => void)[] = [];

beforeAll(async () => {
  host = await startHost(
    {
      "echo/v1": { fixture: "apps/echo/v1", settings: { timeout_ms: 20_000 } },
      "parts/v1": { fixture: "native/parts/v1" },
    },
    { limits: { tapped_bytes: LARGE + 1000 } },
  );
});
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});
afterAll(() => host.close());

function tap<T extends Tap>(added: T): T {
  removals.push(host.app.service.taps.add(added));
  return added;
}

function bodies({ item }: Exchange): Buffer[] {
  return item.inputs.map(({ body = [] }) => joined(body));
}

describe("a tap", () => {
  it("gets what was asked and answered", async () => {
    const notes = tap(new Notes());
    const answer = await host.post(
      "/v1/eval/echo/v1",
      { data: { uri: dataUri("one"), attribute: { x: 1 } }, params: { mode: "length" } },
      { "X-Reqid": "the-id" },
    );
    expect(await answer.json()).toMatchObject({ code: 0 });
    await until(() => notes.taken.length === 1);
    const [exchange] = notes.taken;
    expect(exchange).toMatchObject({
      release: { app: "echo", version: "v1" },
      item: { reqid: "the-id", group: false, params: '{"mode":"length"}', inputs: [{ attribute: '{"x":1}' }] },
      outcome: { code: 0, result: '{"length": 3}' },
    });
    expect(exchange?.ms).toBeGreaterThan(0);
    expect(exchange && bodies(exchange).map(String)).toEqual(["one"]);
  });

  it("gets large inputs whole, whatever the script does to its file", async () => {
    const notes = tap(new Notes());
    const body = randomBytes(LARGE);
    const answer = await host.post("/v1/eval/echo/v1", { data: { uri: dataUri(body) }, params: { mode: "remove" } });
    expect(answer.status).toBe(200);
    await until(() => notes.taken.length === 1);
    const [exchange] = notes.taken;
    expect(exchange?.item.inputs.map(Object.keys)).toEqual([["body"]]);
    expect(exchange && bodies(exchange)[0]?.equals(body)).toBe(true);
  });

  it("gets groups, elements of batches and errors, and nothing of requests whose inputs were not there", async () => {
    const notes = tap(new Notes());
    await host.post("/v1/eval/echo/v1", { data: [{ uri: dataUri("a") }, { uri: dataUri("b") }] });
    const element = { op: "/v1/eval/echo/v1", data: { uri: dataUri("c") } };
    await host.post("/v1/batch", [element, { ...element, params: { mode: "raise" } }]);
    await host.post("/v1/eval/echo/v1", { data: { uri: "http://127.0.0.1:1/refused" } });
    await host.post("/v1/eval/echo/v1", {
      data: [{ uri: dataUri("d") }, { uri: dataUri(randomBytes(10)).slice(0, 30) }],
    });
    await until(() => notes.taken.length >= 3);
    const seen = notes.taken.map((exchange) => [exchange.item.group, ...bodies(exchange).map(String)]);
    expect(seen.sort()).toEqual([
      [false, "c"],
      [false, "c"],
      [true, "a", "b"],
    ]);
    const errors = notes.taken.flatMap(({ outcome }) => (outcome instanceof BridgeError ? [outcome.code] : []));
    expect(errors).toEqual([599]);
  });

  it("holds no more than it may: what is beyond it is missed, answered all the same, and room comes back", async () => {
    const slow = tap(new Notes());
    let letGo = (): void => undefined;
    slow.done = new Promise((resolve) => (letGo = () => resolve(undefined)));
    const ask = async () => {
      const body = randomBytes(LARGE);
      const { status } = await host.post("/v1/eval/echo/v1", {
        data: { uri: dataUri(body) },
        params: { mode: "length" },
      });
      return status;
    };
    expect([await ask(), await ask()]).toEqual([200, 200]);
    await until(() => slow.taken.length === 1 && slow.missedCount === 1);
    letGo();
    slow.done = Promise.resolve();
    await until(async () => (await ask()) === 200 && slow.taken.length === 2);
  });

  it("that fails or is not interested changes nothing for others", async () => {
    const broken = new Notes();
    broken.take = () => {
      throw new Error("broken");
    };
    tap(broken);
    const bored = tap(new Notes());
    bored.wants = () => false;
    const notes = tap(new Notes());
    expect((await host.ask("echo/v1")).status).toBe(200);
    await until(() => notes.taken.length === 1);
    expect(bored.taken).toEqual([]);
  });

  it("gets nothing of sessions and of answers in parts, which one exchange does not tell", async () => {
    const notes = tap(new Notes());
    const { service } = host.app;
    const call = { app: "echo", version: "v1", group: false, sources: [{ body: [Buffer.from("x")] }] };
    await service.eval({ ...call, reqid: "one answer", onPart: () => undefined });
    const parts: string[] = [];
    const onPart = ({ result }: Answer) => void parts.push(result);
    const count = { params: '{"count": 2}', onPart };
    await service.eval({ ...call, app: "parts", ...count, reqid: "parts" });
    expect(parts.length).toBeGreaterThan(0);
    const session = service.openSession("echo", "v1");
    await service.eval({ ...call, reqid: "session", session });
    session.close();
    await service.eval({ ...call, reqid: "whole" });
    await until(() => notes.taken.length > 1);
    expect(notes.taken.map(({ item }) => item.reqid)).toEqual(["one answer", "whole"]);
  });

  it("that was taken away gets nothing", async () => {
    const gone = new Notes();
    host.app.service.taps.add(gone)();
    const notes = tap(new Notes());
    await host.ask("echo/v1");
    await until(() => notes.taken.length === 1);
    expect(gone.taken).toEqual([]);
  });
});
