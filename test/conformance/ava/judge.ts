import type { DeviationNumber, Instead } from "./deviations.ts";
import { INSTEAD } from "./deviations.ts";
import type { Comparable, Difference, Line } from "./recording.ts";
import { comparable, differences, recordedOf } from "./recording.ts";
import type { Answered } from "./target.ts";
import { JSON_TYPE, OCTETS } from "./target.ts";

/** What an answer to a line of the recording turned out to be. */
export interface Verdict {
  /** The deviations that explain where it differs; none: it is equal. */
  readonly deviations: readonly DeviationNumber[];
  /** What none explains. */
  readonly unexplained: readonly Difference[];
}

const INSTEAD_BY_LINE = new Map(
  Object.entries(INSTEAD).flatMap(([number, lines]) =>
    Object.entries(lines).map(([name, instead]) => [name, { number: number as DeviationNumber, instead }] as const),
  ),
);

/** Deviations that show in one place of many answers, each with exactly what it allows there. */
const IN_PLACE: readonly [DeviationNumber, (difference: Difference, line: Line) => boolean][] = [
  ["8.2", ({ place, expected, answered }) => isUri(place) && expected !== WORKSPACE_FILE && answered === ""],
  ["9.1.19", ({ place, expected, answered }) => isUri(place) && expected === WORKSPACE_FILE && answered === ""],
  ["8.3", isDatasKey],
  ["8.23", ({ place, expected, answered }) => place === "header x-origin-a" && withoutEcho(answered) === expected],
  ["8.25", ({ place, expected, answered }) => place.endsWith("/btype") && expected === "str" && answered === "bytes"],
  ["9.1.9", ({ place, expected }) => place === "header x-reqid" && expected === undefined],
  [
    "9.1.11",
    ({ place, expected, answered }) => place === "header x-log" && sameEnd(String(expected), String(answered)),
  ],
  ["9.1.12", ({ place, answered }, line) => place === "header x-log" && isBehind(line) && endsWithGate(answered)],
  ["9.2.5", ({ place, answered }) => place.endsWith("/result/op") && answered === undefined],
];

/** `["data", "datas", "params"]` where the original had `["data", "params"]`. */
function isDatasKey({ place, expected, answered }: Difference): boolean {
  if (place.endsWith("/keys/1")) return expected === "params" && answered === "datas";
  return place.endsWith("/keys/2") && expected === undefined && answered === "params";
}

/** The recording's stand-in for a path. */
const WORKSPACE_FILE = "<workspace>/init/<id>";

function isUri(place: string): boolean {
  return /\/data(\/\d)?\/uri$|\/result\/uri$/.test(place);
}

/** Without the metering of the echo script, which the original dropped. */
function withoutEcho(value: unknown): string | undefined {
  const values = String(value)
    .split(";")
    .filter((element) => element !== "ECHO:1" && element !== "A:1");
  return values.length === 0 ? undefined : values.join(";");
}

/** Cut to the same length, both end with what the script and the gate wrote. */
function sameEnd(expected: string, answered: string): boolean {
  const [, first = ""] = answered.split(";");
  return answered.startsWith("...") && expected.endsWith(answered.slice(answered.indexOf(first)));
}

function isBehind({ target }: Line): boolean {
  return target === "eval-lib" || target === "eval-py";
}

function endsWithGate(log: unknown): boolean {
  return /(^|;)SGATE(\/\d{3})?$/.test(String(log));
}

/** @param switched the host's `compat` switches bring the old ways back, so that nothing is expected instead */
export function judge(line: Line, answer: Answered, switched = false): Verdict {
  const answered = comparable(answer, line);
  const recorded = recordedOf(line);
  const instead = switched ? undefined : INSTEAD_BY_LINE.get(line.name);
  const expected = instead === undefined ? recorded : expectedOf(recorded, instead.instead, answered);
  const found = differences(expected, answered).map((difference) => ({
    difference,
    number: IN_PLACE.find(([, explains]) => explains(difference, line))?.[0],
  }));
  const numbers = new Set(found.flatMap(({ number }) => number ?? []));
  if (instead !== undefined) numbers.add(instead.number);
  return {
    deviations: [...numbers],
    unexplained: found.filter(({ number }) => number === undefined).map(({ difference }) => difference),
  };
}

/** What we answer instead, told as the recording tells it. */
function expectedOf({ headers }: Comparable, [status, body]: Instead, answered: Comparable): Comparable {
  const ownType = typeof body === "string" ? OCTETS : JSON_TYPE;
  const type = headers["content-type"]?.startsWith("text/") === true ? headers["content-type"] : ownType;
  // Whether a script has run, and has written into it, may be what differs.
  const script = answered.headers["x-log"]?.split(";").slice(0, -1) ?? [];
  const log = [...script, status === 200 ? "SGATE" : `SGATE/${status}`].join(";");
  return { status, headers: { ...headers, "content-type": type, "x-log": log }, body };
}
