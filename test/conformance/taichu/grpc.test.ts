import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallOptions } from "../../support/grpc.ts";
import { encoded, TaichuClient } from "../../support/grpc.ts";
import { startHost } from "../../support/host.ts";
import { DEVIATIONS, deviationOf } from "./grpc-deviations.ts";
import type { Line, Outcome } from "./grpc-recording.ts";
import { outcomeOf, readLines } from "./grpc-recording.ts";
import { askLine, BROKEN, breakStream } from "./grpc-replay.ts";

/** Another server than this project's: `host:port`. It serves `apps/taichu/svc` here, with one instance. */
const { TAICHU_GRPC, TAICHU_KIND } = process.env;
/** It is an original: the recorded answers are expected of it. */
const ORIGINAL = TAICHU_KIND === "original";

const LINES = readLines();
const SVC = "../conformance/taichu/apps/taichu/svc";

const closing: (() => Promise<void> | void)[] = [];
let client: TaichuClient;
beforeAll(async () => {
  client = TAICHU_GRPC === undefined ? await serve() : clientOf(TAICHU_GRPC);
});
afterAll(async () => {
  for (const close of closing) await close();
});

async function serve(settings: Record<string, unknown> = {}): Promise<TaichuClient> {
  const env = { ORACLE_LOG: "/dev/null" };
  const host = await startHost({ "svc/v1": { fixture: SVC, settings: { env, ...settings } } });
  closing.push(host.close);
  await host.settled();
  return clientOf(await host.app.grpc.listen("127.0.0.1", 0));
}

function clientOf(address: string): TaichuClient {
  const made = new TaichuClient(address);
  closing.unshift(() => made.close());
  return made;
}

function ask(line: Line, options?: CallOptions, asked = client): Promise<Outcome> {
  return askLine(asked, line, options);
}

/** What an original is to answer, or this project instead. */
function expected(line: Line): Outcome {
  const { status, details, messages } = { ...line.outcome, ...(ORIGINAL ? {} : deviationOf(line)?.instead(line)) };
  return outcomeOf(status, details, messages);
}

/** Whoever finds the worker busy is refused: what is still under way there must end first. */
async function untilIdle(): Promise<void> {
  const echo = { model_name: "Echo", model_version: "1" };
  while ((await client.call("ModelInfer", echo)).status !== "OK") await sleep(20);
}

const named = (pattern: RegExp) => LINES.filter(({ name }) => pattern.test(name));
/** Lines that follow from what came before them, or at the same time. */
const SCENES = { busy: /^grpc-busy-/, limit: /^grpc-limit1-/, fresh: /^fresh-after-stream-/ };
const ALONE = LINES.filter(({ name }) => !Object.values(SCENES).some((scene) => scene.test(name)));

describe("the recording", () => {
  it.each(ALONE.map((line) => [line.name, line] as const))("%s", async (_name, line) => {
    await untilIdle();
    const runsOut = expected(line).status === "DEADLINE_EXCEEDED";
    expect(await ask(line, { timeoutMs: runsOut ? 1000 : 20_000 })).toEqual(expected(line));
  });

  it("answers are the same bytes", async () => {
    // Two parameters have no order.
    const single = ALONE.filter(
      ({ outcome: { messages } }) => Object.keys(Object(messages[0]?.["parameters"])).length < 2,
    );
    const exact = single.filter(({ bytes }) => bytes !== undefined);
    expect(exact.length).toBeGreaterThan(5);
    await untilIdle();
    for (const { name, method, requests, bytes } of exact) {
      const answer = await client.callBytes(method, encoded(method, requests[0] ?? {}));
      expect([name, answer.bytes?.toString("hex")]).toEqual([name, bytes]);
    }
  });

  it("somebody finds the worker busy", async () => {
    await untilIdle();
    const slow = client.stream().send(BROKEN.cancel).end();
    await slow.next();
    const [line] = named(SCENES.busy);
    if (line === undefined) throw new Error("it is in the recording");
    expect(await ask(line)).toEqual(expected(line));
    expect(await slow.rest()).toHaveLength(2);
  });

  it("eight come at once where one is allowed", async () => {
    const args = ["--instances_num", "3", "--max_concurrent_requests", "1"];
    const limited = TAICHU_GRPC === undefined ? await serve({ args }) : client;
    const lines = named(SCENES.limit);
    const [first] = lines;
    if (first === undefined) throw new Error("it is in the recording");
    const all = Array.from({ length: 8 }, (_, index) => lines[index] ?? first);
    const outcomes = await Promise.all(all.map((line) => ask(line, { timeoutMs: 10_000 }, limited)));
    const refused = outcomes.filter(({ status }) => status !== "OK");
    expect(refused.length).toBeGreaterThanOrEqual(ORIGINAL ? 1 : 7);
    if (!ORIGINAL) for (const outcome of refused) expect(outcome).toEqual(expected(first));
  });

  it.each(["unknown", "raise", "genraise", "badret", "cancel"] as const)(
    "clients get their own answers after a stream: %s",
    async (kind) => {
      await untilIdle();
      expect((await breakStream(client, kind)).status).not.toBe("OK");
      for (const line of named(SCENES.fresh).filter(({ name }) => name.startsWith(`fresh-after-stream-${kind}-`))) {
        const outcome = await askWhenIdle(line);
        if (!ORIGINAL) expect([line.name, outcome]).toEqual([line.name, expected(line)]);
      }
    },
  );
});

async function askWhenIdle(line: Line): Promise<Outcome> {
  for (;;) {
    const outcome = await ask(line);
    if (outcome.status !== "RESOURCE_EXHAUSTED") return outcome;
    await sleep(20);
  }
}

describe("the table of the recording", () => {
  it("counts what became of every line", () => {
    const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
    const rows = DEVIATIONS.map(({ number, meaning, lines }) => `| ${number} | ${meaning} | ${named(lines).length} |`);
    const equal = LINES.filter((line) => deviationOf(line) === undefined).length;
    for (const row of [`| equal |  | ${equal} |`, ...rows, `| all | gRPC lines of the recording | ${LINES.length} |`]) {
      expect(readme).toContain(row);
    }
  });
});
