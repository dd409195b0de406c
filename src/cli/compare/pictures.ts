import type { Mask } from "../../compare/answered.ts";

/** A picture to be kept, and the size in pixels of the input that it stands for. */
export interface Painted {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The longer side of a picture that is kept is no longer. */
const LONGEST = 640;
/** Opacity (of 255) of a mask over its picture. */
const MASK_OPACITY = 140;
const HEAT_OPACITY = 230;
/** More colours than these are shades. */
const MOST_COLOURS = 32;

/**
 * The input as a person sees it, upright and small.
 *
 * @returns undefined for what is no picture
 */
export async function paintInput(input: Uint8Array): Promise<Painted | undefined> {
  const { default: sharp } = await import("sharp");
  try {
    const upright = sharp(input, { failOn: "none" }).autoOrient().flatten({ background: "#fff" }).toColourspace("srgb");
    const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const small = sharp(data, { raw: info }).resize({ ...within({ width, height }), fit: "fill" });
    // A small picture's pixels are what there is to see.
    const quality = Math.max(width, height) <= LONGEST / 4 ? { lossless: true } : { quality: 78 };
    return { bytes: await small.webp(quality).toBuffer(), width, height };
  } catch {
    return undefined;
  }
}

/** A mask in its colours as a layer over a picture: clear where it is black or transparent; shades are as opaque as bright. */
export function paintMask(mask: Mask, over: Size): Promise<Painted> {
  const pixels = new Uint8Array(mask.width * mask.height * 4);
  const shaded = hasShades(mask);
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = colourAt(mask, at / 4);
    const [red, green, blue] = [colour >>> 16, (colour >>> 8) & 255, colour & 255];
    if (colour === 0) continue;
    pixels[at] = shaded ? 255 : red;
    pixels[at + 1] = shaded ? 225 : green;
    pixels[at + 2] = shaded ? 25 : blue;
    pixels[at + 3] = shaded ? (Math.max(red, green, blue) * MASK_OPACITY) / 255 : MASK_OPACITY;
  }
  return layer(pixels, mask, over);
}

/**
 * Where two masks differ, as a layer over a picture: clear where they are the same, from yellow to red the more they differ. No
 * pixel that differs is lost when the picture is made small.
 *
 * @returns undefined where their sizes differ
 */
export async function paintHeat(a: Mask, b: Mask, over: Size): Promise<Painted | undefined> {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return undefined;
  const shown = within(a);
  const worst = new Uint8Array(shown.width * shown.height);
  for (let pixel = 0; pixel < a.width * a.height; pixel++) {
    const [x, y] = [pixel % a.width, Math.floor(pixel / a.width)];
    const place = Math.floor((y * shown.height) / a.height) * shown.width + Math.floor((x * shown.width) / a.width);
    for (let channel = 0; channel < a.channels; channel++) {
      const at = pixel * a.channels + channel;
      worst[place] = Math.max(worst[place] ?? 0, Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)));
    }
  }
  const pixels = new Uint8Array(worst.length * 4);
  for (const [place, value] of worst.entries()) {
    if (value > 0) pixels.set([255, 210 - (value * 200) / 255, 40 * (value / 255), HEAT_OPACITY], place * 4);
  }
  return layer(pixels, shown, over);
}

/** RGBA as a picture that is laid over another of the size `over`. */
async function layer(pixels: Uint8Array, { width, height }: Size, over: Size): Promise<Painted> {
  const { default: sharp } = await import("sharp");
  const raw = { width, height, channels: 4 } as const;
  const small = sharp(pixels, { raw }).resize({ ...within({ width, height }), fit: "fill", kernel: "nearest" });
  return { bytes: await small.webp({ lossless: true }).toBuffer(), width: over.width, height: over.height };
}

function within({ width, height }: Size): Size {
  const factor = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

function hasShades(mask: Mask): boolean {
  const seen = new Set<number>();
  for (let pixel = 0; pixel < mask.width * mask.height && seen.size <= MOST_COLOURS; pixel++) {
    seen.add(colourAt(mask, pixel));
  }
  return seen.size > MOST_COLOURS;
}

/** Of grey, grey and alpha, RGB, RGB and alpha, as 0xrrggbb; 0 for what is transparent. */
function colourAt({ data, channels }: Mask, pixel: number): number {
  const at = pixel * channels;
  if (channels % 2 === 0 && data[at + channels - 1] === 0) return 0;
  const one = data[at] ?? 0;
  return channels < 3 ? one * 0x010101 : one * 65536 + (data[at + 1] ?? 0) * 256 + (data[at + 2] ?? 0);
}
