import { describe, expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import type { TensorSpec } from "../../src/contract/tensor.ts";
import { checkedOutput, inputsOf, outputsOf } from "../../src/tensors/declared.ts";
import { type InferRequest, readRequest } from "../../src/tensors/request.ts";

const SPECS: readonly TensorSpec[] = [
  { name: "a", datatype: "FP32", shape: [-1, 2] },
  { name: "b", datatype: "BYTES", shape: [1] },
];
const a = { name: "a", datatype: "FP32", shape: [1, 2], data: [1, 2] };
const b = { name: "b", datatype: "BYTES", shape: [1], data: ["t"] };

function request(inputs: unknown, rest: object = {}): InferRequest {
  return readRequest(new TextEncoder().encode(JSON.stringify({ inputs, ...rest })));
}

describe("inputs", () => {
  it("are those that are declared, in any order", () => {
    expect(inputsOf(request([b, a]), SPECS)).toEqual({
      a: { datatype: "FP32", shape: [1, 2], data: Float32Array.of(1, 2) },
      b: { datatype: "BYTES", shape: [1], data: [Uint8Array.of(116)] },
    });
  });

  it.each<[string, unknown[], string]>([
    ["one too many", [a, b, { ...a, name: "c" }], "there is no input c; there is a, b"],
    [
      "one with a name of JavaScript's",
      [a, b, { ...a, name: "__proto__" }],
      "there is no input __proto__; there is a, b",
    ],
    ["none", [], "input a, b is missing"],
    ["another datatype", [{ ...a, datatype: "FP64" }, b], "input a must be FP32 [-1, 2], not FP64 [1, 2]"],
    ["another shape", [{ ...a, shape: [2] }, b], "input a must be FP32 [-1, 2], not FP32 [2]"],
  ])("with %s are refused", (_, inputs, message) => {
    expect(() => inputsOf(request(inputs), SPECS)).toThrow(new BridgeError("bad_request", message));
  });
});

it("outputs are those that are asked for, or all", () => {
  expect(outputsOf(request([]), SPECS)).toEqual([
    { name: "a", binary: false },
    { name: "b", binary: false },
  ]);
  const binary = { parameters: { binary_data_output: true } };
  expect(outputsOf(request([], binary), SPECS)[1]).toEqual({ name: "b", binary: true });
  expect(outputsOf(request([], { ...binary, outputs: [{ name: "b" }] }), SPECS)).toEqual([{ name: "b", binary: true }]);
  expect(() => outputsOf(request([], { outputs: [{ name: "c" }] }), SPECS)).toThrow(
    "there is no output c; there is a, b",
  );
});

describe("a tensor of a ret", () => {
  const spec: TensorSpec = { name: "y", datatype: "FP32", shape: [-1] };
  const good = { datatype: "FP32", shape: [2], data: Float32Array.of(1, 2) };

  it("that is as declared is taken as it is", () => {
    expect(checkedOutput(good, spec).data).toBe(good.data);
  });

  it.each<[string, unknown, string]>([
    ["nothing", null, "the ret's tensor y is no object with datatype, shape and data"],
    ["an array", good.data, "the ret's tensor y is no object with datatype, shape and data"],
    ["another datatype", { ...good, datatype: "FP64" }, "the ret's tensor y must be FP32 [-1], not FP64 [2]"],
    ["another rank", { ...good, shape: [1, 2] }, "the ret's tensor y must be FP32 [-1], not FP32 [1, 2]"],
    [
      "an array of another type",
      { ...good, data: [1, 2] },
      "the ret's tensor y is FP32, so its data must be a Float32Array",
    ],
    ["too many elements", { ...good, shape: [1] }, "the ret's tensor y has 2 elements, but its shape [1] holds 1"],
    ["a negative size", { ...good, shape: [-1] }, "the ret's tensor y has 2 elements, but its shape [-1] holds none"],
  ])("that is %s is its author's mistake", (_, tensor, message) => {
    expect(() => checkedOutput(tensor, spec)).toThrow(new BridgeError("bad_answer", message));
  });

  it("of BYTES is a list of bytes", () => {
    const bytes: TensorSpec = { name: "y", datatype: "BYTES", shape: [1] };
    expect(() => checkedOutput({ datatype: "BYTES", shape: [1], data: ["text"] }, bytes)).toThrow(
      "the ret's tensor y is BYTES, so its data must be an array of Uint8Array",
    );
  });
});
