import Type from "typebox";
import * as Value from "typebox/value";
import { describe, expect, it } from "vitest";
import type { Answered } from "../../src/compare/answered.ts";
import { compareAnswers } from "../../src/compare/case.ts";
import type { CaseDifference } from "../../src/compare/difference.ts";
import { Errors, Labelled, Measure, Verdict } from "../../src/compare/report.ts";
import type { Kind } from "../../src/compare/settings.ts";
import { type ComparedCase, errorsOf, labelledOf, summarise } from "../../src/compare/summary.ts";
import { verdictOf } from "../../src/compare/verdict.ts";
import { settingsOf } from "./settings-of.ts";

const answered = (result: unknown): Answered => ({ code: 0, message: "", result: JSON.stringify(result) });

interface Runs {
  /** A's answer to each request. */
  readonly a: readonly unknown[];
  readonly b: readonly unknown[];
  /** A's further answers: per repetition, to each request. */
  readonly again?: readonly (readonly unknown[])[];
}

/** Compares as the command does. */
function judge(kind: Kind, { a, b, again = [] }: Runs, keys: object = {}): { measures: Measure[]; verdict: Verdict } {
  const settings = settingsOf(keys);
  const compare = (one: unknown, other: unknown): CaseDifference =>
    compareAnswers(kind, { a: answered(one), b: answered(other) }, settings);
  const cases = a.map((one, index) => ({ id: String(index), difference: compare(one, b[index]) }));
  const noise = new Map(a.map((one, index) => [String(index), again.map((run) => compare(one, run[index]))]));
  const measures = summarise(cases, settings, noise);
  expect(Value.Check(Type.Array(Measure), measures)).toBe(true);
  const verdict = verdictOf({ kind, because: "" }, measures);
  expect(Value.Check(Verdict, verdict)).toBe(true);
  return { measures, verdict };
}

