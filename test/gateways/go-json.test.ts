import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstValue, goString, onlyValue } from "../../src/gateways/go-json.ts";

const bytes = (text: string) => Buffer.from(text).toString("latin1");
const found = (text: string) => {
  const json = bytes(text);
  const span = firstValue(json);
  return span === undefined ? undefined : Buffer.from(json.slice(span.start, span.end), "latin1").toString();
};

describe("the first value", () => {
  it("is any JSON, whatever its layout and whatever comes behind it", () => {
    const indent = fc.constantFrom(0, 1, "\t");
    const behind = fc.constantFrom("", " ", "x", "]", "}", "{", '"', "\n[1]", ",");
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), indent, behind, (value, spaces, rest) => {
        const json = JSON.stringify(value, null, spaces);
        // Digits would go on.
        const end = typeof value === "number" ? ` ${rest}` : rest;
        expect(found(` ${json}${end}`)).toBe(json);
      }),
    );
  });

  it("is what JSON.parse takes, and nothing else is", () => {
    const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value));
    const character = fc.constantFrom(...'{}[]",:\\/u0123eE+-.tfnal \t\u0001é');
    const broken = fc.tuple(json, fc.nat(), fc.nat(2), character).map(([text, at, gone, inserted]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + inserted + text.slice(place + gone);
    });
    fc.assert(
      fc.property(broken, (text) => {
        expect(takes(() => onlyValue(bytes(text)))).toBe(takes(() => JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["", " ", "\n\t\r "])("there is none in blanks: %j", (blanks) => expect(firstValue(blanks)).toBeUndefined());

  it.each([
    ["{", "unexpected EOF"],
    ['{"a":', "unexpected EOF"],
    ['["a', "unexpected EOF"],
    ["-", "unexpected EOF"],
    ["nul", "unexpected EOF"],
    ["hello", "invalid character 'h' looking for beginning of value"],
    ["\ufeff{}", "invalid character 'ï' looking for beginning of value"],
    ["\u0001", "invalid character '\\x01' looking for beginning of value"],
    ["[1,]", "invalid character ']' looking for beginning of value"],
    ["[1 2]", "invalid character '2' after array element"],
    ["{a:1}", "invalid character 'a' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
    ['"\n"', "invalid character '\\n' in string literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u12G4"', "invalid character 'G' in \\u hexadecimal character escape"],
    ["-x", "invalid character 'x' in numeric literal"],
    ["1.x", "invalid character 'x' after decimal point in numeric literal"],
    ["1e+x", "invalid character 'x' in exponent of numeric literal"],
    ["trUe", "invalid character 'U' in literal true (expecting 'u')"],
    ["nil", "invalid character 'i' in literal null (expecting 'u')"],
  ])("or it says so in Go's words: %j", (text, message) => {
    expect(() => firstValue(bytes(text))).toThrow(message);
  });

  it("may not be deeper than Go takes it", () => {
    const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(firstValue(deep(10_000))).toEqual({ start: 0, end: 20_000 });
    expect(() => firstValue(deep(10_001))).toThrow("exceeded max depth");
  });
});

function takes(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

describe("a text", () => {
  it("is read back as it was, and holds nothing that HTML would read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(JSON.parse(goString(text))).toBe(text);
        expect(goString(text)).not.toMatch(/[<>&\u2028\u2029]|(?<!\\)(\\\\)*\\[bf]/);
      }),
    );
  });

  it("escapes what Go does", () => {
    expect(goString('a"\\\n\b\f\u0001\u007f<\ud800\\b')).toBe(
      '"a\\"\\\\\\n\\u0008\\u000c\\u0001\u007f\\u003c\ufffd\\\\b"',
    );
  });
});
