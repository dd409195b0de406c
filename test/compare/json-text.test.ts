import fc from "fast-check";
import { expect, it } from "vitest";
import { parseJsonText } from "../../src/compare/json-text.ts";
import { TextError, type Value } from "../../src/compare/value.ts";

it.each<[string, Value]>([
  [
    '{"score": NaN, "far": [-Infinity, Infinity]}',
    { score: Number.NaN, far: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] },
  ],
  ["9007199254740993", 9007199254740993n],
  [
    '{"id": -12345678901234567890, "x": 1.5, "text": "\\u00e9\\n\\"", "none": [], "empty": {}}',
    { id: -12345678901234567890n, x: 1.5, text: 'é\n"', none: [], empty: {} },
  ],
  ["0.1234567890123456789", 0.12345678901234568],
  ["1e400", Number.POSITIVE_INFINITY],
  ["1".repeat(5000), Number.POSITIVE_INFINITY],
  ['{"a": NaN, "a": 2}', { a: 2 }],
])("reads %s", (text, value) => {
  expect(parseJsonText(text)).toEqual(value);
});

it.each([
  "",
  "NaN,",
  "[NaN",
  "{NaN: 1}",
  '{"a" NaN}',
  "[1,NaN,]",
  "nan",
  "None",
  "'a'",
  '"\n"',
  '["\\x", NaN]',
  "[01, NaN]",
])("refuses %s", (text) => {
  expect(() => parseJsonText(text)).toThrow(TextError);
});

it("reads all JSON as JSON.parse does, also beside what is none", () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 4 }).filter((json) => !/\d{16}/.test(json)),
      (text) => {
        const expected = JSON.parse(text);
        expect(parseJsonText(text)).toEqual(expected);
        expect(parseJsonText(`[NaN, ${text}]`)).toEqual([Number.NaN, expected]);
      },
    ),
  );
});

it("refuses what is nested without end", () => {
  expect(() => parseJsonText("[".repeat(100_000))).toThrow(TextError);
  expect(() => parseJsonText("[".repeat(5000) + "]".repeat(5000))).toThrow("nested deeper than 200");
});

it("throws nothing but errors of its own", () => {
  const near = fc.array(fc.constantFrom("[", "]", "{", "}", ",", ":", '"', "\\", "1", "-", "NaN", "e5", "."), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        near.map((parts) => parts.join("")),
      ),
      (text) => {
        try {
          parseJsonText(text);
        } catch (error) {
          expect(error).toBeInstanceOf(TextError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
