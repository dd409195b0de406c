import fc from "fast-check";
import { expect, it } from "vitest";
import { platformJson } from "../../src/handler/platform-body.ts";

function read(text: string) {
  return platformJson({ body: Buffer.from(text) });
}

it("reads the object that a client sent", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      expect(read(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it.each(["", "{", "\xff"])("refuses %j, which is no JSON", (text) => {
  expect(() => platformJson({ body: Buffer.from(text, "latin1") })).toThrow("the body is not JSON");
});

it.each(["[]", "null", "1"])("refuses %s, which is no object", (text) => {
  expect(() => read(text)).toThrow("not a JSON object");
});
