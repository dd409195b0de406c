import type { Answer } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";
import type { ErrorKind } from "../contract/errors.ts";
import { BridgeError, ERROR_KINDS } from "../contract/errors.ts";
import { encodeDataUri } from "../media/data-uri.ts";

/** HTTP status of each kind of error at the gate; `null` where the error's own code is the status. */
const STATUS: Record<ErrorKind, number | null> = {
  bad_request: null,
  unauthorized: 401,
  not_found: 404,
  not_acceptable: 406,
  too_large: 413,
  fetch_failed: 424,
  timeout: 500,
  unavailable: 503,
  closing: 570,
  overloaded: 571,
  worker_lost: 572,
  bad_answer: 599,
  script: null,
  internal: 599,
};

/** What became of a request: an answer, which may be an error of the script's, or why there is none. */
export type Outcome = Answer | BridgeError;

/** Whether the client gets an answer that is no error. */
export function succeeded(outcome: Outcome): outcome is Answer {
  return !(outcome instanceof BridgeError) && !isFailure(outcome);
}

/** HTTP status. A call that failed as a whole has failed, even where the script's code for that says otherwise. */
export function statusOf(outcome: Outcome): number {
  if (succeeded(outcome)) return 200;
  const fixed = outcome instanceof BridgeError ? STATUS[outcome.kind] : null;
  return fixed ?? (isFailure(outcome) ? outcome.code : ERROR_KINDS.bad_answer.code);
}

/** The script's own result goes out as it was written: numbers, order and spelling untouched. */
export function jsonOf({ code, message, result }: Answer): string {
  const head = `{"code":${code},"message":${JSON.stringify(message)}`;
  return result === "null" ? `${head}}` : `${head},"result":${result}}`;
}

/** One element of a batch: a failed one stands in its place with its code, a binary one is a data URI. */
export function elementOf(outcome: Outcome): string {
  if (!succeeded(outcome)) return JSON.stringify({ code: statusOf(outcome), message: outcome.message });
  return outcome.body === undefined ? jsonOf(outcome) : JSON.stringify(encodeDataUri(outcome.body));
}
