import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answered } from "../ask.ts";
import { servePlatform } from "../platform-host.ts";
import type { DeviationNumber } from "./deviations.ts";
import { DEVIATIONS, INSTEAD, SWITCHED } from "./deviations.ts";
import { judge } from "./judge.ts";
import type { Recorded, Setup } from "./recording.ts";
import { readRecordings } from "./recording.ts";
import { replay } from "./replay.ts";

const { TIINFER_URL, TIINFER_SETUP, TIINFER_KIND } = process.env;
/** Of a service that somebody else has started only the lines of its setup are asked. */
const LINES = readRecordings().filter(({ setup }) => TIINFER_URL === undefined || setup.name === TIINFER_SETUP);
const ORIGINAL = TIINFER_URL !== undefined && TIINFER_KIND === "original";
const answers = new Map<string, Answered>();

/** Ends its whole host. */
const isEnded = ({ name }: Recorded) => name.startsWith("shutdown-");

beforeAll(async () => {
  if (TIINFER_URL !== undefined) {
    for (const [id, answer] of await replay(LINES, { url: TIINFER_URL, stop: () => undefined }))
      answers.set(id, answer);
    return;
  }
  const ended = LINES.filter(isEnded);
  const others = LINES.filter((line) => !isEnded(line));
  const generation = (wanted: string) => others.filter(({ setup }) => setup.generation === wanted);
  const groups = [
    [ended, { mosec: "0.9" }],
    [generation("0.9"), { mosec: "0.9" }],
    [generation("0.4"), {}],
  ] as const;
  // One after the other: what starts would take the time of what has to be asked at the right moment.
  for (const [lines, compat] of groups) for (const [id, answer] of await ask(lines, compat)) answers.set(id, answer);
});

/** Asks lines of a host that serves all their setups at once. */
async function ask(lines: readonly Recorded[], compat: object): Promise<ReadonlyMap<string, Answered>> {
  const setups = [...new Map(lines.map(({ setup }) => [setup.name, setup])).values()].map((setup) => {
    const own = lines.filter(({ setup: { name } }) => name === setup.name);
    // Where nothing is to run out of time, nothing does on a slow machine either.
    return own.some(({ status }) => status === 408) ? setup : { ...setup, settings: { timeout_ms: 60_000 } };
  });
  const host = await servePlatform(new URL("apps/", import.meta.url).pathname, setups, compat);
  const replayed = setups.map((setup: Setup) => {
    const own = lines.filter(({ setup: { name } }) => name === setup.name);
    return replay(own, { url: host.urlOf(setup), stop: host.stop });
  });
  const found = await Promise.all(replayed);
  await host.close();
  return new Map(found.flatMap((some) => [...some]));
}

function answerOf({ id }: Recorded): Answered {
  const answer = answers.get(id);
  if (answer === undefined) throw new Error(`"${id}" was not asked`);
  return answer;
}

describe("every recorded answer is ours too, or differs by a numbered deviation", () => {
  it.each(LINES)("$id", (line) => {
    const { expected, answered } = judge(line, answerOf(line), ORIGINAL);
    expect(answered).toEqual(expected);
  });
});

describe.skipIf(TIINFER_URL !== undefined)("with compat.mosec an answer is as it was recorded", () => {
  const taken = new Set(INSTEAD.filter(({ number }) => SWITCHED.includes(number)).map(({ id }) => id));
  const again = LINES.filter(({ id }) => taken.has(id) && id.startsWith("mosec-0.4.9"));
  let old: ReadonlyMap<string, Answered>;
  beforeAll(async () => {
    old = await ask(again, { mosec: 0.4 });
  });

  it.each(again)("$id", (line) => {
    const { expected, answered } = judge(line, old.get(line.id) ?? answerOf(line), true);
    expect(answered).toEqual(expected);
  });
});

describe.skipIf(TIINFER_URL !== undefined)("the deviations", () => {
  it("name lines of the recordings, and each line once", () => {
    const named = INSTEAD.map(({ id }) => id);
    expect(named.filter((id) => !LINES.some((line) => line.id === id))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it("are counted in the suite's README", () => {
    const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
    expect(readme).toContain(table());
  });
});

/** How many lines are equal, and how many each deviation explains. */
function table(): string {
  const found = LINES.map((line) => judge(line, answerOf(line)).deviation);
  const numbers = Object.keys(DEVIATIONS) as DeviationNumber[];
  const rows = [
    ["equal", "", found.filter((number) => number === undefined).length],
    ...numbers.map((number) => [number, DEVIATIONS[number], found.filter((other) => other === number).length]),
    ["all", "lines of the recordings", LINES.length],
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
