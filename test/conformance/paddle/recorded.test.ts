import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { writeLineModel } from "../../support/line-model.ts";
import { servePlatform } from "../platform-host.ts";
import type { DeviationNumber } from "./deviations.ts";
import { DEVIATIONS, INSTEAD } from "./deviations.ts";
import { judge } from "./judge.ts";
import type { Generation, Recorded } from "./recording.ts";
import { asksModel, readRecordings } from "./recording.ts";
import type { Answers } from "./replay.ts";
import { replay } from "./replay.ts";

const { PADDLE_URL, PADDLE_GRPC, PADDLE_SETUP, PADDLE_KIND } = process.env;
const ORIGINAL = PADDLE_URL !== undefined && PADDLE_KIND === "original";
/** Of a service that somebody else has started only its setup's are asked: it is not killed. */
const isAsked = ({ name, method, setup }: Recorded) =>
  PADDLE_URL === undefined ||
  (setup.name === PADDLE_SETUP && name !== "backend-killed" && (method !== "GRPC" || PADDLE_GRPC !== undefined));
const LINES = readRecordings().filter(isAsked);
const answers: Answers = new Map();

beforeAll(async () => {
  if (PADDLE_URL !== undefined) {
    const target = {
      url: PADDLE_URL,
      kill: () => Promise.resolve(),
      ...(PADDLE_GRPC === undefined ? {} : { grpc: PADDLE_GRPC }),
    };
    for (const [id, answer] of await replay(LINES, target)) answers.set(id, answer);
    return;
  }
  for (const generation of ["0.9", "0.7"] as const) await askOurs(generation);
});

/** Asks the lines of one version of a host that serves all their setups at once. */
async function askOurs(generation: Generation): Promise<void> {
  const lines = LINES.filter(({ setup }) => setup.generation === generation);
  const setups = [...new Map(lines.map(({ setup }) => [setup.name, setup])).values()];
  // Nothing is to run out of time on a slow machine.
  const patient = setups.map((setup) => ({
    ...setup,
    settings: { timeout_ms: 60_000 },
    prepare: (folder: string) =>
      asksModel(setup) ? writeLineModel(join(folder, "uci_housing_model")) : Promise.resolve(),
  }));
  const host = await servePlatform(new URL("apps/", import.meta.url).pathname, patient, { paddle: generation });
  for (const setup of setups) {
    const own = lines.filter(({ setup: { name } }) => name === setup.name);
    const grpc = own.some(({ method }) => method === "GRPC") ? { grpc: await host.openGrpc(setup) } : {};
    const target = { url: host.urlOf(setup), kill: () => host.kill(setup), ...grpc };
    for (const [id, answer] of await replay(own, target)) answers.set(id, answer);
  }
  await host.close();
}

function judged(line: Recorded) {
  const answer = answers.get(line.id);
  if (answer === undefined) throw new Error(`"${line.id}" was not asked`);
  return judge(line, answer, ORIGINAL);
}

describe("every recorded answer is ours too, or differs by a numbered deviation", () => {
  it.each(LINES)("$id", (line) => {
    const { expected, answered } = judged(line);
    expect(answered).toEqual(expected);
  });
});

describe.skipIf(PADDLE_URL !== undefined)("the deviations", () => {
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
  const found = LINES.map((line) => judged(line).deviation);
  const numbers = Object.keys(DEVIATIONS) as DeviationNumber[];
  const rows = [
    ["equal", "", found.filter((number) => number === undefined).length],
    ...numbers.map((number) => [number, DEVIATIONS[number], found.filter((other) => other === number).length]),
    ["all", "lines of the recordings", LINES.length],
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
