import { isFailure } from "../contract/call.ts";
import type { Answered } from "./answered.ts";
import type { CaseDifference, Measured } from "./difference.ts";
import { eachLimit, idealOf, keeps, MEASURES, roundingOf } from "./measures.ts";
import { type CaseValue, isChance, isNoisy, type Noise, noiseOf } from "./noise.ts";
import type { Errors, Labelled, Level, Measure, MeasureNoise } from "./report.ts";
import type { CompareSettings, MeasureName } from "./settings.ts";
import { distributionOf, mcnemar, mean, quantile } from "./statistics.ts";
import { tolerancesOf } from "./tolerance.ts";
import { sayLevel } from "./words.ts";

/**
 * One case with its difference. Against noise it must be that of one answer of B, as each of A's repetitions is one: the worst of
 * several answers is worse than a single one, however good B is.
 */
export interface ComparedCase {
  readonly id: string;
  readonly difference: CaseDifference;
}

const NAMES = Object.keys(MEASURES) as MeasureName[];

/** Measures that the numbers' own tolerance decides, one number after the other. */
const BY_NUMBER: readonly MeasureName[] = ["elements", "max_abs", "mean_abs", "p99_abs", "cosine", "l2", "paths"];

/** Every measure that says something of any case, over all cases. */
export function summarise(
  cases: readonly ComparedCase[],
  settings: CompareSettings,
  noise: Noise = new Map(),
): Measure[] {
  return NAMES.flatMap((name) => {
    const values = cases.flatMap(({ id, difference }): CaseValue[] => {
      const measured = difference.measures[name];
      return measured === undefined ? [] : [{ id, measured }];
    });
    return values.length === 0 ? [] : [summariseOne(name, values, cases, settings, noise)];
  });
}

function summariseOne(
  name: MeasureName,
  values: readonly CaseValue[],
  cases: readonly ComparedCase[],
  settings: CompareSettings,
  noise: Noise,
): Measure {
  const { title, sense, unit } = MEASURES[name];
  const sorted = values
    .map(({ measured }) => measured.value)
    .sort((one, other) => (sense === "difference" ? one - other : other - one));
  const limit = limitOf(name, settings);
  const meanLimit = meanLimitOf(name, settings);
  const overall = overallOf(name, cases);
  const itself = noiseOf(name, values, noise);
  const summary = {
    name,
    title,
    sense,
    unit,
    cases: values.length,
    equal: values.filter(({ measured }) => measured.equal).length,
    exceeding: values.filter(({ measured }) => measured.exceeds).length,
    ...(limit === undefined ? {} : { limit }),
    ...(meanLimit === undefined ? {} : { mean_limit: meanLimit }),
    asked: isAsked(name, settings),
    worst: sorted.at(-1) ?? idealOf(sense),
    mean: mean(sorted),
    quantiles: { p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), p99: quantile(sorted, 0.99) },
    ...(overall === undefined ? {} : { overall }),
    distribution: distributionOf(sense === "difference" ? sorted : sorted.toReversed()),
    ...(itself === undefined ? {} : { noise: itself }),
  };
  const level = levelOf(summary, exceptOf(name, settings), isWithinNoise(name, values, itself, noise));
  return { ...summary, level, says: sayLevel({ ...summary, level }) };
}

function isAsked(name: MeasureName, settings: CompareSettings): boolean {
  return settings.limits[name] !== undefined || (BY_NUMBER.includes(name) && tolerancesOf(settings).asked);
}

/** Where each number has a limit of its own, there is none for the measure. */
function limitOf(name: MeasureName, settings: CompareSettings): number | undefined {
  if (settings.limits[name] !== undefined) return eachLimit(name, settings);
  return BY_NUMBER.includes(name) ? undefined : roundingOf(name);
}

function meanLimitOf(name: MeasureName, { limits }: CompareSettings): number | undefined {
  const limit = limits[name];
  return typeof limit === "object" ? limit.mean : undefined;
}

/** The part of the cases that may break the limit. */
function exceptOf(name: MeasureName, { limits }: CompareSettings): number {
  const limit = limits[name];
  return typeof limit === "object" ? limit.except : 0;
}

type Counts = Pick<Measure, "cases" | "equal" | "exceeding" | "sense" | "mean" | "mean_limit">;

function levelOf(
  { cases, equal, exceeding, sense, mean, mean_limit }: Counts,
  except: number,
  isNoise: boolean,
): Level {
  const isKept = exceeding <= except * cases && (mean_limit === undefined || keeps(sense, mean, mean_limit));
  if (equal === cases && isKept) return "equal";
  if (isNoise) return "noise";
  return isKept ? "tolerance" : "different";
}

function isWithinNoise(
  name: MeasureName,
  values: readonly CaseValue[],
  itself: MeasureNoise | undefined,
  noise: Noise,
): boolean {
  if (itself === undefined || !isNoisy(name, noise)) return false;
  const { sense } = MEASURES[name];
  const isBeyond = ({ equal, value }: Measured): boolean => !equal && !keeps(sense, value, itself.bound);
  return isChance(itself) && !values.some(({ measured }) => isBeyond(measured));
}

/** Of all regions together. */
function overallOf(name: MeasureName, cases: readonly ComparedCase[]): number | undefined {
  if (name !== "precision" && name !== "recall" && name !== "f1") return undefined;
  const count = (of: "matched" | "missed" | "extra"): number =>
    cases.reduce((sum, { difference }) => sum + (difference.regions?.[of] ?? 0), 0);
  const [matched, missed, extra] = [count("matched"), count("missed"), count("extra")];
  const [part, whole] = {
    precision: [matched, matched + extra] as const,
    recall: [matched, matched + missed] as const,
    f1: [2 * matched, 2 * matched + missed + extra] as const,
  }[name];
  return whole === 0 ? 1 : part / whole;
}

/** Who is right where a true class is known; undefined where none is. */
export function labelledOf(cases: readonly ComparedCase[]): Labelled | undefined {
  const right = cases.flatMap(({ difference }) => difference.right ?? []);
  if (right.length === 0) return undefined;
  const count = (fits: (one: { a: boolean; b: boolean }) => boolean): number => right.filter(fits).length;
  const [onlyA, onlyB] = [count(({ a, b }) => a && !b), count(({ a, b }) => b && !a)];
  return {
    cases: right.length,
    right_a: count(({ a }) => a),
    right_b: count(({ b }) => b),
    only_a: onlyA,
    only_b: onlyB,
    p: mcnemar(onlyA, onlyB),
  };
}

type Coded = Pick<Answered, "code" | "message">;

/** How both sides succeeded and failed. */
export function errorsOf(pairs: readonly { readonly a: Coded; readonly b: Coded }[]): Errors {
  return {
    a: codesOf(pairs.map(({ a }) => a)),
    b: codesOf(pairs.map(({ b }) => b)),
    agreed: pairs.filter(({ a, b }) => a.code === b.code).length,
    messages: pairs.filter(({ a, b }) => isFailure(a) && a.code === b.code && a.message !== b.message).length,
  };
}

function codesOf(answers: readonly Coded[]): Record<string, number> {
  const codes: Record<string, number> = {};
  for (const { code } of answers) codes[code] = (codes[code] ?? 0) + 1;
  return codes;
}
