import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item } from "../../src/contract/call.ts";
import { BridgeError } from "../../src/contract/errors.ts";
import { Metrics } from "../../src/observe/metrics.ts";
import type { DispatcherSettings, Workers } from "../../src/scheduler/dispatcher.ts";
import { Dispatcher } from "../../src/scheduler/dispatcher.ts";
import type { WorkerReply } from "../../src/workers/pool.ts";
import { NotReachedError } from "../../src/workers/worker.ts";

/** What a request may fail with. */
const KINDS = ["closing", "overloaded", "timeout", "worker_lost", "bad_answer", "script"];

type Outcome = "answer" | "too few" | "code" | "lost" | "not reached";

/** How a call ends, and after how long (ms). */
type End = readonly [Outcome, number];

/** Workers that end each call as the test says; calls beyond the plan are answered. */
class Plan implements Workers {
  readonly calls: (readonly Item[])[] = [];
  dispatcher: Dispatcher | undefined;
  readonly #ends: End[];
  #free: number;

  constructor(workers: number, ends: readonly End[]) {
    this.#free = workers;
    this.#ends = [...ends];
  }

  canCall(): boolean {
    return this.#free > 0;
  }

  async call(items: readonly Item[]): Promise<WorkerReply> {
    this.calls.push(items);
    this.#free -= 1;
    const [outcome, ms] = this.#ends.shift() ?? ["answer", 1];
    try {
      await sleep(ms);
      return reply(outcome, items);
    } finally {
      this.#free += 1;
      this.dispatcher?.pump();
    }
  }
}

function reply(outcome: Outcome, items: readonly Item[]): WorkerReply {
  if (outcome === "lost") throw new BridgeError("worker_lost", "worker lost");
  if (outcome === "not reached") throw new NotReachedError("gone");
  if (outcome === "code")
    return { code: 400, message: "refused", answers: [], inferenceUs: 1, instance: 1, begun: 0, sent: 0 };
  const answered = outcome === "too few" ? items.slice(0, -1) : items;
  const answers = answered.map(({ reqid }) => ({ code: 0, message: "", result: JSON.stringify(reqid) }));
  return { code: 0, message: "", answers, inferenceUs: 1, instance: 1, begun: 0, sent: 0 };
}

function dispatch(plan: Plan, settings: Partial<DispatcherSettings> = {}): Dispatcher {
  const metrics = new Metrics().release("app", "v1");
  const usual = { batchSize: 1, batchDelayMs: 0, maxQueue: 100, noQueue: false, maxConcurrent: Infinity };
  const dispatcher = new Dispatcher(plan, { ...usual, ...settings }, metrics);
  plan.dispatcher = dispatcher;
  return dispatcher;
}

/** A request, how often it was freed, and what became of it. */
function submit(dispatcher: Dispatcher, reqid: string, { timeoutMs = 1000, group = false, platform = false } = {}) {
  const request = { reqid, freed: 0, done: Promise.resolve("") };
  const item: Item = { reqid, group, platform, inputs: [{ body: [Buffer.alloc(0)] }] };
  request.done = dispatcher
    .submit(item, timeoutMs, () => (request.freed += 1))
    .then(
      ({ result }) => result,
      (error: unknown) => BridgeError.from(error).kind,
    );
  return request;
}

