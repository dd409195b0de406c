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

const UNREADABLE = "cv2 load from body failed";
const TOO_SMALL = "image from body is too small, should be more than 32x32";
const TOO_LARGE = "image from body is too large, should be in 4999x4999, less than 10MB";

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
export async function loadImage(body: Uint8Array): Promise<Picture> {
  if (body.length > MAX_BYTES) throw new UnusableImage(TOO_LARGE);
  if (body.length === 0) throw new UnusableImage(UNREADABLE);
  // Both sides are checked before any pixel is decoded, which is stricter than limitInputPixels and says why.
  const image = sharp(body, { ignoreIcc: true, autoOrient: true });
  const { format, width, height } = await readable(image.metadata());
  if (!FORMATS.has(format)) throw new UnusableImage(UNREADABLE);
  if (Math.min(width, height) < MIN_SIDE) throw new UnusableImage(TOO_SMALL);
  if (Math.max(width, height) > MAX_SIDE) throw new UnusableImage(TOO_LARGE);
  const raw = image.removeAlpha().toColourspace("srgb").raw();
  const { data, info } = await readable(raw.toBuffer({ resolveWithObject: true }));
  return { rgb: data, width: info.width, height: info.height };
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new UnusableImage(UNREADABLE, { cause: error });
  }
}
