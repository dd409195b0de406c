import { isList, isValueObject, MAX_DEPTH, Scanner, TextError, type Value, wholeNumber } from "./value.ts";

/**
 * Reads JSON as scripts write it: besides JSON itself `NaN`, `Infinity` and `-Infinity`, which Python's `json` writes, and
 * whole numbers of any size. Of equal keys the last counts.
 *
 * @throws TextError and nothing else
 */
export function parseJsonText(text: string): Value {
  const value = parsePlain(text) ?? new JsonReader(text).read();
  if (!isShallow(value, MAX_DEPTH)) throw new TextError(`nested deeper than ${MAX_DEPTH}`);
  return value;
}

/** One that a double may not hold; digits behind a point are no whole number. */
const LONG_WHOLE_NUMBER = /(?<![\d.])\d{16,}(?![\d.eE])/;

/** What `JSON.parse` reads without loss; undefined for the rest. */
function parsePlain(text: string): Value | undefined {
  if (LONG_WHOLE_NUMBER.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isShallow(value: Value, left: number): boolean {
  if (left < 0) return false;
  if (isList(value)) return value.every((item) => isShallow(item, left - 1));
  return !isValueObject(value) || Object.values(value).every((item) => isShallow(item, left - 1));
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /-?[A-Za-z]+/y;
const WORDS = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

class JsonReader {
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
    if (scanner.has("{")) return this.object(depth);
    if (scanner.has("[")) return this.array(depth);
    if (scanner.has('"')) return this.string();
    const number = scanner.take(NUMBER);
    if (number !== undefined) return /[.eE]/.test(number) ? Number(number) : wholeNumber(number);
    const word = WORDS.get(scanner.take(WORD) ?? "");
    if (word === undefined) throw scanner.fail("no JSON value");
    return word;
  }

  private object(depth: number): Value {
    const { scanner } = this;
    const entries: [string, Value][] = [];
    if (scanner.has("}")) return {};
    do {
      scanner.expect('"');
      const key = this.string();
      scanner.expect(":");
      entries.push([key, this.value(depth + 1)]);
    } while (scanner.has(","));
    scanner.expect("}");
    return Object.fromEntries(entries);
  }

  private array(depth: number): Value {
    const items: Value[] = [];
    if (this.scanner.has("]")) return items;
    do items.push(this.value(depth + 1));
    while (this.scanner.has(","));
    this.scanner.expect("]");
    return items;
  }

  private string(): string {
    const inside = this.scanner.takeUntil('"');
    try {
      return JSON.parse(`"${inside}"`);
    } catch {
      throw this.scanner.fail("a string with an escape or sign that JSON does not know");
    }
  }
}
