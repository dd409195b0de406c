import type { CvKernel, Taps } from "./cv-taps.ts";
import { tapsOf } from "./cv-taps.ts";
import type { Image, Samples } from "./image.ts";
import { clampByte, roundHalfEven } from "./rounding.ts";

/** Fractional bits of a weight in OpenCV's 8-bit arithmetic. */
const WEIGHT_BITS = 11;
const ONE = 1 << WEIGHT_BITS;
const f = Math.fround;

/** A source row after the horizontal pass: whole numbers with 11 fractional bits for uint8, single precision for float32. */
type Row = Int32Array | Float32Array;
type Horizontal<R extends Row> = (row: number, into: R) => void;
/** Makes one row of the result, from as many rows as the kernel has taps. */
type Vertical<R extends Row> = (rows: readonly R[], y: number, into: Samples) => void;

/** OpenCV's separable filters: horizontally first, one source row at a time, then vertically. */
export function filter(source: Image<Samples>, target: Image<Samples>, kernel: CvKernel): void {
  const columns = tapsOf(kernel, source.width, target.width, true);
  const rows = tapsOf(kernel, source.height, target.height, false);
  const offsets = offsetsOf(columns, source);
  const length = target.width * target.channels;
  if (source.data instanceof Uint8Array) {
    const horizontal = fixedRow(
      source.data,
      source.width * source.channels,
      fixedWeights(columns, source.channels),
      offsets,
      columns.size,
    );
    run(
      source,
      target,
      rows,
      horizontal,
      fixedVertical(kernel, fixedWeights(rows, 1), length),
      () => new Int32Array(length),
    );
  } else {
    const horizontal = floatRow(
      source.data,
      source.width * source.channels,
      repeated(columns, source.channels),
      offsets,
      columns.size,
    );
    run(source, target, rows, horizontal, floatVertical(rows, length), () => new Float32Array(length));
  }
}

function run<R extends Row>(
  source: Image<Samples>,
  target: Image<Samples>,
  { starts, size }: Taps,
  horizontal: Horizontal<R>,
  vertical: Vertical<R>,
  newRow: () => R,
): void {
  const length = target.width * target.channels;
  // Neighbouring rows of the result share most of their source rows: each is computed once.
  const ring = Array.from({ length: size }, newRow);
  const held = new Array<number>(size).fill(-1);
  const rowAt = (row: number): R => {
    const slot = row % size;
    const kept = ring[slot] ?? newRow();
    if (held[slot] !== row) horizontal(row, kept);
    held[slot] = row;
    return kept;
  };
  starts.forEach((start, y) => {
    const taken = Array.from({ length: size }, (_, tap) =>
      rowAt(Math.min(Math.max(start + tap, 0), source.height - 1)),
    );
    vertical(taken, y, target.data.subarray(y * length, (y + 1) * length));
  });
}

/** Where each tap of each output sample reads in its row; outside means the edge's pixel. */
function offsetsOf({ starts, size }: Taps, { width, channels }: Image<Samples>): Int32Array {
  const offsets = new Int32Array(starts.length * channels * size);
  let at = 0;
  for (const start of starts) {
    for (let channel = 0; channel < channels; channel++) {
      for (let tap = 0; tap < size; tap++) {
        offsets[at++] = Math.min(Math.max(start + tap, 0), width - 1) * channels + channel;
      }
    }
  }
  return offsets;
}

/** Weights of a pixel, for each of its channels. */
function repeated({ starts, weights, size }: Taps, channels: number): Float32Array {
  const all = new Float32Array(weights.length * channels);
  for (let index = 0; index < starts.length; index++) {
    const own = weights.subarray(index * size, (index + 1) * size);
    for (let channel = 0; channel < channels; channel++) all.set(own, (index * channels + channel) * size);
  }
  return all;
}

function fixedWeights(taps: Taps, channels: number): Int32Array {
  return Int32Array.from(repeated(taps, channels), (weight) => roundHalfEven(f(weight * ONE)));
}

function fixedRow(
  data: Uint8Array,
  stride: number,
  weights: Int32Array,
  offsets: Int32Array,
  size: number,
): Horizontal<Int32Array> {
  if (size === 2) return (row, into) => linearRow(data, row * stride, weights, offsets, into);
  return (row, into) => {
    const base = row * stride;
    let tap = 0;
    for (let x = 0; x < into.length; x++) {
      let sum = 0;
      for (const end = tap + size; tap < end; tap++) {
        // The sum fits into 32 bits, and computes faster when the compiler knows.
        sum = (sum + Math.imul(data[base + (offsets[tap] ?? 0)] ?? 0, weights[tap] ?? 0)) | 0;
      }
      into[x] = sum;
    }
  };
}

