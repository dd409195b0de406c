/**
 * Every way in which evalbridge itself fails, and no other. Codes are the platform's (spec: AVA, section 2 and 8):
 * 4xx the caller's fault, 5xx failure, 57x retryable. A gateway maps these kinds to its own protocol exhaustively.
 */
export const ERROR_KINDS = {
  bad_request: {
    code: 400,
    meaning: "the request is malformed, or an input in it cannot be used (a picture of too many pixels is one)",
  },
  unauthorized: { code: 401, meaning: "no Authorization, or one that says nobody" },
  not_found: { code: 404, meaning: "no such app or version" },
  not_acceptable: { code: 406, meaning: "the caller may not call this app" },
  too_large: { code: 413, meaning: "a body, group or batch is over its limit" },
  fetch_failed: { code: 424, meaning: "the bytes behind a URI could not be had" },
  timeout: { code: 500, meaning: "no answer within timeout_ms, time in the queue included" },
  unavailable: { code: 503, meaning: "the release has failed or cannot be prepared; /v1/apps says why" },
  closing: { code: 570, meaning: "the host is shutting down" },
  overloaded: {
    code: 571,
    meaning: "the queue of the release is full, or the bodies of all requests together are over their limit",
  },
  worker_lost: { code: 572, meaning: "the worker died or was killed while it worked on the request" },
  bad_answer: { code: 599, meaning: "the script answered something that the contract does not allow, or raised" },
  script: { code: 599, meaning: "the script's own error; its code and message pass through unchanged" },
  internal: { code: 599, meaning: "an unexpected failure of evalbridge; the log has it" },
} as const;

export type ErrorKind = keyof typeof ERROR_KINDS;

/** The kinds that a client may simply try again: exactly the 57x codes. */
export function isRetryable(kind: ErrorKind): boolean {
  const { code } = ERROR_KINDS[kind];
  return code >= 570 && code <= 579;
}

/** The one error class. `message` goes to the client as it stands; `cause` stays in the log. */
export class BridgeError extends Error {
  override readonly name = "BridgeError";
  readonly kind: ErrorKind;
  /** The platform's code. Equal to the kind's, but for `script`, whose code is the script's own. */
  readonly code: number;

  constructor(kind: ErrorKind, message: string, options: { code?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.code = options.code ?? ERROR_KINDS[kind].code;
  }

  /** Known errors pass; everything else becomes a masked `internal`, its original kept as `cause` for the log. */
  static from(error: unknown): BridgeError {
    return error instanceof BridgeError ? error : new BridgeError("internal", "internal error", { cause: error });
  }
}

/**
 * The error that a TypeScript handler throws to answer with a code of its own.
 *
 * @param code 400 to 499 for the caller's fault, 500 to 599 for a failure; any other counts as a ret's `code` does, 0 and
 *   200 as 599
 * @param message goes to the client as it stands
 */
export function evalError(code: number, message: string): BridgeError {
  return new BridgeError("script", message, { code });
}
