import ClipperLib from "clipper-lib";
import type { Point } from "./opencv.ts";

// clipper-lib would coarsen no arc beyond a tolerance of delta / 4; `arcTolerance` decides that here.
ClipperLib.ClipperOffset.def_arc_tolerance = 1;

/**
 * The polygon grown to undo the shrinking of DB's training targets.
 *
 * @param ratio the corners move out by `area * ratio / perimeter`, rounded arcs between them
 * @returns polygons with integer corners, normally one
 */
export function unclip(polygon: readonly Point[], ratio: number): Point[][] {
  const delta = offsetDistance(polygon, ratio);
  const offset = new ClipperLib.ClipperOffset(2, arcTolerance(delta));
  // Clipper computes in integers: the fraction is cut off.
  const path = polygon.map(({ x, y }) => ({ X: Math.trunc(x), Y: Math.trunc(y) }));
  offset.AddPath(path, ClipperLib.JoinType.jtRound, ClipperLib.EndType.etClosedPolygon);
  const grown: { X: number; Y: number }[][] = [];
  offset.Execute(grown, delta);
  return grown.map((points) => points.map(({ X, Y }) => ({ x: X, y: Y })));
}

function offsetDistance(polygon: readonly Point[], ratio: number): number {
  let area = 0;
  let perimeter = 0;
  for (const [i, a] of polygon.entries()) {
    const b = polygon[(i + 1) % polygon.length] ?? a;
    area += a.x * b.y - b.x * a.y;
    perimeter += Math.sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
  }
  return ((Math.abs(area) / 2) * ratio) / perimeter;
}

/**
 * pyclipper wraps Clipper in C++, clipper-lib is a translation of the one in C#, which lacks a rule: a full circle has
 * at most `PI * delta` steps. It matters for deltas below 2, the small boxes. Here it is put as an arc tolerance.
 */
function arcTolerance(delta: number): number {
  const usual = Math.min(0.25, delta * 0.25);
  return Math.max(usual, delta * (1 - Math.cos(1 / delta)));
}
