import type { RequestData } from "evalbridge";
import sharp from "sharp";

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_SIDE = 4999;
const MIN_SIDE = 33;
/** What both sharp and OpenCV decode. */
const FORMATS: ReadonlySet<string | undefined> = new Set(["jpeg", "png", "webp", "tiff", "gif"]);

/** The bytes are no picture, or one over the platform's limits: the caller's fault. */
export class UnusableImage extends Error {
  override readonly name = "UnusableImage";
}

/** A picture: `width * height * 3` bytes, row by row, RGB. */
export interface Picture {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes as `evals.utils.image.load_image` does: EXIF orientation applied, colour profile ignored, alpha dropped.
 *
 * @throws UnusableImage
 */
export async function loadImage({ body, uri }: RequestData): Promise<Picture> {
  if (body.length > MAX_BYTES) throw tooLarge(uri);
  if (body.length === 0) throw unreadable(uri);
  const image = sharp(body, { ignoreIcc: true, autoOrient: true, limitInputPixels: MAX_SIDE * MAX_SIDE });
  const { format, width, height } = await readable(image.metadata(), uri);
  if (!FORMATS.has(format)) throw unreadable(uri);
  if (Math.min(width, height) < MIN_SIDE) {
    throw new UnusableImage(`image ${uri} is too small, should be more than 32x32`);
  }
  if (Math.max(width, height) > MAX_SIDE) throw tooLarge(uri);
  const raw = image.removeAlpha().toColourspace("srgb").raw();
  const { data, info } = await readable(raw.toBuffer({ resolveWithObject: true }), uri);
  return { rgb: data, width: info.width, height: info.height };
}

async function readable<T>(reading: Promise<T>, uri: string): Promise<T> {
  try {
    return await reading;
  } catch {
    throw unreadable(uri);
  }
}

function unreadable(uri: string) {
  return new UnusableImage(`cv2 load ${uri} failed`);
}

function tooLarge(uri: string) {
  return new UnusableImage(`image ${uri} is too large, should be in 4999x4999, less than 10MB`);
}
