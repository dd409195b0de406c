import fc from "fast-check";
import { expect, it } from "vitest";
import { originOf } from "../../src/gateways/origin.ts";

it("joins the values of a batch in their order", () => {
  expect(originOf(["A:1", "B:2;C:1", "A:1"])).toBe("A:1;B:2;C:1;A:1");
});

it("adds up what is too long to be told one by one", () => {
  const values = Array.from({ length: 256 }, (_, index) => (index % 2 === 0 ? "FACE-DETECT:1" : "OCR:2;odd"));
  expect(originOf(values)).toBe("FACE-DETECT:128;OCR:256;odd");
});

it("has no value for what HTTP or a proxy would refuse", () => {
  expect(originOf(["caf\u00e9:1"])).toBeUndefined();
  expect(originOf(["a\n:1"])).toBeUndefined();
  expect(originOf(["x".repeat(2049)])).toBeUndefined();
});

it("never loses a count, and never grows beyond the limit", () => {
  const value = fc.tuple(fc.constantFrom("A", "B:B", "LONG-NAME-OF-AN-APP"), fc.nat(1000));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), (counted) => {
      const told = originOf(counted.map(([name, count]) => `${name}:${count}`)) ?? "";
      expect(told.length).toBeLessThanOrEqual(2048);
      const total = told.split(";").reduce((sum, element) => sum + Number(/\d+$/.exec(element)?.[0]), 0);
      expect(total).toBe(counted.reduce((sum, [, count]) => sum + count, 0));
    }),
  );
});
