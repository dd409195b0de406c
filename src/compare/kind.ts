import type { Answered, Pair } from "./answered.ts";
import type { CompareSettings, Kind } from "./settings.ts";

/** The kind of both sides' answers. */
export interface KindFound {
  /** Absent where nothing can be compared: a side has no success, or the sides answer in different kinds. */
  readonly kind?: Kind;
  readonly because: string;
}

// Signatures first; the bodies follow.
/** The setting's kind, else what the successful answers of both sides are. */
export declare function kindOf(pairs: readonly Pair[], settings: CompareSettings): KindFound;
/** The data URI of an answer's mask, as text. */
export declare function maskOf(answer: Answered): string | undefined;
