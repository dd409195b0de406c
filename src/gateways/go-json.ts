import type { Span } from "./json-members.ts";

/** JSON as Go's `encoding/json` reads and writes it, which platforms behind grpc-gateway show their clients. */

/** Go's own words for what it does not take. */
export class GoJsonError extends Error {}

const BLANKS = /[ \t\r\n]*/y;
/** What needs no second look within a string. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a string must not hold.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const DIGITS = /\d*/y;
const ESCAPES = '"\\/bfnrt';
/** Values may be so deep. */
const MAX_DEPTH = 10_000;

/**
 * The first value of a text, whatever comes after it.
 *
 * @param json a character for each byte: what is wrong is told of a byte
 * @param ended what is said of a text that ends within a value
 * @returns undefined where there is nothing but blanks
 * @throws GoJsonError
 */
export function firstValue(json: string, ended = "unexpected EOF"): Span | undefined {
  const start = past(BLANKS, json, 0);
  return start === json.length ? undefined : { start, end: new Reader(json, ended).endOfValue(start) };
}

/**
 * The text's only value.
 *
 * @param json see `firstValue`
 * @throws GoJsonError
 */
export function onlyValue(json: string): Span {
  const ended = "unexpected end of JSON input";
  const value = firstValue(json, ended);
  if (value === undefined) throw new GoJsonError(ended);
  const rest = past(BLANKS, json, value.end);
  if (rest < json.length) throw invalidCharacter(json, rest, "after top-level value");
  return value;
}

class Reader {
  readonly #json: string;
  readonly #ended: string;

  constructor(json: string, ended: string) {
    this.#json = json;
    this.#ended = ended;
  }

  /** Where the value ends that begins at `start`. */
  endOfValue(start: number): number {
    /** What ends the containers that are open. */
    const closing: string[] = [];
    let at = start;
    for (;;) {
      const opened = this.#closingOf(at);
      if (opened === undefined) at = this.#pastScalar(at);
      else {
        if (closing.push(opened) > MAX_DEPTH) throw new GoJsonError("exceeded max depth");
        at = past(BLANKS, this.#json, at + 1);
        if (this.#json[at] !== opened) {
          at = opened === "}" ? this.#pastKey(at) : at;
          continue;
        }
      }
      at = this.#pastEnds(at, closing);
      if (closing.length === 0) return at;
    }
  }

  #closingOf(at: number): string | undefined {
    const character = this.#json[at];
    if (character === "{") return "}";
    return character === "[" ? "]" : undefined;
  }

  /** From the end of a value to the next one's beginning, or to the end of all. */
  #pastEnds(end: number, closing: string[]): number {
    let at = end;
    while (closing.length > 0) {
      const close = closing.at(-1);
      at = past(BLANKS, this.#json, at);
      if (this.#json[at] === ",") {
        at = past(BLANKS, this.#json, at + 1);
        return close === "}" ? this.#pastKey(at) : at;
      }
      if (this.#json[at] !== close) {
        throw this.#invalid(at, close === "}" ? "after object key:value pair" : "after array element");
      }
      closing.pop();
      at += 1;
    }
    return at;
  }

  #pastKey(start: number): number {
    if (this.#json[start] !== '"') throw this.#invalid(start, "looking for beginning of object key string");
    const colon = past(BLANKS, this.#json, this.#pastString(start));
    if (this.#json[colon] !== ":") throw this.#invalid(colon, "after object key");
    return past(BLANKS, this.#json, colon + 1);
  }

  #pastScalar(at: number): number {
    const character = this.#json[at] ?? "";
    if (character === '"') return this.#pastString(at);
    if (/[-\d]/.test(character)) return this.#pastNumber(at);
    const word = ["true", "false", "null"].find((known) => known.startsWith(character));
    if (word === undefined || character === "") throw this.#invalid(at, "looking for beginning of value");
    for (let index = 1; index < word.length; index++) {
      const expected = `in literal ${word} (expecting '${word[index]}')`;
      if (this.#json[at + index] !== word[index]) throw this.#invalid(at + index, expected);
    }
    return at + word.length;
  }

  #pastString(start: number): number {
    for (let at = start + 1; ; ) {
      at = past(PLAIN, this.#json, at);
      if (this.#json[at] === '"') return at + 1;
      if (this.#json[at] !== "\\") throw this.#invalid(at, "in string literal");
      at = this.#pastEscape(at + 1);
    }
  }

  #pastEscape(at: number): number {
    const character = this.#json[at] ?? "";
    if (character !== "" && ESCAPES.includes(character)) return at + 1;
    if (character !== "u") throw this.#invalid(at, "in string escape code");
    for (let index = at + 1; index <= at + 4; index++) {
      if (!/[\da-fA-F]/.test(this.#json[index] ?? "")) {
        throw this.#invalid(index, "in \\u hexadecimal character escape");
      }
    }
    return at + 5;
  }

  #pastNumber(start: number): number {
    let at = this.#json[start] === "-" ? start + 1 : start;
    at = this.#json[at] === "0" ? at + 1 : this.#pastDigits(at, "in numeric literal");
    if (this.#json[at] === ".") at = this.#pastDigits(at + 1, "after decimal point in numeric literal");
    if (!/[eE]/.test(this.#json[at] ?? "")) return at;
    at += /[-+]/.test(this.#json[at + 1] ?? "") ? 2 : 1;
    return this.#pastDigits(at, "in exponent of numeric literal");
  }

  #pastDigits(start: number, where: string): number {
    const end = past(DIGITS, this.#json, start);
    if (end === start) throw this.#invalid(start, where);
    return end;
  }

  #invalid(at: number, where: string): GoJsonError {
    return at < this.#json.length ? invalidCharacter(this.#json, at, where) : new GoJsonError(this.#ended);
  }
}

function past(pattern: RegExp, json: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(json);
  return pattern.lastIndex;
}

function invalidCharacter(json: string, at: number, where: string): GoJsonError {
  return new GoJsonError(`invalid character ${quoted(json[at] ?? "")} ${where}`);
}

const QUOTED: ReadonlyMap<string, string> = new Map([
  ["'", "\\'"],
  ["\\", "\\\\"],
  ["\u0007", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
]);

/** A byte as Go shows it. */
function quoted(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16).padStart(2, "0");
  const isPrintable = (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code !== 0xad);
  const shown = isPrintable ? character : code < 0x80 ? `\\x${hex}` : `\\u00${hex}`;
  return `'${QUOTED.get(character) ?? shown}'`;
}

/** Go has no short escape for these. */
const LONG: ReadonlyMap<string, string> = new Map([
  ["\\b", "\\u0008"],
  ["\\f", "\\u000c"],
]);

/** A text as Go writes it: what HTML would read is escaped, and half a character is replaced. */
export function goString(text: string): string {
  return JSON.stringify(Buffer.from(text).toString())
    .replaceAll(/\\./g, (pair) => LONG.get(pair) ?? pair)
    .replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
