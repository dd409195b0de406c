import type { Distribution } from "./report.ts";

const BINS = 20;

/** The value below which a part `q` of ascending values lies, between neighbours in proportion, as `numpy.quantile`. */
export function quantile(sorted: readonly number[], q: number): number {
  const place = q * (sorted.length - 1);
  const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

/** Counts of ascending values in bins of equal width; one bin where all are the same. */
export function distributionOf(sorted: readonly number[]): Distribution {
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  if (!(high > low)) return { edges: [low, high], counts: [sorted.length] };
  const counts = new Array<number>(BINS).fill(0);
  for (const value of sorted) {
    const bin = Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Array.from({ length: BINS + 1 }, (_, edge) => low + ((high - low) * edge) / BINS), counts };
}

/**
 * McNemar's test, exact and two-sided: how probable it is that two equally good sides differ as unevenly as this.
 *
 * @param onlyA cases where only A is right
 * @param onlyB cases where only B is right
 */
export function mcnemar(onlyA: number, onlyB: number): number {
  const total = onlyA + onlyB;
  let term = -total * Math.LN2;
  let sum = 0;
  for (let count = 0; count <= Math.min(onlyA, onlyB); count++) {
    sum += Math.exp(term);
    term += Math.log((total - count) / (count + 1));
  }
  return Math.min(1, 2 * sum);
}

const PERMUTATIONS = 5000;

/**
 * How probable a sum like B's is if B were another run of A: within each case, B's value and those of A's repetitions are shuffled. One-sided,
 * for greater sums. The same numbers always give the same answer.
 *
 * @param groups per case, B's value first, then those of A's repetitions
 */
export function permutationTest(groups: readonly (readonly number[])[]): number {
  const informative = groups.filter((values) => values.some((value) => value !== values[0]));
  if (informative.length === 0) return 1;
  const observed = informative.reduce((sum, [value = 0]) => sum + value, 0);
  const slack = 1e-12 * Math.abs(observed);
  const random = randomNumbers();
  let asGreat = 0;
  for (let permutation = 0; permutation < PERMUTATIONS; permutation++) {
    const sum = informative.reduce((total, values) => total + (values[Math.floor(random() * values.length)] ?? 0), 0);
    if (sum >= observed - slack) asGreat += 1;
  }
  return (asGreat + 1) / (PERMUTATIONS + 1);
}

/** From 0 to below 1, the same ones each time (mulberry32). */
export function randomNumbers(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
