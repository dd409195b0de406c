import fc from "fast-check";
import { expect, it } from "vitest";
import { suppress } from "../../evals/object-detection/ts/suppress.ts";

/** Boxes on a coarse grid, so that they often share an edge, a size or a score. */
const boxes = fc.array(
  fc.record({
    top: fc.integer({ min: 0, max: 6 }),
    left: fc.integer({ min: 0, max: 6 }),
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    score: fc.integer({ min: 0, max: 8 }),
  }),
  { maxLength: 20 },
);
type Box = (typeof boxes extends fc.Arbitrary<infer B> ? B : never)[number];

it("keeps a box exactly when no surer one that stays shares too much with it", () => {
  fc.assert(
    fc.property(boxes, (given) => {
      const flat = given.flatMap(({ top, left, height, width }) => [top, left, top + height, left + width]);
      const scores = Float32Array.from(given, ({ score }) => score / 8);
      const kept = suppress(Float32Array.from(flat), scores, 0.5, 0.4, Number.POSITIVE_INFINITY);
      const order = [...given.keys()].filter((i) => (scores[i] ?? 0) >= 0.5);
      order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
      const expected: number[] = [];
      for (const i of order) if (!expected.some((j) => overlap(given[i], given[j]) > 0.4)) expected.push(i);
      expect(kept).toEqual(expected);
      expect(suppress(Float32Array.from(flat), scores, 0.5, 0.4, 2)).toEqual(expected.slice(0, 2));
    }),
  );
});

it("compares with the threshold in float32, as NumPy does", () => {
  const tenth = Float32Array.of(0.1);
  expect(Number(tenth[0])).toBeGreaterThan(0.1);
  expect(suppress(Float32Array.of(0, 0, 1, 1), tenth, 0.1, 0.5, 1)).toEqual([0]);
  const seven = Float32Array.of(0.7);
  expect(Number(seven[0])).toBeLessThan(0.7);
  expect(suppress(Float32Array.of(0, 0, 1, 1), seven, 0.7, 0.5, 1)).toEqual([0]);
});

it("drops a second box that has no area at all", () => {
  expect(suppress(new Float32Array(8), Float32Array.of(0.9, 0.8), 0.5, 0.5, 2)).toEqual([0]);
});

/** Intersection over union. */
function overlap(a: Box | undefined, b: Box | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const shared = Math.max(height, 0) * Math.max(width, 0);
  return shared / (a.height * a.width + b.height * b.width - shared);
}
