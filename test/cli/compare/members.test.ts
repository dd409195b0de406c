import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { membersOf } from "../../../src/cli/compare/members.ts";

describe("the members of a JSON object", () => {
  it("are the texts that stand in it, for any object, however it is spaced", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 1, "\t"), (value, space) => {
        const members = membersOf(JSON.stringify(value, null, space));
        const expected = JSON.parse(JSON.stringify(value)) as object;
        expect([...(members ?? [])].map(([name, text]) => [name, JSON.parse(text)])).toEqual(Object.entries(expected));
      }),
    );
  });

  it("keep numbers as they were written, and what Python writes beside JSON", () => {
    const members = membersOf(
      '{"code": 0, "result": {"a": [1.0, NaN, -Infinity, 12345678901234567890], "b": "},\\"{"}}',
    );
    expect(members?.get("result")).toBe('{"a": [1.0, NaN, -Infinity, 12345678901234567890], "b": "},\\"{"}');
    expect(members?.get("code")).toBe("0");
  });

  it.each([
    "",
    "[1]",
    "1",
    "{",
    '{"a":{"b":1}',
    '{"a":1}}',
    '{"a":[[1]}',
    "{a: 1}",
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a":1 "b":2}',
    "<html>",
  ])("are none in %j", (text) => {
    expect(membersOf(text)).toBeUndefined();
  });
});
