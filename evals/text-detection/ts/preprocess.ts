import type { Image } from "evalbridge/imaging";
import { cvResize, roundHalfEven, standardise, toTensor } from "evalbridge/imaging";
import type { Feed } from "evalbridge/onnx";

const STRIDE = 32;
/** ImageNet's statistics for R, G and B, which the model was trained to find on B, G and R. */
const normalise = standardise(1 / 255, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

/**
 * The net's input: float32 `[1, 3, H, W]`, planes B, G, R; longer side at most `limitSideLen`, both multiples of 32.
 *
 * @param picture BGR
 */
export function preprocess(picture: Image, limitSideLen: number): Feed {
  const ratio = Math.min(1, limitSideLen / Math.max(picture.width, picture.height));
  const width = roundToStride(Math.trunc(picture.width * ratio));
  const height = roundToStride(Math.trunc(picture.height * ratio));
  return { data: toTensor(cvResize(picture, width, height), { normalise }), dims: [1, 3, height, width] };
}

function roundToStride(length: number): number {
  return Math.max(roundHalfEven(length / STRIDE) * STRIDE, STRIDE);
}
