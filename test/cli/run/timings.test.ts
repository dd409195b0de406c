import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile, Timings } from "../../../src/cli/run/timings.ts";

const times = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });

describe("a percentile", () => {
  it("is the least of the values that so many percent do not exceed", () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const found = percentile(values, percent);
        const share = (limit: number) => (100 * values.filter((value) => value <= limit).length) / values.length;
        expect(values).toContain(found);
        expect(share(found)).toBeGreaterThanOrEqual(percent - 1e-9);
        for (const smaller of values.filter((value) => value < found)) expect(share(smaller)).toBeLessThan(percent);
      }),
    );
  });
});

describe("timings", () => {
  it("tell the first call apart from the others", () => {
    const timings = new Timings(1234);
    for (const ms of [500, 1, 2, 3, 4]) timings.add(ms);
    expect(timings.summary()).toBe(
      "start-up 1234 ms, first call 500 ms, 4 more: p50 2.00 ms, p90 4.00 ms, p99 4.00 ms",
    );
  });

  it("make do with one", () => {
    const timings = new Timings(12.34);
    timings.add(5);
    expect(timings.summary()).toBe(
      "start-up 12.3 ms, first call 5.00 ms, no more: p50 5.00 ms, p90 5.00 ms, p99 5.00 ms",
    );
  });
});
