import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joined } from "../../src/contract/bytes.ts";
import { BridgeError } from "../../src/contract/errors.ts";
import { checkGateResult, platformBody } from "../../src/contract/platform-body.ts";

const bytesOf = (text: string) => [Buffer.from(text)];
const bodyOf = (...args: Parameters<typeof platformBody>) => joined(platformBody(...args)).toString();

describe("a request of the gate, as its platform's own", () => {
  it.each([
    '{"a":1}',
    ' \n{"a": {"b": [1, NaN, -Infinity, "NaN"]}}\n',
    '\ufeff{"a":1}',
    '{"parameters": {"a": "中"}}',
    `{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}`,
  ])("is what was sent, where that is an object (%#)", (text) => {
    expect(platformBody({ bytes: bytesOf(text), params: '{"k":1}' }, "tiinfer", "image")).toEqual(bytesOf(text));
  });

  it("is what was sent, in whatever pieces", () => {
    const pieces = ["", " ", '{"a', '":1}'].map((text) => Buffer.from(text));
    expect(platformBody({ bytes: pieces }, "taichu", "image")).toBe(pieces);
  });

  it.each(["{x", "{]", "{NaNa: 1}", '{"a":1} x', '["a"]', '"text"', "5", "null", "", "{", "\ufffd"])(
    "holds anything else in base64: %s",
    (text) => {
      const b64 = Buffer.from(text).toString("base64");
      expect(bodyOf({ bytes: bytesOf(text) }, "tiinfer", "image")).toBe(`{"image":"${b64}"}`);
    },
  );

  it("holds bytes that are no text in base64, params beside them, in the place where its platform has its fields", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.jsonValue(), fc.string(), (bytes, params, field) => {
        fc.pre(bytes[0] !== 0x7b && field !== "params" && field !== "__proto__" && !field.endsWith("[]"));
        const input = { bytes: [bytes], params: JSON.stringify(params) };
        const fields = { [field]: Buffer.from(bytes).toString("base64"), params: JSON.parse(JSON.stringify(params)) };
        expect(JSON.parse(bodyOf(input, "tiinfer", field))).toEqual(fields);
        expect(JSON.parse(bodyOf(input, "taichu", field))).toEqual({ parameters: fields });
      }),
    );
  });

  it("is one of a list, where the field is called so", () => {
    const input = { bytes: [Buffer.from([0xff])], params: '{"k":1}' };
    expect(bodyOf(input, "tiinfer", "images[]")).toBe('{"images":["/w=="],"params":{"k":1}}');
    expect(bodyOf(input, "taichu", "a[][]")).toBe('{"parameters":{"a[]":["/w=="],"params":{"k":1}}}');
    expect(bodyOf(input, "tiinfer", "[]")).toBe('{"[]":"/w==","params":{"k":1}}');
  });

  it("is a list of names and one of texts, where its platform has it so", () => {
    const input = { bytes: [Buffer.from([0xff])], params: '{"k": 1}' };
    expect(bodyOf(input, "paddle", "image")).toBe(String.raw`{"key":["image","params"],"value":["/w==","{\"k\": 1}"]}`);
    expect(bodyOf(input, "paddle", "a[]")).toBe(String.raw`{"key":["a","params"],"value":["[\"/w==\"]","{\"k\": 1}"]}`);
  });

  it("is left alone where the platform is the gate's own", () => {
    const bytes = [Buffer.from([0xff, 0xd8])];
    expect(platformBody({ bytes, params: "{}" }, "ava", "image")).toBe(bytes);
  });
});

describe("a platform's answer at the gate", () => {
  const answer = (result: string) => ({ code: 0, message: "", result });

  it.each(['{"a": "NaN"}', '"Infinity \\" NaN"', "", '{\n  "a": 1.0\n}'])("passes: %s", (result) => {
    expect(() => checkGateResult(answer(result))).not.toThrow();
  });

  it.each(["NaN", '{"a": NaN}', "[-Infinity]"])("is an error where JSON has no such value: %s", (result) => {
    expect(() => checkGateResult(answer(result))).toThrow(
      new BridgeError("bad_answer", "result: NaN or infinity is not JSON"),
    );
  });
});
