import type { JsonValue } from "evalbridge";
import { evalError } from "evalbridge";

const MAX_LINES = 256;

/** Four corners, clockwise from left-top: eight numbers, in pixels of the picture. */
export type Bbox = readonly number[];

type Point = readonly [x: number, y: number];

/**
 * The boxes that the request brings, those of the first that has any.
 *
 * @param said the request's attribute and params
 * @throws BridgeError 400
 */
export function bboxesOf(
  said: readonly JsonValue[],
  picture: { readonly width: number; readonly height: number },
): Bbox[] | undefined {
  for (const value of said) {
    const bboxes = typeof value === "object" && value !== null && "bboxes" in value ? value["bboxes"] : null;
    if (bboxes === null || bboxes === undefined) continue;
    if (!Array.isArray(bboxes) || bboxes.length > MAX_LINES) {
      throw evalError(400, `bboxes must be a list of at most ${MAX_LINES}`);
    }
    return bboxes.map((bbox, index) => checked(bbox, index, picture));
  }
  return undefined;
}

export function corners(bbox: Bbox): Point[] {
  return [0, 2, 4, 6].map((at) => [bbox[at] ?? 0, bbox[at + 1] ?? 0]);
}

/** A box as eight numbers, also when it came as four points. */
function checked(bbox: JsonValue, index: number, { width, height }: { width: number; height: number }): Bbox {
  const values = Array.isArray(bbox) ? bbox.flat() : [];
  if (values.length !== 8 || !values.every((value) => typeof value === "number")) {
    throw evalError(400, `bboxes[${index}] must be four points`);
  }
  const points = corners(values);
  if (!points.every(([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height)) {
    throw evalError(400, `bboxes[${index}] is not within the image`);
  }
  // Clockwise from left-top, y down: at every corner of a convex quadrilateral the border turns right.
  if (!points.every((b, i) => turn(points.at(i - 1), b, points[(i + 1) % 4]) > 0)) {
    throw evalError(400, `bboxes[${index}] is not convex and clockwise`);
  }
  return values;
}

function turn([ax, ay]: Point = [0, 0], [bx, by]: Point = [0, 0], [cx, cy]: Point = [0, 0]): number {
  return (bx - ax) * (cy - by) - (by - ay) * (cx - bx);
}
