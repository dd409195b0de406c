import type { Image } from "./image.ts";
import { blankLike, checkImage, checkSize, ImageError } from "./image.ts";
import type { PillowFilter } from "./pillow-filters.ts";
import { tapsOf } from "./pillow-filters.ts";
import { clampByte } from "./rounding.ts";

/** `Image.Resampling.NEAREST`, `BOX`, `BILINEAR`, `HAMMING`, `BICUBIC`, `LANCZOS`. */
export type PillowResampling = "nearest" | PillowFilter;

/**
 * Which pass runs first where both sides change: the horizontal one up to Pillow 12.1; in 12.2 and 12.3 the vertical one where
 * the image becomes lower and is over a hundred times as high as wide; since 13 where the height loses more than twice
 * as many pixels as the width. The results differ by rounding, and more where a filter overshoots.
 */
export type PillowPasses = "horizontal-first" | "pillow-12.2" | "pillow-13";

/**
 * `Image.resize((width, height), resample=...)` of Pillow, bit by bit, its antialiasing included.
 *
 * @param image uint8, HWC: 1 channel (`L`), 3 (`RGB`) or 4 (`RGBA`, whose colours are weighted with their opacity, as there)
 * @throws ImageError
 */
export function pillowResize(
  image: Image,
  width: number,
  height: number,
  resampling: PillowResampling = "bicubic",
  passes: PillowPasses = "horizontal-first",
): Image {
  checkImage(image);
  checkSize(width, height);
  const { channels } = image;
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new ImageError(`Pillow has no 8-bit image of ${channels} channels that could be resized`);
  }
  if (width === image.width && height === image.height) return { ...image, data: image.data.slice() };
  if (resampling === "nearest") return nearest(image, width, height);
  if (channels === 4) return unweighted(resample(weighted(image), width, height, resampling, passes));
  return resample(image, width, height, resampling, passes);
}

function resample(image: Image, width: number, height: number, filter: PillowFilter, passes: PillowPasses): Image {
  return isVerticalFirst(image, width, height, passes)
    ? resampleColumns(resampleRows(image, height, filter), width, filter)
    : resampleRows(resampleColumns(image, width, filter), height, filter);
}

function isVerticalFirst(image: Image, width: number, height: number, passes: PillowPasses): boolean {
  if (passes === "horizontal-first" || height >= image.height) return false;
  if (passes === "pillow-12.2") return image.height > 100 * image.width;
  return image.height - height > 2 * (image.width - width);
}

/** Fractional bits of a weight: what 32 bits leave beside 8 of the sample and 2 for overshooting. */
const WEIGHT_BITS = 22;
const HALF = 1 << (WEIGHT_BITS - 1);

/** To another width. */
function resampleColumns(image: Image, width: number, filter: PillowFilter): Image {
  if (width === image.width) return image;
  const { data, channels } = image;
  const target = blankLike(image, width, image.height);
  const taps = tapsOf(filter, image.width, width, WEIGHT_BITS);
  let out = 0;
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width * channels;
    for (const { start, weights } of taps) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = HALF;
        let at = row + start * channels + channel;
        // The sum fits into 32 bits, and computes faster when the compiler knows.
        for (let tap = 0; tap < weights.length; tap++, at += channels) {
          sum = (sum + Math.imul(data[at] ?? 0, weights[tap] ?? 0)) | 0;
        }
        target.data[out++] = clampByte(sum >> WEIGHT_BITS);
      }
    }
  }
  return target;
}

/** To another height: whole rows at a time, in the order of memory. */
function resampleRows(image: Image, height: number, filter: PillowFilter): Image {
  if (height === image.height) return image;
  const target = blankLike(image, image.width, height);
  const stride = image.width * image.channels;
  const sums = new Int32Array(stride);
  let out = 0;
  for (const { start, weights } of tapsOf(filter, image.height, height, WEIGHT_BITS)) {
    sums.fill(HALF);
    for (const [tap, weight] of weights.entries()) addRow(sums, image.data, (start + tap) * stride, weight);
    for (let x = 0; x < stride; x++) target.data[out++] = clampByte((sums[x] ?? 0) >> WEIGHT_BITS);
  }
  return target;
}

function addRow(sums: Int32Array, data: Uint8Array, from: number, weight: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] = ((sums[x] ?? 0) + Math.imul(data[from + x] ?? 0, weight)) | 0;
}

function nearest(image: Image, width: number, height: number): Image {
  const target = blankLike(image, width, height);
  const columns = nearestPositions(image.width, width);
  let out = 0;
  for (const row of nearestPositions(image.height, height)) {
    for (const column of columns) {
      const from = (row * image.width + column) * image.channels;
      for (let channel = 0; channel < image.channels; channel++) target.data[out++] = image.data[from + channel] ?? 0;
    }
  }
  return target;
}

/** Steps are added up, with the rounding that comes of it, as Pillow does. */
function nearestPositions(source: number, target: number): Int32Array {
  const scale = source / target;
  let place = scale * 0.5;
  return Int32Array.from({ length: target }, () => {
    const position = Math.trunc(place);
    place += scale;
    return position;
  });
}

/** Mode `RGBa`: colours multiplied by their opacity, so that what cannot be seen does not bleed into its neighbours. */
function weighted(image: Image): Image {
  const target = blankLike(image, image.width, image.height);
  for (let at = 0; at < image.data.length; at += 4) {
    const opacity = image.data[at + 3] ?? 0;
    for (let channel = at; channel < at + 3; channel++) {
      const product = (image.data[channel] ?? 0) * opacity + 128;
      target.data[channel] = ((product >> 8) + product) >> 8;
    }
    target.data[at + 3] = opacity;
  }
  return target;
}

function unweighted(image: Image): Image {
  const target = blankLike(image, image.width, image.height);
  target.data.set(image.data);
  for (let at = 0; at < image.data.length; at += 4) {
    const opacity = image.data[at + 3] ?? 0;
    if (opacity === 0 || opacity === 255) continue;
    for (let channel = at; channel < at + 3; channel++) {
      target.data[channel] = Math.min(255, Math.trunc((255 * (image.data[channel] ?? 0)) / opacity));
    }
  }
  return target;
}