function measure(measures: readonly Measure[], name: string): Measure {
  const found = measures.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no measure ${name}`);
  return found;
}

const scored = (score: number): unknown => ({ confidences: [{ class: "a", score }] });
const tenth = Array.from({ length: 20 }, (_, index) => 0.5 + index / 100);

describe("without settings", () => {
  it("equal, to the last bit or but for rounding", () => {
    const a = tenth.map(scored);
    const equal = judge("classification", { a, b: a }).verdict;
    expect(equal).toMatchObject({ verdict: "equal", exit_code: 0 });
    expect(equal.rule).toBe("all 20 cases are equal by every measure, with no difference at all");
    const rounded = judge("classification", { a, b: tenth.map((score) => scored(score + 9e-6)) }).verdict;
    expect(rounded).toMatchObject({ verdict: "equal", exit_code: 0 });
    expect(rounded.rule).toContain("rounding is all that differs (greatest difference of scores 0.000009)");
  });

  it("different, and never within a tolerance that nobody asked for", () => {
    const { verdict, measures } = judge("classification", {
      a: [scored(0.5), scored(0.5)],
      b: [scored(0.5), scored(0.50002)],
    });
    expect(verdict).toEqual({
      verdict: "different",
      exit_code: 1,
      measure: "score",
      rule: "greatest difference of scores: up to 0.00002 in 1 of 2 cases; rounding explains 0.00001",
    });
    expect(measure(measures, "score")).toMatchObject({
      cases: 2,
      equal: 1,
      exceeding: 1,
      asked: false,
      limit: 1e-5,
      level: "different",
    });
  });

  it("a failure outweighs what else differs", () => {
    const { difference } = {
      difference: compareAnswers("json", { a: answered(1), b: { code: 599, message: "" } }, settingsOf({})),
    };
    const others = compareAnswers("json", { a: answered(1), b: answered(2) }, settingsOf({}));
    const measures = summarise(
      [
        { id: "0", difference: others },
        { id: "1", difference },
      ],
      settingsOf({}),
    );
    const { rule } = verdictOf({ kind: "json", because: "" }, measures);
    expect(rule).toBe(
      "same code: down to 0 in 1 of 2 cases; it has to be exact; also: greatest difference of numbers, places that differ",
    );
  });
});

describe("with limits that the user gives", () => {
  const runs = { a: tenth.map(scored), b: tenth.map((score, index) => scored(score + (index === 0 ? 0.01 : 0.001))) };

  it.each<[object, string, string]>([
    [{ score: 0.02 }, "within tolerance", "0.02 was asked for"],
    [{ score: 0.005 }, "different", "0.005 was asked for, and 1 of 20 break it"],
    [{ score: { each: 0.005, except: 0.05 } }, "within tolerance", "0.005 was asked for"],
    [{ score: { each: 0.005, except: 0.04 } }, "different", "0.005 was asked for, and 1 of 20 break it"],
    [{ score: { mean: 0.002 } }, "within tolerance", "a mean of 0.002 was asked for"],
    [{ score: { mean: 0.001 } }, "different", "a mean of 0.001 was asked for, and the mean is 0.00145"],
    [
      { score: { each: 0.02, mean: 0.001 } },
      "different",
      "0.02 and a mean of 0.001 was asked for, and 0 of 20 break it, the mean is 0.00145",
    ],
  ])("%j: %s", (limits, verdict, says) => {
    const found = judge("classification", runs, { limits }).verdict;
    expect(found.verdict).toBe(verdict);
    expect(found.rule).toBe(`greatest difference of scores: up to 0.01 in 20 of 20 cases; ${says}`);
  });

  it("atol and rtol are for numbers", () => {
    const [a, b] = [[{ x: 1 }], [{ x: 1.001 }]];
    expect(judge("json", { a, b }, { atol: 0.01 }).verdict.verdict).toBe("within tolerance");
    const broken = judge("json", { a, b }, { rtol: 1e-4 }).verdict;
    expect(broken.verdict).toBe("different");
    expect(broken.rule).toContain("up to 0.001 in 1 of 1 cases; beyond what was asked for in 1 of them");
    expect(judge("json", { a, b: a }, { atol: 0.01 }).verdict.verdict).toBe("equal");
    expect(judge("json", { a, b: [{ x: 1.000001 }] }, { atol: 0 }).verdict.verdict).toBe("different");
  });

  it.each([
    [{ limits: { scores: 1 } }, /unknown key "limits.scores"/],
    [{ limits: { score: { at: 1 } } }, /limits.score/],
    [{ iou: 0 }, /iou/],
    [{ kind: "masks" }, /kind must be one of classification/],
    [{ tolerance: 1 }, /unknown key "tolerance"/],
  ])("%j is refused", (keys, message) => {
    expect(() => settingsOf(keys)).toThrow(message);
  });
});

/** From 0 to below 1, the same ones for a seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("against A's own noise", () => {
  /** Answers of a script that adds noise. */
  const noisy = (seed: number, shift = 0): unknown[] => {
    const random = randomNumbers(seed);
    for (let skipped = 0; skipped < 10; skipped++) random();
    return Array.from({ length: 40 }, () => scored(0.5 + shift + 0.1 * (random() + random() + random() - 1.5)));
  };

  it("another run of A is equal within noise, whichever it is", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { verdict, measures } = judge("classification", {
        a: noisy(seed),
        b: noisy(seed + 100),
        again: [noisy(seed + 200)],
      });
      expect(verdict).toMatchObject({ verdict: "equal within noise", exit_code: 0, measure: "score" });
      expect(measure(measures, "score").noise).toMatchObject({ comparisons: 40, worst: expect.any(Number) });
      expect(verdict.rule).toContain("A differs from itself so too (up to 0.");
    }
  });

  it("a shift is found that hides in every single case", () => {
    const { verdict, measures } = judge("classification", {
      a: noisy(1),
      b: noisy(2, 0.1),
      again: [noisy(3), noisy(4), noisy(5)],
    });
    const { worst, noise } = measure(measures, "score");
    expect(worst).toBeLessThan(noise?.bound ?? 0);
    expect(verdict.verdict).toBe("different");
    expect(verdict.rule).toContain("A differs from itself, too (up to 0.158262), but the mean is worse (p = 0.0002)");
  });

  it("one case is found that is far beyond the noise of all", () => {
    const { verdict } = judge("classification", { a: noisy(1), b: noisy(2).with(7, scored(0.99)), again: [noisy(3)] });
    expect(verdict.verdict).toBe("different");
    expect(verdict.rule).toContain("but a case is worse than twice that");
  });

  it("too few cases say so, whichever way it goes", () => {
    const few = (seed: number) => noisy(seed).slice(0, 3);
    const { verdict, measures } = judge("classification", { a: few(1), b: few(2), again: [few(3)] });
    expect(verdict).toMatchObject({ verdict: "equal within noise", exit_code: 0 });
    expect(verdict.rule).toMatch(/: no more than its own noise, as far as 3 cases can tell, which is not far$/);
    expect(measure(measures, "score").noise).toMatchObject({ varying: 3 });
    const far = judge("classification", { a: few(1), b: few(2).with(0, scored(0.99)), again: [few(3)] }).verdict;
    expect(far.verdict).toBe("different");
    expect(far.rule).toMatch(/but a case is worse than twice that, which among 3 cases may be chance$/);
    const enough = judge("classification", { a: noisy(1), b: noisy(2), again: [noisy(3)] }).verdict;
    expect(enough.rule).toMatch(/: no more than its own noise$/);
  });

  it("what A never does is no noise", () => {
    const a = tenth.map(scored);
    const { verdict } = judge("classification", { a, b: a.with(0, scored(0.6)), again: [a, a] });
    expect(verdict).toMatchObject({ verdict: "different" });
    expect(verdict.rule).toContain("A does not differ from itself");
  });

  it("agreements have noise, too; what the user asked for still counts beside it", () => {
    const names = (pattern: string): unknown[] =>
      [...pattern].map((name) => ({ confidences: [{ class: name, score: 1 }] }));
    const [a, again, b] = ["aaaaaaaaaaaaaaaa", "abaaabaabaaabaaa", "aabaabaaaabaabaa"].map(names) as [
      unknown[],
      unknown[],
      unknown[],
    ];
    const { measures } = judge("classification", { a, b, again: [again] });
    expect(measure(measures, "top1")).toMatchObject({
      level: "noise",
      mean: 0.75,
      noise: { worst: 0, bound: -1, mean: 0.75 },
    });
    const wrong = names("bbbbbbbbbbbbbbbb");
    expect(judge("classification", { a, b: wrong, again: [again] }).verdict.verdict).toBe("different");
    const limits = { top1: { mean: 0 }, topk: { mean: 0 }, classes: 2 };
    expect(judge("classification", { a, b: wrong, again: [again] }, { limits }).verdict.verdict).toBe(
      "within tolerance",
    );
  });
});

it("nothing to measure has a verdict of its own", () => {
  expect(verdictOf({ because: "A failed" }, [])).toEqual({
    verdict: "nothing could be compared",
    rule: "A failed",
    exit_code: 2,
  });
  expect(verdictOf({ kind: "json", because: "" }, []).exit_code).toBe(2);
});

it("regions are counted over all cases together", () => {
  const box = (x: number): unknown => ({
    class: "a",
    pts: [
      [x, 0],
      [x + 1, 1],
    ],
  });
  const a = [{ detections: [box(0), box(2), box(4)] }, { detections: [box(0)] }];
  const { measures } = judge("detection", {
    a,
    b: [{ detections: [box(0), box(2), box(4)] }, { detections: [box(9)] }],
  });
  expect(measure(measures, "f1")).toMatchObject({ mean: 0.5, overall: 0.75, worst: 0, equal: 1 });
});

it("labels say who is right, and whether that is chance", () => {
  const difference = { measures: {}, worst: 0, paths: [], notes: [] };
  const cases: ComparedCase[] = [
    ...Array.from({ length: 9 }, () => ({ a: true, b: false })),
    { a: false, b: true },
    { a: true, b: true },
    { a: false, b: false },
  ].map((right, index) => ({ id: String(index), difference: { ...difference, right } }));
  const found = labelledOf(cases);
  expect(found).toEqual({ cases: 12, right_a: 10, right_b: 2, only_a: 9, only_b: 1, p: expect.closeTo(22 / 1024) });
  expect(Value.Check(Labelled, found)).toBe(true);
  expect(labelledOf([{ id: "0", difference }])).toBeUndefined();
});

it("errors are counted by code", () => {
  const of = (code: number, message = ""): Answered => ({ code, message });
  const found = errorsOf([
    { a: of(0), b: of(0) },
    { a: of(400, "x"), b: of(400, "y") },
    { a: of(400), b: of(599) },
  ]);
  expect(found).toEqual({ a: { 0: 1, 400: 2 }, b: { 0: 1, 400: 1, 599: 1 }, agreed: 2, messages: 1 });
  expect(Value.Check(Errors, found)).toBe(true);
});
