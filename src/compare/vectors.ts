import type { CaseDifference, Measured } from "./difference.ts";
import { measured } from "./measures.ts";
import type { CompareSettings } from "./settings.ts";
import { isClose, type Tolerances } from "./tolerance.ts";

/** Numbers of both sides, as many on one as on the other. */
export interface Vectors {
  readonly a: ArrayLike<number | bigint>;
  readonly b: ArrayLike<number | bigint>;
}

/** How two vectors differ. */
export interface VectorDifference {
  readonly measures: CaseDifference["measures"];
  /** Of the numbers, the one that differs most; one NaN against a number before all. Undefined where none does. */
  readonly worst?: number;
}

interface Tally {
  unequal: number;
  exceeding: number;
  nonfinite: number;
  worst: number | undefined;
  readonly apart: Float64Array;
}

/** Compares number by number. A difference of NaN or infinity with something else is counted apart, so that all values are finite. */
export function compareVectors({ a, b }: Vectors, tolerances: Tolerances, settings: CompareSettings): VectorDifference {
  const { unequal, exceeding, nonfinite, worst, apart } = tally(a, b, tolerances);
  const flags = { equal: unequal === 0, exceeds: exceeding > 0 };
  const of = (name: Parameters<typeof measured>[0], value: number): Measured => measured(name, value, settings, flags);
  const sorted = apart.toSorted();
  const count = Math.max(1, apart.length);
  const measures = {
    elements: of("elements", exceeding),
    nonfinite: measured("nonfinite", nonfinite, settings),
    max_abs: of("max_abs", sorted.at(-1) ?? 0),
    mean_abs: of("mean_abs", finite(apart.reduce((sum, value) => sum + value / count, 0))),
    p99_abs: of("p99_abs", sorted[Math.ceil(0.99 * sorted.length) - 1] ?? 0),
    cosine: of("cosine", cosineDistance(a, b)),
    l2: of("l2", lengthOf(apart)),
  };
  return { measures, ...(worst === undefined ? {} : { worst }) };
}

function tally(a: Vectors["a"], b: Vectors["b"], { rounding, allowed }: Tolerances): Tally {
  const found: Tally = { unequal: 0, exceeding: 0, nonfinite: 0, worst: undefined, apart: new Float64Array(a.length) };
  let largest = 0;
  for (let index = 0; index < a.length; index++) {
    const [x = 0, y = 0] = [a[index], b[index]];
    if (x === y) continue;
    if (!isClose(x, y, rounding)) found.unequal += 1;
    if (!isClose(x, y, allowed)) found.exceeding += 1;
    let apart = Math.abs(Number(y) - Number(x));
    if (!(Number.isFinite(Number(x)) && Number.isFinite(Number(y)))) {
      if (!isClose(x, y, rounding)) found.nonfinite += 1;
      else continue;
    } else found.apart[index] = finite(apart);
    if (!Number.isFinite(apart)) apart = Number.MAX_VALUE;
    if (apart > largest) {
      largest = apart;
      found.worst = index;
    }
  }
  return found;
}

/** 1 less the cosine of the angle: 0 for one direction, 1 at right angles, 2 for opposite ones. Of the numbers that are finite on both sides. */
function cosineDistance(a: Vectors["a"], b: Vectors["b"]): number {
  const scale = Math.max(largestOf(a), largestOf(b));
  if (scale === 0) return 0;
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [Number(a[index]) / scale, Number(b[index]) / scale];
    if (!(Number.isFinite(x) && Number.isFinite(y))) continue;
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  if (squaresA === 0 && squaresB === 0) return 0;
  if (squaresA === 0 || squaresB === 0) return 1;
  return Math.min(2, Math.max(0, 1 - product / Math.sqrt(squaresA) / Math.sqrt(squaresB)));
}

function largestOf(values: ArrayLike<number | bigint>): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(Number(values[index]));
    if (Number.isFinite(size) && size > largest) largest = size;
  }
  return largest;
}

/** The Euclidean length, without overflow on the way. */
function lengthOf(values: Float64Array): number {
  const scale = largestOf(values);
  if (scale === 0) return 0;
  return finite(scale * Math.sqrt(values.reduce((sum, value) => sum + (value / scale) ** 2, 0)));
}

function finite(value: number): number {
  return Math.min(value, Number.MAX_VALUE);
}
