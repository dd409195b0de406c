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
  const { channels } = source;
  const stride = source.width * channels;
  const length = target.width * channels;
  const columns = sharesOf(source.width, target.width, scaleX);
  const sums = new Float32Array(length);
  const row = new Float32Array(length);
  const round =
    target.data instanceof Uint8Array ? (value: number) => clampByte(roundHalfEven(value)) : (value: number) => value;
  const finish = (y: number) => {
    for (let x = 0; x < length; x++) target.data[y * length + x] = round(sums[x] ?? 0);
  };
  let current = 0;
  for (const { target: y, source: from, weight } of sharesOf(source.height, target.height, scaleY)) {
    row.fill(0);
    for (const share of columns) {
      for (let channel = 0; channel < channels; channel++) {
        const x = share.target * channels + channel;
        const sample = source.data[from * stride + share.source * channels + channel] ?? 0;
        row[x] = f((row[x] ?? 0) + f(sample * share.weight));
      }
    }
    if (y !== current) {
      finish(current);
      for (let x = 0; x < length; x++) sums[x] = weight * (row[x] ?? 0);
      current = y;
    } else {
      for (let x = 0; x < length; x++) sums[x] = f((sums[x] ?? 0) + f(weight * (row[x] ?? 0)));
    }
  }
  finish(current);
}
