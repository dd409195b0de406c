import type { Image, Samples } from "./image.ts";
import { clampByte, roundHalfEven } from "./rounding.ts";

const f = Math.fround;
/** How many floats OpenCV's vector code takes at a time. */
const LANES = 4;

/** `cv2.INTER_AREA` where both sides shrink or stay: every result is the mean of the source area under it. */
export function areaReduce(source: Image<Samples>, target: Image<Samples>): void {
  const scaleX = 1 / (target.width / source.width);
  const scaleY = 1 / (target.height / source.height);
  const [wholeX, wholeY] = [Math.round(scaleX), Math.round(scaleY)];
  const whole = Math.abs(scaleX - wholeX) < Number.EPSILON && Math.abs(scaleY - wholeY) < Number.EPSILON;
  if (whole) blocks(source, target, wholeX, wholeY);
  else weighted(source, target, scaleX, scaleY);
}

/** Blocks of whole pixels. */
function blocks(source: Image<Samples>, target: Image<Samples>, scaleX: number, scaleY: number): void {
  const { channels } = source;
  const stride = source.width * channels;
  const offsets = Array.from({ length: scaleX * scaleY }, (_, index) => {
    const row = Math.floor(index / scaleX);
    return row * stride + (index - row * scaleX) * channels;
  });
  const mean = meanOf(source, target.width, offsets, scaleX === 2 && scaleY === 2);
  let out = 0;
  for (let y = 0; y < target.height; y++) {
    for (let x = 0; x < target.width; x++) {
      const from = y * scaleY * stride + x * scaleX * channels;
      for (let channel = 0; channel < channels; channel++) target.data[out++] = mean(from + channel, x);
    }
  }
}

/**
 * The mean of a block, rounded as OpenCV's code for that block does.
 *
 * @param square blocks of two by two have code of their own
 */
function meanOf({ data, channels }: Image<Samples>, width: number, offsets: readonly number[], square: boolean): Mean {
  const factor = f(1 / offsets.length);
  if (data instanceof Uint8Array) {
    if (square && channels !== 2) return (from) => (wholeSum(data, offsets, from) + 2) >> 2;
    return (from) => roundHalfEven(f(wholeSum(data, offsets, from) * factor));
  }
  // Vector code adds in pairs; what remains at the end of a row it leaves to the other loop.
  const paired = square && channels === 4 ? width : square && channels === 1 ? width - (width % LANES) : 0;
  return (from, x) => f((x < paired ? pairedSum : floatSum)(data, offsets, from) * factor);
}

/** @param x position in the row of the result */
type Mean = (from: number, x: number) => number;

function wholeSum(data: Samples, offsets: readonly number[], from: number): number {
  let sum = 0;
  for (const offset of offsets) sum += data[from + offset] ?? 0;
  return sum;
}

function pairedSum(data: Samples, offsets: readonly number[], from: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = offsets.map((offset) => data[from + offset] ?? 0);
  return f(f(a + b) + f(c + d));
}

/** Four at a time, as OpenCV's unrolled loop adds them. */
function floatSum(data: Samples, offsets: readonly number[], from: number): number {
  let sum = 0;
  let index = 0;
  const at = (place: number) => data[from + (offsets[place] ?? 0)] ?? 0;
  for (; index <= offsets.length - 4; index += 4) {
    sum = f(sum + f(f(f(at(index) + at(index + 1)) + at(index + 2)) + at(index + 3)));
  }
  for (; index < offsets.length; index++) sum = f(sum + at(index));
  return sum;
}

/** One source position's part in one target position. */
interface Share {
  readonly target: number;
  readonly source: number;
  readonly weight: number;
}

function sharesOf(source: number, target: number, scale: number): Share[] {
  return Array.from({ length: target }, (_, index) => sharesAt(index, source, scale)).flat();
}

/** Slivers narrower than this part of a pixel are left out, as they are there. */
const SLIVER = 1e-3;

function sharesAt(target: number, size: number, scale: number): Share[] {
  const start = target * scale;
  const end = start + scale;
  const width = Math.min(scale, size - start);
  const last = Math.min(Math.floor(end), size - 1);
  const first = Math.min(Math.ceil(start), last);
  const shares: Share[] = [];
  if (first - start > SLIVER) shares.push({ target, source: first - 1, weight: f((first - start) / width) });
  for (let source = first; source < last; source++) shares.push({ target, source, weight: f(1 / width) });
  if (end - last > SLIVER) {
    shares.push({ target, source: last, weight: f(Math.min(Math.min(end - last, 1), width) / width) });
  }
  return shares;
}

/** Areas whose borders cut through pixels: in single precision, rows summed in the order of the source. */
function weighted(source: Image<Samples>, target: Image<Samples>, scaleX: number, scaleY: number): void {
  const length = target.width * target.channels;
  const shrinkRow = rowShrinker(source, sharesOf(source.width, target.width, scaleX), target.width);
  const sums = new Float32Array(length);
  const row = new Float32Array(length);
  const bytes = target.data instanceof Uint8Array;
  let current = 0;
  let held = -1;
  const finish = () => {
    const from = current * length;
    for (let x = 0; x < length; x++) {
      const sum = sums[x] ?? 0;
      target.data[from + x] = bytes ? clampByte(roundHalfEven(sum)) : sum;
    }
    sums.fill(0);
  };
  for (const { target: y, source: from, weight } of sharesOf(source.height, target.height, scaleY)) {
    if (y !== current) finish();
    current = y;
    // A row that two rows of the result share comes twice running.
    if (from !== held) shrinkRow(from, row);
    held = from;
    for (let x = 0; x < length; x++) sums[x] = f((sums[x] ?? 0) + f(weight * (row[x] ?? 0)));
  }
  finish();
}

/** Makes a row of the source as narrow as the result; every sample is the sum of its shares, from the left. */
function rowShrinker({ data, width, channels }: Image<Samples>, shares: readonly Share[], target: number) {
  const offsets = Int32Array.from(shares, ({ source }) => source * channels);
  const weights = Float32Array.from(shares, ({ weight }) => weight);
  const ends = new Int32Array(target);
  shares.forEach((share, index) => {
    ends[share.target] = index + 1;
  });
  return (y: number, row: Float32Array): void => {
    const start = y * width * channels;
    for (let x = 0, first = 0; x < target; x++) {
      const end = ends[x] ?? 0;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let share = first; share < end; share++) {
          sum = f(sum + f((data[start + channel + (offsets[share] ?? 0)] ?? 0) * (weights[share] ?? 0)));
        }
        row[x * channels + channel] = sum;
      }
      first = end;
    }
  };
}
