import type { PictureFormat } from "./decode-format.ts";
import { HeaderReader } from "./decode-format.ts";
import { jpegSegments } from "./decode-jpeg.ts";
import type { Chunk } from "./decode-png.ts";
import { pngChunks } from "./decode-png.ts";
import { DecodeError } from "./image.ts";

/** How a picture must be turned to stand upright: 1 (as it is) to 8, as EXIF counts. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION = 0x112;
/** Types of whole numbers, with and without a sign. */
const SHORT = [3, 8];
const LONG = [4, 9];
const PREFIX = "Exif\0\0";
const APP1 = 0xe1;

/**
 * The EXIF orientation of a JPEG, PNG or WebP; 1 where there is none, and for other formats.
 *
 * @param as OpenCV takes the first two bytes of the value, whatever type it has; Pillow wants a whole number
 */
export function exifOrientation(bytes: Uint8Array, format: PictureFormat, as: "cv2" | "pillow"): Orientation {
  try {
    const exif = exifOf(bytes, format);
    return exif === undefined ? 1 : orientationIn(exif, format, as);
  } catch (error) {
    if (error instanceof DecodeError) return 1;
    throw error;
  }
}

/** @returns it if it is one, else 1 */
export function asOrientation(value: number): Orientation {
  return [2, 3, 4, 5, 6, 7, 8].includes(value) ? (value as Orientation) : 1;
}

function orientationIn(exif: Uint8Array, format: PictureFormat, as: "cv2" | "pillow"): Orientation {
  const little = exif[0] === 0x49;
  const header = new HeaderReader(exif, format, little);
  if (exif[0] !== exif[1] || (!little && exif[0] !== 0x4d) || header.word(2) !== 42) return 1;
  const first = header.dword(4);
  const count = header.word(first);
  for (let entry = first + 2; entry < first + 2 + 12 * count; entry += 12) {
    if (header.word(entry) !== ORIENTATION) continue;
    const type = header.word(entry + 2);
    if (as === "cv2" || (SHORT.includes(type) && header.dword(entry + 4) > 0))
      return asOrientation(header.word(entry + 8));
    return LONG.includes(type) ? asOrientation(header.dword(entry + 8)) : 1;
  }
  return 1;
}

/** From its byte order mark on. */
function exifOf(bytes: Uint8Array, format: PictureFormat): Uint8Array | undefined {
  if (format === "JPEG") {
    const segment = jpegSegments(bytes).find(
      ({ marker, start }) => marker === APP1 && startsWithPrefix(bytes.subarray(start + 4)),
    );
    return segment && bytes.subarray(segment.start + 4 + PREFIX.length, segment.end);
  }
  if (format !== "PNG" && format !== "WebP") return undefined;
  const chunks = format === "PNG" ? pngChunks(bytes) : webpChunks(bytes);
  const name = format === "PNG" ? "eXIf" : "EXIF";
  for (const chunk of chunks) {
    if (chunk.name === name && chunk.intact)
      return startsWithPrefix(chunk.data) ? chunk.data.subarray(PREFIX.length) : chunk.data;
  }
  return undefined;
}

function startsWithPrefix(data: Uint8Array): boolean {
  return Buffer.from(data.subarray(0, PREFIX.length)).toString("latin1") === PREFIX;
}

function* webpChunks(bytes: Uint8Array): Generator<Chunk> {
  const header = new HeaderReader(bytes, "WebP");
  for (let at = 12; at + 8 <= bytes.length; ) {
    const end = at + 8 + header.dword(at + 4);
    yield {
      name: Buffer.from(bytes.subarray(at, at + 4)).toString("latin1"),
      data: bytes.subarray(at + 8, end),
      intact: true,
    };
    at = end + (end % 2);
  }
}
