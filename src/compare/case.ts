import type { Pair } from "./answered.ts";
import type { CaseDifference } from "./difference.ts";
import type { CompareSettings, Kind } from "./settings.ts";

// Signatures first; the bodies follow.
/** How B's answer differs from A's. Never throws for what an answer holds. */
export declare function compareAnswers(kind: Kind, pair: Pair, settings: CompareSettings): CaseDifference;
