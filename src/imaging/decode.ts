import sharp from "sharp";
import type { Image } from "./image.ts";
import { DecodeError } from "./image.ts";

/** `cv2.IMREAD_COLOR`, `cv2.IMREAD_GRAYSCALE`, `cv2.IMREAD_UNCHANGED`. */
export type CvDecodeMode = "color" | "grey" | "unchanged";

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
  _mode: CvDecodeMode = "color",
  { maxPixels = MAX_PIXELS }: DecodeOptions = {},
): Promise<Image<Uint8Array | Uint16Array>> {
  const image = await decodeRgb(bytes, maxPixels, true);
  swapRedAndBlue(image.data);
  return image;
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
  return decodeRgb(bytes, maxPixels, exifTranspose);
}

async function decodeRgb(bytes: Uint8Array, maxPixels: number, autoOrient: boolean): Promise<Image> {
  try {
    const image = sharp(bytes, { ignoreIcc: true, autoOrient, limitInputPixels: maxPixels });
    const { data, info } = await image.removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: 3 };
  } catch (error) {
    throw new DecodeError("not a readable image", { cause: error });
  }
}

function swapRedAndBlue(data: Uint8Array): void {
  for (let at = 0; at < data.length; at += 3) {
    const red = data[at] ?? 0;
    data[at] = data[at + 2] ?? 0;
    data[at + 2] = red;
  }
}