describe("every request is answered, and freed exactly once", () => {
  it("whatever becomes of its calls", async () => {
    const outcome = fc.constantFrom<Outcome>("answer", "too few", "code", "lost", "not reached");
    const request = fc.record({ group: fc.boolean(), timeoutMs: fc.constantFrom(0, 15, 1000) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(outcome, fc.constantFrom(1, 30)), { maxLength: 12 }),
        fc.array(request, { minLength: 1, maxLength: 12 }),
        fc.record({ batchSize: fc.integer({ min: 1, max: 4 }), batchDelayMs: fc.constantFrom(0, 5) }),
        fc.record({ workers: fc.integer({ min: 1, max: 3 }), closeAfter: fc.option(fc.nat(20)) }),
        async (ends, requests, settings, { workers, closeAfter }) => {
          const dispatcher = dispatch(new Plan(workers, ends), { ...settings, maxQueue: 8 });
          const asked = requests.map((options, index) => submit(dispatcher, `r${index}`, options));
          if (closeAfter !== null) void sleep(closeAfter).then(() => dispatcher.close());
          for (const { reqid, done } of asked) {
            expect([JSON.stringify(reqid), ...KINDS]).toContain(await done);
          }
          while (dispatcher.load > 0) await sleep(5);
          expect(asked.map(({ freed }) => freed)).toEqual(asked.map(() => 1));
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);
});

it("is freed when its time was over during a call that must be repeated", async () => {
  const dispatcher = dispatch(new Plan(1, [["not reached", 30]]));
  const request = submit(dispatcher, "a", { timeoutMs: 10 });
  expect([await request.done, request.freed]).toEqual(["timeout", 0]);
  while (dispatcher.load > 0) await sleep(5);
  expect(request.freed).toBe(1);
});

describe("close", () => {
  it("answers what waits and refuses what comes", async () => {
    const dispatcher = dispatch(new Plan(1, [["answer", 30]]));
    const [running, waiting] = ["a", "b"].map((name) => submit(dispatcher, name));
    dispatcher.close();
    expect(await waiting?.done).toBe("closing");
    expect(await submit(dispatcher, "c").done).toBe("closing");
    expect(await running?.done).toBe('"a"');
  });

  it.each<Outcome>(["not reached", "code"])("answers what would have been called again (%s)", async (outcome) => {
    const dispatcher = dispatch(new Plan(1, [[outcome, 1]]), { batchSize: 2, batchDelayMs: 1000 });
    const asked = ["a", "b"].map((name) => submit(dispatcher, name, { timeoutMs: 60_000 }));
    dispatcher.close();
    expect(await Promise.all(asked.map(({ done }) => done))).toEqual(["closing", "closing"]);
    expect(asked.map(({ freed }) => freed)).toEqual([1, 1]);
  });

  it("leaves no timer behind", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const before = timers();
    const dispatcher = dispatch(new Plan(1, []), { batchSize: 2, batchDelayMs: 60_000 });
    const { done } = submit(dispatcher, "a", { timeoutMs: 60_000 });
    expect(timers()).toBe(before + 2);
    dispatcher.close();
    expect(await done).toBe("closing");
    expect(timers()).toBe(before);
  });
});

describe("refusal", () => {
  it("says overloaded when the queue is full, and nothing before", () => {
    const dispatcher = dispatch(new Plan(0, []), { maxQueue: 2 });
    expect(dispatcher.refusal({})).toBeUndefined();
    const asked = ["a", "b"].map((name) => submit(dispatcher, name));
    expect(dispatcher.refusal({})?.kind).toBe("overloaded");
    dispatcher.close();
    expect(dispatcher.refusal({})?.kind).toBe("closing");
    return Promise.all(asked.map(({ done }) => done));
  });

  it("says overloaded to a platform's clients when enough are being worked on, whoever is idle", async () => {
    const dispatcher = dispatch(new Plan(3, []), { maxConcurrent: 2 });
    const asked = ["a", "b"].map((name) => submit(dispatcher, name));
    expect(dispatcher.refusal({ platform: true })?.kind).toBe("overloaded");
    expect(dispatcher.refusal({})).toBeUndefined();
    expect(await submit(dispatcher, "c", { platform: true }).done).toBe("overloaded");
    expect(await Promise.all(asked.map(({ done }) => done))).toEqual(['"a"', '"b"']);
    expect(dispatcher.refusal({ platform: true })).toBeUndefined();
  });

  it("says overloaded to a platform's clients who find no idle worker where they do not wait; others wait", async () => {
    const dispatcher = dispatch(new Plan(1, [["answer", 20]]), { noQueue: true });
    const first = submit(dispatcher, "a", { platform: true });
    const second = submit(dispatcher, "b", { platform: true });
    const third = submit(dispatcher, "c");
    expect(await Promise.all([first.done, second.done, third.done])).toEqual(['"a"', "overloaded", '"c"']);
  });
});

/** Workers that send parts, as many as the request's id says, and say what they were told. */
class Parts implements Workers {
  readonly cancelled: string[] = [];
  /** Sessions whose worker is busy. */
  readonly busy = new Set<string>();

  canCall(_full: boolean, session?: string): boolean {
    return session === undefined || !this.busy.has(session);
  }

  async call(items: readonly Item[]): Promise<WorkerReply> {
    const [item] = items;
    for (let number = 0; number < Number(item?.reqid); number += 1) {
      if (item?.signal?.aborted === true) this.cancelled.push(item.reqid);
      else void item?.onPart?.({ code: 0, message: "", result: String(number) });
      await sleep(1);
    }
    return reply("answer", items);
  }
}

function streaming(workers: Parts): Dispatcher {
  const settings = { batchSize: 1, batchDelayMs: 0, maxQueue: 100, noQueue: false, maxConcurrent: Infinity };
  return new Dispatcher(workers, settings, new Metrics().release("app", "v1"));
}

function asking(reqid: string, rest: Partial<Item>): Item {
  return { reqid, group: false, inputs: [{ body: [Buffer.alloc(0)] }], ...rest };
}

describe("an answer in parts", () => {
  it("ends when its parts have been taken, one after the other", async () => {
    const taken: string[] = [];
    const onPart = async ({ result }: { readonly result: string }) => {
      await sleep(5);
      taken.push(result);
    };
    await streaming(new Parts()).submit(asking("3", { onPart }), 1000, () => undefined);
    expect(taken).toEqual(["0", "1", "2"]);
  });

  it("may take longer than a request's time, as long as parts come", async () => {
    const onPart = () => undefined;
    const answer = streaming(new Parts()).submit(asking("60", { onPart }), 50, () => undefined);
    await expect(answer).resolves.toMatchObject({ code: 0 });
  });

  it("is given up when a part is never taken, and holds nothing then", async () => {
    const dispatcher = streaming(new Parts());
    const onPart = () => new Promise<void>(() => undefined);
    let freed = 0;
    const answer = dispatcher.submit(asking("3", { onPart }), 20, () => freed++);
    await expect(answer).rejects.toMatchObject({ kind: "timeout" });
    await dispatcher.drained();
    await expect.poll(() => freed).toBe(1);
  });

  it("is given up with its client", async () => {
    const client = new AbortController();
    const workers = new Parts();
    const onPart = () => client.abort();
    const answer = streaming(workers).submit(asking("9", { onPart, signal: client.signal }), 1000, () => undefined);
    await expect(answer).rejects.toThrow("gone away");
    await expect.poll(() => workers.cancelled.length).toBeGreaterThan(0);
  });
});

describe("sessions", () => {
  it("wait for their own worker, and nobody waits for them", async () => {
    const workers = new Parts();
    workers.busy.add("s");
    const dispatcher = streaming(workers);
    const waiting = dispatcher.submit(asking("1", { session: "s" }), 1000, () => undefined);
    await expect(dispatcher.submit(asking("2", {}), 1000, () => undefined)).resolves.toMatchObject({ result: '"2"' });
    expect(dispatcher.depth).toBe(1);
    workers.busy.clear();
    dispatcher.pump();
    await expect(waiting).resolves.toMatchObject({ result: '"1"' });
  });
});

it("makes one call only of those that all take parts, or all do not", async () => {
  const plan = new Plan(1, []);
  const dispatcher = dispatch(plan, { batchSize: 4, batchDelayMs: 5 });
  const asked = ["a", "b", "c", "d"].map((reqid, index) =>
    dispatcher.submit(asking(reqid, index % 2 === 0 ? {} : { onPart: () => undefined }), 1000, () => undefined),
  );
  await Promise.all(asked);
  expect(plan.calls.map((items) => items.map(({ reqid }) => reqid))).toEqual([
    ["a", "c"],
    ["b", "d"],
  ]);
});

it("lets go of a request once it is answered, also of one whose client might have left", { retry: 0 }, async () => {
  setFlagsFromString("--expose-gc");
  const collect: (options: { type: "major" | "minor" }) => void = runInNewContext("gc");
  const held = () => process.memoryUsage().arrayBuffers;
  const bytes = 1_000_000;
  const metrics = new Metrics().release("app", "v1");
  const workers: Workers = { canCall: () => true, call: async (items) => reply("answer", items) };
  const settings = { batchSize: 1, batchDelayMs: 0, maxQueue: 1, noQueue: false, maxConcurrent: Infinity };
  const dispatcher = new Dispatcher(workers, settings, metrics);
  collect({ type: "major" });
  const before = held();
  for (let index = 0; index < 20; index++) {
    const inputs = [{ body: [Buffer.allocUnsafeSlow(bytes)] }];
    const { signal } = new AbortController();
    await dispatcher.submit({ reqid: String(index), group: false, inputs, signal }, 1000, () => undefined);
  }
  // What is young and unused goes with the first; not with any of these would go what something holds weakly.
  for (let times = 0; times < 3; times++) {
    collect({ type: "minor" });
    await sleep(50);
  }
  expect(held() - before).toBeLessThan(5 * bytes);
});
