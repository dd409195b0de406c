import { isFailure } from "../contract/call.ts";
import { hasBody, type Read, readResult } from "./answer-value.ts";
import type { Answered, Pair } from "./answered.ts";
import type { CaseDifference, Measured, PathDifference } from "./difference.ts";
import { numbersIn } from "./features.ts";
import { compareForms, type FormDifference } from "./forms.ts";
import { badnessOf, MEASURES, measured } from "./measures.ts";
import type { CompareSettings, Kind, MeasureName } from "./settings.ts";
import { tolerancesOf } from "./tolerance.ts";
import { shown } from "./value-difference.ts";
import { compareVectors } from "./vectors.ts";

/** How bad it is that one side failed, and that it answered in another form; unlike answers are below 1. */
const FAILED = 2;
const OTHER_FORM = 1;

/** How B's answer differs from A's. Never throws for what an answer holds. */
export function compareAnswers(kind: Kind, pair: Pair, settings: CompareSettings): CaseDifference {
  const { a, b } = pair;
  const code = measured("code", a.code === b.code ? 1 : 0, settings);
  if (isFailure(a) || isFailure(b)) return compareFailures(a, b, code);
  const { measures, ...found } = compareSuccesses(kind, pair, settings);
  const codes: PathDifference[] = code.value === 1 ? [] : [{ path: "code", a: String(a.code), b: String(b.code) }];
  const all = { code, ...measures };
  return { ...found, measures: all, paths: [...codes, ...found.paths], worst: worstOf(all) };
}

function compareFailures(a: Answered, b: Answered, code: Measured): CaseDifference {
  if (a.code !== b.code) {
    const paths = [{ path: "code", a: codeText(a), b: codeText(b) }];
    return { measures: { code }, worst: FAILED, paths, notes: [] };
  }
  const note = `Both failed with ${a.code}, A: ${shown(a.message)}, B: ${shown(b.message)}`;
  return { measures: { code }, worst: 0, paths: [], notes: a.message === b.message ? [] : [note] };
}

function codeText({ code, message }: Answered): string {
  return message === "" ? String(code) : `${code} ${shown(message)}`;
}

function compareSuccesses(kind: Kind, pair: Pair, settings: CompareSettings): FormDifference {
  const { a, b } = pair;
  if (hasBody(a) !== hasBody(b)) return otherForm(settings, formText(a), formText(b));
  if (a.body !== undefined && b.body !== undefined && hasBody(a)) return compareBodies(a.body, b.body, settings);
  const [readA, readB] = [readResult(a, settings.ignore), readResult(b, settings.ignore)];
  if ("value" in readA && "value" in readB)
    return compareForms(kind, { pair, a: readA.value, b: readB.value }, settings);
  // Texts that nobody can read may still be the same.
  if (a.result === b.result) return { measures: { form: measured("form", 1, settings) }, paths: [], notes: [] };
  return otherForm(settings, readText(readA), readText(readB));
}

function formText(answer: Answered): string {
  return hasBody(answer) ? `${answer.body?.length} bytes` : "JSON";
}

function readText(read: Read): string {
  return "flaw" in read ? `no JSON: ${read.flaw}` : "JSON";
}

/** Two answers that cannot be laid beside each other. */
function otherForm(settings: CompareSettings, a: string, b: string): FormDifference {
  return { measures: { form: measured("form", 0, settings) }, paths: [{ path: "result", a, b }], notes: [] };
}

function compareBodies(a: Uint8Array, b: Uint8Array, settings: CompareSettings): FormDifference {
  const [numbersA, numbersB] = [numbersIn(a, settings), numbersIn(b, settings)];
  if (settings.dtype === "bytes" || numbersA === undefined || numbersB === undefined)
    return compareBytes(a, b, settings);
  if (numbersA.length !== numbersB.length) {
    return otherForm(settings, `${numbersA.length} numbers`, `${numbersB.length} numbers`);
  }
  const { measures, worst } = compareVectors({ a: numbersA, b: numbersB }, tolerancesOf(settings), settings);
  const place = worst ?? 0;
  const paths = [{ path: `body[${place}]`, a: shown(numbersA[place]), b: shown(numbersB[place]) }];
  return {
    measures: { form: measured("form", 1, settings), ...measures },
    paths: worst === undefined ? [] : paths,
    notes: [],
  };
}

function compareBytes(a: Uint8Array, b: Uint8Array, settings: CompareSettings): FormDifference {
  const shared = Math.min(a.length, b.length);
  let different = Math.abs(a.length - b.length);
  for (let index = 0; index < shared; index++) if (a[index] !== b[index]) different += 1;
  const paths = different === 0 ? [] : [{ path: "body", a: `${a.length} bytes`, b: `${b.length} bytes` }];
  return {
    measures: { form: measured("form", 1, settings), bytes: measured("bytes", different, settings) },
    paths,
    notes: [],
  };
}

function worstOf(measures: CaseDifference["measures"]): number {
  if (measures.form !== undefined && !measures.form.equal) return OTHER_FORM;
  const names = Object.keys(MEASURES) as MeasureName[];
  const badness = names.map((name) => {
    const measure = measures[name];
    return measure === undefined || measure.equal ? 0 : badnessOf(name, measure.value);
  });
  return Math.max(...badness);
}
