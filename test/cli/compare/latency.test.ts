import { describe, expect, it } from "vitest";
import { latencyOf } from "../../../src/cli/compare/latency.ts";

function caseOf(name: string, a: readonly number[], b: readonly number[], code = 0) {
  const replies = (all: readonly number[]) => all.map((ms) => ({ code, message: "", ms }));
  return { name, a: replies(a), b: replies(b), calibration: [] };
}

describe("paired latency", () => {
  it("is the difference request by request, with an interval that holds it", () => {
    const cases = Array.from({ length: 40 }, (_, index) => caseOf(`${index}`, [index + 1], [index + 3 + (index % 3)]));
    const latency = latencyOf(cases, []);
    expect(latency).toMatchObject({ pairs: 40, a: { p50: 20.5, p90: 36.1, mean: 20.5 } });
    const { mean, low, high } = latency?.difference ?? { mean: 0, low: 0, high: 0 };
    expect(mean).toBeCloseTo(2.975, 10);
    // The standard error is 0.13; what requests have in common, 1 to 40 ms, is in neither bound.
    expect([mean - low, high - mean].every((half) => half > 0.15 && half < 0.4)).toBe(true);
    expect(latencyOf(cases, [])).toEqual(latency);
    const { curves, distribution } = latency ?? {};
    expect([curves?.a.length, curves?.a[0], curves?.a[50], curves?.a[100], curves?.b[100]]).toEqual([
      101, 1, 20.5, 40, 43,
    ]);
    expect(distribution?.counts.reduce((sum, count) => sum + count)).toBe(40);
    expect([distribution?.edges[0], distribution?.edges.at(-1)]).toEqual([2, 4]);
  });

  it("counts a request once, however often it was repeated, and leaves failures out", () => {
    const cases = [caseOf("a", [1, 3], [2, 4]), caseOf("b", [10], [15]), caseOf("c", [1], [99], 500)];
    expect(latencyOf(cases, [])).toMatchObject({ pairs: 3, difference: { mean: 3 } });
  });

  it("is nothing where one side has no times, or there is only one pair", () => {
    expect(latencyOf([caseOf("a", [1], [2])], [])).toBeUndefined();
    const recorded = {
      name: "a",
      a: [{ code: 0, message: "" }],
      b: [{ code: 0, message: "", ms: 1 }],
      calibration: [],
    };
    expect(latencyOf([recorded, recorded], [])).toBeUndefined();
  });

  it("has the costs of all runs: the first start, the highest peak, all CPU time, the last throughput", () => {
    const side = { versions: {}, asked: 0 };
    const run = (asked: number, more: object) => ({ a: { ...side, asked, ...more }, b: side });
    const runs = [
      run(3, { cold_start_ms: 500, peak_bytes: 20, cpu_s: 0.3, throughput_per_s: 5 }),
      run(1, { cold_start_ms: 400, peak_bytes: 10, cpu_s: 0.5 }),
    ];
    const latency = latencyOf([caseOf("a", [1, 1], [1, 1])], runs);
    expect(latency?.a).toMatchObject({
      cold_start_ms: 500,
      memory_bytes: 20,
      cpu_s_per_request: 0.2,
      throughput_per_s: 5,
    });
    expect(Object.keys(latency?.b ?? {})).toEqual(["p50", "p90", "p99", "mean"]);
  });
});
