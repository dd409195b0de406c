import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextError } from "../../src/compare/value.ts";
import { Redaction } from "../../src/record/redact.ts";

function redacted(paths: readonly string[], text: string): string {
  return new Redaction(paths).apply("params", text);
}

describe("redaction", () => {
  it.each([
    ["params", '{"a": 1}', "null"],
    ["params.a", '{"a": 1.0, "b": [2e3]}', '{"a": null, "b": [2e3]}'],
    ["params.a", '{"a": "x}", "a" : {"a": 1}}', '{"a": null, "a" : null}'],
    [
      "params.a.b",
      '{"b": 1, "a": {"b": "s", "c": 12345678901234567890}}',
      '{"b": 1, "a": {"b": null, "c": 12345678901234567890}}',
    ],
    ["params.a[*].b", '{"a": [{"b": 1}, {"c": 2}, {"b": [3]}]}', '{"a": [{"b": null}, {"c": 2}, {"b": null}]}'],
    ["params[1]", "[1, 2, 3]", "[1, null, 3]"],
    ["params.*", '{"a": NaN, "b": -Infinity}', '{"a": null, "b": null}'],
    ["params.a", '"a"', '"a"'],
    ["params.a", "[]", "[]"],
    ["result.a", '{"a": 1}', '{"a": 1}'],
  ])("%s of %s", (path, text, expected) => {
    expect(redacted([path], text)).toBe(expected);
  });

  it.each([
    [["body.user"], '{"user": "u", "image": "aa"}', '{"user": null, "image": "aa"}'],
    [["body.user"], '{"\\u0075ser": "u", "user": 1}', '{"\\u0075ser": null, "user": null}'],
    [["body"], '{"user": "u"}', "null"],
    // What came through the gate with parameters has them in its body.
    [
      ["params.token"],
      '{"image": "aa","params":{"token": 1, "n": 2}}',
      '{"image": "aa","params":{"token": null, "n": 2}}',
    ],
    [
      ["params"],
      '{"parameters":{"image": "aa","params":{"token": 1}}}',
      '{"parameters":{"image": "aa","params":null}}',
    ],
    [
      ["params.token", "body.image"],
      '{"image": "é","params":{"token": 1}}',
      '{"image": null,"params":{"token": null}}',
    ],
    [["params.token", "result.a", "attribute"], "[not JSON", "[not JSON"],
  ])("%s of a body of another platform's, %s", (paths, text, expected) => {
    expect(Buffer.concat(new Redaction(paths).applyToBody([Buffer.from(text)])).toString()).toBe(expected);
  });

  it("refuses bodies that cannot be read where members of them are redacted, and leaves other bytes alone", () => {
    const bytes = [Buffer.from([0xff, 0xd8, 0x7b])];
    expect(new Redaction(["params.token"]).applyToBody(bytes)).toBe(bytes);
    expect(() => new Redaction(["body.user"]).applyToBody(bytes)).toThrow(TextError);
    expect(() => new Redaction(["body.user"]).applyToBody([Buffer.from("{user: 1}")])).toThrow(TextError);
    expect(() => new Redaction(["body.user"]).applyToBody([Buffer.from('{"user": 1}', "utf16le")])).toThrow(TextError);
  });

  it("takes out every member of a name, and changes nothing else, in any JSON", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    const name = fc.string({ minLength: 1 }).filter((key) => !/[.[\]*]/.test(key) && key !== "__proto__");
    fc.assert(
      fc.property(object, name, fc.constantFrom(undefined, 2), (value, key, space) => {
        const text = JSON.stringify({ ...value, [key]: "secret" }, null, space);
        expect(JSON.parse(redacted([`params.${key}`], text))).toEqual({ ...JSON.parse(text), [key]: null });
      }),
    );
  });

  it.each(["[1,", "{", '{"a": [1}', '{"a": "x', "nothing"])(
    "refuses %s, of which nobody can say what it holds",
    (text) => {
      expect(() => redacted(["params.a"], text)).toThrow(TextError);
    },
  );
});
