import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../src/contract/call.ts";
import { BridgeError } from "../../src/contract/errors.ts";
import type { EvalCall } from "../../src/service.ts";
import type { TestHost } from "../support/host.ts";
import { startHost, until, untilBusy } from "../support/host.ts";

let host: TestHost;

beforeAll(async () => {
  host = await startHost({ "parts/v1": { fixture: "native/parts/v1", settings: { timeout_ms: 5000 } } });
});
afterAll(() => host.close());

interface Told {
  readonly number: number;
  readonly before: number;
  readonly target: string;
}

function call(params: object, rest: Partial<EvalCall> = {}): EvalCall {
  const sources = [{ body: [Buffer.from("{}")] }];
  return { app: "parts", reqid: "r", group: false, sources, params: JSON.stringify(params), ...rest };
}

/** The parts of an answer, and how it ended. */
async function stream(params: object, rest: Partial<EvalCall> = {}) {
  const parts: Told[] = [];
  const onPart = ({ result }: Answer): void => {
    parts.push(JSON.parse(result));
  };
  const end = await host.app.service.eval(call(params, { onPart, ...rest })).catch((error: unknown) => error);
  return { numbers: parts.map(({ number }) => number), parts, end };
}

async function closedStreams(): Promise<number> {
  const { result } = await host.app.service.eval(call({ count: 0 }));
  return JSON.parse(result).closed;
}

describe("a handler that answers in parts", () => {
  it("declares the names that it serves", () => {
    const [loaded] = host.app.catalog.releases;
    expect(loaded?.declared.served).toEqual([{ name: "Counter", version: "2" }]);
  });

  it("sends them one by one to whoever takes them", async () => {
    const { numbers, parts, end } = await stream({ count: 40 }, { target: "Counter_2" });
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(parts[0]?.target).toBe("Counter_2");
    expect(end).toMatchObject({ code: 0 });
  });

  it("gives everybody else all of them", async () => {
    const { result } = await host.app.service.eval(call({ count: 2 }));
    expect(JSON.parse(result)).toEqual([
      { number: 0, before: 0, target: "" },
      { number: 1, before: 1, target: "" },
    ]);
  });

  it("fails after those that it has sent", async () => {
    const { numbers, end } = await stream({ count: 5, failAt: 3 });
    expect(numbers).toEqual([0, 1, 2]);
    expect(end).toMatchObject({ code: 422, message: "no 3" });
  });

  it("makes no more than a slow client takes, and is closed when it goes away", async () => {
    const before = await closedStreams();
    const client = new AbortController();
    const taken: number[] = [];
    const onPart = async ({ result }: Answer): Promise<void> => {
      taken.push(JSON.parse(result).number);
      if (taken.length === 3) client.abort();
    };
    const end = host.app.service.eval(call({ count: 1_000_000 }, { onPart, signal: client.signal }));
    await expect(end).rejects.toBeInstanceOf(BridgeError);
    await until(async () => (await closedStreams()) === before + 1);
    expect(taken.length).toBeLessThan(50);
  });

  it("is closed as well when nobody waits any more for all of them", async () => {
    const before = await closedStreams();
    const client = new AbortController();
    const end = host.app.service.eval(call({ count: 1_000_000, pauseMs: 1 }, { signal: client.signal }));
    await untilBusy(host.url, "parts/v1");
    client.abort();
    await expect(end).rejects.toBeInstanceOf(BridgeError);
    await until(async () => (await closedStreams()) === before + 1);
  });

  it("keeps what belongs to a session as long as that lasts, and for it alone", async () => {
    const one = host.app.service.openSession("parts", undefined);
    const other = host.app.service.openSession("parts", undefined);
    const first = await stream({ count: 2 }, { session: one });
    const stranger = await stream({ count: 1 }, { session: other });
    const second = await stream({ count: 1 }, { session: one });
    one.close();
    const after = await stream({ count: 1 }, { session: one });
    expect([first, stranger, second, after].map(({ parts }) => parts.at(-1)?.before)).toEqual([1, 0, 2, 0]);
    other.close();
    one.close();
  });

  it("loses a session with its worker, and says so", async () => {
    const session = host.app.service.openSession("parts", undefined);
    await stream({ count: 1 }, { session });
    const [instance] = host.app.catalog.releases.flatMap(({ instances }) => instances);
    process.kill(instance?.pid ?? 0, "SIGKILL");
    await until(() => host.app.catalog.releases[0]?.instances[0]?.pid !== instance?.pid);
    const { end } = await stream({ count: 1 }, { session });
    expect(end).toMatchObject({ kind: "worker_lost" });
    session.close();
  });
});
