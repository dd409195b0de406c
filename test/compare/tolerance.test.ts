import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance, isClose, type Tolerance, tolerancesOf } from "../../src/compare/tolerance.ts";
import { settingsOf } from "./settings-of.ts";

const numpy: Tolerance = { atol: 0.1, rtol: 0.1, formula: "numpy", nan_equal: true, whole: false };
const symmetric: Tolerance = { ...numpy, formula: "symmetric" };
const [inf, nan] = [Number.POSITIVE_INFINITY, Number.NaN];

describe("two numbers are close", () => {
  it.each<[number | bigint, number | bigint, boolean, boolean]>([
    // atol + rtol 10 = 1.1 against max(atol, rtol max(|a|, |b|)) = 1.11: the formulas part here.
    [10, 11.1, true, true],
    [10, 11.105, false, true],
    [10, 8.95, true, false],
    [0, 0.1, true, true],
    [0, 0.11, false, false],
    [-1, 1, false, false],
    [inf, inf, true, true],
    [inf, -inf, false, false],
    [inf, 1e308, false, false],
    [1, inf, false, false],
    [nan, nan, true, true],
    [nan, 0, false, false],
    [10n ** 20n, 10n ** 20n + 1n, true, true],
    [10n ** 400n, 10n ** 400n, true, true],
    [10n ** 400n, 1, false, false],
  ])("%s and %s: numpy %s, symmetric %s", (a, b, asNumpy, asSymmetric) => {
    expect(isClose(a, b, numpy)).toBe(asNumpy);
    expect(isClose(a, b, symmetric)).toBe(asSymmetric);
  });

  it("NaN is not equal to NaN where that is asked for", () => {
    expect(isClose(nan, nan, { ...numpy, nan_equal: false })).toBe(false);
  });

  it("but for rounding: 1e-5, and whole numbers exactly", () => {
    const { rounding, allowed, asked } = tolerancesOf(settingsOf({}));
    expect(allowed).toEqual(rounding);
    expect(asked).toBe(false);
    expect([isClose(0.5, 0.50001, rounding), isClose(0.5, 0.50002, rounding)]).toEqual([true, false]);
    expect([isClose(1e7, 1e7 + 1, rounding), isClose(1e7 + 0.5, 1e7 + 1.25, rounding)]).toEqual([false, true]);
    expect(isClose(9007199254740993n, 9007199254740992, rounding)).toBe(false);
    expect(isClose(9007199254740992n, 9007199254740992, rounding)).toBe(true);
  });

  it("as the user asks: what he does not name is 0", () => {
    const { allowed, asked } = tolerancesOf(settingsOf({ rtol: 0.01 }));
    expect(allowed).toMatchObject({ atol: 0, rtol: 0.01, whole: false });
    expect(asked).toBe(true);
  });
});

it("the symmetric formula and the distance are symmetric, and a number is close to itself", () => {
  const number = fc.oneof(fc.double(), fc.bigInt(), fc.integer());
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(isClose(a, b, symmetric)).toBe(isClose(b, a, symmetric));
      expect(distance(a, b)).toBe(distance(b, a));
      expect(isClose(a, a, numpy)).toBe(true);
      const apart = distance(a, b);
      if (apart !== undefined) expect(Number.isFinite(apart)).toBe(true);
    }),
  );
});
