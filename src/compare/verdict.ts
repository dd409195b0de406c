import type { KindFound } from "./kind.ts";
import type { Errors, Measure, Verdict } from "./report.ts";

// Signatures first; the bodies follow.
export declare function verdictOf(found: KindFound, errors: Errors, measures: readonly Measure[]): Verdict;
