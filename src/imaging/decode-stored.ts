import sharp from "sharp";
import type { Orientation } from "./decode-exif.ts";
import type { PictureFormat } from "./decode-format.ts";
import { checkPixels, damaged } from "./decode-format.ts";
import type { Image } from "./image.ts";
import { DecodeError } from "./image.ts";

// Every picture is decoded once: a cache of them would only hold memory.
sharp.cache(false);

/** A picture as its file has it: no colour conversion, no profile; palettes and bits below 8 spread to 8 bits. */
export interface Stored extends Image<Uint8Array | Uint16Array> {
  /** One channel is grey, three are RGB; one more is alpha. */
  readonly space: "grey" | "rgb" | "cmyk";
}

export interface Reading {
  readonly maxPixels: number;
  /** How the picture lies, from which it is turned. */
  readonly orientation: Orientation;
  /** Whether an alpha channel is kept: grey of 8 bits then becomes RGB. */
  readonly alpha: boolean;
  /** Only its first channel is wanted. */
  readonly first?: boolean;
}

/** Mirrored first, as sharp does it, then turned clockwise. */
const TURNS: Readonly<Record<Orientation, { readonly degrees: number; readonly mirrored?: "across" | "down" }>> = {
  1: { degrees: 0 },
  2: { degrees: 0, mirrored: "across" },
  3: { degrees: 180 },
  4: { degrees: 0, mirrored: "down" },
  5: { degrees: 90, mirrored: "down" },
  6: { degrees: 90 },
  7: { degrees: 90, mirrored: "across" },
  8: { degrees: 270 },
};

/** What libvips calls the spaces of the pictures that are read. */
const SPACES: Readonly<Record<string, Stored["space"]>> = {
  "b-w": "grey",
  grey16: "grey",
  srgb: "rgb",
  rgb16: "rgb",
  cmyk: "cmyk",
};

/**
 * Decodes with libvips.
 *
 * @param format what the bytes begin as: libvips reads more formats, and guesses among them
 * @throws DecodeError
 */
export async function readStored(
  bytes: Uint8Array,
  format: PictureFormat,
  { maxPixels, orientation, alpha, first = false }: Reading,
): Promise<Stored> {
  const image = sharp(bytes, { ignoreIcc: true, failOn: "truncated", limitInputPixels: false });
  const header = await readable(format, image.metadata());
  checkPixels(header.width, header.height, maxPixels);
  const space = SPACES[header.space];
  const wide = header.depth === "ushort";
  if (header.format !== format.toLowerCase() || space === undefined || (header.depth !== "uchar" && !wide)) {
    throw new DecodeError(`a ${format} image of ${header.depth} samples in ${header.space} is not read`);
  }
  // Grey of 8 bits loses its alpha on the way out.
  const target = alpha && header.hasAlpha && header.space === "b-w" ? "srgb" : header.space;
  image.pipelineColourspace(header.space).toColourspace(target);
  if (!alpha) image.removeAlpha();
  const { degrees, mirrored } = TURNS[orientation];
  if (degrees !== 0) image.rotate(degrees);
  if (mirrored === "across") image.flop();
  if (mirrored === "down") image.flip();
  if (first) image.extractChannel(0);
  const raw = image.raw({ depth: wide ? "ushort" : "uchar" });
  const { data, info } = await readable(format, raw.toBuffer({ resolveWithObject: true }));
  const { width, height, channels } = info;
  return {
    data: wide
      ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
      : new Uint8Array(data.buffer, data.byteOffset, data.length),
    width,
    height,
    channels,
    space: target === "srgb" ? "rgb" : space,
  };
}

async function readable<T>(format: PictureFormat, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw damaged(format, error);
  }
}
