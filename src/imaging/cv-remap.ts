import { cubicWeights } from "./cv-taps.ts";
import type { Image, Samples } from "./image.ts";
import { blankLike } from "./image.ts";
import { clampByte, roundHalfEven } from "./rounding.ts";

const f = Math.fround;

/** Fractional bits of a position, and of a weight in OpenCV's 8-bit arithmetic here. */
export const POSITION_BITS = 5;
const STEPS = 1 << POSITION_BITS;
const WEIGHT_BITS = 15;
const ONE = 1 << WEIGHT_BITS;
const HALF = ONE >> 1;

export type RemapInterpolation = "nearest" | "linear" | "cubic";

/** Positions in the source for one row of the result: whole ones for `nearest`, else with 5 fractional bits. */
export type RowPositions = (y: number, xs: Int32Array, ys: Int32Array) => void;

/** What lies outside of the source. */
export interface Edge {
  /** Its nearest pixel; else the colour. */
  readonly replicated: boolean;
  readonly colour: readonly number[];
}

/** Fetches each sample of the result from where it lies in the source, as `cv2.remap` with positions in fixed point. */
export function remap(
  source: Image<Samples>,
  target: Image<Samples>,
  interpolation: RemapInterpolation,
  positions: RowPositions,
  edge: Edge,
): void {
  const xs = new Int32Array(target.width);
  const ys = new Int32Array(target.width);
  const pixel =
    interpolation === "nearest"
      ? nearestPixel(source, target, edge)
      : kernelPixel(source, target, kernelFor(interpolation), edge);
  for (let y = 0; y < target.height; y++) {
    positions(y, xs, ys);
    const row = y * target.width;
    for (let x = 0; x < target.width; x++) pixel(xs[x] ?? 0, ys[x] ?? 0, (row + x) * target.channels);
  }
}

/** Computes one pixel of the result. */
type Pixel = (x: number, y: number, to: number) => void;

/** Whole positions are 16-bit there. */
function short(value: number): number {
  return value < -32_768 ? -32_768 : value > 32_767 ? 32_767 : value;
}

function clip(value: number, length: number): number {
  return value < 0 ? 0 : value >= length ? length - 1 : value;
}

function nearestPixel(source: Image<Samples>, target: Image<Samples>, { replicated, colour }: Edge): Pixel {
  const { data, width, height, channels } = source;
  return (x, y, to) => {
    const [column, row] = [short(x), short(y)];
    const inside = column >= 0 && column < width && row >= 0 && row < height;
    const from = (clip(row, height) * width + clip(column, width)) * channels;
    for (let channel = 0; channel < channels; channel++) {
      target.data[to + channel] = (inside || replicated ? data[from + channel] : colour[channel]) ?? 0;
    }
  };
}

/** The sum of the samples around a position, each with its weight. */
function kernelPixel(source: Image<Samples>, target: Image<Samples>, kernel: Kernel, edge: Edge): Pixel {
  const { width, height, channels } = source;
  const { size } = kernel;
  const taps = size * size;
  const offsets = Int32Array.from(
    { length: taps },
    (_, tap) => (Math.trunc(tap / size) * width + (tap % size)) * channels,
  );
  const sum = sumOf(source.data, kernel, offsets);
  const edgeSum = edgeSumOf(source, kernel, edge);
  return (x, y, to) => {
    const left = short(x >> POSITION_BITS) - size / 2 + 1;
    const top = short(y >> POSITION_BITS) - size / 2 + 1;
    const weights = ((y & (STEPS - 1)) * STEPS + (x & (STEPS - 1))) * taps;
    const inside = left >= 0 && left + size <= width && top >= 0 && top + size <= height;
    const from = (top * width + left) * channels;
    for (let channel = 0; channel < channels; channel++) {
      target.data[to + channel] = inside ? sum(from + channel, weights) : edgeSum(left, top, channel, weights);
    }
  };
}

/**
 * A sample of the result, from those of the source that begin at `from`.
 *
 * @param weights where those of the position begin
 */
type Sum = (from: number, weights: number) => number;

function sumOf(data: Samples, kernel: Kernel, offsets: Int32Array): Sum {
  return data instanceof Uint8Array ? byteSum(data, kernel, offsets) : floatSum(data, kernel, offsets);
}

function byteSum(data: Uint8Array, { fixed }: Kernel, offsets: Int32Array): Sum {
  return (from, weights) => {
    let sum = HALF;
    for (let tap = 0; tap < offsets.length; tap++) {
      sum = (sum + Math.imul(data[from + (offsets[tap] ?? 0)] ?? 0, fixed[weights + tap] ?? 0)) | 0;
    }
    return clampByte(sum >> WEIGHT_BITS);
  };
}

