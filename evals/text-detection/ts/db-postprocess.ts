import { roundHalfEven } from "evalbridge/imaging";
import { type Cv, type Mat, type Point, scoped } from "./opencv.ts";
import { unclip } from "./unclip.ts";

const MAX_CANDIDATES = 1000;
const MIN_SIZE = 3;

export interface DbOptions {
  /** A pixel of the map above this belongs to text. */
  readonly thresh: number;
  /** The least mean of the map inside a box. */
  readonly boxThresh: number;
  /** How far a box is grown: area * ratio / perimeter. */
  readonly unclipRatio: number;
}

/** The probability map of a DB network: float32 in 0..1, row by row. */
export interface ProbabilityMap {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

export interface Box {
  /** Four corners `[x, y]` in whole pixels of the picture, clockwise from left-top. */
  readonly pts: readonly (readonly [number, number])[];
  readonly score: number;
}

/** Corners as float32 values in pixels of the map, clockwise from left-top. */
type Quad = readonly Point[];

/** The text boxes of a map, in pixels of a picture of size `picture`, in the order in which OpenCV finds them. */
export function findBoxes(
  cv: Cv,
  map: ProbabilityMap,
  picture: { readonly width: number; readonly height: number },
  options: DbOptions,
): Box[] {
  return scoped((own) => {
    const prob = own(cv.matFromArray(map.height, map.width, cv.CV_32FC1, map.data));
    const contours = own(findContours(cv, map, options.thresh));
    const boxes: Box[] = [];
    for (let i = 0; i < Math.min(contours.size(), MAX_CANDIDATES); i++) {
      const found = candidate(cv, prob, own(contours.get(i)), options);
      if (found === undefined) continue;
      const pts = toPicture(found.quad, map, picture);
      if (side(pts[0], pts[1]) > MIN_SIZE && side(pts[0], pts[3]) > MIN_SIZE) boxes.push({ pts, score: found.score });
    }
    return boxes;
  });
}

function findContours(cv: Cv, map: ProbabilityMap, thresh: number) {
  return scoped((own) => {
    const limit = Math.fround(thresh);
    const bitmap = own(new cv.Mat(map.height, map.width, cv.CV_8UC1));
    const bits = bitmap.data;
    for (const [i, value] of map.data.entries()) bits[i] = value > limit ? 255 : 0;
    const contours = new cv.MatVector();
    cv.findContours(bitmap, contours, own(new cv.Mat()), cv.RETR_LIST, cv.CHAIN_APPROX_SIMPLE);
    return contours;
  });
}

/** The grown quad of a contour and its score; `undefined` when it is too small, too faint or falls apart. */
function candidate(cv: Cv, prob: Mat, contour: Mat, options: DbOptions): { quad: Quad; score: number } | undefined {
  const tight = miniQuad(cv, contour);
  if (tight.shortSide < MIN_SIZE) return undefined;
  const score = meanInside(cv, prob, tight.quad);
  if (score < options.boxThresh) return undefined;
  const [polygon, ...others] = unclip(tight.quad, options.unclipRatio);
  if (polygon === undefined || others.length > 0) return undefined;
  const { quad, shortSide } = scoped((own) => miniQuad(cv, own(intPoints(cv, polygon))));
  return shortSide < MIN_SIZE + 2 ? undefined : { quad, score };
}

/** Corners and shorter side of the smallest rotated rectangle around `points`. */
function miniQuad(cv: Cv, points: Mat): { quad: Quad; shortSide: number } {
  const rect = cv.minAreaRect(points);
  const corners = cv.boxPoints(rect).sort((a, b) => a.x - b.x);
  const left = corners.slice(0, 2).sort((a, b) => a.y - b.y);
  const right = corners.slice(2).sort((a, b) => a.y - b.y);
  const quad = [...left.slice(0, 1), ...right, ...left.slice(1)];
  return { quad, shortSide: Math.min(rect.size.width, rect.size.height) };
}

/** Mean of the map inside the quad, within the map. */
function meanInside(cv: Cv, prob: Mat, quad: Quad): number {
  const xs = quad.map(({ x }) => x);
  const ys = quad.map(({ y }) => y);
  const [x0, x1] = span(xs, prob.cols);
  const [y0, y1] = span(ys, prob.rows);
  const polygon = quad.map(({ x, y }) => ({ x: Math.fround(x - x0), y: Math.fround(y - y0) }));
  return scoped((own) => {
    const mask = own(cv.Mat.zeros(y1 - y0 + 1, x1 - x0 + 1, cv.CV_8UC1));
    const polygons = own(new cv.MatVector());
    polygons.push_back(own(intPoints(cv, polygon)));
    cv.fillPoly(mask, polygons, new cv.Scalar(1, 0, 0, 0));
    const region = own(prob.roi(new cv.Rect(x0, y0, x1 - x0 + 1, y1 - y0 + 1)));
    return cv.mean(region, mask)[0] ?? 0;
  });
}

/** First and last whole pixel that the values touch, within `0..length - 1`. */
function span(values: readonly number[], length: number): [number, number] {
  const clip = (value: number) => Math.min(Math.max(value, 0), length - 1);
  return [clip(Math.floor(Math.min(...values))), clip(Math.ceil(Math.max(...values)))];
}

/** A contour as OpenCV takes it: `n` x 1 of two int32, fractions cut off. */
function intPoints(cv: Cv, points: readonly Point[]): Mat {
  const coordinates = points.flatMap(({ x, y }) => [Math.trunc(x), Math.trunc(y)]);
  return cv.matFromArray(points.length, 1, cv.CV_32SC2, coordinates);
}

/** The quad in whole pixels of the picture, inside it; float32 steps as NumPy's. */
function toPicture(
  quad: Quad,
  from: { readonly width: number; readonly height: number },
  to: { readonly width: number; readonly height: number },
): [number, number][] {
  const scale = (value: number, size: number, target: number) => {
    const scaled = Math.fround(Math.fround(value / size) * target);
    return Math.min(Math.max(roundHalfEven(scaled), 0), target - 1);
  };
  return quad.map(({ x, y }) => [scale(x, from.width, to.width), scale(y, from.height, to.height)]);
}

function side(a: readonly [number, number] = [0, 0], b: readonly [number, number] = [0, 0]): number {
  return Math.trunc(Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2));
}
