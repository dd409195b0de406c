import { cvtColor } from "./colour.ts";
import { fromPalette, pickChannels, rgbOf, swapRedAndBlue } from "./decode-colour.ts";
import type { CvDecodeMode } from "./decode-cv.ts";
import { checkPixels, damaged, HeaderReader } from "./decode-format.ts";
import { decodeLzw } from "./decode-gif-lzw.ts";
import type { Image } from "./image.ts";

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const END = 0x3b;
const GRAPHIC_CONTROL = 0xf9;

/** The first frame of a GIF, not yet decompressed. */
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of its colours, its own or the file's. */
  readonly palette: Uint8Array | undefined;
  readonly interlaced: boolean;
  /** The index whose pixels show what is beneath. */
  readonly transparent: number | undefined;
  /** Where the size of the codes stands, the compressed data after it. */
  readonly start: number;
}

interface Gif {
  readonly width: number;
  readonly height: number;
  readonly palette: Uint8Array | undefined;
  readonly background: number;
  readonly frame: Frame;
}

function readGif(bytes: Uint8Array): Gif {
  const header = new HeaderReader(bytes, "GIF");
  const [width, height] = [header.word(6), header.word(8)];
  const palette = paletteAt(bytes, header, header.byte(10), 13);
  const start = 13 + (palette?.length ?? 0);
  return { width, height, palette, background: header.byte(11), frame: readFrame(bytes, header, start, palette) };
}

/** @param flags of the picture or frame: whether it has colours of its own, and how many */
function paletteAt(bytes: Uint8Array, header: HeaderReader, flags: number, at: number): Uint8Array | undefined {
  if ((flags & 0x80) === 0) return undefined;
  const length = 3 << ((flags & 7) + 1);
  header.need(at, length);
  return bytes.subarray(at, at + length);
}

function readFrame(bytes: Uint8Array, header: HeaderReader, start: number, shared: Uint8Array | undefined): Frame {
  let transparent: number | undefined;
  let at = start;
  while (header.byte(at) === EXTENSION) {
    if (header.byte(at + 1) === GRAPHIC_CONTROL)
      transparent = header.byte(at + 3) & 1 ? header.byte(at + 6) : undefined;
    at = endOfBlocks(header, at + 2);
  }
  if (header.byte(at) !== IMAGE) throw damaged("GIF");
  const flags = header.byte(at + 9);
  const own = paletteAt(bytes, header, flags, at + 10);
  return {
    x: header.word(at + 1),
    y: header.word(at + 3),
    width: header.word(at + 5),
    height: header.word(at + 7),
    palette: own ?? shared,
    interlaced: (flags & 0x40) !== 0,
    transparent,
    start: at + 10 + (own?.length ?? 0),
  };
}

/** Blocks begin with their length; one of none ends them. */
function endOfBlocks(header: HeaderReader, start: number): number {
  let at = start;
  for (let length = header.byte(at); length > 0; length = header.byte(at)) at += 1 + length;
  return at + 1;
}

/** One index per pixel of the frame, from the top. */
function indicesOf(bytes: Uint8Array, { width, height, start, interlaced }: Frame, exact: boolean): Uint8Array {
  const indices = decodeLzw(bytes, start, width * height, exact);
  if (!interlaced) return indices;
  const upright = new Uint8Array(indices.length);
  let from = 0;
  for (const [first, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const) {
    for (let row = first; row < height; row += step) {
      upright.set(indices.subarray(from, from + width), row * width);
      from += width;
    }
  }
  return upright;
}

/** `cv2.imdecode` of a GIF, from 4.11 on: its first frame, above the background colour. */
export function cvGif(bytes: Uint8Array, mode: CvDecodeMode, maxPixels: number): Image {
  const gif = readGif(bytes);
  const { width, height, frame, palette, background } = gif;
  checkPixels(width, height, maxPixels);
  if (frame.x + frame.width > width || frame.y + frame.height > height || frame.width * frame.height === 0)
    throw damaged("GIF");
  if (palette !== undefined && 3 * background >= palette.length) throw damaged("GIF");
  const transparency = anyTransparency(bytes);
  const canvas = new Uint8Array(width * height * 4);
  if (palette !== undefined) {
    const [red = 0, green = 0, blue = 0] = palette.subarray(3 * background);
    for (let at = 0; at < canvas.length; at += 4) canvas.set([red, green, blue], at);
  }
  paint(canvas, gif, indicesOf(bytes, frame, true));
  const rgba = { data: canvas, width, height, channels: 4 };
  if (mode === "grey") return cvtColor(rgba, "RGBA2GRAY");
  if (mode === "unchanged" && transparency) return swapRedAndBlue(rgba);
  return pickChannels(rgba, [2, 1, 0]);
}

function paint(canvas: Uint8Array, { width, palette: shared, frame }: Gif, indices: Uint8Array): void {
  for (const [pixel, index] of indices.entries()) {
    if (index === frame.transparent) continue;
    const row = Math.floor(pixel / frame.width);
    const at = 4 * ((frame.y + row) * width + frame.x + pixel - row * frame.width);
    // An index beyond the frame's own colours is one of the file's.
    const palette = [frame.palette, shared].find((colours) => colours !== undefined && 3 * index < colours.length);
    if (palette === undefined && frame.palette !== undefined) throw damaged("GIF");
    const grey = index === 1 ? 255 : index;
    for (let channel = 0; channel < 3; channel++) canvas[at + channel] = palette?.[3 * index + channel] ?? grey;
    canvas[at + 3] = 255;
  }
}

/** Whether any frame has a transparent colour: then OpenCV's pictures have alpha. It reads the file to its end for that. */
function anyTransparency(bytes: Uint8Array): boolean {
  const header = new HeaderReader(bytes, "GIF");
  let at = 13 + (paletteAt(bytes, header, header.byte(10), 13)?.length ?? 0);
  let found = false;
  for (let kind = header.byte(at); kind !== END; kind = header.byte(at)) {
    if (kind === EXTENSION) {
      found ||= header.byte(at + 1) === GRAPHIC_CONTROL && (header.byte(at + 3) & 1) === 1;
      at = endOfBlocks(header, at + 2);
    } else if (kind === IMAGE) {
      const own = paletteAt(bytes, header, header.byte(at + 9), at + 10);
      at = endOfBlocks(header, at + 11 + (own?.length ?? 0));
    } else {
      throw damaged("GIF");
    }
  }
  return found;
}

/** `Image.open(...).convert("RGB")` of a GIF: its first frame; transparent pixels have the colour of their index. */
export function pillowGif(bytes: Uint8Array, maxPixels: number): Image {
  const gif = readGif(bytes);
  const { frame } = gif;
  const width = Math.max(gif.width, frame.x + frame.width);
  const height = Math.max(gif.height, frame.y + frame.height);
  checkPixels(width, height, maxPixels);
  const indices = indicesOf(bytes, frame, false);
  const canvas = new Uint8Array(width * height).fill(frame.transparent ?? 0);
  for (let row = 0; row < frame.height; row++) {
    const start = (frame.y + row) * width + frame.x;
    canvas.set(indices.subarray(row * frame.width, (row + 1) * frame.width), start);
  }
  const image = { data: canvas, width, height, channels: 1 };
  return frame.palette === undefined ? rgbOf(image) : fromPalette(image, frame.palette);
}
