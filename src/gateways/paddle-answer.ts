import { status } from "@grpc/grpc-js";
import type { Answer } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";
import type { CompatSettings } from "../contract/compat.ts";
import type { ErrorKind } from "../contract/errors.ts";
import { BridgeError } from "../contract/errors.ts";
import { isJsonObject, type JsonValue } from "../contract/json.ts";
import type { Outcome } from "./ava-answer.ts";
import { goString } from "./go-json.ts";
import { StatusError } from "./grpc/status.ts";
import type { WireAnswer } from "./platform.ts";

/** Whose error numbers clients get. */
export type PaddleGeneration = "0.7" | "0.9";

export function generationOf({ paddle }: Pick<CompatSettings, "paddle">): PaddleGeneration {
  return String(paddle) === "0.9" ? "0.9" : "0.7";
}

/** How clients are spoken to. */
export interface PaddleManners {
  readonly generation: PaddleGeneration;
  /** The script is a port: its answers are laid out as the original's. */
  readonly ported: boolean;
}

/** Error numbers of the pipeline that the host has a use for (spec: paddle-pipeline, section B2). */
const NUMBERS = {
  closed: { "0.7": 6, "0.9": 3001 },
  service: { "0.7": 7, "0.9": 3002 },
  timeout: { "0.7": 5, "0.9": 6000 },
  unknown: { "0.7": 8, "0.9": 10_000 },
} as const;
type NumberName = keyof typeof NUMBERS;

/** What each kind of error is told by: a number in an answer, or a status of the platform's gateway (spec: normalisation). */
const ERRORS: Record<ErrorKind, NumberName | status> = {
  bad_request: status.INVALID_ARGUMENT,
  unauthorized: status.UNAUTHENTICATED,
  not_found: "service",
  not_acceptable: status.PERMISSION_DENIED,
  too_large: status.RESOURCE_EXHAUSTED,
  fetch_failed: "unknown",
  timeout: "timeout",
  unavailable: status.UNAVAILABLE,
  closing: "closed",
  overloaded: "closed",
  worker_lost: "closed",
  bad_answer: "unknown",
  script: "unknown",
  internal: "unknown",
};
/** The platform's own words for some. */
const TEXTS: Partial<Record<ErrorKind, string>> = {
  not_found: "Failed to inference: Service name error.",
  closing: "dag closed.",
};

const UNREADABLE = 400;
const NOT_FOUND = 404;
/** How every Response begins that a script's runner has written. */
const RESPONSE = '{"err_no":';
const INT32 = 2 ** 31;

/**
 * What clients get: a Response as JSON, as the platform's gateway writes it, of failures too.
 *
 * @throws StatusError for what is told in a status of the gateway's own
 */
export function responseOf(outcome: Outcome, { generation, ported }: PaddleManners): string {
  if (outcome instanceof BridgeError) return refusalOf(outcome, generation);
  if (!ported && outcome.result.startsWith(RESPONSE)) return outcome.result;
  if (isFailure(outcome) && outcome.result === "{}") return refusalOf(scriptError(outcome), generation);
  try {
    return rendered(JSON.parse(outcome.result));
  } catch (error) {
    return refusalOf(BridgeError.from(error), generation);
  }
}

/** @throws StatusError */
function refusalOf({ kind, code, message }: BridgeError, generation: PaddleGeneration): string {
  const told = ERRORS[kind];
  if (typeof told === "number") throw new StatusError(told, message);
  // A port says its own numbers by the codes of the caller's faults.
  const number = kind === "script" && code < 500 ? code : NUMBERS[told][generation];
  return rendered({ err_no: number, err_msg: TEXTS[kind] ?? message });
}

/** What a port fails with, and what a runner cannot read. */
function scriptError({ code, message }: Answer): BridgeError {
  if (code === UNREADABLE) return new BridgeError("bad_request", message);
  return new BridgeError(code === NOT_FOUND ? "not_found" : "script", message, { code });
}

/** @throws BridgeError `bad_answer` where it is no Response */
function rendered(response: JsonValue): string {
  if (!isJsonObject(response)) throw new BridgeError("bad_answer", "the result is no object");
  const { err_no: number = 0, err_msg: text = "", key = [], value = [] } = response;
  if (typeof number !== "number" || !Number.isInteger(number) || number < -INT32 || number >= INT32) {
    throw new BridgeError("bad_answer", "the result's err_no is no 32-bit integer");
  }
  if (typeof text !== "string") throw new BridgeError("bad_answer", "the result's err_msg is no text");
  const pairs = `"key":${textsOf(key, "key")},"value":${textsOf(value, "value")}`;
  return `${RESPONSE}${number},"err_msg":${goString(text)},${pairs},"tensors":[]}`;
}

function textsOf(list: JsonValue, name: string): string {
  const isTexts = Array.isArray(list) && list.every((text) => typeof text === "string");
  if (!isTexts) throw new BridgeError("bad_answer", `the result's ${name} is no list of texts`);
  return `[${list.map(goString).join(",")}]`;
}

/** An answer to a request for inference. */
export function paddleAnswer(outcome: Outcome | StatusError, manners: PaddleManners): WireAnswer {
  if (outcome instanceof StatusError) return statusAnswer(outcome);
  try {
    return jsonAnswer(200, responseOf(outcome, manners));
  } catch (error) {
    if (error instanceof StatusError) return statusAnswer(error);
    throw error;
  }
}

/** HTTP's statuses for gRPC's, as grpc-gateway has them. */
const HTTP_STATUSES: Partial<Record<status, number>> = {
  [status.INVALID_ARGUMENT]: 400,
  [status.DEADLINE_EXCEEDED]: 504,
  [status.PERMISSION_DENIED]: 403,
  [status.RESOURCE_EXHAUSTED]: 429,
  [status.UNAVAILABLE]: 503,
  [status.UNAUTHENTICATED]: 401,
};

export function statusAnswer({ code, message }: StatusError): WireAnswer {
  const text = goString(message);
  return jsonAnswer(HTTP_STATUSES[code] ?? 500, `{"error":${text},"code":${code},"message":${text},"details":[]}`);
}

function jsonAnswer(http: number, body: string): WireAnswer {
  return { status: http, headers: { "content-type": "application/json" }, body };
}

/** What the platform's gateway says of a path that it does not have, or of a method that a path does not. */
export function notServed(http: 404 | 405): WireAnswer {
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
  return { status: http, headers, body: http === 404 ? "Not Found\n" : "Method Not Allowed\n" };
}
