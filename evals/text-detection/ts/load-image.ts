import { evalError } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvDecode, DecodeError } from "evalbridge/imaging";

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_SIDE = 4999;
const MIN_SIDE = 33;

const UNREADABLE = "cv2 load from body failed";
const TOO_SMALL = "image from body is too small, should be more than 32x32";
const TOO_LARGE = "image from body is too large, should be in 4999x4999, less than 10MB";

/**
 * A picture within the platform's limits, as `evals.utils.image.load_image` gives it: BGR.
 *
 * @throws BridgeError with code 400 when it is none
 */
export async function loadImage(body: Uint8Array): Promise<Image> {
  if (body.length > MAX_BYTES) throw evalError(400, TOO_LARGE);
  const image = await decode(body);
  if (Math.min(image.width, image.height) < MIN_SIDE) throw evalError(400, TOO_SMALL);
  if (Math.max(image.width, image.height) > MAX_SIDE) throw evalError(400, TOO_LARGE);
  return image;
}

async function decode(body: Uint8Array): Promise<Image> {
  try {
    return await cvDecode(body);
  } catch (error) {
    throw error instanceof DecodeError ? evalError(400, UNREADABLE) : error;
  }
}
