import fc from "fast-check";
import { expect, it } from "vitest";
import { contains, joined, lengthOf } from "../../src/contract/bytes.ts";

const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 }).map((text) => Buffer.from(text));

it("parts contain what they contain joined", () => {
  fc.assert(
    fc.property(fc.array(letters), letters, (parts, word) => {
      fc.pre(word.length > 0);
      const whole = joined(parts);
      expect(whole).toHaveLength(lengthOf(parts));
      expect(contains(parts, word)).toBe(whole.includes(word));
    }),
    { numRuns: 2000 },
  );
});
