import type { Image } from "evalbridge/imaging";
import { cvDecode, DecodeError } from "evalbridge/imaging";

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_SIDE = 4999;
const MIN_SIDE = 33;

/** The bytes are no picture, or one over the platform's limits: the caller's fault. */
export class UnusableImage extends Error {
  override readonly name = "UnusableImage";
}

const UNREADABLE = "cv2 load from body failed";
const TOO_SMALL = "image from body is too small, should be more than 32x32";
const TOO_LARGE = "image from body is too large, should be in 4999x4999, less than 10MB";

/**
 * A picture in BGR, as `evals.utils.image.load_image` decodes it.
 *
 * @throws UnusableImage
 */
export async function loadImage(body: Uint8Array): Promise<Image> {
  if (body.length > MAX_BYTES) throw new UnusableImage(TOO_LARGE);
  const image = await readable(cvDecode(body));
  if (Math.min(image.width, image.height) < MIN_SIDE) throw new UnusableImage(TOO_SMALL);
  if (Math.max(image.width, image.height) > MAX_SIDE) throw new UnusableImage(TOO_LARGE);
  return image;
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof DecodeError ? new UnusableImage(UNREADABLE, { cause: error }) : error;
  }
}
