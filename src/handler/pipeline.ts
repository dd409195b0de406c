import { evalError } from "../contract/errors.ts";
import type { RequestData, Ret } from "../contract/handler.ts";
import type { JsonValue } from "../contract/json.ts";
import { platformJson } from "./platform-body.ts";

/** What a script says by a number of its own is the client's fault. */
const REFUSED = 422;

/**
 * For the port of a pipeline of Paddle Serving (`dialect: paddle`): what its client sent, value by key, as a `RequestOp`
 * that nobody has changed gives it to the first Op; without `tensors` (spec: paddle-pipeline, section B1).
 *
 * @throws BridgeError 400 when the request is no JSON object, or `key` or `value` are no lists of texts
 */
export function pipelineValues(data: Pick<RequestData, "body">): ReadonlyMap<string, string> {
  const { key, value } = platformJson(data);
  const [keys, values] = [texts(key, "key"), texts(value, "value")];
  return new Map(keys.slice(0, values.length).map((name, index) => [name, values[index] ?? ""]));
}

/** The answer of such a port: a text for each key, such as what `pythonRepr` makes of a value. */
export function pipelineAnswer(values: Readonly<Record<string, string>>): Ret {
  return { result: response(0, "", values) };
}

/** A refusal of such a port: what an Op of the original returns as `prod_errcode` and `prod_errinfo`. */
export function pipelineError(number: number, text: string): Ret {
  return { code: REFUSED, message: text, result: response(number, text, {}) };
}

/** Members in the order in which the platform writes them. */
function response(number: number, text: string, values: Readonly<Record<string, string>>) {
  return { err_no: number, err_msg: text, key: Object.keys(values), value: Object.values(values), tensors: [] };
}

function texts(list: JsonValue = null, name: string): string[] {
  if (list === null) return [];
  const isList = Array.isArray(list);
  const items: (string | undefined)[] = isList ? list.map((item: JsonValue) => textOf(item)) : [];
  const known = items.filter((item) => item !== undefined);
  if (!isList || known.length < items.length) throw evalError(400, `${name} must be a list of texts`);
  return known;
}

/** null says nothing, as in every message of its platform. */
function textOf(item: JsonValue): string | undefined {
  if (item === null) return "";
  return typeof item === "string" ? item : undefined;
}
