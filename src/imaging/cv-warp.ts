import type { RemapInterpolation, RowPositions } from "./cv-remap.ts";
import { POSITION_BITS, remap } from "./cv-remap.ts";
import type { Image, Samples } from "./image.ts";
import { blankLike, checkImage, checkSize, colourOf, ImageError } from "./image.ts";
import { clampByte, roundHalfEven } from "./rounding.ts";
import type { Corner } from "./transform.ts";
import { getPerspectiveTransform } from "./transform.ts";

export interface WarpOptions {
  /** `cv2.INTER_NEAREST`, `INTER_LINEAR`, `INTER_CUBIC`. */
  readonly interpolation?: RemapInterpolation;
  /** What lies outside of the image: `cv2.BORDER_CONSTANT`, of `value`, or `cv2.BORDER_REPLICATE`, its nearest pixel. */
  readonly border?: "constant" | "replicate";
  /** One sample for all channels, or one for each. */
  readonly value?: number | readonly number[];
  /** The matrix leads from the result to the image: `cv2.WARP_INVERSE_MAP`. */
  readonly inverse?: boolean;
}

/**
 * `cv2.warpPerspective(image, matrix, (width, height), ...)`, bit by bit what OpenCV 4 computes, PyPI's wheels included.
 *
 * @param image uint8 or float32, HWC, any number of channels
 * @param matrix 3x3, row by row, from the image to the result
 * @throws ImageError
 */
export function cvWarpPerspective<T extends Samples>(
  image: Image<T>,
  matrix: readonly number[],
  width: number,
  height: number,
  options: WarpOptions = {},
): Image<T> {
  checkMatrix(matrix, 3);
  const back = options.inverse ? matrix : inverted3(matrix);
  return warped(image, width, height, options, (scale) => perspectiveRows(back, width, height, scale));
}

/**
 * `cv2.warpAffine(image, matrix, (width, height), ...)`, bit by bit, as `cvWarpPerspective`.
 *
 * @param image uint8 or float32, HWC, any number of channels
 * @param matrix 2x3, row by row, from the image to the result
 * @throws ImageError
 */
export function cvWarpAffine<T extends Samples>(
  image: Image<T>,
  matrix: readonly number[],
  width: number,
  height: number,
  options: WarpOptions = {},
): Image<T> {
  checkMatrix(matrix, 2);
  const back = options.inverse ? matrix : inverted2(matrix);
  return warped(image, width, height, options, (scale) => affineRows(back, width, scale));
}

/**
 * What lies in a quadrilateral, straightened: the rotated text box of OCR programs. As wide and as high as the longer of
 * its opposite sides (fractions cut off), at least one pixel; outside of the image lies the nearest pixel.
 *
 * @param corners four, clockwise from what shall be left-top
 * @param interpolation `cubic` is what PaddleOCR crops text with
 * @throws ImageError
 */
export function cropQuad<T extends Samples>(
  image: Image<T>,
  corners: readonly Corner[],
  interpolation: RemapInterpolation = "cubic",
): Image<T> {
  const side = (a: number, b: number) => distance(corners[a], corners[b]);
  const width = Math.max(1, Math.trunc(Math.max(side(0, 1), side(2, 3))));
  const height = Math.max(1, Math.trunc(Math.max(side(0, 3), side(1, 2))));
  const upright: Corner[] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  const matrix = getPerspectiveTransform(corners, upright);
  return cvWarpPerspective(image, matrix, width, height, { interpolation, border: "replicate" });
}

/** As NumPy's norm of float32 corners. */
function distance([ax, ay]: Corner = [0, 0], [bx, by]: Corner = [0, 0]): number {
  const f = Math.fround;
  const [x, y] = [f(f(ax) - f(bx)), f(f(ay) - f(by))];
  return f(Math.sqrt(f(f(x * x) + f(y * y))));
}

function checkMatrix(matrix: readonly number[], rows: number): void {
  if (matrix.length !== rows * 3) {
    throw new ImageError(`a matrix of ${rows}x3 has ${rows * 3} numbers, not ${matrix.length}`);
  }
}

/** Whole positions have 16 bits in OpenCV, which refuses longer sides. */
const LONGEST_SIDE = 32_766;

