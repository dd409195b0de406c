import { cvResize } from "./cv-resize.ts";
import type { Image, Samples } from "./image.ts";
import { blankLike, checkImage, checkSize, colourOf, ImageError } from "./image.ts";
import { roundHalfEven } from "./rounding.ts";

/** A part of an image, in whole pixels from its left-top corner. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Cuts a part out.
 *
 * @throws ImageError when it does not lie within the image
 */
export function crop<T extends Samples>(image: Image<T>, { x, y, width, height }: Region): Image<T> {
  checkImage(image);
  checkSize(width, height);
  if (x < 0 || y < 0 || x + width > image.width || y + height > image.height) {
    throw new ImageError(`${width}x${height} at ${x},${y} is not within an image of ${image.width}x${image.height}`);
  }
  const target = blankLike(image, width, height);
  copyRows(image, { x, y }, target, { x: 0, y: 0 }, width, height);
  return target;
}

/** How many pixels are added on each side. */
export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Adds a border of one colour: `cv2.copyMakeBorder(..., cv2.BORDER_CONSTANT, value)`.
 *
 * @param value one sample for all channels, or one for each
 * @throws ImageError
 */
export function pad<T extends Samples>(
  image: Image<T>,
  { left, top, right, bottom }: Margins,
  value: number | readonly number[] = 0,
): Image<T> {
  checkImage(image);
  const { channels } = image;
  const colour = colourOf(image, value);
  if (Math.min(left, top, right, bottom) < 0) throw new ImageError("a margin cannot be negative");
  const [width, height] = [image.width + left + right, image.height + top + bottom];
  checkSize(width, height);
  const target = blankLike(image, width, height);
  for (let at = 0; at < target.data.length; at++) target.data[at] = colour[at % channels] ?? 0;
  copyRows(image, { x: 0, y: 0 }, target, { x: left, y: top }, image.width, image.height);
  return target;
}

export interface Letterboxed<T extends Samples> {
  readonly image: Image<T>;
  /** A position in the letterboxed image is `position in the original * scale + offset`. */
  readonly scale: number;
  readonly offset: Point;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Fits an image into a size without changing its proportions, centred, and fills the rest: bilinear, as detectors of the
 * YOLO family are fed.
 *
 * @param value of the border, as in `pad`
 * @throws ImageError
 */
export function letterbox<T extends Samples>(
  image: Image<T>,
  width: number,
  height: number,
  value: number | readonly number[] = 114,
): Letterboxed<T> {
  checkImage(image);
  checkSize(width, height);
  const scale = Math.min(width / image.width, height / image.height);
  const fitted = cvResize(image, wholeSide(image.width * scale), wholeSide(image.height * scale));
  const [restX, restY] = [width - fitted.width, height - fitted.height];
  const offset = { x: Math.floor(restX / 2), y: Math.floor(restY / 2) };
  const margins = { left: offset.x, top: offset.y, right: restX - offset.x, bottom: restY - offset.y };
  return { image: pad(fitted, margins, value), scale, offset };
}

function wholeSide(side: number): number {
  return Math.max(1, roundHalfEven(side));
}

function copyRows(
  source: Image<Samples>,
  from: Point,
  target: Image<Samples>,
  to: Point,
  width: number,
  height: number,
): void {
  const { channels } = source;
  for (let row = 0; row < height; row++) {
    const start = ((from.y + row) * source.width + from.x) * channels;
    target.data.set(
      source.data.subarray(start, start + width * channels),
      ((to.y + row) * target.width + to.x) * channels,
    );
  }
}

/** Mirrors: `cv2.flip`. */
export function flip<T extends Samples>(image: Image<T>, axis: "horizontal" | "vertical" | "both"): Image<T> {
  const { width, height } = image;
  const across = axis !== "vertical";
  const down = axis !== "horizontal";
  return rearranged(image, width, height, (x, y) => (down ? height - 1 - y : y) * width + (across ? width - 1 - x : x));
}

/** Turns clockwise: `cv2.rotate`; `numpy.rot90` turns the other way. */
export function rotate<T extends Samples>(image: Image<T>, degrees: 90 | 180 | 270): Image<T> {
  const { width, height } = image;
  if (degrees === 180) return flip(image, "both");
  return degrees === 90
    ? rearranged(image, height, width, (x, y) => (height - 1 - x) * width + y)
    : rearranged(image, height, width, (x, y) => x * width + width - 1 - y);
}

/** @param from which pixel of the image comes to a place */
function rearranged<T extends Samples>(
  image: Image<T>,
  width: number,
  height: number,
  from: (x: number, y: number) => number,
): Image<T> {
  checkImage(image);
  const { channels } = image;
  const target = blankLike(image, width, height);
  let out = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const start = from(x, y) * channels;
      for (let channel = 0; channel < channels; channel++) target.data[out++] = image.data[start + channel] ?? 0;
    }
  }
  return target;
}
