import { BridgeError } from "../contract/errors.ts";

/** The release has no Python that could be called. The message is for the operator, and may name paths. */
export class NoPythonError extends Error {
  override readonly name = "NoPythonError";
}

/** What Python says of an exception. */
export interface PythonFailure {
  /** Such as `ValueError` or `cv2.error`; "" where the script refused without one. */
  readonly type: string;
  readonly message: string;
  /** 599, or that of one of the platform's exceptions (`evals.utils.error`). */
  readonly code: number;
  readonly traceback: string;
}

/**
 * An exception of a Python function that was called. Thrown on, it answers as it would in a Python release: with its
 * code and text, while the traceback goes to the log.
 */
export class PythonError extends BridgeError {
  /** Such as `ValueError` or `cv2.error`. */
  readonly type: string;
  readonly #traceback: string;

  constructor({ type, message, code, traceback }: PythonFailure) {
    super("script", message, { code, cause: causeOf(traceback) });
    this.type = type;
    this.#traceback = traceback;
  }

  /** Python's own, over several lines; for the log. */
  get traceback(): string {
    return this.#traceback;
  }
}

/** An error whose stack is Python's, so that logs show it like any other cause. */
function causeOf(traceback: string): Error {
  const cause = new Error("in Python");
  cause.stack = traceback.trimEnd();
  return cause;
}
