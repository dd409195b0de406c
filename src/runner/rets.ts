import type { Answer } from "../contract/call.ts";
import { BridgeError, ERROR_KINDS } from "../contract/errors.ts";
import { isJsonObject } from "../contract/json.ts";
import { failureOf, isInt32, textOf } from "./failure.ts";
import { toJson } from "./json.ts";

/**
 * Judges what `netInference` returned. A ret that breaks the contract becomes a 599 for its request alone, an error in
 * the place of a ret what it would have been if thrown.
 *
 * @returns one answer per request, in order
 * @throws BridgeError bad_answer when there is not one ret per request
 */
export function judgeRets(rets: unknown, requests: number): Answer[] {
  if (!Array.isArray(rets)) throw badAnswer(`netInference returned ${kindOf(rets)}, not an array of rets`);
  if (rets.length !== requests) {
    throw badAnswer(`netInference returned ${rets.length} rets for ${requests} requests`);
  }
  return Array.from(rets, judgeRet);
}

/** A ret that has several results. */
export interface HasParts {
  readonly parts: unknown;
}

export function hasParts(ret: unknown): ret is HasParts {
  return !(ret instanceof Error) && isRecord(ret) && ret["parts"] !== undefined;
}

/** @throws BridgeError bad_answer when they cannot be had one after the other */
export function partsOf(parts: unknown): Iterable<unknown> | AsyncIterable<unknown> {
  if (isIterable(parts)) return parts;
  throw badAnswer(`the ret's parts are ${kindOf(parts)}, not an iterable of results`);
}

function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof value !== "object" || value === null) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

/**
 * One of a ret's parts as an answer.
 *
 * @throws BridgeError bad_answer when it is nothing that JSON can hold
 */
export function partOf(part: unknown, index: number): Answer {
  return { code: 0, message: "", result: toJson(part, `parts[${index}]`) };
}

/** The answer that stands for a failed request. */
export function failedAnswer(failure: { readonly code: number; readonly message: string }): Answer {
  return { code: failure.code, message: failure.message, result: "{}" };
}

function judgeRet(ret: unknown): Answer {
  if (ret instanceof Error) return failedAnswer(failureOf(ret));
  try {
    return answerOf(ret);
  } catch (error) {
    return failedAnswer({ code: ERROR_KINDS.bad_answer.code, message: textOf(error) });
  }
}

function answerOf(ret: unknown): Answer {
  if (!isRecord(ret)) throw badAnswer(`netInference returned ${kindOf(ret)} as a ret, not an object`);
  const code = ret["code"] ?? 0;
  const message = ret["message"] ?? "";
  const body = ret["body"] ?? new Uint8Array(0);
  if (!isInt32(code)) throw badAnswer(`the ret's code is ${shown(code)}, not a 32-bit integer`);
  if (typeof message !== "string") throw badAnswer(`the ret's message is ${kindOf(message)}, not a string`);
  if (!(body instanceof Uint8Array))
    throw badAnswer(`the ret's body is ${kindOf(body)}, not a Uint8Array${hintFor(body)}`);
  const headers = ret["header"] === undefined ? {} : { headers: headersOf(ret["header"]) };
  const beside = { ...headers, ...(ret["literalCode"] === true ? { literalCode: true } : {}) };
  if (body.length > 0) return { code, message, result: "{}", body, ...beside };
  const { result } = ret;
  return { code, message, result: result === undefined ? "{}" : toJson(result, "result"), ...beside };
}

function headersOf(header: unknown): Headers {
  const listed = isRecord(header) ? Object.entries(header) : [];
  const headers = Object.fromEntries(listed.filter(isHeader));
  if (isRecord(header) && listed.every(isHeader)) return headers;
  throw badAnswer("the ret's header is no object with an array of strings for each name");
}

type Headers = NonNullable<Answer["headers"]>;

function isHeader(entry: [string, unknown]): entry is [string, string[]] {
  const [, values] = entry;
  return Array.isArray(values) && values.every((value) => typeof value === "string");
}

/** Nobody knows in which byte order a client wants floats. */
function hintFor(body: unknown): string {
  return body instanceof Float32Array ? "; bigEndianFloats makes one as the platform has them" : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isJsonObject(value);
}

function shown(value: unknown): string {
  return typeof value === "number" ? String(value) : kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return `a value of type ${typeof value === "object" ? (value.constructor?.name ?? "Object") : typeof value}`;
}

function badAnswer(message: string): BridgeError {
  return new BridgeError("bad_answer", message);
}
