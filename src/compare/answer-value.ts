import type { Answered } from "./answered.ts";
import { parseJsonText } from "./json-text.ts";
import { isList, isValueObject, TextError, type Value, type ValueObject } from "./value.ts";

/** An answer's result as a value, or why it is none. */
export type Read = { readonly value: Value } | { readonly flaw: string };

/**
 * Reads a success's result; what the settings ignore is left out, whether or not its path begins with what a platform puts
 * around every answer.
 */
export function readResult({ result }: Answered, ignore: readonly string[]): Read {
  if (result === undefined || result === "") return { value: null };
  try {
    const ignored = (value: Value): Value => ignore.reduce((rest, path) => without(rest, stepsOf(path)), value);
    const value = ignored(parseJsonText(result));
    const inner = insideFrame(value);
    return { value: inner === undefined ? value : ignored(inner) };
  } catch (error) {
    if (error instanceof TextError) return { flaw: error.message };
    throw error;
  }
}

/**
 * Nobody compares the frame of an answer: taichu-serve's is `{"parameters": <value>}`, that of Paddle Serving's pipelines
 * `{"err_no": 0, "err_msg": "", "key": [..], "value": [..], "tensors": []}`, of which a value by key is left.
 */
function insideFrame(value: Value): Value | undefined {
  if (!isValueObject(value)) return undefined;
  const members = Object.keys(value).join();
  if (members === "parameters") return value["parameters"];
  return members === "err_no,err_msg,key,value,tensors" && value["err_no"] === 0 ? pairsIn(value) : undefined;
}

/** A value by key, where each key has one. */
function pairsIn({ key: keys, value: values }: ValueObject): Value | undefined {
  if (!isList(keys) || !isList(values) || keys.length !== values.length) return undefined;
  const pairs = keys.flatMap((key, index): [string, Value][] =>
    typeof key === "string" ? [[key, values[index] ?? null]] : [],
  );
  return new Set(pairs.map(([key]) => key)).size === keys.length ? Object.fromEntries(pairs) : undefined;
}

export function hasBody({ body }: Answered): boolean {
  return body !== undefined && body.length > 0;
}

/** `detections[*].id` as steps; `*` is any. */
function stepsOf(path: string): string[] {
  return path.split(/\.|\[|\]/).filter((step) => step !== "");
}

/** In a list a removed item leaves null, so that the others keep their places. */
function without(value: Value, [step, ...others]: readonly string[]): Value {
  if (step === undefined) return value;
  const isLast = others.length === 0;
  if (isList(value)) {
    const change = (item: Value): Value => (isLast ? null : without(item, others));
    return value.map((item, index) => (step === "*" || step === String(index) ? change(item) : item));
  }
  if (!isValueObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, Value][] => {
    if (step !== "*" && step !== key) return [[key, item]];
    return isLast ? [] : [[key, without(item, others)]];
  });
  return Object.fromEntries(entries);
}
