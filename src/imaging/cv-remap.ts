import { cubicWeights } from "./cv-taps.ts";
import type { RowPositions } from "./cv-warp.ts";
import type { Image, Samples } from "./image.ts";
import { clampByte, roundHalfEven } from "./rounding.ts";

const f = Math.fround;

/** Fractional bits of a position, and of a weight in OpenCV's 8-bit arithmetic here. */
const POSITION_BITS = 5;
const STEPS = 1 << POSITION_BITS;
const WEIGHT_BITS = 15;
const ONE = 1 << WEIGHT_BITS;
const HALF = ONE >> 1;

/**
 * Fetches each sample of the result from where it lies in the source, as `cv2.remap` does with positions in fixed point.
 *
 * @param positions whole ones for `nearest`, else with 5 fractional bits
 */
export function remap(
  source: Image<Samples>,
  target: Image<Samples>,
  interpolation: "nearest" | "linear" | "cubic",
  positions: RowPositions,
  edge: Edge,
): void {
  const xs = new Int32Array(target.width);
  const ys = new Int32Array(target.width);
  const pixel =
    interpolation === "nearest" ? nearestPixel(source, target, edge) : kernelPixel(source, target, interpolation, edge);
  for (let y = 0; y < target.height; y++) {
    positions(y, xs, ys);
    const row = y * target.width;
    for (let x = 0; x < target.width; x++) pixel(xs[x] ?? 0, ys[x] ?? 0, (row + x) * target.channels);
  }
}

