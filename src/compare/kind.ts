import { isFailure } from "../contract/call.ts";
import { hasBody, readResult } from "./answer-value.ts";
import type { Answered, Pair } from "./answered.ts";
import { guessesIn } from "./classification.ts";
import { vectorsIn } from "./features.ts";
import { regionsIn, saysNothing } from "./regions.ts";
import type { CompareSettings, Kind } from "./settings.ts";
import { tensorsIn } from "./tensors.ts";
import { textsIn } from "./texts.ts";
import { isValueObject, type Value } from "./value.ts";

/** The kind of both sides' answers. */
export interface KindFound {
  /** Absent where nothing can be compared: a side has no success, or the sides answer in different kinds. */
  readonly kind?: Kind;
  readonly because: string;
}

/** The setting's kind, else what most successful answers of both sides are. */
export function kindOf(pairs: readonly Pair[], settings: CompareSettings): KindFound {
  if (pairs.length === 0) return { because: "there was nothing to compare" };
  const [a, b] = [pairs.map((pair) => pair.a), pairs.map((pair) => pair.b)];
  const failed = failedSide("A", a) ?? failedSide("B", b);
  if (failed !== undefined) return { because: failed };
  if (settings.kind !== undefined) return { kind: settings.kind, because: "compare.yaml says so" };
  const [ofA, ofB] = [mostFrequent(a, settings), mostFrequent(b, settings)];
  const kind = ofA?.kind ?? ofB?.kind ?? "json";
  if (ofB !== undefined && ofB.kind !== kind) {
    return {
      because: `A answers in kind ${kind}, B in kind ${ofB.kind}; kind in compare.yaml compares them all the same`,
    };
  }
  const said = [
    ...(ofA === undefined ? [] : [`${ofA.share} of A's`]),
    ...(ofB === undefined ? [] : [`${ofB.share} of B's`]),
  ];
  return { kind, because: said.length === 0 ? "all answers are empty" : `${said.join(" and ")} answers look like it` };
}

/** The data URI of an answer's mask, as text. */
export function maskOf(answer: Answered): string | undefined {
  const read = isFailure(answer) || hasBody(answer) ? { flaw: "" } : readResult(answer, []);
  return "value" in read ? maskIn(read.value) : undefined;
}

function failedSide(side: string, answers: readonly Answered[]): string | undefined {
  const [first] = answers;
  if (first === undefined || !answers.every(isFailure)) return undefined;
  const of = answers.length === 1 ? "the one request" : `all ${answers.length} requests`;
  return `${side} failed on ${of}; the first: ${first.code}${first.message === "" ? "" : ` ${first.message.slice(0, 200)}`}`;
}

interface Frequent {
  readonly kind: Kind;
  /** `11 of 12`. */
  readonly share: string;
}

function mostFrequent(answers: readonly Answered[], settings: CompareSettings): Frequent | undefined {
  const votes = answers.flatMap((answer) => kindOfAnswer(answer, settings));
  const counts = new Map<Kind, number>();
  for (const kind of votes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first === undefined ? undefined : { kind: first[0], share: `${first[1]} of ${votes.length}` };
}

/** What one answer looks like: none for a failure and for an answer that says nothing. */
export function kindOfAnswer(answer: Answered, { ignore }: CompareSettings): Kind[] {
  if (isFailure(answer)) return [];
  if (hasBody(answer)) return ["features"];
  const read = readResult(answer, ignore);
  if ("flaw" in read) return ["json"];
  return saysNothing(read.value) ? [] : [kindOfValue(read.value)];
}

function kindOfValue(value: Value): Kind {
  if (tensorsIn(value) !== undefined) return "tensors";
  if (maskIn(value) !== undefined) return "segmentation";
  if (regionsIn(value, "corners") !== undefined) return "detection";
  if (guessesIn(value) !== undefined) return "classification";
  if (vectorsIn(value) !== undefined) return "features";
  return textsIn(value) === undefined ? "json" : "text";
}

function maskIn(value: Value): string | undefined {
  const mask = isValueObject(value) ? value["mask"] : undefined;
  return typeof mask === "string" && mask.startsWith("data:image/") ? mask : undefined;
}
