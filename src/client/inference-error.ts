import { BridgeError } from "../contract/errors.ts";

/** The one error of a client, but for the reason of a caller's own `signal`. `message` is the server's sentence where it said one. */
export class InferenceError extends Error {
  override readonly name = "InferenceError";
  /** What the server answered: of HTTP its status, of gRPC its code. Absent: there was no answer, or none that can be used. */
  readonly status: number | undefined;

  constructor(message: string, { status, cause }: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
  }
}

/** What reads or writes tensors. @throws InferenceError for what cannot be a message of the protocol */
export function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof BridgeError ? new InferenceError(error.message, { cause: error }) : error;
  }
}
