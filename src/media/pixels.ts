import { imageSize } from "image-size";
import { BridgeError } from "../contract/errors.ts";

/** First bytes of the picture formats that models read: JPEG, PNG, GIF, BMP, WebP and TIFF. */
const SIGNATURES = ["ffd8ff", "89504e47", "47494638", "424d", "52494646", "49492a00", "4d4d002a"].map((hex) =>
  Buffer.from(hex, "hex"),
);

/**
 * Refuses a picture that would be too large to decode, from its header alone. Bytes that are no picture pass: what they
 * are is the app's business.
 *
 * @param maxPixels width times height
 * @throws BridgeError `bad_request`
 */
export function checkPixels(body: Uint8Array, maxPixels: number): void {
  if (!SIGNATURES.some((signature) => signature.equals(body.subarray(0, signature.length)))) return;
  const size = sizeOf(body);
  if (size === undefined || size.width * size.height <= maxPixels) return;
  throw new BridgeError("bad_request", `image of ${size.width}x${size.height} has more than ${maxPixels} pixels`);
}

function sizeOf(body: Uint8Array): { width: number; height: number } | undefined {
  try {
    return imageSize(body);
  } catch {
    return undefined;
  }
}
