import type { Bytes } from "../contract/bytes.ts";
import { joined } from "../contract/bytes.ts";
import type { Source } from "../contract/call.ts";
import { BridgeError } from "../contract/errors.ts";
import type { JsonObject, JsonValue } from "../contract/json.ts";
import { isJsonObject } from "../contract/json.ts";
import { holdsMoreTokens } from "../contract/json-tokens.ts";
import type { EvalCall } from "../service.ts";
import { wrongContentType } from "./http.ts";
import type { Span } from "./json-members.ts";
import { elementsOf, membersOf, startOf, valueIn } from "./json-members.ts";

/** What a request says, apart from where it was sent. */
export type EvalTask = Pick<EvalCall, "group" | "sources" | "params">;
export type BatchTask = EvalTask & Pick<EvalCall, "app" | "version">;

const OCTET_STREAM = "application/octet-stream";
const BATCH_OP = /^\/v1\/eval\/([^/?]+)(?:\/([^/?]+))?/;

/**
 * A body of `/v1/eval`: JSON with one input or a group, or the bytes of one input.
 *
 * @param maxTokens of JSON
 * @throws BridgeError `too_large`; `bad_request` in the platform's words (spec: AVA, sections 6.2 and 9.2)
 */
export function parseEval(body: Bytes, contentType: string | undefined, maxTokens: number): EvalTask {
  if (contentType === OCTET_STREAM) return { group: false, sources: [{ body }] };
  if (!isJson(contentType)) throw wrongContentType();
  return taskOf(objectOf(parseJson(body, maxTokens)));
}

/** What the host's configuration says about batches. */
export interface BatchRules {
  readonly maxLength: number;
  /** Of its JSON. */
  readonly maxTokens: number;
  /** `null` is an empty batch. */
  readonly nullIsEmpty: boolean;
  /** Of a wrong content type. */
  readonly wrongTypeCode: number;
}

/**
 * A body of `/v1/batch`. Any bad element fails all of them, and one that cannot be read does so before one whose `op`
 * is wrong.
 *
 * @throws BridgeError `bad_request`, `too_large`
 */
export function parseBatch(
  body: Bytes,
  contentType: string | undefined,
  { maxLength, maxTokens, nullIsEmpty, wrongTypeCode }: BatchRules,
): BatchTask[] {
  if (!isJson(contentType)) throw wrongContentType(wrongTypeCode);
  const elements = parseJson(body, maxTokens);
  if (elements === null && nullIsEmpty) return [];
  if (!Array.isArray(elements)) throw unparsable();
  if (elements.length > maxLength) {
    throw new BridgeError("too_large", `a batch of ${elements.length} requests is more than ${maxLength}`);
  }
  const tasks = elements.map((element: JsonValue) => {
    const object = objectOf(element);
    return { op: object["op"], task: taskOf(object) };
  });
  return tasks.map(({ op, task }) => ({ ...targetOf(op), ...task }));
}

/** Parameters such as a charset change nothing: JSON is UTF-8. */
function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(;|$)/i.test(contentType);
}

function parseJson(body: Bytes, maxTokens: number): JsonValue {
  const json = joined(body);
  // Nobody else is answered while it is read.
  if (holdsMoreTokens(json, maxTokens)) {
    throw new BridgeError("too_large", `JSON of more than ${maxTokens} strings, commas and brackets`);
  }
  try {
    // Invalid UTF-8 becomes U+FFFD, as it did on the platform.
    const text = json.toString();
    const value = JSON.parse(text) as JsonValue;
    return mayDouble(text) ? withDoubles(text, startOf(text, 0), value) : value;
  } catch (error) {
    throw unparsable(error);
  }
}

const KEY = /"(data|uri|attribute|params|op)"\s*:/gi;

/** Whether some object of a JSON text may hold one of the platform's keys twice. */
function mayDouble(json: string): boolean {
  const seen = new Set<string>();
  for (const [, key = ""] of json.matchAll(KEY)) {
    const { size } = seen;
    if (seen.add(key.toLowerCase()).size === size) return true;
  }
  // A key may be written in escapes.
  return json.includes("\\u00");
}

/**
 * A request, or a batch of them, with what it says of doubled keys as Go's decoder read them on the platform: one after
 * the other into the same place. So the last counts, null says nothing for `data`, `uri` and `op`, and inputs are merged.
 */
function withDoubles(json: string, at: number, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return Array.from(elementsOf(json, at), (element) => taskIn(json, element));
  return isJsonObject(value) ? taskIn(json, { start: at, end: json.length }) : value;
}

function taskIn(json: string, span: Span): JsonValue {
  return object(json, span, ["op", "data", "params"], (key, said, before) => {
    if (key === "data") return mergedData(before, dataIn(json, said));
    const value = valueIn(json, said);
    return key === "op" && value === null ? before : value;
  });
}

