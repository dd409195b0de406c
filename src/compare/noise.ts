import type { CaseDifference, Measured } from "./difference.ts";
import { MEASURES } from "./measures.ts";
import type { MeasureNoise } from "./report.ts";
import type { MeasureName } from "./settings.ts";
import { mean, permutationTest } from "./statistics.ts";

/** What A does to itself: by case, how each repetition differs from A's answer that B is compared with. */
export type Noise = ReadonlyMap<string, readonly CaseDifference[]>;

/** One case's value of a measure. */
export interface CaseValue {
  readonly id: string;
  readonly measured: Measured;
}

/** A single case is more than noise when it is this much worse than the worst that A did to itself: some new case is always the worst. */
const SINGLE_CASE = 2;

/** A mean is more than noise where chance gives one as great less often than this; some ten measures are asked at once. */
const CHANCE = 0.001;

/** With fewer cases that vary a port that is worse seldom shows, and one bad case may be chance (README, Compare, has the figures). */
const FEW = 20;

/**
 * What A does to itself by one measure. B is another run of A, so far as this measure shows, when no single case is beyond `bound`
 * and chance explains the mean.
 *
 * @returns undefined where A was not compared with itself by this measure
 */
export function noiseOf(name: MeasureName, cases: readonly CaseValue[], noise: Noise): MeasureNoise | undefined {
  const { sense } = MEASURES[name];
  const towardsWorse = (value: number): number => (sense === "difference" ? value : 1 - value);
  const fromWorse = (value: number): number => (sense === "difference" ? value : 1 - value);
  const groups = cases.flatMap(({ id, measured }): number[][] => {
    const itself = (noise.get(id) ?? []).flatMap((difference) => difference.measures[name] ?? []);
    return itself.length === 0 ? [] : [[measured.value, ...itself.map(({ value }) => value)].map(towardsWorse)];
  });
  const all = groups.flatMap(([, ...itself]) => itself);
  if (all.length === 0) return undefined;
  const worst = all.reduce((most, value) => Math.max(most, value), 0);
  return {
    comparisons: all.length,
    worst: fromWorse(worst),
    mean: fromWorse(mean(all)),
    bound: fromWorse(SINGLE_CASE * worst),
    varying: groups.filter((values) => values.some((value) => value !== values[0])).length,
    p: permutationTest(groups),
  };
}

/** Whether A itself differs so: then, and only then, a difference may be noise. */
export function isNoisy(name: MeasureName, noise: Noise): boolean {
  return [...noise.values()].some((runs) => runs.some(({ measures }) => measures[name]?.equal === false));
}

/** Whether chance explains the mean. */
export function isChance({ p }: MeasureNoise): boolean {
  return p >= CHANCE;
}

/** Whether too few cases vary to be sure either way. */
export function isWeak({ varying }: MeasureNoise): boolean {
  return varying < FEW;
}
