import { describe, expect, it } from "vitest";
import { distributionOf, mcnemar, mean, permutationTest, quantile } from "../../src/compare/statistics.ts";

describe("McNemar's exact test", () => {
  // 2 P(X <= min) of a binomial with one half: 22/1024, 2/1024, 112/1024, 43400/1048576.
  it.each([
    [0, 0, 1],
    [5, 5, 1],
    [0, 1, 1],
    [1, 9, 0.021484375],
    [9, 1, 0.021484375],
    [0, 10, 0.001953125],
    [2, 8, 0.109375],
    [5, 15, 0.04138946533203125],
  ])("of %i and %i is %d", (onlyA, onlyB, p) => {
    expect(mcnemar(onlyA, onlyB)).toBeCloseTo(p, 12);
  });

  it("does not underflow", () => {
    expect(mcnemar(5000, 5000)).toBe(1);
    // By the normal approximation, 100 of 10000 apart from the middle are 2 standard deviations.
    expect(mcnemar(4900, 5100)).toBeCloseTo(0.0466, 3);
    expect(mcnemar(0, 5000)).toBe(0);
  });
});

it("quantiles are numpy's", () => {
  expect([0, 0.25, 0.5, 0.9, 1].map((q) => quantile([1, 2, 3, 4, 10], q))).toEqual([1, 2, 3, expect.closeTo(7.6), 10]);
  expect(quantile([7], 0.99)).toBe(7);
  expect(quantile([10, 4, 3], 0.5)).toBe(4);
  expect(mean([Number.MAX_VALUE, Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
});

it("a distribution counts every value once", () => {
  const { edges, counts } = distributionOf([0, 0.1, 0.5, 0.95, 1, 1]);
  expect(edges).toHaveLength(21);
  expect(counts.reduce((sum, count) => sum + count)).toBe(6);
  expect([counts[0], counts[2], counts[10], counts[19]]).toEqual([1, 1, 1, 3]);
  expect(distributionOf([2, 2])).toEqual({ edges: [2, 2], counts: [2] });
});

describe("the permutation test", () => {
  it("finds what is always greater, and nothing in what is alike", () => {
    const cases = Array.from({ length: 12 }, (_, index) => index);
    expect(permutationTest(cases.map((index) => [1 + index / 100, index / 100]))).toBeLessThan(0.001);
    expect(permutationTest(cases.map((index) => [index % 2, (index + 1) % 2]))).toBeGreaterThan(0.3);
    expect(permutationTest(cases.map((index) => [index, index, index]))).toBe(1);
    expect(permutationTest([])).toBe(1);
  });

  it("is as sure as the cases allow", () => {
    // One way of two in each of three cases, one of three in each of two.
    expect(
      permutationTest([
        [1, 0],
        [1, 0],
        [1, 0],
      ]),
    ).toBeCloseTo(1 / 8, 1);
    expect(
      permutationTest([
        [1, 0, 0],
        [1, 0, 0],
      ]),
    ).toBeCloseTo(1 / 9, 1);
  });
});
