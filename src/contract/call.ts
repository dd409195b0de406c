import type { Bytes } from "./bytes.ts";

/**
 * What travels between a gateway and a runner. JSON parts are text: nothing in between reads them, so a script's
 * numbers go out exactly as it wrote them.
 */

/** One input as a client named it. */
export interface Source {
  readonly uri?: string;
  readonly body?: Bytes;
  /** JSON text. */
  readonly attribute?: string;
}

/** One input with its bytes, either in memory or in a payload file. Exactly one of the two is set. */
export interface Input {
  readonly body?: Bytes;
  /** Absolute path of a payload file. */
  readonly file?: string;
  /** JSON text; absent means the client sent none. */
  readonly attribute?: string;
}

/** One request as a runner gets it. A group holds one or more inputs, a single exactly one. */
export interface Item {
  readonly reqid: string;
  readonly group: boolean;
  readonly inputs: readonly Input[];
  /** JSON text; absent means the client sent none. */
  readonly params?: string;
  /** What of the release is asked for, where it serves several things. */
  readonly target?: string;
  /** It came by the route of its script's own platform, whose limits hold for it. */
  readonly platform?: boolean;
  /** All its requests go to one worker; see `LoadedRelease.openSession`. */
  readonly session?: string;
  /** Takes the parts of an answer as they come. Absent: one answer holds everything. */
  readonly onPart?: PartListener;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

/** Takes a part of an answer; never throws. While it is busy only a few more are made. */
export type PartListener = (part: Answer) => Promise<void> | void;

/** One request's answer as the runner gave it. */
export interface Answer {
  readonly code: number;
  readonly message: string;
  /** JSON text. */
  readonly result: string;
  /** Present and not empty: the answer is binary. */
  readonly body?: Uint8Array;
  /** Of `body`; absent where the script does not say. */
  readonly contentType?: string;
  /** Response headers by name, such as `X-Origin-A`. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** Clients get the code as it is; see `CODE_RULES`. */
  readonly literalCode?: boolean;
}

/** An answer as a runner makes it: its body may be in parts. */
export interface MadeAnswer extends Omit<Answer, "body"> {
  readonly body?: Uint8Array | Bytes;
}

/** From this code on an answer is an error (spec: AVA, section 6.5). */
const FIRST_ERROR_CODE = 300;

export function isFailure({ code }: Pick<Answer, "code">): boolean {
  return code >= FIRST_ERROR_CODE;
}

/** What a runner answers to a call: a code other than 0 fails the call as a whole. */
export interface CallReply<A extends MadeAnswer = Answer> {
  readonly code: number;
  readonly message: string;
  readonly answers: readonly A[];
  /** Time spent in user code, in microseconds, as the runner measured it. */
  readonly inferenceUs: number;
}
