/** What an answer holds once it is read: JSON, with whole numbers of any size, NaN and infinities. */
export type Value = null | boolean | number | bigint | string | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

/** A text is not what it was read as. The message says what, and at which character. */
export class TextError extends Error {
  override readonly name = "TextError";
}

/** Deeper values are not taken apart: no answer needs it, and stacks end. */
export const MAX_DEPTH = 200;

/** Longer whole numbers are not read digit by digit, as in CPython. */
const MAX_DIGITS = 4300;

export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isNumber(value: Value | undefined): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** A number as a double. */
export function doubleOf(value: Value | undefined): number | undefined {
  return isNumber(value) ? Number(value) : undefined;
}

/** Exact where a double cannot hold it. */
export function wholeNumber(digits: string): number | bigint {
  const double = Number(digits);
  return Number.isSafeInteger(double) || digits.length > MAX_DIGITS ? double : BigInt(digits);
}

/** Reads a text from left to right. */
export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  fail(what: string): TextError {
    return new TextError(`${what} at character ${this.at}`);
  }

  /** Takes what a sticky expression matches here. */
  take(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    const [match] = sticky.exec(this.text) ?? [];
    if (match !== undefined) this.at += match.length;
    return match;
  }

  skipSpace(): void {
    this.take(/\s*/y);
  }

  /** Whether `mark` stands here, behind any space; it is taken then. */
  has(mark: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  expect(mark: string): void {
    if (!this.has(mark)) throw this.fail(`expected ${mark}`);
  }

  /** Takes everything up to the quote that ends a string, which is taken too; backslashes escape. */
  takeUntil(quote: string): string {
    const start = this.at;
    for (let at = start; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === "\\") at += 1;
      else if (character === quote) {
        this.at = at + 1;
        return this.text.slice(start, at);
      }
    }
    throw this.fail("a string without end");
  }

  /** @throws TextError where anything is left */
  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) throw this.fail("something else");
  }
}
