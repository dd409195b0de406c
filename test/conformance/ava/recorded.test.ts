import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeviationNumber } from "./deviations.ts";
import { DEVIATIONS, INSTEAD, NOT_ASKED, SWITCHES } from "./deviations.ts";
import { judge } from "./judge.ts";
import type { PictureServer } from "./origin.ts";
import { openOrigin } from "./origin.ts";
import type { Line } from "./recording.ts";
import { askOf, comparable, differences, readRecording, recordedOf } from "./recording.ts";
import type { Answered, Target } from "./target.ts";
import { APP_NAMES, ORIGINAL, openTarget } from "./target.ts";

const LINES = readRecording();
const SKIPPED: ReadonlySet<string> = new Set(Object.values(NOT_ASKED).flat());
const ASKED = LINES.filter(({ name }) => !SKIPPED.has(name));
/** Those that somebody waits for; they go side by side, after the others. */
const SLOW = ASKED.filter(({ name }) => name.startsWith("timeout ") || name.endsWith("/img/slow"));

let target: Target;
let origin: PictureServer;
const answers = new Map<string, Answered>();

beforeAll(async () => {
  origin = await openOrigin();
  target = await openTarget(APP_NAMES);
  const put = async (line: Line) => void answers.set(line.name, await target.ask(askOf(line, origin.url)));
  for (const line of ASKED) if (!SLOW.includes(line)) await put(line);
  await Promise.all(SLOW.map(put));
}, 120_000);
afterAll(async () => {
  await target.close();
  origin.close();
});

function answerOf({ name }: Line): Answered {
  const answer = answers.get(name);
  if (answer === undefined) throw new Error(`"${name}" was not asked`);
  return answer;
}

describe("every recorded answer is ours too, or differs by a numbered deviation", () => {
  it.each(ASKED)("$target: $name", (line) => {
    const answer = answerOf(line);
    if (ORIGINAL) expect(differences(recordedOf(line), comparable(answer, line))).toEqual([]);
    else expect(judge(line, answer).unexplained).toEqual([]);
  });
});

describe.skipIf(ORIGINAL)("with the compat switches an answer is as it was recorded", () => {
  const { compat, takeBack, but } = SWITCHES;
  const lines = takeBack.flatMap((number) => Object.keys(INSTEAD[number] ?? {}));
  const again = ASKED.filter(({ name }) => lines.includes(name) && !but.some((other) => other === name));
  let old: Target;
  beforeAll(async () => {
    old = await openTarget(APP_NAMES, { compat });
  });
  afterAll(() => old.close());

  it.each(again)("$target: $name", async (line) => {
    expect(judge(line, await old.ask(askOf(line, origin.url)), true).unexplained).toEqual([]);
  });
});

describe("the deviations", () => {
  it("name lines of the recording, and each line once", () => {
    const named = [...Object.values(INSTEAD).flatMap((lines) => Object.keys(lines)), ...SKIPPED];
    expect(named.filter((name) => !LINES.some((line) => line.name === name))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it.skipIf(ORIGINAL)("are counted in the suite's README", () => {
    const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
    expect(readme).toContain(table());
  });
});

/** How many lines are equal, how many each deviation explains, how many are not asked; a line may have several. */
function table(): string {
  const verdicts = ASKED.map((line) => judge(line, answerOf(line)).deviations);
  const numbers = Object.keys(DEVIATIONS) as DeviationNumber[];
  const counts = numbers.map((number) => [
    number,
    DEVIATIONS[number],
    verdicts.filter((all) => all.includes(number)).length,
  ]);
  const skipped = Object.entries(NOT_ASKED).map(([reason, names]) => ["not asked", reason, names.length]);
  const rows = [
    ["equal", "", verdicts.filter((all) => all.length === 0).length],
    ...counts,
    ...skipped,
    ["all", "lines of the recording", LINES.length],
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
