import type { Bytes } from "../contract/bytes.ts";
import { joined } from "../contract/bytes.ts";
import { BridgeError } from "../contract/errors.ts";
import type { JsonObject, JsonValue } from "../contract/json.ts";
import { isJsonObject } from "../contract/json.ts";
import type { EvalCall, Source } from "../service.ts";

/** What a request says, apart from where it was sent. */
export type EvalTask = Pick<EvalCall, "group" | "sources" | "params">;
export type BatchTask = EvalTask & Pick<EvalCall, "app" | "version">;

const OCTET_STREAM = "application/octet-stream";
const BATCH_OP = /^\/v1\/eval\/([^/?]+)(?:\/([^/?]+))?/;

/**
 * A body of `/v1/eval`: JSON with one input or a group, or the bytes of one input.
 *
 * @throws BridgeError `bad_request` in the platform's words (spec: AVA, section 6.2)
 */
export function parseEval(body: Bytes, contentType: string | undefined): EvalTask {
  if (contentType === OCTET_STREAM) return { group: false, sources: [{ body }] };
  if (!isJson(contentType)) throw bad("wrong content type");
  return taskOf(parseJson(body));
}

/** A body of `/v1/batch`. Any bad element fails all of them. */
export function parseBatch(body: Bytes, contentType: string | undefined, maxLength: number): BatchTask[] {
  if (!isJson(contentType)) throw bad("wrong content type");
  const elements = parseJson(body);
  if (!Array.isArray(elements)) throw unparsable();
  if (elements.length > maxLength) {
    throw new BridgeError("too_large", `a batch of ${elements.length} requests is more than ${maxLength}`);
  }
  const tasks = elements.map((element: JsonValue) => ({ element, task: taskOf(element) }));
  return tasks.map(({ element, task }) => ({ ...task, ...targetOf(element) }));
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(;|$)/i.test(contentType);
}

function parseJson(body: Bytes): JsonValue {
  try {
    return JSON.parse(joined(body).toString()) as JsonValue;
  } catch (error) {
    throw unparsable(error);
  }
}

function taskOf(value: JsonValue): EvalTask {
  if (!isJsonObject(value)) throw unparsable();
  const { data } = value;
  const params = textOf(value["params"]);
  const rest = params === undefined ? {} : { params };
  if (Array.isArray(data)) return { group: true, sources: groupSources(data), ...rest };
  const source = isJsonObject(data) ? sourceOf(data) : undefined;
  if (source === undefined) throw unparsable();
  return { group: false, sources: [source], ...rest };
}

function groupSources(data: readonly JsonValue[]): Source[] {
  if (data.length === 0) throw unparsable();
  return data.map((element) => {
    const source = isJsonObject(element) ? sourceOf(element) : undefined;
    if (source === undefined) throw bad("bad uri");
    return source;
  });
}

function sourceOf(data: JsonObject): Source | undefined {
  const { uri } = data;
  if (typeof uri !== "string" || uri === "") return undefined;
  const attribute = textOf(data["attribute"]);
  return attribute === undefined ? { uri } : { uri, attribute };
}

/** Free JSON goes on as text; absent and null mean that the client sent none. */
function textOf(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  try {
    return JSON.stringify(value);
  } catch (error) {
    // Reading stands any depth, writing does not.
    throw unparsable(error);
  }
}

function targetOf(element: JsonValue): Pick<BatchTask, "app" | "version"> {
  const op = isJsonObject(element) ? element["op"] : undefined;
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
