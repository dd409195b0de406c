import fc from "fast-check";
import { expect, it } from "vitest";
import { type Polygon, polygonIou } from "../../src/compare/polygon.ts";

const square: Polygon = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];

it.each<[string, Polygon, Polygon, number]>([
  ["itself", square, square, 1],
  [
    "itself from another corner, the other way round",
    square,
    [
      [10, 10],
      [10, 0],
      [0, 0],
      [0, 10],
    ],
    1,
  ],
  [
    "its right half and as much beside it",
    square,
    [
      [5, 0],
      [15, 0],
      [15, 10],
      [5, 10],
    ],
    1 / 3,
  ],
  [
    "a neighbour that it touches",
    square,
    [
      [10, 0],
      [20, 0],
      [20, 10],
      [10, 10],
    ],
    0,
  ],
  [
    "its triangle",
    square,
    [
      [0, 0],
      [10, 0],
      [0, 10],
    ],
    1 / 2,
  ],
  [
    "a diamond in it",
    square,
    [
      [5, 0],
      [10, 5],
      [5, 10],
      [0, 5],
    ],
    1 / 2,
  ],
  // The octagon of two squares at 45 degrees, both of side 2: 8 (sqrt 2 - 1) of 8 less that.
  [
    "a square turned by 45 degrees",
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ],
    [
      [0, -Math.SQRT2],
      [Math.SQRT2, 0],
      [0, Math.SQRT2],
      [-Math.SQRT2, 0],
    ],
    (8 * (Math.SQRT2 - 1)) / (8 - 8 * (Math.SQRT2 - 1)),
  ],
  [
    "an L against the square around it",
    square,
    [
      [0, 0],
      [5, 0],
      [5, 5],
      [10, 5],
      [10, 10],
      [0, 10],
    ],
    3 / 4,
  ],
  [
    "a bow tie: two triangles of a quarter each",
    square,
    [
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 10],
    ],
    1 / 2,
  ],
  ["what it winds around twice counts once", square, [...square, ...square], 1],
  [
    "a line",
    square,
    [
      [0, 0],
      [10, 10],
    ],
    0,
  ],
  [
    "a point that is another",
    [
      [1, 1],
      [1, 1],
      [1, 1],
    ],
    [
      [2, 2],
      [2, 2],
      [2, 2],
    ],
    0,
  ],
  [
    "a line that is the same",
    [
      [0, 0],
      [5, 5],
      [0, 0],
    ],
    [
      [0, 0],
      [5, 5],
      [0, 0],
    ],
    1,
  ],
])("a polygon against %s", (_name, a, b, iou) => {
  expect(polygonIou(a, b)).toBeCloseTo(iou, 12);
  expect(polygonIou(b, a)).toBeCloseTo(iou, 12);
});

const point = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
const polygon = fc.array(point, { minLength: 3, maxLength: 7 });

/** Corners on even coordinates, samples on a fine grid between them: inside is what has a winding number. */
function countedIou(a: Polygon, b: Polygon): number {
  let [both, either] = [0, 0];
  const step = 1 / 16;
  for (let y = step / 2; y < 12; y += step) {
    for (let x = step / 2; x < 12; x += step) {
      const [inA, inB] = [winding(a, x, y) !== 0, winding(b, x, y) !== 0];
      if (inA && inB) both += 1;
      if (inA || inB) either += 1;
    }
  }
  return either === 0 ? 0 : both / either;
}

/** Sum of the angles around a point, in turns. */
function winding(polygon: Polygon, x: number, y: number): number {
  let angle = 0;
  for (const [index, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(index + 1) % polygon.length] ?? [0, 0];
    const [px, py, qx, qy] = [ax - x, ay - y, bx - x, by - y];
    angle += Math.atan2(px * qy - py * qx, px * qx + py * qy);
  }
  return Math.round(angle / (2 * Math.PI));
}

it("agrees with counting samples, for any polygons, crossed ones too", () => {
  fc.assert(
    fc.property(polygon, polygon, (a, b) => {
      const iou = polygonIou(a, b);
      expect(iou).toBe(polygonIou(a, b));
      expect(Math.abs(iou - polygonIou(b, a))).toBeLessThan(1e-9);
      // Thin slivers fall between the samples.
      if (countedArea(a) + countedArea(b) > 20) expect(Math.abs(iou - countedIou(a, b))).toBeLessThan(0.05);
    }),
    { numRuns: 15 },
  );
});

function countedArea(polygon: Polygon): number {
  let area = 0;
  for (let y = 0.5; y < 12; y++)
    for (let x = 0.5; x < 12; x++) area += winding(polygon, x + 0.01, y + 0.02) === 0 ? 0 : 1;
  return area;
}
