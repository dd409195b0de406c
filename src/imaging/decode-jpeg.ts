import { damaged, HeaderReader } from "./decode-format.ts";
import { DecodeError } from "./image.ts";

const START_OF_SCAN = 0xda;
const JFIF = 0xe0;
const ADOBE = 0xee;
/** SOF0 to SOF15, without DHT, JPG and DAC, which lie between them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

interface JpegSegment {
  readonly marker: number;
  /** From its 0xff to what follows it. */
  readonly start: number;
  readonly end: number;
}

/**
 * The segments before the first scan.
 *
 * @throws DecodeError
 */
export function jpegSegments(bytes: Uint8Array): JpegSegment[] {
  const header = new HeaderReader(bytes, "JPEG", false);
  const segments: JpegSegment[] = [];
  for (let start = 2; ; ) {
    // Any number of 0xff may fill up before a marker.
    if (header.byte(start) !== 0xff) throw damaged("JPEG");
    const marker = header.byte(start + 1);
    if (marker === START_OF_SCAN) return segments;
    const filler = marker === 0xff;
    const end = filler ? start + 1 : start + 2 + header.word(start + 2);
    if (!filler) segments.push({ marker, start, end });
    start = end;
  }
}

/** Real files have some hundreds at most. */
const MAX_SEGMENTS = 10_000;

/**
 * Refuses what would cost a hundred times its own length: readers keep each segment, and a file can hold millions of empty
 * ones. Counts them in the whole file, and, as libjpeg does, skips what lies between them.
 *
 * @throws DecodeError
 */
export function checkJpegSegments(bytes: Uint8Array): void {
  let segments = 0;
  for (let at = bytes.indexOf(0xff, 2); at !== -1 && at + 3 < bytes.length; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1] ?? 0;
    if (hasLength(marker)) {
      if (++segments > MAX_SEGMENTS) throw new DecodeError(`a JPEG of more than ${MAX_SEGMENTS} segments is not read`);
      at += 2 + Math.max(2, ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    } else {
      at += marker === 0xff ? 1 : 2;
    }
  }
}

/** Not so the bytes among the pixels, restarts and the file's two ends. */
function hasLength(marker: number): boolean {
  return marker >= 0xc0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd9);
}

/** How libjpeg takes the components of a frame. */
export type JpegColours = "grey" | "ycc" | "rgb" | "cmyk";

/** @throws DecodeError */
export function jpegColours(bytes: Uint8Array): JpegColours {
  const segments = jpegSegments(bytes);
  const header = new HeaderReader(bytes, "JPEG", false);
  const frame = segments.find(({ marker }) => isFrame(marker));
  if (frame === undefined) throw damaged("JPEG");
  const components = header.byte(frame.start + 9);
  if (components === 1) return "grey";
  if (components === 4) return "cmyk";
  const ids = [0, 1, 2].map((index) => header.byte(frame.start + 10 + 3 * index));
  if (segments.some((segment) => isJfif(bytes, segment))) return "ycc";
  const adobe = segments.find((segment) => isAdobe(bytes, segment));
  if (adobe !== undefined) return header.byte(adobe.start + 15) === 0 ? "rgb" : "ycc";
  return String.fromCharCode(...ids) === "RGB" ? "rgb" : "ycc";
}

function isJfif(bytes: Uint8Array, { marker, start }: JpegSegment): boolean {
  return marker === JFIF && textAt(bytes, start + 4, "JFIF\0");
}

function isAdobe(bytes: Uint8Array, { marker, start, end }: JpegSegment): boolean {
  return marker === ADOBE && end - start >= 16 && textAt(bytes, start + 4, "Adobe");
}

function textAt(bytes: Uint8Array, at: number, text: string): boolean {
  return Buffer.from(bytes.subarray(at, at + text.length)).toString("latin1") === text;
}

/** Says that the components are red, green and blue: libjpeg then leaves them as they are. */
const STORED_AS_RGB = Buffer.from("\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0", "latin1");

/**
 * The same JPEG, whose first channel decodes to its luma: the grey picture that libjpeg gives when it is asked for one,
 * which no colour picture can be turned back into.
 *
 * @param bytes a JPEG whose colours are `ycc`
 */
export function lumaFirst(bytes: Uint8Array): Uint8Array {
  const dropped = jpegSegments(bytes).filter((segment) => isJfif(bytes, segment) || isAdobe(bytes, segment));
  const parts: Uint8Array[] = [bytes.subarray(0, 2), STORED_AS_RGB];
  let from = 2;
  for (const { start, end } of dropped) {
    parts.push(bytes.subarray(from, start));
    from = end;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}
