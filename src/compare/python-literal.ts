import { isList, isNumber, MAX_DEPTH, Scanner, TextError, type Value, wholeNumber } from "./value.ts";

/**
 * Reads what Python and NumPy print of values: `{'a': (1, 2.5, None)}`, `[array([[0.1, 2.]], dtype=float32)]`,
 * `np.float32(0.5)`, `[0.1 0.2]`. Tuples, arrays and sets become lists, bytes become text; keys become text. Nothing is
 * evaluated. What NumPy has shortened (`[0, 1, ..., 9]`) is refused, and so are complex numbers and other objects.
 *
 * @throws TextError and nothing else
 */
export function parsePythonLiteral(text: string): Value {
  return new LiteralReader(text).read();
}

const NUMBER = /[+-]?(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|nan\b|inf\b)/y;
const STRING_START = /(?:[uU]|[bB]|[rR]|[bB][rR]|[rR][bB]|[uU][rR])?(?=['"])/y;
const NAME = /[A-Za-z_][\w.]*/y;
const KEYWORD = /[A-Za-z_]\w*\s*=(?!=)/y;
const ELEMENT_TYPE = /(?:float|int|uint)(?:8|16|32|64|128)|bool_|str_|bytes_|longdouble/;
const CALL = new RegExp(`^(?:np\\.|numpy\\.)?(?:array|${ELEMENT_TYPE.source})$`);

const WORDS = new Map<string, Value>([
  ["True", true],
  ["False", false],
  ["None", null],
  ["np.True_", true],
  ["np.False_", false],
  ["np.nan", Number.NaN],
  ["np.inf", Number.POSITIVE_INFINITY],
]);

class LiteralReader {
  private readonly scanner: Scanner;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  read(): Value {
    const value = this.value(0);
    this.scanner.end();
    return value;
  }

  private value(depth: number): Value {
    const { scanner } = this;
    if (depth > MAX_DEPTH) throw scanner.fail(`nested deeper than ${MAX_DEPTH}`);
    if (scanner.has("[")) return this.list("]", depth);
    if (scanner.has("(")) return this.tuple(depth);
    if (scanner.has("{")) return this.braces(depth);
    const prefix = scanner.take(STRING_START);
    if (prefix !== undefined) return this.strings(prefix);
    return this.number() ?? this.named(depth);
  }

  /** What stands up to `close`, between commas, or between blanks as NumPy prints arrays. */
  private list(close: string, depth: number): Value[] {
    const { scanner } = this;
    const items: Value[] = [];
    let separator: string | undefined;
    while (!scanner.has(close)) {
      const item = this.value(depth + 1);
      items.push(item);
      const found = scanner.has(",") ? "," : " ";
      if (found === " " && scanner.has(close)) return items;
      if (found === " " && (close !== "]" || !isPrinted(item) || !/\s/.test(scanner.text.charAt(scanner.at - 1))))
        throw scanner.fail(`expected , or ${close}`);
      if (found !== (separator ?? found)) throw scanner.fail("commas and blanks between the same items");
      separator = found;
    }
    return items;
  }

  /** `(x)` is x, `(x,)` a tuple. */
  private tuple(depth: number): Value {
    const { scanner } = this;
    const items = this.list(")", depth);
    const isTuple =
      items.length !== 1 ||
      scanner.text
        .slice(0, scanner.at - 1)
        .trimEnd()
        .endsWith(",");
    return isTuple ? items : (items[0] ?? null);
  }

  private braces(depth: number): Value {
    const { scanner } = this;
    if (scanner.has("}")) return {};
    const first = this.value(depth + 1);
    if (!scanner.has(":")) {
      if (scanner.has("}")) return [first];
      scanner.expect(",");
      return [first, ...this.list("}", depth)];
    }
    const entries: [string, Value][] = [[keyOf(first), this.value(depth + 1)]];
    while (!scanner.has("}")) {
      scanner.expect(",");
      if (scanner.has("}")) break;
      const key = this.value(depth + 1);
      scanner.expect(":");
      entries.push([keyOf(key), this.value(depth + 1)]);
    }
    return Object.fromEntries(entries);
  }

  private number(): Value | undefined {
    const { scanner } = this;
    const text = scanner.take(NUMBER);
    if (text === undefined) return undefined;
    const isWhole = /^[+-]?(?:\d+|0[xXoObB][\da-fA-F]+)$/.test(text);
    // Python 2's long.
    if (isWhole) scanner.take(/[lL]/y);
    if (/[\w.]/.test(scanner.text.charAt(scanner.at)) || /^[+-]?0\d+$/.test(text)) throw scanner.fail("no number");
    const sign = text.startsWith("-") ? -1 : 1;
    const digits = text.replace(/^[+-]/, "");
    if (digits === "nan") return Number.NaN;
    if (digits === "inf") return sign * Number.POSITIVE_INFINITY;
    if (!isWhole) return sign * Number(digits);
    const whole = wholeNumber(digits);
    return typeof whole === "bigint" ? BigInt(sign) * whole : sign * whole;
  }

  private named(depth: number): Value {
    const { scanner } = this;
    const name = scanner.take(NAME) ?? "";
    const word = WORDS.get(name);
    if (word !== undefined) return word;
    if (!CALL.test(name) || !scanner.has("(")) throw scanner.fail("no literal");
    const value = this.value(depth + 1);
    while (scanner.has(",")) this.keyword(depth);
    scanner.expect(")");
    return value;
  }

  /** `dtype=float32`, `shape=(0, 4)`: checked for its form and left out. */
  private keyword(depth: number): void {
    const { scanner } = this;
    scanner.skipSpace();
    if (scanner.take(KEYWORD) === undefined) throw scanner.fail("expected dtype= or the like");
    scanner.skipSpace();
    if (scanner.take(/[A-Za-z_][\w.]*/y) === undefined) this.value(depth + 1);
  }

  /** One string, or several that stand side by side. */
  private strings(prefix: string): string {
    const { scanner } = this;
    const parts: string[] = [];
    for (let next: string | undefined = prefix; next !== undefined; next = scanner.take(STRING_START)) {
      const quote = scanner.text.charAt(scanner.at);
      scanner.at += 1;
      const inside = scanner.takeUntil(quote);
      if (/[\r\n]/.test(inside.replace(/\\\r?\n/g, ""))) throw scanner.fail("a line break in a string");
      parts.push(/r/i.test(next) ? inside : this.unescaped(inside));
      scanner.skipSpace();
    }
    return parts.join("");
  }

  private unescaped(inside: string): string {
    return inside.replace(ESCAPE, (whole, octal, hex, wide, rest: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex.slice(1), 16));
      if (wide !== undefined) return this.wideCharacter(wide);
      return ESCAPES.get(rest) ?? whole;
    });
  }

  private wideCharacter(hex: string): string {
    const point = Number.parseInt(hex, 16);
    if (point > 0x10ffff) throw this.scanner.fail("no character");
    return String.fromCodePoint(point);
  }
}

const ESCAPE = /\\(?:([0-7]{1,3})|(x[\da-fA-F]{2}|u[\da-fA-F]{4})|U([\da-fA-F]{8})|(\r?\n|[\s\S]))/g;
const ESCAPES = new Map([
  ["\n", ""],
  ["\r\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/** Whether NumPy may have printed this with nothing but a blank behind it. */
function isPrinted(value: Value): boolean {
  return isNumber(value) || typeof value === "boolean" || isList(value);
}

function keyOf(value: Value): string {
  if (typeof value === "string") return value;
  if (isList(value)) return `(${value.map(keyOf).join(", ")})`;
  if (typeof value === "object" && value !== null) throw new TextError("a dict as a key");
  return String(value);
}
