import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import { decode, readRawRequest, readRequest } from "../../src/tensors/request.ts";
import { rawTensor, writeMessage } from "../../src/tensors/write.ts";

const x = { name: "x", datatype: "FP32", shape: [2], data: [1, 2] };
const bytes = (text: string) => new TextEncoder().encode(text);

/** @param raw bytes behind the JSON; undefined: none of it is binary */
function read(message: unknown, raw?: number) {
  const head = bytes(typeof message === "string" ? message : JSON.stringify(message));
  if (raw === undefined) return readRequest(head);
  const body = new Uint8Array(head.length + raw);
  body.set(head);
  return readRequest(body, head.length);
}

function binary(size: unknown, shape: unknown = [2], datatype: unknown = "FP32") {
  return { name: "x", datatype, shape, parameters: { binary_data_size: size } };
}

describe("a request", () => {
  it("is its id, parameters, inputs and the outputs that it asks for", () => {
    const message = {
      id: "42",
      parameters: { priority: 1, binary_data_output: true, note: "n", flag: false },
      inputs: [x, { name: "b", datatype: "BYTES", shape: [], data: ["t"], parameters: { content_type: "str" } }],
      outputs: [{ name: "y" }, { name: "z", parameters: { binary_data: false } }],
    };
    expect(read(message)).toEqual({
      id: "42",
      parameters: message.parameters,
      inputs: [
        { name: "x", datatype: "FP32", shape: [2], parameters: {}, content: { data: [1, 2] } },
        { name: "b", datatype: "BYTES", shape: [], parameters: { content_type: "str" }, content: { data: ["t"] } },
      ],
      outputs: [
        { name: "y", binary: true },
        { name: "z", binary: false },
      ],
      binaryOutput: true,
    });
    expect(read({ inputs: [] })).toEqual({ parameters: {}, inputs: [], outputs: [], binaryOutput: false });
  });

  it("may mix raw tensors, which are views of it, with those in JSON", () => {
    const one = rawTensor("one", { datatype: "INT16", shape: [2], data: Int16Array.of(1, 2) });
    const two = rawTensor("two", { datatype: "BYTES", shape: [1], data: [Uint8Array.of(0)] });
    const three = { ...one, name: "three", content: { json: "[3,4]" } };
    const { parts, headerLength } = writeMessage({ before: {} }, "inputs", [one, three, two]);
    const body = new Uint8Array(Buffer.concat(parts));
    const { inputs } = readRequest(body, headerLength);
    expect(inputs.map((input) => [input.name, decode(input).data])).toEqual([
      ["one", Int16Array.of(1, 2)],
      ["three", Int16Array.of(3, 4)],
      ["two", [Uint8Array.of(0)]],
    ]);
    for (const { content } of inputs) if ("raw" in content) expect(content.raw.buffer).toBe(body.buffer);
  });

  it("keeps 64-bit integers, and takes longer digits for what they are", () => {
    const values = ["9007199254740993", "-9223372036854775808", "9223372036854775807", "1"];
    const [input] = read(`{"inputs":[{"name":"x","datatype":"INT64","shape":[4],"data":[${values}]}]}`).inputs;
    expect(input && decode(input).data).toEqual(BigInt64Array.from(values, BigInt));
    const digits = "9".repeat(1_000_000);
    const [long] = read(`{"inputs":[{"name":"x","datatype":"INT64","shape":[1],"data":[${digits}]}]}`).inputs;
    expect(() => long && decode(long)).toThrow(
      "input x: element 0 (Infinity) is not an integer that JSON carries exactly",
    );
    const elsewhere = `{"parameters":{"n":9007199254740993},"inputs":[{"name":"x","datatype":"INT64","shape":[10000000000000000000],"data":[]}]}`;
    expect(() => read(elsewhere)).toThrow("input x has the shape [10000000000000000000], which is too large");
  });

  it.each<[string, unknown, string]>([
    ["no JSON", "hello", `the body is not JSON: Unexpected token 'h', "hello" is not valid JSON`],
    ["a list", "[]", "the body is not a JSON object"],
    ["an id that is a number", { id: 1, inputs: [x] }, "id must be a string"],
    ["parameters that are a list", { parameters: [], inputs: [x] }, "the parameters must be an object"],
    [
      "a parameter that is null",
      { parameters: { a: null }, inputs: [x] },
      "the parameter a is no string, number or boolean",
    ],
    [
      "an input's parameter that is a list",
      { inputs: [{ ...x, parameters: { a: [] } }] },
      "the parameter a of input x is no string, number or boolean",
    ],
    ["no inputs", {}, "inputs must be an array"],
    ["an input that is null", { inputs: [null] }, "an input is no object"],
    ["an input without a name", { inputs: [{ ...x, name: undefined }] }, "an input has no name"],
    ["an input with an empty name", { inputs: [{ ...x, name: "" }] }, "an input has no name"],
    ["an input twice", { inputs: [x, x] }, "input x is given twice"],
    ["an output twice", { inputs: [x], outputs: [{ name: "y" }, { name: "y" }] }, "output y is given twice"],
    ["no datatype", { inputs: [{ ...x, datatype: undefined }] }, "input x has no datatype"],
    [
      "an unknown datatype",
      { inputs: [{ ...x, datatype: "FP8" }] },
      "input x has the datatype FP8; it may be BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES",
    ],
    ["a negative size", { inputs: [{ ...x, shape: [-1] }] }, "input x has no shape that is an array of whole numbers"],
    ["half a size", { inputs: [{ ...x, shape: [0.5] }] }, "input x has no shape that is an array of whole numbers"],
    ["a size as text", { inputs: [{ ...x, shape: ["2"] }] }, "input x has no shape that is an array of whole numbers"],
    [
      "a shape that overflows",
      { inputs: [{ ...x, shape: [2 ** 40, 2 ** 40] }] },
      "input x has the shape [1099511627776, 1099511627776], which is too large",
    ],
    ["no data", { inputs: [{ ...x, data: undefined }] }, "input x has no data array"],
    ["a scalar as data", { inputs: [{ ...x, data: 1 }] }, "input x has no data array"],
    [
      "shared memory",
      { inputs: [{ ...x, data: undefined, parameters: { shared_memory_region: "r" } }] },
      "input x lies in shared memory, which is not served",
    ],
    [
      "a flag as text",
      { parameters: { binary_data_output: "yes" }, inputs: [x] },
      "the parameter binary_data_output must be true or false",
    ],
    [
      "an output's flag as number",
      { inputs: [x], outputs: [{ name: "y", parameters: { binary_data: 1 } }] },
      "the parameter binary_data of output y must be true or false",
    ],
    [
      "classification",
      { inputs: [x], outputs: [{ name: "y", parameters: { classification: 3 } }] },
      "output y: the parameter classification is not served; ask for the tensor itself",
    ],
    [
      "NaN in it",
      '{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[NaN]}]}',
      `the body is not JSON: Unexpected token 'N', ..."","data":[NaN]}]}" is not valid JSON; NaN and infinities travel as binary data only`,
    ],
  ])("with %s is refused", (_, message, sentence) => {
    // Node's words for what is no JSON are its own.
    expect(() => read(message)).toThrow(
      sentence.includes("Unexpected") ? /^the body is not JSON: / : new BridgeError("bad_request", sentence),
    );
    if (sentence.endsWith("only"))
      expect(() => read(message)).toThrow(/; NaN and infinities travel as binary data only$/);
  });

  it.each<[string, unknown, number, string]>([
    ["another size than its shape", binary(4), 4, "input x has 4 bytes, but FP32 [2] takes 8"],
    ["a negative size", binary(-8), 8, "the parameter binary_data_size of input x must be a whole number from 0"],
    ["half a byte", binary(8.5), 8, "the parameter binary_data_size of input x must be a whole number from 0"],
    ["a size as text", binary("8"), 8, "the parameter binary_data_size of input x must be a whole number from 0"],
    ["a size beyond the body", binary(8), 7, "input x has binary_data_size 8, but 7 bytes are left of the body"],
    ["bytes of no tensor", binary(8), 9, "1 bytes of the body belong to no tensor"],
    ["bytes behind JSON", x, 1, "1 bytes of the body belong to no tensor"],
    [
      "data both ways",
      { ...binary(8), data: [1, 2] },
      8,
      "input x has data in JSON and binary_data_size; it must be one of them",
    ],
    ["too few bytes for texts", binary(4, [2], "BYTES"), 4, "input x has 4 bytes, but BYTES [2] takes at least 8"],
  ])("with raw tensors and %s is refused", (_, input, raw, sentence) => {
    expect(() => read({ inputs: [input] }, raw)).toThrow(new BridgeError("bad_request", sentence));
  });

  it.each<[number, string]>([
    [-1, "Inference-Header-Content-Length is no whole number from 0"],
    [1.5, "Inference-Header-Content-Length is no whole number from 0"],
    [Number.NaN, "Inference-Header-Content-Length is no whole number from 0"],
    [3, "Inference-Header-Content-Length is 3, but the body has 2 bytes"],
  ])("with a header length of %d is refused", (length, sentence) => {
    expect(() => readRequest(bytes("{}"), length)).toThrow(new BridgeError("bad_request", sentence));
  });

  it.each([10_000, 900_000])("with %d nested lists is refused, whatever its numbers", (depth) => {
    for (const [datatype, inner] of [
      ["FP32", "1"],
      ["INT64", "[1234567890123456789]"],
    ]) {
      const data = `${"[".repeat(depth)}${inner}${"]".repeat(depth)}`;
      const message = `{"inputs":[{"name":"x","datatype":"${datatype}","shape":[1],"data":${data}}]}`;
      expect(() => read(message).inputs.map((input) => decode(input))).toThrow(/nested/);
    }
  });

  it("of nothing but lists or strings is refused before it is read", () => {
    const lists = `{"inputs":[${"[],".repeat(1_000_000)}1]}`;
    expect(() => read(lists)).toThrow("the body's JSON holds more than 1000000 strings, lists and objects");
    expect(() => read(lists.replaceAll("[]", '""'))).toThrow("more than 1000000 strings");
    const texts = { ...x, datatype: "BYTES", shape: [1], data: ["[".repeat(1_100_000)] };
    expect(read({ inputs: [texts] }).inputs).toHaveLength(1);
  });

  it("that is no UTF-8 is refused", () => {
    expect(() => readRequest(Uint8Array.of(123, 34, 255, 34))).toThrow("the body is not JSON: it is not UTF-8");
  });

  it("of any kind is either read or refused", () => {
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom("x", "FP32", "BYTES", 8, [2], { binary_data_size: 8 }));
    const input = fc.dictionary(fc.constantFrom("name", "datatype", "shape", "parameters", "data"), values);
    const message = fc.record(
      { inputs: fc.oneof(fc.array(input), fc.jsonValue()), outputs: values, parameters: values, id: values },
      { requiredKeys: ["inputs"] },
    );
    fc.assert(
      fc.property(message, fc.nat(20), (value, raw) => {
        try {
          for (const each of read(value, raw).inputs) decode(each);
        } catch (error) {
          expect(error).toMatchObject({ name: "BridgeError", kind: "bad_request" });
        }
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer(), (body, length) => {
        expect(() => readRequest(body, length)).toThrow(BridgeError);
      }),
    );
  });
});

