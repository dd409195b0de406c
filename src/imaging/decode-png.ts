import { crc32 } from "node:zlib";
import { damaged } from "./decode-format.ts";

/** Where the header says what the pixels are. */
const COLOUR = 25;
const GREY = 0;
const GREY_ALPHA = 4;
/** Grey of whatever depth, with no alpha channel; one level may be transparent. */
export function isPlainGrey(png: Uint8Array): boolean {
  return png[COLOUR] === GREY;
}

export function hasGreyAlpha(png: Uint8Array): boolean {
  return png[COLOUR] === GREY_ALPHA;
}

/** @throws DecodeError when OpenCV would: a chunk that every reader must know is missing or has a wrong checksum */
export function checkPngAsCv(png: Uint8Array): void {
  for (const { name, intact } of pngChunks(png)) {
    if (!intact && /^[A-Z]/.test(name)) throw damaged("PNG");
    if (name === "IEND") return;
  }
  throw damaged("PNG");
}

/** @throws DecodeError when Pillow would: a chunk before the pixels has a wrong checksum */
export function checkPngAsPillow(png: Uint8Array): void {
  for (const { name, intact } of pngChunks(png)) {
    if (name === "IDAT") return;
    if (!intact) throw damaged("PNG");
  }
}

/** A named part of a PNG, and of a WebP. */
export interface Chunk {
  readonly name: string;
  readonly data: Uint8Array;
  /** Whether its checksum, if it has one, is right. */
  readonly intact: boolean;
}

/** The chunks that are there to their last byte. */
export function* pngChunks(png: Uint8Array): Generator<Chunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > png.length) return;
    const name = Buffer.from(png.subarray(at + 4, at + 8)).toString("latin1");
    yield { name, data: png.subarray(at + 8, end), intact: crc32(png.subarray(at + 4, end)) === view.getUint32(end) };
    at = end + 4;
  }
}
