import type { MeasureName } from "./settings.ts";

/** What a measure said of one case. */
export interface Measured {
  /** Finite. */
  readonly value: number;
  /** Whether rounding explains it. */
  readonly equal: boolean;
  /** Whether it is beyond the limit that counts: the user's, else rounding. */
  readonly exceeds: boolean;
}

/** A place where two answers differ, with what stands there, shortened. */
export interface PathDifference {
  readonly path: string;
  readonly a: string;
  readonly b: string;
}

/** How B's answer to one request differs from A's. */
export interface CaseDifference {
  /** By name of the measure; those that say nothing about this case are absent. */
  readonly measures: Readonly<Partial<Record<MeasureName, Measured>>>;
  /** For sorting: 0 is equal, below 1 unlike answers, 1 and more where one side failed or answered in another form. */
  readonly worst: number;
  /** The first of the places that differ. */
  readonly paths: readonly PathDifference[];
  /** Things to know that no measure says, such as that both failed with one code and two messages. */
  readonly notes: readonly string[];
  /** Regions found by both, by A only, by B only. */
  readonly regions?: { readonly matched: number; readonly missed: number; readonly extra: number };
  /** Where a label is given: whether each side's first class is the true one. */
  readonly right?: { readonly a: boolean; readonly b: boolean };
}
