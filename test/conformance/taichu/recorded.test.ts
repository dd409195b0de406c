import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answered } from "../ask.ts";
import { servePlatform } from "../platform-host.ts";
import type { DeviationNumber } from "./deviations.ts";
import { DEVIATIONS, INSTEAD } from "./deviations.ts";
import { judge } from "./judge.ts";
import type { Recorded } from "./recording.ts";
import { readRecordings } from "./recording.ts";
import { replay } from "./replay.ts";

const { TAICHU_URL, TAICHU_SETUP, TAICHU_KIND } = process.env;
/** Those of gRPC are asked beside this file. Of a service that somebody else has started only its setup's are asked. */
const ASKED = readRecordings().filter(
  ({ method, setup }) => method !== "GRPC" && (TAICHU_URL === undefined || setup.name === TAICHU_SETUP),
);
const ORIGINAL = TAICHU_URL !== undefined && TAICHU_KIND === "original";
const answers = new Map<string, Answered>();

beforeAll(async () => {
  if (TAICHU_URL !== undefined) {
    for (const [id, answer] of await replay(ASKED, TAICHU_URL)) answers.set(id, answer);
    return;
  }
  const setups = [...new Map(ASKED.map(({ setup }) => [setup.name, setup])).values()];
  const host = await servePlatform(new URL("apps/", import.meta.url).pathname, setups);
  const asked = setups.map((setup) => {
    return replay(
      ASKED.filter(({ setup: { name } }) => name === setup.name),
      host.urlOf(setup),
    );
  });
  for (const found of await Promise.all(asked)) for (const [id, answer] of found) answers.set(id, answer);
  await host.close();
});

function answerOf({ id }: Recorded): Answered {
  const answer = answers.get(id);
  if (answer === undefined) throw new Error(`"${id}" was not asked`);
  return answer;
}

describe("every recorded answer over HTTP is ours too, or differs by a numbered deviation", () => {
  it.each(ASKED)("$id", (line) => {
    const { expected, answered } = judge(line, answerOf(line), ORIGINAL);
    expect(answered).toEqual(expected);
  });
});

describe.skipIf(TAICHU_URL !== undefined)("the deviations", () => {
  it("name lines of the recordings, and each line once", () => {
    const named = INSTEAD.map(({ id }) => id);
    expect(named.filter((id) => !ASKED.some((line) => line.id === id))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it("are counted in the suite's README", () => {
    const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
    expect(readme).toContain(table());
  });
});

/** How many lines are equal, and how many each deviation explains. */
function table(): string {
  const found = ASKED.map((line) => judge(line, answerOf(line)).deviation);
  const numbers = Object.keys(DEVIATIONS) as DeviationNumber[];
  const rows = [
    ["equal", "", found.filter((number) => number === undefined).length],
    ...numbers.map((number) => [number, DEVIATIONS[number], found.filter((other) => other === number).length]),
    ["all", "lines over HTTP", ASKED.length],
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
