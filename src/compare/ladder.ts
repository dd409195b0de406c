import { OBSERVATION_BOUNDS } from "../contract/observation.ts";
import type { CaseStages, Ladder, Passed, Stage, StageLevel } from "./report.ts";
import type { PassedArray } from "./stage-array.ts";
import { numbersOf, rangeOf } from "./stage-array.ts";
import type { ArrayDifference, Line } from "./stage-difference.ts";
import { arrayDifference } from "./stage-difference.ts";
import type { StagePair } from "./stage-pairs.ts";
import { pairStages } from "./stage-pairs.ts";
import { figure } from "./words.ts";

/** What passed in both sides during one request. */
export interface Witnessed {
  readonly id: string;
  readonly a: readonly PassedArray[];
  /** A each time that it was asked once more and something else passed: its own noise. */
  readonly again: readonly (readonly PassedArray[])[];
  readonly b: readonly PassedArray[];
  /** What the comparison itself found of the answers. */
  readonly answer: Judgement;
}

interface Judgement {
  readonly level: StageLevel;
  readonly says: string;
}

/** A stage with whether its numbers are B's with red and blue in each other's place. */
type Judged = Stage & { readonly swapped?: true };

/** Lays both sides' ways beside each other, and finds where they part. */
export function caseStages({ id, a, b, again, answer }: Witnessed): CaseStages {
  const repeated = again.flatMap((once) => pairStages(a, once));
  const judged: Judged[] = pairStages(a, b).map((pair) => {
    const own = repeated.flatMap((each) => (each.a === pair.a && each.b !== undefined ? [each.b] : []));
    return judgePair(pair, own, answer.level === "different");
  });
  const stages = [...judged, { stage: "answer" as const, ...answer }].map(blamed);
  const begins = stages.findIndex(({ level }) => level === "different");
  const first = stages[begins];
  const [before] = stages
    .slice(0, Math.max(0, begins))
    .filter(({ level }) => level !== "unpaired")
    .slice(-1);
  const after = before === undefined ? "" : `; ${titleOf(before)} before it is ${before.level}`;
  return {
    id,
    stages,
    ...(first === undefined ? {} : { begins }),
    says: first === undefined ? nothingIn(stages) : `begins at ${titleOf(first)}: ${first.says}${after}`,
  };
}

/** Nothing diverges, or nothing was there to tell it by. */
function nothingIn(stages: readonly Stage[]): string {
  const isSeen = stages.some(({ stage, level }) => stage !== "answer" && level !== "unpaired");
  return isSeen ? "no stage diverges" : "no step but the answer was seen on both sides";
}

/** Red for blue is a matter of taste until it goes into the network, and something else comes out. */
function blamed({ swapped, ...stage }: Judged, index: number, all: readonly Judged[]): Stage {
  const later = all.slice(index + 1).some(({ level }) => level === "different");
  if (stage.stage !== "net input" || swapped !== true || !later) return stage;
  return { ...stage, level: "different" };
}

function titleOf({ stage, a, b }: Stage): string {
  const name = a?.name ?? b?.name;
  return name === undefined ? stage : `${stage} "${name}"`;
}

function judgePair({ a, b }: StagePair, own: readonly PassedArray[], unlike: boolean): Judged {
  const stage = a?.stage ?? b?.stage ?? "answer";
  const passed = {
    ...(a === undefined ? {} : { a: passedOf(a) }),
    ...(b === undefined ? {} : { b: passedOf(b) }),
  };
  if (a === undefined || b === undefined) {
    return { stage, ...passed, level: "unpaired", says: `${a === undefined ? "B" : "A"} alone has this step` };
  }
  if (a.bytes === undefined || b.bytes === undefined) return { stage, ...passed, level: "unpaired", says: NOT_KEPT };
  const difference = arrayDifference(a, b);
  const found = judgeDifference(a, b, difference);
  const { apart, arrangement } = difference;
  const noise = found.level === "different" ? noiseOf(a, own, difference, unlike) : undefined;
  return {
    stage,
    ...passed,
    ...found,
    ...(noise === undefined ? {} : { level: "noise", says: noise }),
    ...(apart === undefined ? {} : { apart }),
    ...(arrangement?.channels === true && found.level === "reordered" ? { swapped: true } : {}),
  };
}

const { arrays, arrayBytes, requestBytes } = OBSERVATION_BOUNDS;
const [eachMiB, allMiB] = [arrayBytes, requestBytes].map((bytes) => `${bytes / 2 ** 20} MiB`);
const NOT_KEPT = `not kept: of a request ${arrays} arrays are, ${eachMiB} each, ${allMiB} in all`;