/** Four samples are added, then these sums. */
function floatSum(data: Float32Array, kernel: Kernel, offsets: Int32Array): Sum {
  return (from, weights) => {
    let sum = 0;
    for (let tap = 0; tap < offsets.length; tap += 4) {
      let four = 0;
      for (let next = tap; next < tap + 4; next++) {
        const product = f((data[from + (offsets[next] ?? 0)] ?? 0) * (kernel.weights[weights + next] ?? 0));
        four = next === tap ? product : f(four + product);
      }
      sum = tap === 0 ? four : f(sum + four);
    }
    return sum;
  };
}

/** A sample of the result whose window at `left` and `top` reaches out of the source. */
type EdgeSum = (left: number, top: number, channel: number, weights: number) => number;

function edgeSumOf(source: Image<Samples>, kernel: Kernel, { replicated, colour }: Edge): EdgeSum {
  const { data, width, height, channels } = source;
  const { size } = kernel;
  const { data: window } = blankLike({ ...source, channels: 1 }, size, size);
  const sum = sumOf(window, kernel, Int32Array.from(window.keys()));
  return (left, top, channel, weights) => {
    const fill = colour[channel] ?? 0;
    const beyond = left >= width || left + size <= 0 || top >= height || top + size <= 0;
    if (beyond && !replicated) return fill;
    for (let tap = 0; tap < window.length; tap++) {
      const [column, row] = [left + (tap % size), top + Math.trunc(tap / size)];
      const there = replicated || (column >= 0 && column < width && row >= 0 && row < height);
      window[tap] = there ? (data[(clip(row, height) * width + clip(column, width)) * channels + channel] ?? 0) : fill;
    }
    const differences = size === 4 && window instanceof Float32Array;
    return differences ? sumOfDifferences(window, kernel, fill, weights) : sum(0, weights);
  };
}

/** At the edge, cubic floats begin with the colour outside, and add the differences to it. */
function sumOfDifferences(window: Float32Array, kernel: Kernel, fill: number, weights: number): number {
  let sum = fill;
  for (let tap = 0; tap < window.length; tap++) {
    sum = f(sum + f(f((window[tap] ?? 0) - fill) * (kernel.weights[weights + tap] ?? 0)));
  }
  return sum;
}

interface Kernel {
  /** Samples on each side of its window. */
  readonly size: 2 | 4;
  /** For every fraction of y, and of x in it, those of the window, row by row. */
  readonly weights: Float32Array;
  /** The same as whole numbers whose sum is exactly one. */
  readonly fixed: Int32Array;
}

function kernelOf(size: 2 | 4, weightsAt: (fraction: number) => readonly number[]): Kernel {
  const axis = Array.from({ length: STEPS }, (_, step) => weightsAt(step / STEPS));
  const weights = axis.flatMap((down) => axis.flatMap((across) => down.flatMap((y) => across.map((x) => f(y * x)))));
  const fixed = Int32Array.from(weights, (weight) => roundHalfEven(f(weight * ONE)));
  for (let at = 0; at < fixed.length; at += size * size) correct(fixed.subarray(at, at + size * size), size);
  return { size, weights: Float32Array.from(weights), fixed };
}

/** What rounding leaves is taken from the least, or added to the largest, of the four weights at and behind the middle. */
function correct(weights: Int32Array, size: number): void {
  const excess = weights.reduce((sum, weight) => sum + weight, -ONE);
  if (excess === 0) return;
  const middle = size / 2;
  const candidates = [0, 1].flatMap((row) => [0, 1].map((column) => (middle + row) * size + middle + column));
  const better = (a: number, b: number) =>
    excess > 0 ? (weights[b] ?? 0) < (weights[a] ?? 0) : (weights[b] ?? 0) > (weights[a] ?? 0);
  const chosen = candidates.reduce((best, next) => (better(best, next) ? next : best));
  weights[chosen] = (weights[chosen] ?? 0) - excess;
}

/** Computed when first asked for: everybody who imports this room would wait for them. */
const kernels = new Map<RemapInterpolation, Kernel>();

function kernelFor(interpolation: "linear" | "cubic"): Kernel {
  const kept = kernels.get(interpolation);
  if (kept !== undefined) return kept;
  const kernel = interpolation === "cubic" ? kernelOf(4, cubicWeights) : kernelOf(2, (x) => [1 - x, x]);
  kernels.set(interpolation, kernel);
  return kernel;
}
