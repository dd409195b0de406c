import fc from "fast-check";
import { expect, it } from "vitest";
import { holdsMoreObjects, holdsMoreTokens } from "../../src/contract/json-tokens.ts";

/** Strings, commas and opening brackets of a value as `JSON.stringify` writes it. */
function tokensOf(value: unknown): number {
  if (typeof value === "string") return 1;
  if (typeof value !== "object" || value === null) return 0;
  const keys = Array.isArray(value) ? 0 : Object.keys(value).length;
  const inner = Object.values(value).reduce<number>((sum, part) => sum + tokensOf(part), 0);
  return 1 + keys + inner + Math.max(0, Object.keys(value).length - 1);
}

it("counts what there is outside of strings, and the strings", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const tokens = tokensOf(value);
      const json = Buffer.from(JSON.stringify(value));
      expect(holdsMoreTokens(json, tokens)).toBe(false);
      if (tokens > 0) expect(holdsMoreTokens(json, tokens - 1)).toBe(true);
    }),
  );
});

it("counts strings, lists and objects alone", () => {
  const json = Buffer.from('[[1,2,"[{\\"["],{"a":[]}]');
  expect(holdsMoreObjects(json, 6)).toBe(false);
  expect(holdsMoreObjects(json, 5)).toBe(true);
});

it("comes to an end with whatever is no JSON", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), (text, max) => {
      expect(typeof holdsMoreTokens(Buffer.from(text), max)).toBe("boolean");
    }),
  );
  expect(holdsMoreTokens(Buffer.from('"\\"'), 0)).toBe(true);
  expect(holdsMoreTokens(Buffer.from('"\\\\",,'), 2)).toBe(true);
});
