import { describe, expect, it } from "vitest";
import type { Judgement } from "../../src/shadow/judgement.ts";
import { Tally } from "../../src/shadow/tally.ts";

function judgement(measures: Judgement["measures"], worst = 0): Judgement {
  return { kind: "classification", worst, measures, paths: [] };
}

describe("a tally", () => {
  it("counts a pair as its worst measure has it", () => {
    const tally = new Tally();
    const code = { value: 1, equal: true, exceeds: false };
    expect(tally.add(judgement({ code, score: { value: 0, equal: true, exceeds: false } }))).toBe("equal");
    expect(tally.add(judgement({ code, score: { value: 0.1, equal: false, exceeds: false } }))).toBe("within");
    expect(tally.add(judgement({ code, score: { value: 0.3, equal: false, exceeds: true } }))).toBe("different");
    expect(tally.counts).toEqual({ equal: 1, within: 1, different: 1, failed: 0, dropped: 0 });
  });

  it("gives each measure's worst and mean, in the sense of the measure and the order of reports", () => {
    const tally = new Tally();
    for (const value of [0.2, 0.4, 0]) {
      const score = { value, equal: value === 0, exceeds: value > 0 };
      tally.add(judgement({ score, top1: { value: 1 - value, equal: value === 0, exceeds: value > 0 } }));
    }
    expect(
      tally.measures.map(({ name, worst, cases, equal, exceeding }) => [name, worst, cases, equal, exceeding]),
    ).toEqual([
      ["top1", 0.6, 3, 1, 2],
      ["score", 0.4, 3, 1, 2],
    ]);
    expect(tally.measures[1]?.mean).toBeCloseTo(0.2);
  });

  it("counts why there is nothing to compare", () => {
    const tally = new Tally();
    for (const reason of ["worker_lost", "timeout", "timeout"]) tally.fail(reason);
    tally.drop();
    expect(tally.failures).toEqual({ worker_lost: 1, timeout: 2 });
    expect(tally.counts).toMatchObject({ failed: 3, dropped: 1 });
  });
});
