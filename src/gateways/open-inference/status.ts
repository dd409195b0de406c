import type { BridgeError, ErrorKind } from "../../contract/errors.ts";

/**
 * HTTP status of each kind of error (spec: Open Inference Protocol, section 1); `null` where the error's own code is the
 * status, as far as it is one of the caller's faults.
 */
const STATUS: Record<ErrorKind, number | null> = {
  bad_request: null,
  unauthorized: 401,
  not_found: 404,
  not_acceptable: 403,
  too_large: 413,
  fetch_failed: 424,
  timeout: 504,
  unavailable: 503,
  closing: 503,
  overloaded: 503,
  worker_lost: 503,
  bad_answer: 500,
  script: null,
  internal: 500,
};

/** A script's codes from 400 to 499 are statuses, all its others 500; 501 is what this host does not do. */
export function statusOf({ kind, code }: BridgeError): number {
  return STATUS[kind] ?? (isStatus(code) ? code : 500);
}

function isStatus(code: number): boolean {
  return (code >= 400 && code < 500) || code === 501;
}
