import { isFailure } from "../contract/call.ts";
import type { ErrorKind } from "../contract/errors.ts";
import { BridgeError } from "../contract/errors.ts";
import { asPythonJson, pythonString, TAICHU_STYLE } from "../contract/python-json.ts";
import type { Outcome } from "./ava-answer.ts";
import type { WireAnswer } from "./platform.ts";

/** All that the platform says of a request that it cannot read, and of a path that it does not have. */
export const GENERIC = "系统内部错误，请联系维护人员";
const TOO_MANY = "请求过于频繁，请稍后再试";
const NOT_FOUND = "model not found";

/**
 * Status and text of each kind of error; `null` where the error itself has the text. Nearly everything is 400 there
 * (spec: taichu-serve, sections C2 and C9).
 */
const ERRORS: Record<ErrorKind, readonly [status: number, text: string | null]> = {
  bad_request: [400, GENERIC],
  unauthorized: [401, null],
  not_found: [400, NOT_FOUND],
  not_acceptable: [406, null],
  too_large: [413, null],
  fetch_failed: [400, null],
  timeout: [400, null],
  unavailable: [400, null],
  closing: [400, null],
  overloaded: [429, TOO_MANY],
  worker_lost: [400, null],
  bad_answer: [400, GENERIC],
  script: [400, null],
  internal: [400, GENERIC],
};

/** What a script's runner cannot read, and what it does not have, whatever words it has for that. */
const SCRIPT_TEXTS: ReadonlyMap<number, string> = new Map([
  [400, GENERIC],
  [404, NOT_FOUND],
]);

/** Whom an answer is for: what the client called itself and what it asked for. */
export interface TaichuRequest {
  readonly id: string;
  readonly model: string;
  readonly version: string;
}

/** An answer to a request for inference. @param ported the script is a port: its JSON is laid out as the original's */
export function taichuAnswer({ id, model, version }: TaichuRequest, outcome: Outcome, ported: boolean): WireAnswer {
  if (outcome instanceof BridgeError) return taichuError(outcome);
  if (isFailure(outcome)) return errorAnswer(400, SCRIPT_TEXTS.get(outcome.code) ?? outcome.message);
  const result = ported ? asPythonJson(outcome.result, TAICHU_STYLE) : outcome.result;
  const head = { id, model_name: model, model_version: version };
  const text = asPythonJson(JSON.stringify(head), TAICHU_STYLE);
  return jsonAnswer(200, `${text.slice(0, -1)}, ${result.slice(1)}`);
}

export function taichuError(error: BridgeError): WireAnswer {
  const [status, text] = ERRORS[error.kind];
  return errorAnswer(status, text ?? error.message);
}

export function tooMany(): WireAnswer {
  return errorAnswer(429, TOO_MANY);
}

/** As Flask's `jsonify` writes it. */
export function errorAnswer(status: number, text: string): WireAnswer {
  return jsonAnswer(status, `{"error":${pythonString(text)}}\n`);
}

export function jsonAnswer(status: number, body: string): WireAnswer {
  return { status, headers: { "content-type": "application/json" }, body };
}

/** Whether a body is JSON by what its client calls it, as Flask judges. */
export function isJsonType(type: string | undefined): boolean {
  const [name = ""] = (type ?? "").split(";");
  return /^application\/(json|.*\+json)$/.test(name.trim().toLowerCase());
}
