import type { JsonValue } from "../contract/json.ts";
import { pastString } from "../contract/json-tokens.ts";

/** A value within a JSON text: from where to where. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const BLANKS = /[\s,:]*/y;
const SCALAR = /[^\s,\]}]*/y;
const MARK = /["[\]{}]/g;

/** Where the first value begins after `at`, or its container ends. */
export function startOf(json: string, at: number): number {
  return pastMatch(BLANKS, json, at);
}

/** The members of the object at `at` in the order of the text, doubled ones too: `JSON.parse` keeps the last in the place of the first. */
export function* membersOf(json: string, at: number): Generator<Span & { readonly key: string }> {
  for (let place = startOf(json, at + 1); json[place] !== "}"; ) {
    const afterKey = pastString(json, place);
    const start = startOf(json, afterKey);
    const end = endOf(json, start);
    yield { key: String(JSON.parse(json.slice(place, afterKey))), start, end };
    place = startOf(json, end);
  }
}

/** The elements of the array at `at`. */
export function* elementsOf(json: string, at: number): Generator<Span> {
  for (let start = startOf(json, at + 1); json[start] !== "]"; ) {
    const end = endOf(json, start);
    yield { start, end };
    start = startOf(json, end);
  }
}

export function valueIn(json: string, { start, end }: Span): JsonValue {
  return JSON.parse(json.slice(start, end));
}

/** Where the value ends that begins at `start`. */
function endOf(json: string, start: number): number {
  if (json[start] === '"') return pastString(json, start);
  if (json[start] !== "{" && json[start] !== "[") return pastMatch(SCALAR, json, start);
  let depth = 0;
  for (let at = start; ; ) {
    MARK.lastIndex = at;
    const found = MARK.exec(json);
    if (found === null) throw new SyntaxError("no JSON");
    const { index } = found;
    at = json[index] === '"' ? pastString(json, index) : index + 1;
    if (json[index] === "{" || json[index] === "[") depth += 1;
    else if (json[index] !== '"' && --depth === 0) return at;
  }
}

function pastMatch(pattern: RegExp, json: string, at: number): number {
  pattern.lastIndex = at;
  pattern.exec(json);
  return pattern.lastIndex;
}
