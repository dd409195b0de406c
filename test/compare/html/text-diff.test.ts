import fc from "fast-check";
import { expect, it } from "vitest";
import { textDiff } from "../../../src/compare/html/text-diff.ts";

const joined = (a: string, b: string, side: "a" | "b") =>
  textDiff(a, b)
    .filter(({ in: where }) => where === "both" || where === side)
    .map(({ text }) => text)
    .join("");

it("what is in both and what is in one make up each text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "中", "😀"), maxLength: 40 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect([joined(a, b, "a"), joined(a, b, "b")]).toEqual([a, b]);
    }),
  );
});

it("keeps as much in both as it can", () => {
  expect(
    textDiff("ABCBDAB", "BDCABA").reduce((sum, { in: where, text }) => sum + (where === "both" ? text.length : 0), 0),
  ).toBe(4);
  expect(textDiff("same", "same")).toEqual([{ in: "both", text: "same" }]);
  expect(textDiff("kitten", "sitting").map(({ in: where, text }) => `${where}:${text}`)).toEqual([
    "a:k",
    "b:s",
    "both:itt",
    "a:e",
    "b:i",
    "both:n",
    "b:g",
  ]);
});
