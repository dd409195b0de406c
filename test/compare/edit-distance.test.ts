import fc from "fast-check";
import { expect, it } from "vitest";
import { editDistance, errorRate } from "../../src/compare/edit-distance.ts";

it.each([
  ["", "", 0, 0],
  ["kitten", "sitting", 3, 0.5],
  ["flaw", "lawn", 2, 0.5],
  ["", "abc", 3, 1],
  ["😀 one", "😁 one", 1, 0.2],
  ["a", "aaaaaaaaaa", 9, 1],
])("%s to %s takes %i", (a, b, edits, rate) => {
  const found = editDistance(a, b);
  expect(found).toMatchObject({ edits, atMost: false });
  expect(errorRate(found)).toBeCloseTo(rate, 12);
});

it("says so when long texts are not aligned", () => {
  const [a, b] = ["a".repeat(30_000), "b".repeat(20_000)];
  expect(editDistance(`same ${a}`, `same ${b}`)).toEqual({ edits: 30_000, length: 30_005, atMost: true });
  expect(editDistance(a, `${a}!`)).toMatchObject({ edits: 1, atMost: false });
});

/** By the definition. */
function naive(a: readonly string[], b: readonly string[]): number {
  const [[headA, ...restA], [headB, ...restB]] = [a, b];
  if (headA === undefined) return b.length;
  if (headB === undefined) return a.length;
  if (headA === headB) return naive(restA, restB);
  return 1 + Math.min(naive(restA, b), naive(a, restB), naive(restA, restB));
}

it("is Levenshtein's", () => {
  const text = fc.array(fc.constantFrom("a", "b", "é", "😀"), { maxLength: 6 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(editDistance(a.join(""), b.join("")).edits).toBe(naive(a, b));
    }),
  );
});