/** What lies outside of the source. */
interface Edge {
  /** Its nearest pixel; else the colour. */
  readonly replicated: boolean;
  readonly colour: readonly number[];
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

function nearestPixel(
  { data, width, height, channels }: Image<Samples>,
  target: Image<Samples>,
  { replicated, colour }: Edge,
): Pixel {
  return (x, y, to) => {
    const [column, row] = [short(x), short(y)];
    const inside = column >= 0 && column < width && row >= 0 && row < height;
    const from = (clip(row, height) * width + clip(column, width)) * channels;
    for (let channel = 0; channel < channels; channel++) {
      const sample = inside || replicated ? data[from + channel] : colour[channel];
      target.data[to + channel] = sample ?? 0;
    }
  };
}

/** The sum of the samples around a position, each with its weight. */
function kernelPixel(
  source: Image<Samples>,
  target: Image<Samples>,
  kernel: "linear" | "cubic",
  { replicated, colour }: Edge,
): Pixel {
  const { width, height, channels } = source;
  const size = kernel === "linear" ? 2 : 4;
  const window = { offsets: new Int32Array(size * size), at: 0 };
  const weights = weightsOf(kernel);
  const fixed = fixedWeights(weights, size);
  const sumOf =
    source.data instanceof Uint8Array
      ? byteSum(source.data, window, fixed)
      : kernel === "linear"
        ? linearFloatSum(source.data, window, weights)
        : cubicFloatSum(source.data, window, weights);
  return (x, y, to) => {
    const left = short(x >> POSITION_BITS) - size / 2 + 1;
    const top = short(y >> POSITION_BITS) - size / 2 + 1;
    window.at = ((y & (STEPS - 1)) * STEPS + (x & (STEPS - 1))) * size * size;
    const beyond = left >= width || left + size <= 0 || top >= height || top + size <= 0;
    if (beyond && !replicated) {
      for (let channel = 0; channel < channels; channel++) target.data[to + channel] = colour[channel] ?? 0;
      return;
    }
    const inside = left >= 0 && left + size <= width && top >= 0 && top + size <= height;
    for (let tap = 0; tap < size * size; tap++) {
      const column = left + (tap % size);
      const row = top + Math.trunc(tap / size);
      const there = column >= 0 && column < width && row >= 0 && row < height;
      window.offsets[tap] =
        there || replicated ? (clip(row, height) * width + clip(column, width)) * channels : OUTSIDE;
    }
    for (let channel = 0; channel < channels; channel++) {
      target.data[to + channel] = sumOf(channel, colour[channel] ?? 0, inside);
    }
  };
}

/** The offset of a sample that the source does not have. */
const OUTSIDE = -1;

/** The samples under the kernel, in its order, and where their weights begin. */
interface Window {
  readonly offsets: Int32Array;
  at: number;
}

/** @param inside whether all samples lie within the source */
type Sum = (channel: number, fill: number, inside: boolean) => number;

function byteSum(data: Uint8Array, window: Window, weights: Int32Array): Sum {
  const { offsets } = window;
  return (channel, fill) => {
    let sum = HALF;
    for (let tap = 0; tap < offsets.length; tap++) {
      const from = offsets[tap] ?? 0;
      sum += (from === OUTSIDE ? fill : (data[from + channel] ?? 0)) * (weights[window.at + tap] ?? 0);
    }
    return clampByte(sum >> WEIGHT_BITS);
  };
}

function linearFloatSum(data: Float32Array, window: Window, weights: Float32Array): Sum {
  const { offsets } = window;
  return (channel, fill) => {
    let sum = 0;
    for (let tap = 0; tap < offsets.length; tap++) {
      const from = offsets[tap] ?? 0;
      const product = f((from === OUTSIDE ? fill : (data[from + channel] ?? 0)) * (weights[window.at + tap] ?? 0));
      sum = tap === 0 ? product : f(sum + product);
    }
    return sum;
  };
}

/** Within the image row by row; at its border every difference to the colour outside is added to that colour. */
function cubicFloatSum(data: Float32Array, window: Window, weights: Float32Array): Sum {
  const { offsets } = window;
  const product = (tap: number, channel: number, less: number) =>
    f(f((data[(offsets[tap] ?? 0) + channel] ?? 0) - less) * (weights[window.at + tap] ?? 0));
  return (channel, fill, inside) => {
    let sum = inside ? 0 : fill;
    for (let tap = 0; tap < offsets.length; tap += inside ? 4 : 1) {
      if (!inside) {
        if (offsets[tap] !== OUTSIDE) sum = f(sum + product(tap, channel, fill));
        continue;
      }
      let row = product(tap, channel, 0);
      for (let next = tap + 1; next < tap + 4; next++) row = f(row + product(next, channel, 0));
      sum = tap === 0 ? row : f(sum + row);
    }
    return sum;
  };
}

/** For every fraction of y, and of x in it, the weights of the kernel, row by row. */
function weightsOf(kernel: "linear" | "cubic"): Float32Array {
  const axis = Array.from({ length: STEPS }, (_, step) => {
    const fraction = step / STEPS;
    return kernel === "linear" ? [1 - fraction, fraction] : cubicWeights(fraction);
  });
  return Float32Array.from(
    axis.flatMap((down) => axis.flatMap((across) => down.flatMap((y) => across.map((x) => y * x)))),
  );
}

/** As whole numbers whose sum is exactly one: what rounding leaves goes to one of the middle weights. */
function fixedWeights(weights: Float32Array, size: number): Int32Array {
  const fixed = Int32Array.from(weights, (weight) => roundHalfEven(f(weight * ONE)));
  const taps = size * size;
  for (let at = 0; at < fixed.length; at += taps) {
    const own = fixed.subarray(at, at + taps);
    const excess = own.reduce((sum, weight) => sum + weight, -ONE);
    if (excess !== 0) correct(own, size, excess);
  }
  return fixed;
}

/** It is taken from the least, or added to the largest, of the four at and behind the middle. */
function correct(weights: Int32Array, size: number, excess: number): void {
  const middle = size / 2;
  const candidates = [0, 1].flatMap((row) => [0, 1].map((column) => (middle + row) * size + middle + column));
  const better = (a: number, b: number) =>
    excess > 0 ? (weights[b] ?? 0) < (weights[a] ?? 0) : (weights[b] ?? 0) > (weights[a] ?? 0);
  const chosen = candidates.reduce((best, next) => (better(best, next) ? next : best));
  weights[chosen] = (weights[chosen] ?? 0) - excess;
}
