import { status } from "@grpc/grpc-js";
import type { ErrorKind } from "../../contract/errors.ts";
import { BridgeError, isRetryable } from "../../contract/errors.ts";
import { StatusError } from "./status.ts";

/** Status of each kind of error (spec: open-inference-protocol, section 2); `null` where the error's code says it. */
const STATUS: Record<ErrorKind, status | null> = {
  bad_request: null,
  unauthorized: status.UNAUTHENTICATED,
  not_found: status.NOT_FOUND,
  not_acceptable: status.PERMISSION_DENIED,
  too_large: status.RESOURCE_EXHAUSTED,
  fetch_failed: status.INVALID_ARGUMENT,
  timeout: status.DEADLINE_EXCEEDED,
  unavailable: status.UNAVAILABLE,
  closing: status.UNAVAILABLE,
  overloaded: status.UNAVAILABLE,
  worker_lost: status.UNAVAILABLE,
  bad_answer: status.INTERNAL,
  script: null,
  internal: status.INTERNAL,
};

/** Codes of scripts that have a status of their own; other codes from 400 to 499 are the caller's fault, all others ours. */
const STATUS_OF_CODE: Readonly<Partial<Record<number, status>>> = {
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.NOT_FOUND,
  429: status.RESOURCE_EXHAUSTED,
  501: status.UNIMPLEMENTED,
};
/** As HTTP's `Retry-After` (ms). */
const RETRY_MS = 1000;

/** What `work` gives; its errors as statuses. @throws StatusError; anything else is unexpected */
export async function translated<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BridgeError ? statusErrorOf(error) : error;
  }
}

function statusErrorOf({ kind, code, message }: BridgeError): StatusError {
  return new StatusError(STATUS[kind] ?? statusOfCode(code), message, isRetryable(kind) ? RETRY_MS : undefined);
}

function statusOfCode(code: number): status {
  return STATUS_OF_CODE[code] ?? (code >= 400 && code < 500 ? status.INVALID_ARGUMENT : status.INTERNAL);
}
