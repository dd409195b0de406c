import type { Pair } from "./answered.ts";
import type { CaseDifference } from "./difference.ts";
import type { Errors, Labelled, Measure } from "./report.ts";
import type { CompareSettings, Kind } from "./settings.ts";

/** One case with its difference. */
export interface ComparedCase {
  readonly id: string;
  readonly difference: CaseDifference;
}

/** What A does to itself: by case, how each repetition differs from A's answer that B is compared with. */
export type Noise = ReadonlyMap<string, readonly CaseDifference[]>;

// Signatures first; the bodies follow.
export declare function summarise(
  kind: Kind,
  cases: readonly ComparedCase[],
  settings: CompareSettings,
  noise?: Noise,
): Measure[];
/** Absent where no case has a label. */
export declare function labelledOf(cases: readonly ComparedCase[]): Labelled | undefined;
export declare function errorsOf(pairs: readonly Pair[]): Errors;
