import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StrictReader } from "../../../src/gateways/grpc/strict-reader.ts";
import { bodyOf, parametersOf } from "../../../src/gateways/grpc/taichu-values.ts";
import { taichu_infer } from "../../../src/protos/taichu-messages.js";
import { decoded, encoded } from "../../support/grpc.ts";

/** What a script's values look like once a message has held them. */
const value = fc.oneof(
  fc.boolean().map((flag) => ({ boolParam: flag })),
  fc.float().map((number) => ({ floatParam: number })),
  fc.string({ unit: "grapheme" }).map((text) => ({ stringParam: text })),
);
const parameters = fc.dictionary(fc.string({ unit: "grapheme" }), value);

describe("parameters to the platform's body", () => {
  it.each([
    [{ floatParam: 1 }, "1.0"],
    [{ floatParam: -0 }, "-0.0"],
    [{ floatParam: 1e20 }, "1e+20"],
    [{ floatParam: 1e30 }, "1e+30"],
    [{ floatParam: Math.fround(1.1) }, "1.100000023841858"],
    [{ floatParam: Number.NaN }, "NaN"],
    [{ floatParam: Number.NEGATIVE_INFINITY }, "-Infinity"],
    [{ boolParam: false }, "false"],
    [{ stringParam: "" }, '""'],
    [{ stringParam: '中"\u2028' }, '"中\\"\u2028"'],
  ])("write what Python reads as the same value and type: %j", (parameter, json) => {
    expect(bodyOf({ a: parameter })).toBe(`{"parameters": {"a": ${json}}}`);
  });

  it("leave out what has no value", () => {
    expect(bodyOf({ a: {}, b: { boolParam: true } })).toBe('{"parameters": {"b": true}}');
    expect(bodyOf({})).toBe('{"parameters": {}}');
  });

  it("are read by Python, which writes what becomes the same parameters again", () => {
    const samples = fc.sample(parameters, 200);
    const script =
      "import sys, json\nfor line in sys.stdin.buffer:\n  sys.stdout.buffer.write(json.dumps(json.loads(line)).encode() + b'\\n')";
    const output = execFileSync("python3", ["-c", script], {
      input: samples.map((sample) => bodyOf(sample)).join("\n"),
    });
    const answers = output.toString().trim().split("\n");
    expect(answers.map((answer) => parametersOf(answer))).toEqual(samples);
  });
});

describe("an answer to parameters", () => {
  it.each([
    ["1", { floatParam: 1 }],
    ["16777217", { floatParam: 16_777_217 }],
    ["123456789012345678901234567890", { floatParam: 1.2345678901234568e29 }],
    ["1.5e-7", { floatParam: 1.5e-7 }],
    ["NaN", { floatParam: Number.NaN }],
    ["-Infinity", { floatParam: Number.NEGATIVE_INFINITY }],
    ["true", { boolParam: true }],
    ["false", { boolParam: false }],
    ['"\\u4e2d\\""', { stringParam: '中"' }],
    ['"NaN, [1]"', { stringParam: "NaN, [1]" }],
  ])("keeps %s", (json, parameter) => {
    expect(parametersOf(`{"parameters": {"a": ${json}, "b": true}}`)).toEqual({ a: parameter, b: { boolParam: true } });
  });

  it.each(["null", '[1, {"a": 2}]', '{"a": [1, "]}"]}', "[]", "{}"])("drops what no message can hold: %s", (json) => {
    expect(parametersOf(`{"parameters": {"a": ${json}, "b": "x"}}`)).toEqual({ b: { stringParam: "x" } });
  });

  it("has none where they are null", () => {
    expect(parametersOf('{"parameters": null}')).toEqual({});
    expect(parametersOf('{"parameters": {}}')).toEqual({});
  });

  it.each([
    ["[1, 2]", "list"],
    ['"text"', "str"],
    ["7", "int"],
    ["7.5", "float"],
    ["1e30", "float"],
    ["NaN", "float"],
    ["true", "bool"],
  ])("fails where they are no object, in Python's words: %s", (json, type) => {
    expect(() => parametersOf(`{"parameters": ${json}}`)).toThrow(`'${type}' object has no attribute 'items'`);
  });

  it("keeps a key of any name", () => {
    const answer = parametersOf('{"parameters": {"__proto__": "a", "constructor": 1, "": true}}');
    expect(Object.keys(answer)).toEqual(["__proto__", "constructor", ""]);
  });
});

describe("the codec", () => {
  const message = fc.record({ modelName: fc.string(), modelVersion: fc.string(), id: fc.string(), parameters });

  it("writes and reads what the .proto file says", () => {
    fc.assert(
      fc.property(message, (response) => {
        const bytes = taichu_infer.ModelInferResponse.encode(response).finish();
        const read = decoded("ModelInfer", bytes);
        const again = taichu_infer.ModelInferRequest.decode(new StrictReader(Buffer.from(encoded("ModelInfer", read))));
        expect(again.parameters).toEqual(response.parameters);
        expect([again.modelName, again.modelVersion, again.id]).toEqual([
          response.modelName,
          response.modelVersion,
          response.id,
        ]);
      }),
    );
  });

  it("reads a message or refuses it, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          const { parameters: read } = taichu_infer.ModelInferRequest.decode(new StrictReader(Buffer.from(bytes)));
          JSON.parse(bodyOf(read).replaceAll(/: -?(NaN|Infinity)/g, ": 0"));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(SyntaxError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("refuses a text that is no UTF-8, or ends after its message", () => {
    const read = (...bytes: number[]) => new StrictReader(Buffer.from(bytes)).string();
    expect(read(2, 0xc3, 0xa9)).toBe("é");
    expect(() => read(1, 0xff)).toThrow("UTF-8");
    expect(() => read(5, 0x41)).toThrow(RangeError);
  });
});
