import type { Dtype } from "../contract/observation.ts";
import type { Stage } from "./report.ts";
import type { Arrangement, Numbers, PassedArray } from "./stage-array.ts";
import { arrangementsOf, numbersOf } from "./stage-array.ts";
import { figure } from "./words.ts";

/** How B's array differs from A's in the order of B's numbers that brings them closest. */
export interface ArrayDifference {
  /** Absent where the shapes cannot be laid beside each other. */
  readonly apart?: NonNullable<Stage["apart"]>;
  readonly arrangement?: Arrangement;
  /** B's numbers as A's with another scale and offset, where that explains them; one for each channel. */
  readonly lines?: readonly Line[];
}

export interface Line {
  readonly scale: number;
  readonly offset: number;
}

/** What rounding explains, as a part of A's largest number; whole numbers are exact. */
const ROUNDING = { float16: 4e-3, float32: 1e-5, float64: 1e-5 } as const;
/** Another order is only believed where it brings the numbers so much closer. */
const CLOSER = 4;

export function arrayDifference(a: PassedArray, b: PassedArray): ArrayDifference {
  const [numbersA, numbersB] = [numbersOf(a), numbersOf(b)];
  let best: Required<Pick<ArrayDifference, "apart" | "arrangement">> | undefined;
  let closest = numbersB;
  for (const arrangement of arrangementsOf(a.shape, b.shape)) {
    const arranged = arrangement.arranged(numbersB);
    const apart = apartOf(numbersA, arranged, a.shape, toleranceOf(a.dtype, b.dtype, numbersA));
    if (best === undefined || apart.mean * CLOSER < best.apart.mean) {
      best = { apart, arrangement };
      closest = arranged;
    }
    if (apart.unequal === 0) break;
  }
  if (best === undefined || best.apart.unequal === 0) return best ?? {};
  const lines = linesOf(numbersA, closest, a.shape);
  return { ...best, ...(lines === undefined ? {} : { lines }) };
}

/** How far numbers of these types may be apart: nothing for whole ones, else what the coarser of both types rounds to. */
function toleranceOf(a: Dtype, b: Dtype, numbers: Numbers): number {
  const parts = [a, b].map((dtype) => (dtype in ROUNDING ? ROUNDING[dtype as keyof typeof ROUNDING] : 0));
  let largest = 0;
  for (let index = 0; index < numbers.length; index++) {
    const size = Math.abs(numbers[index] ?? 0);
    if (size > largest && Number.isFinite(size)) largest = size;
  }
  return Math.max(...parts) * largest;
}

function apartOf(a: Numbers, b: Numbers, shape: readonly number[], tolerance: number): NonNullable<Stage["apart"]> {
  let [unequal, max, sum, worst] = [0, 0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x = 0, y = 0] = [a[index], b[index]];
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
    const apart = Math.abs(x - y);
    // NaN, or infinity against something else.
    const size = Number.isFinite(apart) ? apart : Number.MAX_VALUE;
    if (size > tolerance) unequal += 1;
    sum += size / a.length;
    if (size > max) [max, worst] = [size, index];
  }
  const [x, y] = [a[worst], b[worst]].map((value) => figure(value ?? Number.NaN));
  const mean = Math.min(sum, Number.MAX_VALUE);
  return { elements: a.length, unequal, max, mean, worst: { index: placeOf(worst, shape), a: x ?? "", b: y ?? "" } };
}

function placeOf(flat: number, shape: readonly number[]): number[] {
  let rest = flat;
  return shape
    .toReversed()
    .map((size) => {
      const index = rest % size;
      rest = (rest - index) / size;
      return index;
    })
    .reverse();
}

/** The least part of B's variance that a line explains, or it is none. */
const EXPLAINED = 0.9999;

/** Undefined where lines do not explain B's numbers, or they are A's. */
function linesOf(a: Numbers, b: Numbers, shape: readonly number[]): readonly Line[] | undefined {
  const { count, step } = channelsOf(shape);
  const lines: Line[] = [];
  for (let channel = 0; channel < count; channel++) {
    const inChannel = (_: number, index: number): boolean => Math.floor(index / step) % count === channel;
    const line = count === 1 ? lineOf(a, b) : lineOf(a.filter(inChannel), b.filter(inChannel));
    if (line === undefined) return undefined;
    lines.push(line);
  }
  return lines.some(({ scale, offset }) => Math.abs(scale - 1) > 1e-3 || Math.abs(offset) > 1e-3) ? lines : undefined;
}

/** Channels first or last; numbers without any have one. */
function channelsOf(shape: readonly number[]): { readonly count: number; readonly step: number } {
  const [channels = 1, rows = 1, columns = 1] = shape.slice(-3);
  if (shape.length >= 3 && columns <= 4) return { count: columns, step: 1 };
  return shape.length >= 3 && channels <= 4 ? { count: channels, step: rows * columns } : { count: 1, step: 1 };
}

/** Least squares. */
function lineOf(a: Numbers, b: Numbers): Line | undefined {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [varianceA, varianceB, covariance] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [(a[index] ?? 0) - meanA, (b[index] ?? 0) - meanB];
    varianceA += x * x;
    varianceB += y * y;
    covariance += x * y;
  }
  const scale = covariance / varianceA;
  const explained = covariance ** 2 / (varianceA * varianceB);
  return explained >= EXPLAINED ? { scale, offset: meanB - scale * meanA } : undefined;
}

function meanOf(numbers: Numbers): number {
  let sum = 0;
  for (let index = 0; index < numbers.length; index++) sum += numbers[index] ?? 0;
  return sum / numbers.length;
}
