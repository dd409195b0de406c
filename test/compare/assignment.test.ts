import fc from "fast-check";
import { expect, it } from "vitest";
import { bestPairs } from "../../src/compare/assignment.ts";

it.each([
  ["nothing", [], []],
  ["no columns", [[], []], []],
  [
    "the sum, not the greatest single one",
    [
      [0.9, 0.8],
      [0.8, 0],
    ],
    [
      [0, 1],
      [1, 0],
    ],
  ],
  [
    "none that must not be paired",
    [
      [0, 0],
      [0, 0.6],
    ],
    [[1, 1]],
  ],
  ["more rows than columns", [[0.5], [0.7], [0.6]], [[1, 0]]],
])("pairs %s", (_name, weights, pairs) => {
  expect(bestPairs(weights)).toEqual(pairs);
});

function bestSum(weights: readonly (readonly number[])[], row = 0, taken: readonly number[] = []): number {
  const columns = weights[row];
  if (columns === undefined) return 0;
  const sums = columns.flatMap((weight, column) =>
    weight > 0 && !taken.includes(column) ? [weight + bestSum(weights, row + 1, [...taken, column])] : [],
  );
  return Math.max(bestSum(weights, row + 1, taken), ...sums);
}

it("has the greatest sum of all pairings", () => {
  const weight = fc.oneof(fc.constant(0), fc.double({ min: 0.5, max: 1, noNaN: true }));
  const table = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(weight, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );
  fc.assert(
    fc.property(table, (weights) => {
      const pairs = bestPairs(weights);
      const sum = pairs.reduce((total, [a, b]) => total + (weights[a]?.[b] ?? 0), 0);
      expect(sum).toBeCloseTo(bestSum(weights), 9);
      expect(new Set(pairs.map(([a]) => a)).size).toBe(pairs.length);
      expect(new Set(pairs.map(([, b]) => b)).size).toBe(pairs.length);
    }),
  );
});
