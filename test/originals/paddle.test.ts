import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Answered } from "../conformance/ask.ts";
import { ask } from "../conformance/ask.ts";
import type { Comparable } from "../conformance/paddle/judge.ts";
import { judge } from "../conformance/paddle/judge.ts";
import type { Generation, Recorded } from "../conformance/paddle/recording.ts";
import { bytesOf, readRecordings } from "../conformance/paddle/recording.ts";
import type { Answers, Target } from "../conformance/paddle/replay.ts";
import { replay } from "../conformance/paddle/replay.ts";
import type { OriginalName } from "./environments.ts";
import { asking, expectCounted, inTurns } from "./recorded.ts";

const APPS = new URL("../conformance/paddle/apps/", import.meta.url).pathname;
/** What answered the lines of a recording. */
const ORIGINALS = { "0.9": "paddle-0.9", "0.7": "paddle-0.7" } as const satisfies Record<Generation, OriginalName>;
/** Requests of one batch come one after the other, and all before it is full or its time is over. */
const BATCH = /^model-batch\d/;
const BETWEEN_MS = 50;
/** What other requests leave behind in a predictor ends its process when it gets more rows. */
const ALONE = ["model-clean-dict3"];

/** Of the lines that vary from run to run, what of a body stays. */
const VARYING: readonly { readonly names: RegExp; stays(body: string): string }[] = [
  { names: /^profile$/, stays: (body) => body.replace(/(\\n)?PROFILE.*?"/, 'PROFILE"') },
  { names: /^backend-killed$/, stays: (body) => body.replaceAll(/(error|message)":"[^"]*"/g, '$1":"it broke"') },
  { names: /^model-.*listfeed|^model-clean-dict3$/, stays: (body) => body.replaceAll(/(\.\d{5})\d/g, "$1") },
  { names: /^misc-first-arrive$/, stays: (body) => body.replace(/"[ab]c"/, '"one of them"') },
  { names: /^tensor-bytes-junk$/, stays: (body) => body.replace(/ at 0x[\da-f]+/, " somewhere") },
];

const LINES = readRecordings();
const answers: Answers = new Map();

/** Of lines that one running service is asked. */
function groupOf({ name, setup }: Recorded): string {
  return `${setup.name} ${BATCH.exec(name)?.[0] ?? (ALONE.includes(name) ? name : "")}`;
}

async function askGroup(lines: readonly Recorded[]): Promise<void> {
  const [line] = lines;
  if (line === undefined) return;
  const { name, setup } = line;
  const python = inject("pythons")[ORIGINALS[setup.generation]];
  const asked = { kind: "paddle", python, apps: APPS, setup } as const;
  const found = await asking(asked, async (server) => {
    const target = { url: server.url, grpc: server.grpc, kill: async () => server.stop() };
    if (BATCH.test(name)) return askBatch(lines, target);
    const answered = await replay(lines.filter(isWithin), target);
    const last = lines.find((each) => !isWithin(each));
    if (last !== undefined) answered.set(last.id, await askAfterEnd(last, target));
    return answered;
  });
  for (const [id, answer] of found) answers.set(id, answer);
}

/** Whether the original answers within the suite's patience. */
function isWithin({ name }: Recorded): boolean {
  return name !== "backend-killed";
}

/** Its gateway looks for the pipeline for 20 seconds. */
async function askAfterEnd(line: Recorded, { url, kill }: Target): Promise<Answered> {
  await kill();
  return ask(url, { method: line.method, path: line.path, headers: line.headers, body: bytesOf(line) });
}

async function askBatch(lines: readonly Recorded[], { url, kill }: Target): Promise<Answers> {
  const askAt = async (line: Recorded, index: number) => {
    await sleep(index * BETWEEN_MS);
    return [...(await replay([line], { url, kill }))];
  };
  return new Map((await Promise.all(lines.map(askAt))).flat());
}

/** A message of a failed prediction has the platform's own number of the request, which depends on how many came before. */
function numbered(body: string): string {
  return body.includes("failed to predict") ? body.replaceAll(/(log_id=|Log_id: |batch: \[)\d+/g, "$1N") : body;
}

function comparable(line: Recorded, { body, ...rest }: Comparable): Comparable {
  if (typeof body !== "string") return { ...rest, body };
  const varying = VARYING.find(({ names }) => names.test(line.name));
  return { ...rest, body: varying?.stays(body) ?? numbered(body) };
}

beforeAll(async () => {
  const groups = [...new Set(LINES.map(groupOf))];
  await inTurns(groups.map((group) => () => askGroup(LINES.filter((line) => groupOf(line) === group))));
}, 480_000);

describe("Paddle Serving answers every recorded request again as it did", () => {
  it.each(LINES)("$id", (line) => {
    const answer = answers.get(line.id);
    if (answer === undefined) throw new Error("it was not asked");
    const { expected, answered } = judge(line, answer, true);
    expect(comparable(line, answered)).toEqual(comparable(line, expected));
  });

  it.each(["paddle", "paddle-0.7"])("is counted in the README: %s", (file) => {
    const lines = LINES.filter(({ id }) => id.startsWith(`${file}:`));
    const varying = lines.filter(({ name }) => VARYING.some(({ names }) => names.test(name)));
    expectCounted(`${file}.jsonl`, lines.length, varying.length);
  });
});