/** What is used most, without a loop over the taps. */
function linearRow(data: Uint8Array, base: number, weights: Int32Array, offsets: Int32Array, into: Int32Array): void {
  for (let x = 0, tap = 0; x < into.length; x++, tap += 2) {
    const left = Math.imul(data[base + (offsets[tap] ?? 0)] ?? 0, weights[tap] ?? 0);
    const right = Math.imul(data[base + (offsets[tap + 1] ?? 0)] ?? 0, weights[tap + 1] ?? 0);
    into[x] = (left + right) | 0;
  }
}

function floatRow(
  data: Float32Array,
  stride: number,
  weights: Float32Array,
  offsets: Int32Array,
  size: number,
): Horizontal<Float32Array> {
  return (row, into) => {
    const base = row * stride;
    let tap = 0;
    for (let x = 0; x < into.length; x++) {
      let sum = f((data[base + (offsets[tap] ?? 0)] ?? 0) * (weights[tap] ?? 0));
      const end = tap + size;
      for (tap += 1; tap < end; tap++) {
        sum = f(sum + f((data[base + (offsets[tap] ?? 0)] ?? 0) * (weights[tap] ?? 0)));
      }
      into[x] = sum;
    }
  };
}

/** How many samples OpenCV's vector code takes at a time: what remains at the end of a row is rounded differently. */
const LANES = 8;
const FLOAT_LANES = 4;

function fixedVertical(kernel: CvKernel, weights: Int32Array, length: number): Vertical<Int32Array> {
  if (kernel === "lanczos4") return (rows, y, into) => fixedSum(rows, weights, y, into, 0, length);
  if (kernel !== "cubic") return (rows, y, into) => fixedLinear(rows, weights, y, into);
  const vectorised = length - (length % LANES);
  return (rows, y, into) => {
    fixedCubic(rows, weights, y, into, vectorised);
    fixedSum(rows, weights, y, into, vectorised, length);
  };
}

/** OpenCV drops low bits on the way, so that 16-bit multiplications do. */
function fixedLinear(rows: readonly Int32Array[], weights: Int32Array, y: number, into: Samples): void {
  const [upper = new Int32Array(0), lower = new Int32Array(0)] = rows;
  const a = weights[2 * y] ?? 0;
  const b = weights[2 * y + 1] ?? 0;
  for (let x = 0; x < into.length; x++) {
    into[x] = (((a * ((upper[x] ?? 0) >> 4)) >> 16) + ((b * ((lower[x] ?? 0) >> 4)) >> 16) + 2) >> 2;
  }
}

const HALF = 1 << (2 * WEIGHT_BITS - 1);

function fixedSum(
  rows: readonly Int32Array[],
  weights: Int32Array,
  y: number,
  into: Samples,
  from: number,
  to: number,
): void {
  const base = y * rows.length;
  const sums = new Int32Array(to - from).fill(HALF);
  // In 32 bits, as there, where an extreme sum wraps round.
  rows.forEach((row, tap) => {
    const weight = weights[base + tap] ?? 0;
    for (let x = 0; x < sums.length; x++) sums[x] = ((sums[x] ?? 0) + Math.imul(row[from + x] ?? 0, weight)) | 0;
  });
  for (let x = 0; x < sums.length; x++) into[from + x] = clampByte((sums[x] ?? 0) >> (2 * WEIGHT_BITS));
}

/** The vector code works in single precision, and from the last row to the first. */
function fixedCubic(rows: readonly Int32Array[], weights: Int32Array, y: number, into: Samples, to: number): void {
  const scale = f(1 / (ONE * ONE));
  const factors = rows.map((_, tap) => f((weights[y * rows.length + tap] ?? 0) * scale));
  const sums = new Float32Array(to);
  for (let tap = rows.length - 1; tap >= 0; tap--) addRow(sums, rows[tap] ?? sums, factors[tap] ?? 0);
  for (let x = 0; x < to; x++) into[x] = clampByte(roundHalfEven(sums[x] ?? 0));
}

/** Every step in single precision. */
function addRow(sums: Float32Array, row: Row, factor: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] = f((sums[x] ?? 0) + f(f(row[x] ?? 0) * factor));
}

/** Vector code adds from the last row to the first, what remains of a row is added from the first to the last. */
function floatVertical({ weights, size }: Taps, length: number): Vertical<Float32Array> {
  const vectorised = length - (length % FLOAT_LANES);
  const sums = new Float32Array(length);
  const [head, rest] = [sums.subarray(0, vectorised), sums.subarray(vectorised)];
  return (rows, y, into) => {
    const factors = weights.subarray(y * size, (y + 1) * size);
    sums.fill(0);
    for (let tap = size - 1; tap >= 0; tap--) addRow(head, rows[tap] ?? head, factors[tap] ?? 0);
    for (const [tap, row] of rows.entries()) addRow(rest, row.subarray(vectorised), factors[tap] ?? 0);
    into.set(sums);
  };
}
