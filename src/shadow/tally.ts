import { MEASURES } from "../compare/measures.ts";
import type { Measure } from "../compare/report.ts";
import type { Kind, MeasureName } from "../compare/settings.ts";
import type { Judgement } from "./judgement.ts";

/** What became of one request that was to be mirrored. */
export type Outcome = "equal" | "within" | "different" | "failed" | "dropped";

/** A measure over all pairs; see `Measure`. */
export type MeasureTally = Pick<
  Measure,
  "name" | "title" | "sense" | "unit" | "cases" | "equal" | "exceeding" | "worst" | "mean"
>;

const NAMES = Object.keys(MEASURES) as MeasureName[];

/** Counts what a shadow answers beside its primary, since both were loaded. */
export class Tally {
  readonly since = new Date();
  readonly counts: Record<Outcome, number> = { equal: 0, within: 0, different: 0, failed: 0, dropped: 0 };
  /** Why the shadow had no answer, by kind of error. */
  readonly failures: Record<string, number> = {};
  /** What the primary's answers are, as soon as one says so. */
  kind: Kind | undefined;
  readonly #measures = new Map<string, Sums>();

  /** @returns what the pair counts as: beyond a limit it is different, by more than rounding within its limits */
  add({ kind, measures }: Judgement): Outcome {
    this.kind ??= kind;
    for (const [name, measured] of Object.entries(measures)) {
      const sums = this.#measures.get(name) ?? { cases: 0, equal: 0, exceeding: 0, sum: 0, worst: measured.value };
      this.#measures.set(name, sums);
      sums.cases += 1;
      sums.equal += measured.equal ? 1 : 0;
      sums.exceeding += measured.exceeds ? 1 : 0;
      sums.sum += measured.value;
      sums.worst = this.#worse(name, sums.worst, measured.value);
    }
    const all = Object.values(measures);
    const outcome = all.some(({ exceeds }) => exceeds)
      ? "different"
      : all.every(({ equal }) => equal)
        ? "equal"
        : "within";
    this.counts[outcome] += 1;
    return outcome;
  }

  fail(reason: string): void {
    this.counts.failed += 1;
    this.failures[reason] = (this.failures[reason] ?? 0) + 1;
  }

  drop(): void {
    this.counts.dropped += 1;
  }

  /** In the order of reports. */
  get measures(): MeasureTally[] {
    return NAMES.flatMap((name) => {
      const sums = this.#measures.get(name);
      if (sums === undefined) return [];
      const { title, sense, unit } = MEASURES[name];
      const { cases, equal, exceeding, sum, worst } = sums;
      return [{ name, title, sense, unit, cases, equal, exceeding, worst, mean: sum / cases }];
    });
  }

  #worse(name: string, one: number, other: number): number {
    const known = NAMES.find((each) => each === name);
    return known !== undefined && MEASURES[known].sense === "agreement" ? Math.min(one, other) : Math.max(one, other);
  }
}

interface Sums {
  cases: number;
  equal: number;
  exceeding: number;
  sum: number;
  worst: number;
}
