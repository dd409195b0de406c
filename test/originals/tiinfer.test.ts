import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Answered } from "../conformance/ask.ts";
import { judge } from "../conformance/tiinfer/judge.ts";
import type { Recorded } from "../conformance/tiinfer/recording.ts";
import { readRecordings } from "../conformance/tiinfer/recording.ts";
import { replay } from "../conformance/tiinfer/replay.ts";
import type { OriginalName } from "./environments.ts";
import type { Kind } from "./recorded.ts";
import { asking, expectCounted, inTurns } from "./recorded.ts";

const APPS = new URL("../conformance/tiinfer/apps/", import.meta.url).pathname;
/** What answered the lines of a recording. */
const ORIGINALS = {
  tiinfer: { kind: "tiinfer", environment: "tiinfer" },
  mosec: { kind: "mosec", environment: "mosec-0.9" },
  "mosec-0.4.9": { kind: "mosec", environment: "tiinfer" },
  "mosec-0.4.4": { kind: "mosec", environment: "mosec-0.4.4" },
} as const satisfies Readonly<Record<Recorded["file"], { kind: Kind; environment: OriginalName }>>;
/** Of two limits that end at once, the worker's own may be the first; what it says then names a frame of its own. */
const VARYING: ReadonlyMap<string, RegExp> = new Map([
  ["mosec: timeout", /^(inference timeout|mosec timeout error: .*`forward` timeout after 1.0s: .*)$/],
]);

const LINES = readRecordings();
const answers = new Map<string, Answered>();

/** Of lines that one running service is asked. */
function groupOf({ file, setup }: Recorded): string {
  return `${file} ${setup.name}`;
}

async function ask(lines: readonly Recorded[]): Promise<void> {
  const [line] = lines;
  if (line === undefined) return;
  const { kind, environment } = ORIGINALS[line.file];
  const asked = { kind, python: inject("pythons")[environment], apps: APPS, setup: line.setup };
  // Seldom mosec breaks a connection that it has just taken: then all is asked once more, of another one.
  const askAll = () => asking(asked, (server) => replay(lines, server));
  const found = await askAll().catch(askAll);
  for (const [id, answer] of found) answers.set(id, answer);
}

beforeAll(async () => {
  const groups = [...new Set(LINES.map(groupOf))];
  await inTurns(groups.map((group) => () => ask(LINES.filter((line) => groupOf(line) === group))));
}, 240_000);

describe("tiinfer and mosec answer every recorded request again as they did", () => {
  it.each(LINES)("$id", (line) => {
    const answer = answers.get(line.id);
    if (answer === undefined) throw new Error("it was not asked");
    const { expected, answered } = judge(line, answer, true);
    const varying = VARYING.get(line.id);
    expect(answered).toEqual(varying === undefined ? expected : { ...expected, body: expect.stringMatching(varying) });
  });

  it.each(Object.keys(ORIGINALS))("is counted in the README: %s", (file) => {
    const lines = LINES.filter((line) => line.file === file);
    expectCounted(`${file}.jsonl`, lines.length, lines.filter(({ id }) => VARYING.has(id)).length);
  });
});
