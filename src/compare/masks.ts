import type { Mask } from "./answered.ts";
import type { Measured } from "./difference.ts";
import { measured } from "./measures.ts";
import type { CompareSettings, MeasureName } from "./settings.ts";

/** A mask of more colours is one of shades, whose bright half is the foreground. */
const MOST_LABELS = 32;
const BRIGHT = 128;

/**
 * Compares two masks of one size. In a mask of few colours each colour but black is an area, and the overlap is the mean over the areas;
 * in one of many shades the one area is what is bright. Two empty masks overlap wholly.
 *
 * @returns undefined where the sizes or channels differ
 */
export function compareMasks(
  a: Mask,
  b: Mask,
  settings: CompareSettings,
): Partial<Record<MeasureName, Measured>> | undefined {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return undefined;
  const pixels = a.width * a.height;
  let [different, largest] = [0, 0];
  for (let pixel = 0; pixel < pixels; pixel++) {
    const apart = sampleDistance(a, b, pixel);
    if (apart > 0) different += 1;
    if (apart > largest) largest = apart;
  }
  const overlap = different === 0 ? 1 : overlapOf(a, b, pixels);
  return {
    mask_iou: measured("mask_iou", overlap, settings),
    mask_pixels: measured("mask_pixels", different / Math.max(1, pixels), settings),
    mask_value: measured("mask_value", largest, settings),
  };
}

function sampleDistance(a: Mask, b: Mask, pixel: number): number {
  let largest = 0;
  for (let at = pixel * a.channels; at < (pixel + 1) * a.channels; at++) {
    largest = Math.max(largest, Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)));
  }
  return largest;
}

function overlapOf(a: Mask, b: Mask, pixels: number): number {
  const [labelsA, labelsB] = [labelsOf(a, pixels), labelsOf(b, pixels)];
  if (labelsA === undefined || labelsB === undefined) return meanOverlap(brightOf(a, pixels), brightOf(b, pixels));
  return meanOverlap(labelsA, labelsB);
}

/** Each pixel's colour as a number, 0 for black and for what is transparent; undefined for more than a few colours. */
function labelsOf(mask: Mask, pixels: number): Uint32Array | undefined {
  const labels = new Uint32Array(pixels);
  const seen = new Set<number>();
  for (let pixel = 0; pixel < pixels; pixel++) {
    const colour = colourAt(mask, pixel);
    labels[pixel] = colour;
    seen.add(colour);
    if (seen.size > MOST_LABELS) return undefined;
  }
  return labels;
}

function colourAt({ data, channels }: Mask, pixel: number): number {
  const at = pixel * channels;
  const colours = coloursOf(channels);
  if (colours < channels && data[at + colours] === 0) return 0;
  let colour = 0;
  for (let channel = 0; channel < colours; channel++) colour = colour * 256 + (data[at + channel] ?? 0);
  return colour;
}

function brightOf(mask: Mask, pixels: number): Uint32Array {
  const bright = new Uint32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) bright[pixel] = isBright(mask, pixel * mask.channels) ? 1 : 0;
  return bright;
}

function isBright({ data, channels }: Mask, at: number): boolean {
  const colours = coloursOf(channels);
  if (colours < channels && data[at + colours] === 0) return false;
  for (let channel = 0; channel < colours; channel++) if ((data[at + channel] ?? 0) >= BRIGHT) return true;
  return false;
}

/** Of grey, grey and alpha, RGB, RGB and alpha. */
function coloursOf(channels: number): number {
  return channels === 2 || channels === 4 ? channels - 1 : channels;
}

function meanOverlap(a: Uint32Array, b: Uint32Array): number {
  const both = new Map<number, number>();
  const either = new Map<number, number>();
  const count = (counts: Map<number, number>, label: number): void => {
    if (label !== 0) counts.set(label, (counts.get(label) ?? 0) + 1);
  };
  for (let pixel = 0; pixel < a.length; pixel++) {
    const [one = 0, other = 0] = [a[pixel], b[pixel]];
    count(either, one);
    if (one === other) count(both, one);
    else count(either, other);
  }
  if (either.size === 0) return 1;
  const overlaps = [...either].map(([label, pixels]) => (both.get(label) ?? 0) / pixels);
  return overlaps.reduce((sum, overlap) => sum + overlap, 0) / overlaps.length;
}
