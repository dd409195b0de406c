import { isList, isValueObject, type Value } from "./value.ts";
import { literalIn } from "./value-difference.ts";

/** An answer of texts taken apart. */
export interface Texts {
  readonly texts: readonly string[];
  /** The answer without them; their list or text is empty in it. */
  readonly rest: Value;
}

/** Keys of one text, or of a list of them. */
const TEXT_KEYS = ["text", "texts"];

/**
 * Finds the texts of a result: a text by itself, `{"text": ..}`, `{"texts": [..]}`.
 *
 * @returns undefined where there are none, or where they hold literals (see `literalIn`)
 */
export function textsIn(value: Value): Texts | undefined {
  if (isText(value)) return { texts: [value], rest: "" };
  if (!isValueObject(value)) return undefined;
  const key = TEXT_KEYS.find((name) => isText(value[name]) || isTextList(value[name]));
  if (key === undefined) return undefined;
  const found = value[key];
  if (isText(found)) return { texts: [found], rest: { ...value, [key]: "" } };
  return isTextList(found) ? { texts: found, rest: { ...value, [key]: [] } } : undefined;
}

function isText(value: Value | undefined): value is string {
  return typeof value === "string" && literalIn(value) === undefined;
}

function isTextList(value: Value | undefined): value is readonly string[] {
  return isList(value) && value.length > 0 && value.every((item) => typeof item === "string") && value.some(isText);
}
