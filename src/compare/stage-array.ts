import type { Dtype, Observation } from "../contract/observation.ts";
import { halfFloat } from "./features.ts";

/** An array that passed. `bytes` are little-endian and row-major; absent where they were not kept. */
export interface PassedArray extends Omit<Observation, "file"> {
  readonly bytes: Uint8Array | undefined;
}

export type Numbers = Float64Array | Float32Array | Uint8Array | Uint16Array | Int32Array;

/** The numbers of an array whose bytes were kept. */
export function numbersOf({ dtype, bytes = new Uint8Array() }: PassedArray): Numbers {
  // A copy begins where every type of array may begin.
  const { buffer } = bytes.slice();
  return TYPED[dtype](buffer);
}

const TYPED: Readonly<Record<Dtype, (buffer: ArrayBuffer) => Numbers>> = {
  bool: (buffer) => new Uint8Array(buffer),
  uint8: (buffer) => new Uint8Array(buffer),
  int8: (buffer) => Int32Array.from(new Int8Array(buffer)),
  uint16: (buffer) => new Uint16Array(buffer),
  int16: (buffer) => Int32Array.from(new Int16Array(buffer)),
  uint32: (buffer) => Float64Array.from(new Uint32Array(buffer)),
  int32: (buffer) => new Int32Array(buffer),
  uint64: (buffer) => Float64Array.from(new BigUint64Array(buffer), Number),
  int64: (buffer) => Float64Array.from(new BigInt64Array(buffer), Number),
  float16: (buffer) => Float32Array.from(new Uint16Array(buffer), halfFloat),
  float32: (buffer) => new Float32Array(buffer),
  float64: (buffer) => new Float64Array(buffer),
};

/** The range of the numbers that are finite. */
export function rangeOf(numbers: Numbers): { min: number; max: number; mean: number } | undefined {
  let [min, max, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let index = 0; index < numbers.length; index++) {
    const value = numbers[index] ?? 0;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    count += 1;
  }
  return count === 0 ? undefined : { min, max, mean: sum / count };
}

/** Another order in which an array's numbers may lie. */
export interface Arrangement {
  /** In words; empty for the order as it is. */
  readonly says: string;
  /** Whether red and blue have changed places. */
  readonly channels: boolean;
  /** The numbers in the order of the other array. */
  arranged(numbers: Numbers): Numbers;
}

const AS_IT_IS: Arrangement = { says: "", channels: false, arranged: (numbers) => numbers };

/**
 * The orders in which B's numbers can be laid beside A's: as they are, channels last for first, red for blue. Dimensions of 1 do
 * not count. None where the shapes cannot be made to fit.
 */
export function arrangementsOf(a: readonly number[], b: readonly number[]): Arrangement[] {
  const [sizes, sizesB] = [a.filter((size) => size !== 1), b.filter((size) => size !== 1)];
  const found: Arrangement[] = [];
  if (sizes.join() === sizesB.join()) found.push(AS_IT_IS, ...swaps(sizes));
  const rank = sizes.length;
  if (rank < 3 || rank !== sizesB.length) return found;
  const [first, rest] = [sizes.slice(0, -3), sizes.slice(-3)];
  const [x = 0, y = 0, z = 0] = rest;
  for (const [moved, layouts, order] of [
    [[y, z, x], "channels first in A, last in B (NCHW, NHWC)", [2, 0, 1]],
    [[z, x, y], "channels last in A, first in B (NHWC, NCHW)", [1, 2, 0]],
  ] as const) {
    if ([...first, ...moved].join() !== sizesB.join() || !isChannels(order[0] === 2 ? x : z)) continue;
    const layout: Arrangement = { says: layouts, channels: false, arranged: (all) => reordered(all, moved, order) };
    const both = swaps(sizes).map(({ says, arranged }) => ({
      says: `${layouts}, and ${says}`,
      channels: true,
      arranged: (all: Numbers) => arranged(layout.arranged(all)),
    }));
    found.push(layout, ...both);
  }
  return found;
}

function isChannels(size: number): boolean {
  return size === 3 || size === 4;
}

/** The channels may be the last dimension of an image, or the one before rows and columns. */
function swaps(sizes: readonly number[]): Arrangement[] {
  const axes = [sizes.length - 1, sizes.length - 3].filter((axis) => axis >= 0 && isChannels(sizes[axis] ?? 0));
  return axes.map((axis) => ({
    says: "the channels in reverse order (BGR and RGB)",
    channels: true,
    arranged: (numbers) => swapped(numbers, sizes[axis] ?? 0, product(sizes.slice(axis + 1))),
  }));
}

/** Channels 0 and 2 of `count`, each of `step` numbers, in each other's place. */
function swapped(numbers: Numbers, count: number, step: number): Numbers {
  const target = numbers.slice();
  for (let start = 0; start < numbers.length; start += count * step) {
    target.set(numbers.subarray(start, start + step), start + 2 * step);
    target.set(numbers.subarray(start + 2 * step, start + 3 * step), start);
  }
  return target;
}

/** Each block of shape `from` with its axes in the order that makes them A's. */
function reordered(numbers: Numbers, from: readonly [number, number, number], order: readonly number[]): Numbers {
  const strides = [from[1] * from[2], from[2], 1];
  const [sx = 0, sy = 0, sz = 0] = order.map((axis) => strides[axis] ?? 0);
  const [nx = 0, ny = 0, nz = 0] = order.map((axis) => from[axis] ?? 0);
  const target = numbers.slice();
  const block = nx * ny * nz;
  let out = 0;
  for (let start = 0; start < numbers.length; start += block) {
    for (let x = 0; x < nx; x++) {
      for (let y = 0; y < ny; y++) {
        for (let z = 0; z < nz; z++) target[out++] = numbers[start + x * sx + y * sy + z * sz] ?? 0;
      }
    }
  }
  return target;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
