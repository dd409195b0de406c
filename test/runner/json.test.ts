import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pythonFloat } from "../../src/handler/python-float.ts";
import { toJson } from "../../src/runner/json.ts";

describe("a result as JSON", () => {
  it("is JSON.stringify's, with Python's floats where a handler has them, too", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 2 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (value, number) => {
          expect(toJson(value, "result")).toBe(JSON.stringify(value));
          const text = toJson({ score: pythonFloat(number), beside: [value, pythonFloat(number)] }, "result");
          // JSON has no -0, Python has.
          expect(JSON.parse(text)).toEqual({ score: number, beside: [JSON.parse(JSON.stringify(value)), number] });
          expect(/"score":([^,]*),/.exec(text)?.[1]).toMatch(/[.e]/);
        },
      ),
    );
  });

  it("has a whole float as Python writes it", () => {
    expect(toJson([pythonFloat(1), 1, pythonFloat(-0), pythonFloat(1e-7)], "result")).toBe("[1.0,1,-0.0,1e-07]");
  });

  it("is none where a float is no number that JSON has", () => {
    expect(() => toJson({ a: [pythonFloat(Number.NaN)] }, "result")).toThrow("result.a[0] is NaN");
  });
});