function dataIn(json: string, span: Span): JsonValue {
  if (json[span.start] !== "[") return sourceIn(json, span);
  return Array.from(elementsOf(json, span.start), (element) => sourceIn(json, element));
}

function sourceIn(json: string, span: Span): JsonValue {
  return object(json, span, ["uri", "attribute"], (key, said, before) => {
    const value = valueIn(json, said);
    return key === "uri" && value === null ? before : value;
  });
}

/** The object there with those of its members that count, in any case; what is no object as it is. */
function object(
  json: string,
  span: Span,
  keys: readonly string[],
  read: (key: string, said: Span, before: JsonValue | undefined) => JsonValue | undefined,
): JsonValue {
  if (json[span.start] !== "{") return valueIn(json, span);
  const values = new Map<string, JsonValue>();
  for (const { key, ...said } of membersOf(json, span.start)) {
    const name = key.toLowerCase();
    const value = keys.includes(name) ? read(name, said, values.get(name)) : undefined;
    if (value !== undefined) values.set(name, value);
  }
  return Object.fromEntries(values);
}

function mergedData(before: JsonValue | undefined, said: JsonValue): JsonValue {
  if (before === undefined || before === null) return said;
  if (said === null) return before;
  if (Array.isArray(before) && Array.isArray(said)) return said.map((input, index) => mergedData(before[index], input));
  if (!isJsonObject(before) || !isJsonObject(said)) throw unparsable();
  return { ...before, ...said };
}

/** A JSON object with its keys in lower case: the platform read them in any. Of equal ones the last counts. */
function objectOf(value: JsonValue): JsonObject {
  if (!isJsonObject(value)) throw unparsable();
  for (const key in value) if (key !== key.toLowerCase()) return lowerCased(value);
  return value;
}

function lowerCased(value: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([key, field]) => [key.toLowerCase(), field] as const);
  return Object.fromEntries(entries);
}

/** @param task with lower-case keys */
function taskOf(task: JsonObject): EvalTask {
  const { data, op } = task;
  if (op !== undefined && op !== null && typeof op !== "string") throw unparsable();
  const params = textOf(task["params"]);
  const rest = params === undefined ? {} : { params };
  if (Array.isArray(data)) return { group: true, sources: groupSources(data), ...rest };
  const source = sourceOf(data ?? null);
  if (source.uri === "") throw unparsable();
  return { group: false, sources: [source], ...rest };
}

function groupSources(data: readonly JsonValue[]): Source[] {
  if (data.length === 0) throw unparsable();
  const sources = data.map((element) => (element === null ? NOWHERE : sourceOf(element)));
  if (sources.some(({ uri }) => uri === "")) throw bad("bad uri");
  return sources;
}

const NOWHERE = { uri: "" };

/** Where one input comes from; `uri` is empty when nothing is said. */
function sourceOf(value: JsonValue): Source & { readonly uri: string } {
  const data = objectOf(value);
  const uri = data["uri"] ?? "";
  if (typeof uri !== "string") throw unparsable();
  const attribute = textOf(data["attribute"]);
  return attribute === undefined ? { uri } : { uri, attribute };
}

/**
 * Free JSON goes on as text; absent and null mean that the client sent none. Numbers are what they were on the
 * platform, doubles: a script that takes `1.0` for a count gets `1`.
 */
function textOf(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  try {
    const text = JSON.stringify(value);
    // A number too large for a double was read as Infinity, which is written as null.
    if (text.includes("null") && holdsInfinity(value)) throw unparsable();
    return text.includes("\\ud") ? wellFormed(text) : text;
  } catch (error) {
    // Reading stands any depth, writing does not.
    throw unparsable(error);
  }
}

function holdsInfinity(value: JsonValue): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsInfinity);
}

/** Lone surrogates, which `JSON.stringify` writes as escapes, become U+FFFD (spec: AVA, section 9.2 no. 4). */
function wellFormed(json: string): string {
  return json.replaceAll(/\\(?:u(d[89a-f]..)|.)/g, (text, surrogate) => (surrogate === undefined ? text : "\ufffd"));
}

function targetOf(op: JsonValue | undefined): Pick<BatchTask, "app" | "version"> {
  const match = typeof op === "string" ? BATCH_OP.exec(op) : null;
  const [, app, version] = match ?? [];
  if (app === undefined) throw bad("bad op");
  return version === undefined ? { app } : { app, version };
}

function unparsable(cause?: unknown): BridgeError {
  return bad("parse task request failed", cause);
}

function bad(message: string, cause?: unknown): BridgeError {
  return new BridgeError("bad_request", message, cause === undefined ? {} : { cause });
}