describe("a request that is nothing but bytes", () => {
  it.each<[string, number[], number, number[]]>([
    ["FP32", [3], 12, [3]],
    ["FP32", [-1, 3], 24, [2, 3]],
    ["FP32", [-1, 3, -1], 24, [1, 3, 2]],
    ["UINT8", [], 1, []],
    ["BYTES", [-1], 5, [1]],
    ["BYTES", [-1, 1], 0, [1, 1]],
  ])("%s %j of %d bytes", (datatype, shape, length, expected) => {
    const body = Uint8Array.from({ length }, (_, index) => index);
    const request = readRawRequest(body, [{ name: "x", datatype, shape }]);
    expect(request).toMatchObject({
      binaryOutput: true,
      outputs: [],
      inputs: [{ name: "x", datatype, shape: expected }],
    });
    const [input] = request.inputs;
    const tensor = input && decode(input);
    expect(tensor?.shape).toEqual(expected);
    if (tensor?.datatype === "BYTES") expect(tensor.data).toEqual([body]);
  });

  it.each<[string, { name: string; datatype: string; shape: number[] }[], number, string]>([
    [
      "several inputs",
      [binaryPort("FP32", [1]), binaryPort("FP32", [1])],
      4,
      "a request without JSON is for a model with one input, and this has 2",
    ],
    [
      "two free sizes",
      [binaryPort("FP32", [2, -1, -1])],
      4,
      "input x is [2, -1, -1]: a request without JSON leaves no more than one size open",
    ],
    ["half an element", [binaryPort("FP32", [-1])], 5, "input x has 5 bytes, but FP32 [1] takes 4"],
    ["other bytes than it holds", [binaryPort("FP32", [3])], 8, "input x has 8 bytes, but FP32 [3] takes 12"],
    ["rows of nothing", [binaryPort("FP32", [-1, 0])], 8, "input x has 8 bytes, but FP32 [2, 0] takes 0"],
  ])("with %s is refused", (_, inputs, length, sentence) => {
    expect(() => readRawRequest(new Uint8Array(length), inputs)).toThrow(new BridgeError("bad_request", sentence));
  });
});

function binaryPort(datatype: string, shape: number[]) {
  return { name: "x", datatype, shape };
}