function passedOf(array: PassedArray): Passed {
  const { call, name, dtype, shape } = array;
  const range = array.bytes === undefined ? undefined : rangeOf(numbersOf(array));
  return {
    call,
    ...(name === "" ? {} : { name }),
    dtype,
    shape: [...shape],
    ...(range === undefined ? {} : { range }),
  };
}

function judgeDifference(a: PassedArray, b: PassedArray, difference: ArrayDifference): Judgement {
  const { apart, arrangement, lines } = difference;
  if (apart === undefined || arrangement === undefined) {
    return { level: "different", says: `shape [${a.shape.join(", ")}] in A, [${b.shape.join(", ")}] in B` };
  }
  const dtypes = a.dtype === b.dtype ? "" : `; ${a.dtype} in A, ${b.dtype} in B`;
  if (apart.unequal === 0) {
    const rounding = apart.max === 0 ? "" : `, but for rounding (up to ${figure(apart.max)})`;
    if (arrangement.says !== "") {
      return { level: "reordered", says: `the same numbers${rounding}: ${arrangement.says}${dtypes}` };
    }
    return { level: apart.max === 0 ? "equal" : "rounding", says: `equal${rounding}${dtypes}` };
  }
  const order = arrangement.says === "" ? "" : ` (${arrangement.says})`;
  const { index, a: x, b: y } = apart.worst;
  const worst = `${apart.unequal} of ${apart.elements} numbers differ${order}, up to ${figure(apart.max)} at [${index.join(", ")}]: ${x} -> ${y}`;
  return { level: "different", says: `${worst}${lines === undefined ? "" : `; ${linesText(lines)}`}${dtypes}` };
}

/** One line where all channels have the same. */
function linesText(lines: readonly Line[]): string {
  const texts = new Set(lines.map(({ scale, offset }) => `${short(scale)} A${offsetText(offset)}`));
  return `B = ${[...texts].join(", ")}: another mean or scale`;
}

function offsetText(offset: number): string {
  return Math.abs(offset) < 1e-6 ? "" : ` ${offset < 0 ? "-" : "+"} ${short(Math.abs(offset))}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** How much further than A from itself B may be from A and still not be another: A's own was seen a few times only. */
const NOISE_FACTOR = 2;
/** Times that A must have been seen to differ from itself, before a stage is told apart whose answers are not. */
const TIMES = 3;

/**
 * Says so where A differs from itself here, and B no more.
 *
 * @param unlike the answers are further apart than noise
 */
function noiseOf(
  a: PassedArray,
  own: readonly PassedArray[],
  { apart }: ArrayDifference,
  unlike: boolean,
): string | undefined {
  const itself = own.flatMap((once) => (once.bytes === undefined ? [] : [arrayDifference(a, once).apart]));
  if (itself.includes(undefined)) return "A has another shape each time";
  const known = itself.filter((each) => each !== undefined && each.unequal > 0);
  if (known.length === 0) return undefined;
  const furthest = Math.max(...known.map((each) => each?.mean ?? 0));
  const beyond = apart === undefined || apart.mean > NOISE_FACTOR * furthest;
  if (beyond && (unlike || known.length >= TIMES)) return undefined;
  const much = apart === undefined ? "another shape" : `${figure(apart.mean)} apart on average`;
  return `${much}; A from itself ${figure(furthest)}`;
}

/** All cases together. */
export function ladderOf(cases: readonly CaseStages[]): Ladder {
  const firsts = cases.flatMap(({ stages, begins, says }) => {
    const first = begins === undefined ? undefined : stages[begins];
    return first === undefined ? [] : [{ stage: first.stage, says }];
  });
  const count = (stage: string): number => firsts.filter((first) => first.stage === stage).length;
  const [most] = firsts.toSorted((one, other) => count(other.stage) - count(one.stage));
  if (most === undefined) {
    const says = nothingIn(cases.flatMap(({ stages }) => stages));
    return { says: `${says} in ${counted(cases.length)}`, cases: [...cases] };
  }
  const share = `in ${count(most.stage)} of ${counted(firsts.length)} that diverge${firsts.length > 1 ? "" : "s"}`;
  return { begins: most.stage, says: `${share} it ${most.says}`, cases: [...cases] };
}

function counted(requests: number): string {
  return `${requests} request${requests === 1 ? "" : "s"}`;
}
