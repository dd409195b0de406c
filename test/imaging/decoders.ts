import { createHash } from "node:crypto";
import type { Image } from "../../src/imaging/index.ts";
import { cvDecode, DecodeError, pillowDecode } from "../../src/imaging/index.ts";

export const DECODERS = {
  "cv2 color": (bytes: Uint8Array) => cvDecode(bytes),
  "cv2 grey": (bytes: Uint8Array) => cvDecode(bytes, "grey"),
  "cv2 unchanged": (bytes: Uint8Array) => cvDecode(bytes, "unchanged"),
  pillow: (bytes: Uint8Array) => pillowDecode(bytes),
  "pillow transposed": (bytes: Uint8Array) => pillowDecode(bytes, { exifTranspose: true }),
} as const;

export type Decoder = keyof typeof DECODERS;
/** A file's name, and what each decoder makes of it: shape, type and sha256, or null where it refuses. */
export type Recorded = { readonly file: string } & Readonly<Record<Decoder, string | null>>;

/** What the README of src/imaging says is refused here, though an original reads it. */
export const REFUSED_HERE = [
  /^bmp-32-masks-(odd|zero)/,
  /^tiff-(cielab|float|signed|rgb16-planes|grey16-white-is-0|grey-alpha16|.*multiplied)/,
];
/** What cv2 refuses, though it is read here as Pillow reads it. */
export const READ_HERE = [/^tiff-(grey[24]|palette2|tiled|rgb16-tiled)/];

export function isOneOf(patterns: readonly RegExp[], file: string): boolean {
  return patterns.some((pattern) => pattern.test(file));
}

export function described(
  { data, width, height, channels }: Image<Uint8Array | Uint16Array>,
  decoder: Decoder,
): string {
  const shape = channels === 1 && decoder.startsWith("cv2") ? [height, width] : [height, width, channels];
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const sha256 = createHash("sha256").update(samples).digest("hex");
  return `${shape.join("x")} ${data instanceof Uint8Array ? "uint8" : "uint16"} ${sha256}`;
}

/** What `test/originals/imaging/record_decode.py` says of a decoder and a file. */
export async function answerOf(bytes: Uint8Array, decoder: Decoder): Promise<string | null> {
  try {
    return described(await DECODERS[decoder](bytes), decoder);
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
