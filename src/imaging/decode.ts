import type { CvDecodeMode } from "./decode-cv.ts";
import { decodeAsCv } from "./decode-cv.ts";
import { decodeAsPillow } from "./decode-pillow.ts";
import type { Image } from "./image.ts";

export interface DecodeOptions {
  /** Width times height; a larger picture is refused from its header, before any pixel is decoded. */
  readonly maxPixels?: number;
}

export interface PillowDecodeOptions extends DecodeOptions {
  /** As `PIL.ImageOps.exif_transpose` does: turned as the EXIF orientation says. */
  readonly exifTranspose?: boolean;
}

/** What the host's `limits.pixels` is unless an operator says otherwise. */
const MAX_PIXELS = 50_000_000;

/**
 * `cv2.imdecode(bytes, flags)`.
 *
 * @param mode `color`: BGR, uint8, alpha dropped, turned as EXIF says; `grey`: the same in one channel; `unchanged`: as the
 *   file has it (grey, BGR or BGRA; 16 bits stay 16), not turned
 * @throws DecodeError
 */
export async function cvDecode(bytes: Uint8Array, mode?: "color" | "grey", options?: DecodeOptions): Promise<Image>;
export async function cvDecode(
  bytes: Uint8Array,
  mode: CvDecodeMode,
  options?: DecodeOptions,
): Promise<Image<Uint8Array | Uint16Array>>;
export async function cvDecode(
  bytes: Uint8Array,
  mode: CvDecodeMode = "color",
  { maxPixels = MAX_PIXELS }: DecodeOptions = {},
): Promise<Image<Uint8Array | Uint16Array>> {
  return justImage(await decodeAsCv(bytes, mode, maxPixels));
}

/**
 * `Image.open(io.BytesIO(bytes)).convert("RGB")` of Pillow.
 *
 * @returns RGB, uint8; not turned unless asked for
 * @throws DecodeError
 */
export async function pillowDecode(
  bytes: Uint8Array,
  { maxPixels = MAX_PIXELS, exifTranspose = false }: PillowDecodeOptions = {},
): Promise<Image> {
  return justImage(await decodeAsPillow(bytes, exifTranspose, maxPixels));
}

/** Without what only decoders know of it. */
function justImage<T extends Uint8Array | Uint16Array>({ data, width, height, channels }: Image<T>): Image<T> {
  return { data, width, height, channels };
}
