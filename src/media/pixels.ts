import { imageSize } from "image-size";
import type { Bytes } from "../contract/bytes.ts";
import { joined } from "../contract/bytes.ts";
import { BridgeError } from "../contract/errors.ts";

/** First bytes of the picture formats that cv2 and Pillow decode, as Latin-1. A dot is any byte. */
const SIGNATURES = [
  /^\xff\xd8\xff/, // JPEG
  /^\x89PNG/,
  /^GIF8/,
  /^BM.{12}[\x28-\xff]\0\0\0/s, // BMP, by the length of its second header: a text may begin with "BM" too
  /^RIFF.{4}WEBP/s,
  /^(II[*+]\0|MM\0[*+])/, // TIFF and BigTIFF
  /^\0\0\0.jP {2}/s, // JPEG 2000
  /^\xff\x4f\xff\x51/, // JPEG 2000 without its container
  /^\0\0..ftyp/s, // HEIF and AVIF
  /^P([1-7]|F)[\s#]/, // PBM, PGM, PPM, PAM and PFM
];
const SIGNATURE_LENGTH = 18;
/** Those whose size, if the first part of a body has it, cannot be misread there: JPEG and PNG. */
const HEADER_FIRST = /^(\xff\xd8\xff|\x89PNG)/;

/**
 * Refuses a picture that would be too large to decode, from its header alone. Bytes that are no picture pass, and so
 * does a header that cannot be read: what they are is the app's business.
 *
 * @param maxPixels width times height
 * @throws BridgeError `bad_request`
 */
export function checkPixels(body: Bytes, maxPixels: number): void {
  const head = headOf(body);
  if (!SIGNATURES.some((signature) => signature.test(head))) return;
  const size = sizeOf(body, HEADER_FIRST.test(head));
  if (size === undefined || !(size.width * size.height > maxPixels)) return;
  throw new BridgeError("bad_request", `image of ${size.width}x${size.height} has more than ${maxPixels} pixels`);
}

/** The first bytes, as Latin-1, however small the parts are in which they came. */
function headOf(body: Bytes): string {
  const [first = new Uint8Array(0)] = body;
  const start = first.length >= SIGNATURE_LENGTH ? first : joined(body);
  return Buffer.from(start.subarray(0, SIGNATURE_LENGTH)).toString("latin1");
}

/** @param headerFirst the first part may do, so that the body need not be joined */
function sizeOf(body: Bytes, headerFirst: boolean): Size | undefined {
  const [first] = body;
  const size = headerFirst && first !== undefined ? readSize(first) : undefined;
  return size ?? readSize(joined(body));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** `image-size` may read past the end, and a small buffer has its neighbours there: it is copied. */
function readSize(body: Uint8Array): Size | undefined {
  if (body[0] === 0xff && body[1] === 0xd8) return jpegSize(body);
  try {
    return imageSize(body.length < Buffer.poolSize ? new Uint8Array(body) : body);
  } catch {
    return undefined;
  }
}

/** As libjpeg finds it. `image-size` would take half a minute over millions of empty segments, and hold everybody up. */
function jpegSize(body: Uint8Array): Size | undefined {
  const byte = (at: number) => body[at] ?? 0;
  const word = (at: number) => (byte(at) << 8) | byte(at + 1);
  for (let at = body.indexOf(0xff, 2); at !== -1 && at + 8 < body.length; at = body.indexOf(0xff, at)) {
    const marker = byte(at + 1);
    // SOF0 to SOF15, without DHT, JPG and DAC, which lie between them.
    if (marker === 0xc0 || (marker > 0xc0 && marker <= 0xcf && marker % 4 !== 0)) {
      return { height: word(at + 5), width: word(at + 7) };
    }
    const standsAlone = marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9);
    if (marker === 0xff) at += 1;
    else at += 2 + (standsAlone ? 0 : Math.max(2, word(at + 2)));
  }
  return undefined;
}
