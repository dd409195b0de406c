/** A point in pixels. */
export type Point = readonly [x: number, y: number];

/** Corners in order, three or more; the last is joined to the first. Edges may cross. */
export type Polygon = readonly Point[];

interface Edge {
  readonly top: Point;
  readonly bottom: Point;
  /** Across the edge from left to right the winding number changes by this. */
  readonly turn: 1 | -1;
}

/**
 * The area that two polygons share, as a part of the area that they cover together (intersection over union). Inside is what
 * has a winding number other than 0, so that a polygon whose edges cross has an area, too. Exactly 1 for equal polygons; a
 * polygon without area shares nothing with any but its equal.
 *
 * @returns 0 to 1
 */
export function polygonIou(a: Polygon, b: Polygon): number {
  if (haveSamePoints(a, b)) return 1;
  if (!doBoxesMeet(a, b)) return 0;
  const { areaA, areaB, both } = areasOf(a, b);
  const union = areaA + areaB - both;
  return union > 0 ? Math.min(1, both / union) : 0;
}

function haveSamePoints(a: Polygon, b: Polygon): boolean {
  return a.length === b.length && a.every(([x, y], index) => x === b[index]?.[0] && y === b[index]?.[1]);
}

function doBoxesMeet(a: Polygon, b: Polygon): boolean {
  return [0, 1].every((axis) => {
    const [[minA, maxA], [minB, maxB]] = [rangeOf(a, axis), rangeOf(b, axis)];
    return minA < maxB && minB < maxA;
  });
}

function rangeOf(polygon: Polygon, axis: number): [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of polygon) {
    const value = point[axis] ?? 0;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return [min, max];
}

/**
 * Cuts the plane into horizontal slabs at every corner and crossing. Within one, edges neither end nor cross, so what is
 * inside has the length of its middle line times the slab's height, exactly.
 */
function areasOf(a: Polygon, b: Polygon): { areaA: number; areaB: number; both: number } {
  const [edgesA, edgesB] = [edgesOf(a), edgesOf(b)];
  const levels = levelsOf([...edgesA, ...edgesB]);
  const areas = { areaA: 0, areaB: 0, both: 0 };
  for (let index = 1; index < levels.length; index++) {
    const [upper = 0, lower = 0] = [levels[index - 1], levels[index]];
    const middle = (upper + lower) / 2;
    const [spansA, spansB] = [spansAt(edgesA, middle), spansAt(edgesB, middle)];
    areas.areaA += lengthOf(spansA) * (lower - upper);
    areas.areaB += lengthOf(spansB) * (lower - upper);
    areas.both += sharedLength(spansA, spansB) * (lower - upper);
  }
  return areas;
}

function edgesOf(polygon: Polygon): Edge[] {
  const edges: Edge[] = [];
  for (const [index, from] of polygon.entries()) {
    const to = polygon[(index + 1) % polygon.length] ?? from;
    if (from[1] < to[1]) edges.push({ top: from, bottom: to, turn: 1 });
    if (from[1] > to[1]) edges.push({ top: to, bottom: from, turn: -1 });
  }
  return edges;
}

function levelsOf(edges: readonly Edge[]): number[] {
  const levels = new Set(edges.flatMap(({ top, bottom }) => [top[1], bottom[1]]));
  for (const [index, edge] of edges.entries()) {
    for (let other = index + 1; other < edges.length; other++) {
      const level = crossingOf(edge, edges[other] ?? edge);
      if (level !== undefined) levels.add(level);
    }
  }
  return [...levels].sort((x, y) => x - y);
}

/** The height at which two edges cross; undefined where they do not. */
function crossingOf(one: Edge, other: Edge): number | undefined {
  const upper = Math.max(one.top[1], other.top[1]);
  const lower = Math.min(one.bottom[1], other.bottom[1]);
  if (upper >= lower) return undefined;
  const above = xAt(one, upper) - xAt(other, upper);
  const below = xAt(one, lower) - xAt(other, lower);
  if (above * below >= 0) return undefined;
  return upper + (lower - upper) * (above / (above - below));
}

function xAt({ top, bottom }: Edge, y: number): number {
  return top[0] + (bottom[0] - top[0]) * ((y - top[1]) / (bottom[1] - top[1]));
}

type Span = readonly [left: number, right: number];

function spansAt(edges: readonly Edge[], y: number): Span[] {
  const crossed = edges.filter(({ top, bottom }) => top[1] < y && y < bottom[1]);
  const marks = crossed.map((edge) => ({ x: xAt(edge, y), turn: edge.turn })).sort((one, other) => one.x - other.x);
  const spans: Span[] = [];
  let winding = 0;
  let start = 0;
  for (const { x, turn } of marks) {
    if (winding === 0) start = x;
    winding += turn;
    if (winding === 0 && x > start) spans.push([start, x]);
  }
  return spans;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [left, right]) => sum + (right - left), 0);
}

function sharedLength(a: readonly Span[], b: readonly Span[]): number {
  let length = 0;
  for (const [left, right] of a) {
    for (const [from, to] of b) length += Math.max(0, Math.min(right, to) - Math.max(left, from));
  }
  return length;
}
