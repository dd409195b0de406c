import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFailure } from "../../src/contract/call.ts";
import { CODE_RULES, literalCode } from "../../src/contract/codes.ts";

const code = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const { kept, strict } = CODE_RULES;

describe("a script's codes", () => {
  it.each([
    [0, 0],
    [200, 200],
    [1, 1],
    [-1, -1],
    [299, 299],
    [300, 599],
    [399, 599],
    [400, 400],
    [406, 406],
    [570, 570],
    [599, 599],
    [600, 599],
    [1000, 599],
  ])("%i counts as %i", (given, expected) => {
    expect(kept(given)).toBe(expected);
  });

  it.each([
    [0, 0],
    [200, 200],
    [400, 400],
    [424, 424],
    [500, 500],
    [599, 599],
    [1, 500],
    [-1, 500],
    [201, 500],
    [300, 500],
    [404, 500],
    [406, 500],
    [570, 500],
    [1000, 500],
  ])("%i counts as %i where compat.codes is strict", (given, expected) => {
    expect(strict(given)).toBe(expected);
  });

  it.each([
    [-4, -4],
    [299, 299],
    [300, 300],
    [406, 406],
    [600, 600],
    [999, 999],
    [1000, 599],
  ])("%i counts as %i where it is literal", (given, expected) => {
    expect(literalCode(given)).toBe(expected);
  });

  it("are a status of three digits wherever they are an error, and the same when judged twice", () => {
    fc.assert(
      fc.property(code, fc.constantFrom(kept, strict, literalCode), (given, rule) => {
        const judged = rule(given);
        expect(rule(judged)).toBe(judged);
        if (isFailure({ code: judged })) expect(judged).toBeLessThan(1000);
      }),
    );
  });
});
