import type { JsonValue } from "evalbridge";
import { evalError } from "evalbridge";

const MAX_LINES = 256;

/** Four corners, clockwise from left-top: eight numbers, in pixels of the picture. */
export type Bbox = readonly number[];

type Point = readonly [x: number, y: number];

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The boxes that the request brings, those of the first that has any.
 *
 * @param said the request's attribute and params
 * @throws BridgeError 400 when they are none, or not within the picture
 */
export function bboxesOf(said: readonly JsonValue[], picture: Size): Bbox[] | undefined {
  for (const value of said) {
    const bboxes = typeof value === "object" && value !== null && "bboxes" in value ? value["bboxes"] : null;
    if (bboxes !== null && bboxes !== undefined) return checkedAll(bboxes, picture);
  }
  return undefined;
}

function checkedAll(bboxes: JsonValue, picture: Size): Bbox[] {
  if (!Array.isArray(bboxes) || bboxes.length > MAX_LINES) {
    throw evalError(400, `bboxes must be a list of at most ${MAX_LINES}`);
  }
  const lines = bboxes.map((bbox, index) => checked(bbox, index, picture));
  // Lines do not lie on each other; without this rule a small request could ask for hours of work.
  const total = lines.reduce((sum, bbox) => sum + area(corners(bbox)), 0);
  if (total > 2 * picture.width * picture.height) {
    throw evalError(400, "bboxes are together larger than twice the image");
  }
  return lines;
}

/** Four points, as precise as cv2 takes them. */
export function corners(bbox: Bbox): Point[] {
  return [0, 2, 4, 6].map((at) => [Math.fround(bbox[at] ?? 0), Math.fround(bbox[at + 1] ?? 0)]);
}

/** A box as eight numbers, also when it came as four points. */
function checked(bbox: JsonValue, index: number, { width, height }: Size): Bbox {
  const values = Array.isArray(bbox) ? bbox.flat() : [];
  if (values.length !== 8 || !values.every((value) => typeof value === "number")) {
    throw evalError(400, `bboxes[${index}] must be four points`);
  }
  if (!values.every((value, at) => value >= 0 && value <= (at % 2 === 0 ? width : height))) {
    throw evalError(400, `bboxes[${index}] is not within the image`);
  }
  // Clockwise from left-top, y down: at every corner of a convex quadrilateral the border turns right.
  const points = corners(values);
  if (!points.every((b, i) => turn(points.at(i - 1), b, points[(i + 1) % 4]) >= 1)) {
    throw evalError(400, `bboxes[${index}] is not convex and clockwise`);
  }
  return values;
}

/** Twice the area of the triangle; negative when it turns left. */
function turn([ax, ay]: Point = [0, 0], [bx, by]: Point = [0, 0], [cx, cy]: Point = [0, 0]): number {
  return (bx - ax) * (cy - by) - (by - ay) * (cx - bx);
}

/** Of the line that is cut out. */
function area([a, b, c, d]: readonly Point[]): number {
  return Math.max(side(a, b), side(c, d)) * Math.max(side(a, d), side(b, c));
}

function side([ax, ay]: Point = [0, 0], [bx, by]: Point = [0, 0]): number {
  const [dx, dy] = [ax - bx, ay - by];
  return Math.sqrt(dx * dx + dy * dy);
}
