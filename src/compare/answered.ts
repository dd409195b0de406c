import type { Answer } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";

/** One side's answer to one request, whoever gave it: a worker, a URL, or a line in a file. Never a promise that it is JSON. */
export type Answered = Pick<Answer, "code" | "message" | "body"> & {
  /** JSON text as the script wrote it; NaN, infinities and integers beyond 2^53 may stand in it. Absent for errors and binary answers. */
  readonly result?: string;
};

/** The part of an answer that counts: an error has neither result nor body. */
export function answeredOf({ code, message, result, body }: Omit<Answer, "headers">): Answered {
  if (isFailure({ code })) return { code, message };
  return body === undefined ? { code, message, result } : { code, message, body };
}

/** Pixels of a mask: row-major, channels interleaved, 8 bits each. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** What both sides answered to one request. */
export interface Pair {
  readonly a: Answered;
  readonly b: Answered;
  /** Decoded by the caller from `maskOf` each; needed by kind `segmentation` only. */
  readonly masks?: { readonly a?: Mask | undefined; readonly b?: Mask | undefined };
  /** The true class, where a labels file gives it; used by kind `classification` only. */
  readonly label?: string;
}
