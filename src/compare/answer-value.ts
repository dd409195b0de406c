import type { Answered } from "./answered.ts";
import { parseJsonText } from "./json-text.ts";
import { isList, isValueObject, TextError, type Value } from "./value.ts";

/** An answer's result as a value, or why it is none. */
export type Read = { readonly value: Value } | { readonly flaw: string };

/**
 * Reads a success's result; what the settings ignore is left out, whether or not its path begins with what taichu-serve puts around
 * every answer.
 */
export function readResult({ result }: Answered, ignore: readonly string[]): Read {
  if (result === undefined || result === "") return { value: null };
  try {
    const ignored = (value: Value): Value => ignore.reduce((rest, path) => without(rest, stepsOf(path)), value);
    const value = ignored(parseJsonText(result));
    const inner = insideParameters(value);
    return { value: inner === undefined ? value : ignored(inner) };
  } catch (error) {
    if (error instanceof TextError) return { flaw: error.message };
    throw error;
  }
}

/** What taichu-serve answers with is `{"parameters": <value>}`: nobody compares the frame. */
function insideParameters(value: Value): Value | undefined {
  if (!isValueObject(value) || Object.keys(value).join() !== "parameters") return undefined;
  return value["parameters"];
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