function warped<T extends Samples>(
  image: Image<T>,
  width: number,
  height: number,
  { interpolation = "linear", border = "constant", value = 0 }: WarpOptions,
  rows: (scale: number) => RowPositions,
): Image<T> {
  checkImage(image);
  checkSize(width, height);
  const longest = Math.max(image.width, image.height, width, height);
  if (longest > LONGEST_SIDE)
    throw new ImageError(`a side of ${longest} is too long to be warped: ${LONGEST_SIDE} may be`);
  const target = blankLike(image, width, height);
  const fitting = image.data instanceof Uint8Array ? toByte : Math.fround;
  const edge = { replicated: border === "replicate", colour: colourOf(image, value).map(fitting) };
  remap(image, target, interpolation, rows(interpolation === "nearest" ? 1 : SUBPIXELS), edge);
  return target;
}

/** Positions between pixels are rounded to so many steps. */
const SUBPIXELS = 1 << POSITION_BITS;

function toByte(value: number): number {
  return clampByte(roundHalfEven(value));
}

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;

/** OpenCV works block by block, and starts to count anew in each: it shows in the rounding. */
const BLOCK = 32;

function perspectiveRows(matrix: readonly number[], width: number, height: number, scale: number): RowPositions {
  const [m0 = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0, m7 = 0, m8 = 0] = matrix;
  const block = Math.min(Math.trunc((BLOCK * BLOCK) / Math.min(BLOCK / 2, height)), width);
  return (y, xs, ys) => {
    for (let start = 0; start < width; start += block) {
      const x0 = m0 * start + m1 * y + m2;
      const y0 = m3 * start + m4 * y + m5;
      const w0 = m6 * start + m7 * y + m8;
      const end = Math.min(block, width - start);
      for (let x = 0; x < end; x++) {
        const w = w0 + m6 * x;
        const factor = w === 0 ? 0 : scale / w;
        xs[start + x] = roundedClipped((x0 + m0 * x) * factor);
        ys[start + x] = roundedClipped((y0 + m3 * x) * factor);
      }
    }
  };
}

function roundedClipped(value: number): number {
  return roundHalfEven(Math.max(INT_MIN, Math.min(INT_MAX, value)));
}

/** Fractional bits of OpenCV's affine positions. */
const AFFINE_BITS = 10;
const AFFINE_ONE = 1 << AFFINE_BITS;

function affineRows(matrix: readonly number[], width: number, scale: number): RowPositions {
  const [m0 = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0] = matrix;
  const columnsX = Int32Array.from({ length: width }, (_, x) => toInt(m0 * x * AFFINE_ONE));
  const columnsY = Int32Array.from({ length: width }, (_, x) => toInt(m3 * x * AFFINE_ONE));
  const half = AFFINE_ONE / scale / 2;
  const shift = Math.log2(AFFINE_ONE / scale);
  return (y, xs, ys) => {
    const x0 = toInt((m1 * y + m2) * AFFINE_ONE) + half;
    const y0 = toInt((m4 * y + m5) * AFFINE_ONE) + half;
    for (let x = 0; x < width; x++) {
      xs[x] = (x0 + (columnsX[x] ?? 0)) >> shift;
      ys[x] = (y0 + (columnsY[x] ?? 0)) >> shift;
    }
  };
}

/** As the processor does: what does not fit becomes the least. */
function toInt(value: number): number {
  const rounded = roundHalfEven(value);
  return rounded >= INT_MIN && rounded <= INT_MAX ? rounded : INT_MIN;
}

/** Zeros where there is no inverse, as there. */
function inverted3(matrix: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = matrix;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (determinant === 0) return new Array<number>(9).fill(0);
  const factor = 1 / determinant;
  return [
    (e * i - f * h) * factor,
    (c * h - b * i) * factor,
    (b * f - c * e) * factor,
    (f * g - d * i) * factor,
    (a * i - c * g) * factor,
    (c * d - a * f) * factor,
    (d * h - e * g) * factor,
    (b * g - a * h) * factor,
    (a * e - b * d) * factor,
  ];
}

function inverted2(matrix: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = matrix;
  const determinant = a * e - b * d;
  const factor = determinant === 0 ? 0 : 1 / determinant;
  const [ia, ib, id, ie] = [e * factor, b * -factor, d * -factor, a * factor];
  return [ia, ib, -ia * c - ib * f, id, ie, -id * c - ie * f];
}
