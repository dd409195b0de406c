import { areaReduce } from "./cv-area.ts";
import { filter } from "./cv-filter.ts";
import type { Image, Samples } from "./image.ts";
import { blankLike, checkImage, checkSize } from "./image.ts";

/** `cv2.INTER_NEAREST`, `INTER_LINEAR`, `INTER_AREA`, `INTER_CUBIC`, `INTER_LANCZOS4`. */
export type CvInterpolation = "nearest" | "linear" | "area" | "cubic" | "lanczos4";

/**
 * `cv2.resize(image, (width, height), interpolation=...)`, bit by bit what OpenCV's own code computes (4.6 to 5.0).
 *
 * The PyPI wheels use Intel IPP for some modes; there they differ from OpenCV's own code, and among each other: uint8
 * cubic by at most 1 grey level, float32 linear and cubic by rounding. The other modes are equal there too.
 *
 * @param image uint8 or float32, HWC, any number of channels
 * @returns an image of the same type and channels
 * @throws ImageError
 */
export function cvResize<T extends Samples>(
  image: Image<T>,
  width: number,
  height: number,
  interpolation: CvInterpolation = "linear",
): Image<T> {
  checkImage(image);
  checkSize(width, height);
  const target = blankLike(image, width, height);
  if (width === image.width && height === image.height) target.data.set(image.data);
  else resizeInto(image, target, interpolation);
  return target;
}

function resizeInto(source: Image<Samples>, target: Image<Samples>, interpolation: CvInterpolation): void {
  if (interpolation === "nearest") nearest(source, target);
  else if (meansAreas(source, target, interpolation)) areaReduce(source, target);
  else filter(source, target, interpolation === "area" ? "area-enlarging" : interpolation);
}

/** Halving by linear interpolation is the mean of four, and there is code for that. */
function meansAreas(source: Image<Samples>, target: Image<Samples>, interpolation: CvInterpolation): boolean {
  if (interpolation === "linear") return source.width === 2 * target.width && source.height === 2 * target.height;
  return interpolation === "area" && target.width <= source.width && target.height <= source.height;
}

function nearest(source: Image<Samples>, target: Image<Samples>): void {
  const { channels } = source;
  const columns = nearestPositions(source.width, target.width);
  const rows = nearestPositions(source.height, target.height);
  let out = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * source.width + column) * channels;
      for (let channel = 0; channel < channels; channel++) target.data[out++] = source.data[from + channel] ?? 0;
    }
  }
}

function nearestPositions(source: number, target: number): Int32Array {
  const scale = 1 / (target / source);
  return Int32Array.from({ length: target }, (_, index) => Math.min(Math.floor(index * scale), source - 1));
}
