import { isFailure } from "../contract/call.ts";
import type { CompatSettings } from "../contract/compat.ts";
import type { ErrorKind } from "../contract/errors.ts";
import { BridgeError } from "../contract/errors.ts";
import { asPythonJson, MOSEC_STYLE } from "../contract/python-json.ts";
import type { Outcome } from "./ava-answer.ts";
import type { WireAnswer } from "./platform.ts";

/** Which mosec's words clients get. */
export type MosecGeneration = "0.4" | "0.9";

export function generationOf({ mosec }: Pick<CompatSettings, "mosec">): MosecGeneration {
  return String(mosec) === "0.9" ? "0.9" : "0.4";
}

const SERVER: Readonly<Record<MosecGeneration, { readonly server: string }>> = {
  "0.4": { server: "mosec/0.4.9" },
  "0.9": { server: "mosec/0.9.8" },
};

export const SHUTTING_DOWN = "gracefully shutting down";
const INTERNAL = "inference internal error";

/** Status and text of each kind of error; `null` where the error itself has them (spec: tiinfer, sections A2 and A9). */
const ERRORS: Record<ErrorKind, readonly [status: number | null, text: string | null]> = {
  bad_request: [null, null],
  unauthorized: [401, null],
  not_found: [404, null],
  not_acceptable: [406, null],
  too_large: [413, "request body is too large"],
  fetch_failed: [424, null],
  timeout: [408, "inference timeout"],
  unavailable: [503, null],
  closing: [503, SHUTTING_DOWN],
  overloaded: [429, "too many request: task queue is full"],
  worker_lost: [503, null],
  bad_answer: [500, INTERNAL],
  script: [null, null],
  internal: [500, INTERNAL],
};
/** What scripts fail with on purpose; any other code is none of mosec's. */
const SCRIPT_STATUSES: ReadonlySet<number> = new Set([400, 408, 422, 500]);

/** What mosec puts before the text of a script's error; a Python script's runner has done so. */
const PORT_PREFIXES: Readonly<Record<MosecGeneration, ReadonlyMap<number, string>>> = {
  "0.4": new Map([
    [400, "encoding/decoding error: "],
    [422, "validation error: "],
  ]),
  "0.9": new Map([
    [400, "decoding error: "],
    [422, "request validation error: "],
  ]),
};

/** How clients are spoken to. */
export interface MosecManners {
  readonly generation: MosecGeneration;
  /** The script is a port, which says what it says in words of its own. */
  readonly ported: boolean;
}

/** Status and text of what a client is told of a failure. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
}

export function refusalOf(outcome: Outcome, manners: MosecManners): Refusal | undefined {
  if (!(outcome instanceof BridgeError)) return isFailure(outcome) ? scriptRefusal(outcome, manners) : undefined;
  const [status, text] = ERRORS[outcome.kind];
  if (outcome.kind === "script") return scriptRefusal(outcome, manners);
  return { status: status ?? outcome.code, text: text ?? outcome.message };
}

function scriptRefusal(
  { code, message }: { readonly code: number; readonly message: string },
  { generation, ported }: MosecManners,
): Refusal {
  if (!SCRIPT_STATUSES.has(code)) return { status: 500, text: INTERNAL };
  if (!ported) return { status: code, text: message };
  const prefix = PORT_PREFIXES[generation].get(code);
  return { status: code, text: prefix === undefined ? INTERNAL : prefix + message };
}

/** An answer to a request for inference. A port's JSON is laid out as the original's. */
export function inferenceAnswer(outcome: Outcome, manners: MosecManners): WireAnswer {
  const { generation, ported } = manners;
  const refusal = refusalOf(outcome, manners);
  if (refusal !== undefined) return plainAnswer(generation, refusal.status, refusal.text);
  if (outcome instanceof BridgeError) throw outcome;
  const { body, result, contentType = "application/json" } = outcome;
  const text = ported ? asPythonJson(result, MOSEC_STYLE) : result;
  // 0.4 named no type.
  const type = generation === "0.4" ? {} : { "content-type": contentType };
  return { status: 200, headers: { ...SERVER[generation], ...type }, body: body ?? text };
}

/** To a request without a body; a route that sends events has words of its own for it (spec: tiinfer, section A9). */
export function noData(generation: MosecGeneration, sendsEvents: boolean): WireAnswer {
  const text = "no data provided";
  if (!sendsEvents) return plainAnswer(generation, 200, text);
  return { status: 200, headers: { "content-type": "application/octet-stream" }, body: text };
}

/** What mosec says itself: a text that has no type. */
export function plainAnswer(generation: MosecGeneration, status: number, text: string): WireAnswer {
  return { status, headers: SERVER[generation], body: text };
}

/** What mosec says of itself, with a type where it named one. */
export function typedAnswer(generation: MosecGeneration, status: number, text: string, type: string): WireAnswer {
  const headers = generation === "0.4" ? {} : { "content-type": type };
  return { status, headers: { ...SERVER[generation], ...headers }, body: text };
}

/** @param allowed the methods that there are on this path; none: there is no such path */
export function notServed(generation: MosecGeneration, allowed: string | undefined): WireAnswer {
  if (generation === "0.4") return plainAnswer(generation, 404, "not found");
  if (allowed === undefined) return { status: 404, headers: {}, body: "" };
  return { status: 405, headers: { allow: allowed }, body: "" };
}
