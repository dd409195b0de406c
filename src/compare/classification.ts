import type { CaseDifference, Measured } from "./difference.ts";
import { eachLimit, measured, roundingOf } from "./measures.ts";
import type { CompareSettings, MeasureName } from "./settings.ts";
import { distance } from "./tolerance.ts";
import { isList, isNumber, isValueObject, type Value } from "./value.ts";
import type { ValueDifference } from "./value-difference.ts";

/** One class that an answer names. */
interface Guess {
  /** Tells it from the others; of equal names, the second is another. */
  readonly key: string;
  readonly names: readonly string[];
  readonly score: number;
  readonly rest: Value;
}

/** An answer taken apart. */
export interface Guesses {
  /** As they stand. */
  readonly guesses: readonly Guess[];
  /** The answer without them; their list is empty in it. */
  readonly rest: Value;
}

const CLASS_KEYS = ["class", "label", "name", "index"];
const LIST_KEY = "confidences";

/**
 * Finds the scored classes of a result: `{"confidences": [{"index", "class", "score"}, ..]}`, the same under another key, or the list by
 * itself.
 *
 * @returns undefined where there are none
 */
export function guessesIn(value: Value): Guesses | undefined {
  if (isList(value)) return isGuessList(value) ? { guesses: guessesOf(value), rest: null } : undefined;
  if (!isValueObject(value)) return undefined;
  const keys = Object.keys(value).filter((name) => isGuessList(value[name]) || isEmptyList(name, value[name]));
  const key = keys.includes(LIST_KEY) ? LIST_KEY : keys[0];
  if (key === undefined) return undefined;
  const list = value[key];
  return isList(list) ? { guesses: guessesOf(list), rest: { ...value, [key]: [] } } : undefined;
}

function isEmptyList(key: string, list: Value | undefined): boolean {
  return key === LIST_KEY && isList(list) && list.length === 0;
}

function isGuessList(list: Value | undefined): boolean {
  return isList(list) && list.length > 0 && list.every(isGuess);
}

function isGuess(item: Value): boolean {
  return isValueObject(item) && isNumber(item["score"]) && namesOf(item).length > 0;
}

function namesOf(item: Value): string[] {
  if (!isValueObject(item)) return [];
  return CLASS_KEYS.flatMap((key) => (typeof item[key] === "string" || isNumber(item[key]) ? [String(item[key])] : []));
}

function guessesOf(list: readonly Value[]): Guess[] {
  const seen = new Map<string, number>();
  return list.flatMap((item): Guess[] => {
    if (!isValueObject(item)) return [];
    const names = namesOf(item);
    const name = names[0] ?? "";
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    const { score, ...rest } = item;
    return [{ key: count === 0 ? name : `${name} (${count + 1})`, names, score: Number(score), rest }];
  });
}

type Measures = Partial<Record<MeasureName, Measured>>;

/**
 * Compares scored classes. Where A itself scores two classes alike, but for rounding or what the user allows of `score`, either may
 * stand before the other.
 *
 * @param rest takes what differs besides
 */
export function compareGuesses(
  a: Guesses,
  b: Guesses,
  settings: CompareSettings,
  rest: ValueDifference,
  label?: string,
): Pick<CaseDifference, "measures" | "right"> {
  const byKey = new Map(b.guesses.map((guess) => [guess.key, guess]));
  const shared = a.guesses.flatMap((guess) => {
    const other = byKey.get(guess.key);
    return other === undefined ? [] : [{ a: guess, b: other }];
  });
  for (const pair of shared) rest.compare(pair.a.rest, pair.b.rest, `result[${JSON.stringify(pair.a.key)}]`);
  const scores = shared.flatMap((pair) => scoreDistance(pair.a, pair.b, rest));
  const measures: Measures = {
    ...rankMeasures(a.guesses, b.guesses, settings),
    classes: measured("classes", a.guesses.length + b.guesses.length - 2 * shared.length, settings),
    ...(scores.length === 0 ? {} : { score: measured("score", Math.max(...scores), settings) }),
  };
  if (label === undefined) return { measures };
  return { measures, right: { a: isRight(a.guesses, label), b: isRight(b.guesses, label) } };
}

function scoreDistance(a: Guess, b: Guess, rest: ValueDifference): number[] {
  const apart = distance(a.score, b.score);
  if (apart !== undefined) return [apart];
  rest.compare(a.score, b.score, `result[${JSON.stringify(a.key)}].score`);
  return [];
}

/** The best first; of equals, the one that stands first. */
function ranked(guesses: readonly Guess[]): Guess[] {
  return guesses.toSorted((one, other) => (other.score > one.score ? 1 : other.score < one.score ? -1 : 0));
}

function rankMeasures(a: readonly Guess[], b: readonly Guess[], settings: CompareSettings): Measures {
  if (a.length === 0 && b.length === 0) return {};
  const alike = eachLimit("score", settings) ?? roundingOf("score");
  return {
    top1: measured("top1", agreement(a, b, 1, alike), settings),
    topk: measured("topk", agreement(a, b, settings.top_k, alike), settings),
  };
}

/** Which part of B's first k classes A has among its own first k, or scores like the last of those. */
function agreement(a: readonly Guess[], b: readonly Guess[], k: number, alike: number): number {
  const [bestA, bestB] = [ranked(a).slice(0, k), ranked(b).slice(0, k)];
  const least = (bestA.at(-1)?.score ?? 0) - alike;
  const good = new Set([...bestA, ...a.filter(({ score }) => score >= least)].map(({ key }) => key));
  const agreed = bestB.filter(({ key }) => good.has(key)).length;
  return agreed / Math.max(bestA.length, bestB.length);
}

function isRight(guesses: readonly Guess[], label: string): boolean {
  return ranked(guesses)[0]?.names.includes(label) ?? false;
}
