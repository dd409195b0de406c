import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Line, Outcome } from "../conformance/taichu/grpc-recording.ts";
import { readLines } from "../conformance/taichu/grpc-recording.ts";
import type { BrokenKind } from "../conformance/taichu/grpc-replay.ts";
import { askLine, BROKEN, breakStream } from "../conformance/taichu/grpc-replay.ts";
import { TaichuClient } from "../support/grpc.ts";
import type { OriginalName } from "./environments.ts";
import { asking, expectCounted, inTurns } from "./recorded.ts";

const APPS = new URL("../conformance/taichu/apps/", import.meta.url).pathname;
const LINES = readLines();
const named = (pattern: RegExp) => LINES.filter(({ name }) => pattern.test(name));
const NO_ROOM = "Too many requests";
/** How long what never ends is waited for, in ms: the recorder waited 5 s for a stream, on a quiet machine. */
const PATIENCE = { stream: 10_000, call: 500 };

const LIMITED = named(/^grpc-limit1-/);
const OLDER = named(/^grpc31-/);
const STREAMS = named(/^stream-/);
const CANCELLED = named(/^fresh-after-stream-cancel-/);
const BUSY = named(/^grpc-busy-/);
const CALLS = named(/^grpc-(?!limit1-|busy-)/);

const outcomes = new Map<string, Outcome>();

interface Scene {
  readonly original?: OriginalName;
  readonly args?: readonly string[];
  play(client: TaichuClient): Promise<void>;
}

const KINDS: readonly BrokenKind[] = ["unknown", "raise", "genraise", "badret", "cancel"];

/** Each has a service of its own: a stream that ends badly leaves its worker out of step. */
const SCENES: readonly Scene[] = [
  { play: (client) => askAll(client, CALLS) },
  { original: "taichu-2.0.31", play: (client) => askAll(client, OLDER) },
  ...STREAMS.map((line) => ({ play: (client: TaichuClient) => askAll(client, [line]) })),
  { play: askBusy },
  { args: ["--instances_num", "3", "--max_concurrent_requests", "1"], play: askTogether },
  ...KINDS.map((kind) => ({ play: (client: TaichuClient) => askAfter(client, kind) })),
];

async function askAll(client: TaichuClient, lines: readonly Line[]): Promise<void> {
  for (const line of lines) outcomes.set(line.name, await askWhenIdle(client, line));
}

/** What an earlier call left behind must end first. */
async function askWhenIdle(client: TaichuClient, line: Line): Promise<Outcome> {
  const { outcome, method } = line;
  const patience = method === "ModelStreamInfer" ? PATIENCE.stream : PATIENCE.call;
  const timeoutMs = outcome.status === "DEADLINE_EXCEEDED" ? patience : 20_000;
  for (;;) {
    const found = await askLine(client, line, { timeoutMs });
    if (found.details !== NO_ROOM) return found;
  }
}

async function askBusy(client: TaichuClient): Promise<void> {
  const slow = client.stream().send(BROKEN.cancel);
  await slow.next();
  for (const line of BUSY) outcomes.set(line.name, await askLine(client, line));
  slow.cancel();
}

/** Eight at once, where six may call and one is answered at a time: which of them, is theirs to find out. */
async function askTogether(client: TaichuClient): Promise<void> {
  const [first] = LIMITED;
  if (first === undefined) throw new Error("it is in the recording");
  const all = Array.from({ length: 8 }, (_, index) => LIMITED[index] ?? first);
  const found = await Promise.all(all.map((line) => askLine(client, line, { timeoutMs: 12_000 })));
  for (const [index, { name }] of LIMITED.entries()) outcomes.set(name, found[index] ?? first.outcome);
}

/** The calls after a stream; of the unknown model's all are recorded. */
async function askAfter(client: TaichuClient, kind: BrokenKind): Promise<void> {
  const [badret] = named(/^fresh-stream-badret$/);
  if (kind === "badret" && badret !== undefined) await askAll(client, [badret]);
  else await breakStream(client, kind);
  for (const line of named(/^fresh-after-stream-unknown-/)) {
    outcomes.set(line.name.replace("unknown", kind), await askWhenIdle(client, line));
  }
}

beforeAll(async () => {
  const setup = { name: "svc", script: "taichu/svc/model_service.py" };
  const jobs = SCENES.map(({ original = "taichu", args = [], play }) => async () => {
    const asked = {
      kind: "taichu",
      python: inject("pythons")[original],
      apps: APPS,
      setup: { ...setup, args },
    } as const;
    await asking(asked, async ({ grpc }) => {
      const client = new TaichuClient(grpc);
      await play(client);
      client.close();
    });
  });
  await inTurns(jobs);
}, 480_000);

const VARYING = [...LIMITED, ...CANCELLED];

describe("taichu-serve answers every recorded gRPC call again as it did", () => {
  it.each(LINES.filter((line) => !VARYING.includes(line)).map((line) => [line.name, line] as const))(
    "%s",
    (name, line) => {
      expect(outcomes.get(name)).toEqual(line.outcome);
    },
  );

  it.each(LIMITED.map((line) => [line.name, line] as const))("%s, or as one beside it", (name, { requests }) => {
    const any = LIMITED.map(({ outcome }) => ({ ...outcome, messages: outcome.status === "OK" ? requests : [] }));
    expect(any).toContainEqual(outcomes.get(name));
  });

  // How many answers the stream still took before it was gone is a matter of time.
  it.each(CANCELLED.map((line) => [line.name, line] as const))("%s: another's answer, whosever it is", (name, line) => {
    const { status = "", messages = [] } = outcomes.get(name) ?? {};
    expect([line.outcome.status, messages.length]).toEqual([status, line.outcome.messages.length]);
    expect(messages).not.toEqual(line.requests);
  });

  it("is counted in the README", () => {
    expectCounted("taichu*.jsonl, gRPC", LINES.length, VARYING.length);
  });
});
