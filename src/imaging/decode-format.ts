import { DecodeError } from "./image.ts";

export type PictureFormat = "JPEG" | "PNG" | "WebP" | "GIF" | "BMP" | "TIFF";

/** First bytes as Latin-1. */
const SIGNATURES: readonly (readonly [RegExp, PictureFormat])[] = [
  [/^\xff\xd8\xff/, "JPEG"],
  [/^\x89PNG\r\n.\n/s, "PNG"],
  [/^RIFF.{4}WEBP/s, "WebP"],
  [/^GIF8[79]a/, "GIF"],
  [/^BM/, "BMP"],
  [/^(II\*\0|MM\0\*)/, "TIFF"],
];
const SIGNATURE_LENGTH = 12;

/** @throws DecodeError for bytes that are no picture, or one of a format that is not read here */
export function formatOf(bytes: Uint8Array): PictureFormat {
  if (bytes.length === 0) throw new DecodeError("the image is empty");
  const head = Buffer.from(bytes.subarray(0, SIGNATURE_LENGTH)).toString("latin1");
  const found = SIGNATURES.find(([signature]) => signature.test(head));
  if (found === undefined) throw new DecodeError("not an image in JPEG, PNG, WebP, GIF, BMP or TIFF");
  return found[1];
}

/** As OpenCV has it. A million rows of one pixel are still no hour's work. */
const MAX_SIDE = 2 ** 20;

/** @throws DecodeError */
export function checkPixels(width: number, height: number, maxPixels: number): void {
  if (width < 1 || height < 1) throw new DecodeError(`an image cannot be ${width}x${height}`);
  if (Math.max(width, height) > MAX_SIDE) {
    throw new DecodeError(`image of ${width}x${height} is wider or higher than ${MAX_SIDE}`);
  }
  if (width * height > maxPixels) {
    throw new DecodeError(`image of ${width}x${height} has more than ${maxPixels} pixels`);
  }
}

export function damaged(format: PictureFormat, cause?: unknown): DecodeError {
  return new DecodeError(`the ${format} image is damaged or incomplete`, { cause });
}

/** Reads numbers of a file's header; every read past the end is `damaged`. */
export class HeaderReader {
  readonly #view: DataView;
  readonly #format: PictureFormat;
  readonly #little: boolean;

  constructor(bytes: Uint8Array, format: PictureFormat, little = true) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#format = format;
    this.#little = little;
  }

  byte(at: number): number {
    this.need(at, 1);
    return this.#view.getUint8(at);
  }

  word(at: number): number {
    this.need(at, 2);
    return this.#view.getUint16(at, this.#little);
  }

  dword(at: number): number {
    this.need(at, 4);
    return this.#view.getUint32(at, this.#little);
  }

  /** A dword with its sign. */
  integer(at: number): number {
    return this.dword(at) | 0;
  }

  /** @throws DecodeError when the file has not so many bytes there */
  need(at: number, length: number): void {
    if (at + length > this.#view.byteLength) throw damaged(this.#format);
  }
}
