import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import type { Datatype, Tensor } from "../../src/contract/tensor.ts";
import { fromJson, toJson } from "../../src/tensors/json.ts";
import { readRequest } from "../../src/tensors/request.ts";
import { ALL, jsonTensors } from "./arbitrary.ts";

/** The elements as a message brings them. */
function dataOf(text: string, datatype: string, shape: readonly number[]): readonly unknown[] {
  const message = `{"inputs":[{"name":"x","datatype":"${datatype}","shape":[${shape}],"data":${text}}]}`;
  const content = readRequest(new TextEncoder().encode(message)).inputs[0]?.content;
  if (content === undefined || "raw" in content) throw new Error("the input has no data in JSON");
  return content.data;
}

function nested(data: readonly string[], shape: readonly number[]): string {
  const [size = 0, ...rest] = shape;
  if (rest.length === 0) return `[${data.join(",")}]`;
  const step = data.length / Math.max(1, size);
  const parts = Array.from({ length: size }, (_, index) => nested(data.slice(index * step, (index + 1) * step), rest));
  return `[${parts.join(",")}]`;
}

function textsOf(tensor: Tensor): string[] {
  return Array.from(tensor.data as ArrayLike<unknown>, (element) => {
    if (tensor.datatype === "BOOL") return String(element === 1);
    return element instanceof Uint8Array ? JSON.stringify(Buffer.from(element).toString()) : String(element);
  });
}

describe("JSON", () => {
  it("gives back every tensor, flat and nested, 64-bit integers exactly", () => {
    fc.assert(
      fc.property(jsonTensors(), (tensor) => {
        const { datatype, shape } = tensor;
        const flat = dataOf(toJson("output x", tensor), datatype, shape);
        expect(fromJson("input x", datatype, shape, flat)).toEqual(tensor);
        const deep = dataOf(nested(textsOf(tensor), shape), datatype, shape);
        expect(fromJson("input x", datatype, shape, deep)).toEqual(tensor);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Datatype, number[], unknown[], string]>([
    ["too few elements", "FP32", [3], [1], "input x has 1 elements, but shape [3] holds 3"],
    ["an element for none", "FP32", [0], [1], "input x has 1 elements, but shape [0] holds 0"],
    ["a list in a list", "FP32", [1], [[1]], "the data of input x is nested deeper than its shape"],
    ["rows of another length", "FP32", [2, 2], [[1], [2]], "the data of input x is not nested as its shape [2, 2] is"],
    ["ragged rows", "FP32", [2, 2], [[1, 2, 3], [4]], "the data of input x is not nested as its shape [2, 2] is"],
    ["rows and elements", "FP32", [2, 2], [[1, 2], 3], "the data of input x is not nested as its shape [2, 2] is"],
    ["elements and rows", "FP32", [2, 2], [1, 2, [3, 4], 5], "the data of input x is nested deeper than its shape"],
    ["rows of rows", "FP32", [1, 1], [[[1]]], "the data of input x is nested deeper than its shape"],
    ["FP16", "FP16", [1], [1], "input x is FP16, which travels as binary data only"],
    ["BF16", "BF16", [1], [1], "input x is BF16, which travels as binary data only"],
    ["half a character", "BYTES", [1], ["\ud800"], 'input x: element 0 ("\\ud800") holds half a character'],
    ["null", "FP32", [1], [null], "input x: element 0 (null) is not a number"],
    ["an object", "INT8", [1], [{}], "input x: element 0 (an object) is not a number"],
    [
      "an integer beyond 64 bits",
      "INT64",
      [1],
      [2n ** 63n],
      "input x: element 0 (9223372036854775808) is out of range",
    ],
    ["a long text", "FP64", [1], ["é".repeat(99)], `input x: element 0 ("${"é".repeat(39)}) is not a number`],
  ])("with %s is refused", (_, datatype, shape, data, message) => {
    expect(() => fromJson("input x", datatype, shape, data)).toThrow(new BridgeError("bad_request", message));
  });

  it.each<[string, Tensor, string, string]>([
    ["a NaN", { datatype: "FP32", shape: [2], data: Float32Array.of(1, Number.NaN) }, "bad_answer", "element 1 is NaN"],
    [
      "an infinity",
      { datatype: "FP64", shape: [1], data: Float64Array.of(-1 / 0) },
      "bad_answer",
      "element 0 is -Infinity",
    ],
    ["no text", { datatype: "BYTES", shape: [1], data: [Uint8Array.of(255)] }, "bad_answer", "element 0 is not UTF-8"],
    ["FP16", { datatype: "FP16", shape: [0], data: new Uint16Array(0) }, "bad_request", "output x is FP16"],
  ])("is not written of %s", (_, tensor, kind, start) => {
    const message = expect.stringMatching(`${start}, which travels as binary data only$`);
    expect(() => toJson("output x", tensor)).toThrow(expect.objectContaining({ kind, message }));
  });

  it("of any kind is either a tensor or refused", () => {
    const data = fc.array(fc.oneof(fc.integer({ min: 0, max: 1 }), fc.boolean(), fc.bigInt(), fc.jsonValue()), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.array(fc.nat(3), { maxLength: 3 }), data, (datatype, shape, values) => {
        try {
          expect(fromJson("input x", datatype, shape, values).data.length).toBe(shape.reduce((a, b) => a * b, 1));
        } catch (error) {
          expect(error).toMatchObject({ name: "BridgeError", kind: "bad_request" });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
