import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer, Item } from "../../src/contract/call.ts";
import type { Datatype, Tensor } from "../../src/contract/tensor.ts";
import { decode } from "../../src/tensors/request.ts";
import { readResponse } from "../../src/tensors/response.ts";
import { type OutgoingTensor, rawTensor, writeMessage } from "../../src/tensors/write.ts";
import { declaredIn } from "../../src/wire/codec.ts";
import { Bench, type RunnerProcess, single } from "./harness.ts";

const bench = new Bench();
afterAll(() => bench.clear());

/** A request with raw tensors behind its JSON. */
function binary(tensors: readonly OutgoingTensor[], before: object, rest: Partial<Item> = {}): Item {
  const { parts, headerLength } = writeMessage({ before: { ...before } }, "inputs", tensors);
  const attribute = JSON.stringify({ header_length: headerLength });
  return { reqid: "r1", group: false, inputs: [{ body: parts, attribute }], ...rest };
}

async function ask(runner: RunnerProcess, item: Item): Promise<Answer> {
  const { code, message, answers } = await runner.call([item]);
  const [answer] = answers;
  if (answer === undefined) throw new Error(`the call failed: ${code} ${message}`);
  return answer;
}

function outputsOf({ body = new Uint8Array(0), headers, code, message }: Answer) {
  expect([code, message]).toEqual([0, ""]);
  const response = readResponse(body, Number(headers?.["Inference-Header-Content-Length"]?.[0]));
  return Object.fromEntries(response.outputs.map((output) => [output.name, decode(output)]));
}

const EXTREMES: { readonly [Type in Datatype]: Tensor<Type>["data"] } = {
  BOOL: Uint8Array.of(0, 1),
  UINT8: Uint8Array.of(0, 255),
  UINT16: Uint16Array.of(0, 65535),
  UINT32: Uint32Array.of(0, 2 ** 32 - 1),
  UINT64: BigUint64Array.of(0n, 2n ** 64n - 1n),
  INT8: Int8Array.of(-128, 127),
  INT16: Int16Array.of(-32768, 32767),
  INT32: Int32Array.of(-(2 ** 31), 2 ** 31 - 1),
  INT64: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n),
  FP16: Uint16Array.of(0x7c00, 0x7e01),
  BF16: Uint16Array.of(0x7f80, 0x7fc1),
  FP32: Float32Array.of(Number.NaN, Number.NEGATIVE_INFINITY),
  FP64: Float64Array.of(Number.NaN, 5e-324),
  BYTES: [new Uint8Array(0), Uint8Array.of(0, 255, 0)],
};

describe("a handler with a tensor of every datatype", () => {
  let runner: RunnerProcess;
  const tensors = Object.entries(EXTREMES).map(([datatype, data]) => ({ datatype, shape: [1, 2], data }) as Tensor);
  beforeAll(async () => {
    runner = bench.start();
    const ready = await runner.create(bench.copy("tensors/1"), "eval.ts");
    const ports = Object.keys(EXTREMES).map((datatype) => ({ name: datatype.toLowerCase(), datatype, shape: [-1, 2] }));
    expect(declaredIn(ready).tensors).toEqual({ inputs: ports, outputs: ports, platform: "evalbridge_native" });
  });

  test("gives them back as raw bytes, to the last bit", async () => {
    const inputs = tensors.map((tensor) => rawTensor(tensor.datatype.toLowerCase(), tensor));
    const answer = await ask(runner, binary(inputs, { id: "7", parameters: { binary_data_output: true } }));
    expect(answer.contentType).toBe("application/octet-stream");
    expect(Object.values(outputsOf(answer))).toEqual(tensors);
  });

  test("gives back empty ones", async () => {
    const empty = tensors.map(({ datatype, data }) => ({ datatype, shape: [0, 2], data: data.slice(0, 0) }) as Tensor);
    const inputs = empty.map((tensor) => rawTensor(tensor.datatype.toLowerCase(), tensor));
    const answer = await ask(runner, binary(inputs, { parameters: { binary_data_output: true } }));
    expect(Object.values(outputsOf(answer))).toEqual(empty);
  });

  test("gives some as JSON, others as raw bytes", async () => {
    const inputs = tensors.map((tensor) => rawTensor(tensor.datatype.toLowerCase(), tensor));
    const item = (outputs: object[]): Item => {
      const { parts, headerLength } = writeMessage({ before: {}, behind: { outputs } }, "inputs", inputs);
      const attribute = JSON.stringify({ header_length: headerLength });
      return { reqid: "r", group: false, inputs: [{ body: parts, attribute }] };
    };
    const mixed = await ask(runner, item([{ name: "fp32", parameters: { binary_data: true } }, { name: "int64" }]));
    expect(Buffer.from(mixed.body ?? []).toString()).toContain('"data":[-9223372036854775808,9223372036854775807]');
    expect(outputsOf(mixed)).toMatchObject({ fp32: { data: EXTREMES.FP32 }, int64: { data: EXTREMES.INT64 } });
    for (const [name, code, message] of [
      ["fp32", 599, "output fp32: element 0 is NaN, which travels as binary data only"],
      ["bytes", 599, "output bytes: element 1 is not UTF-8, which travels as binary data only"],
      ["bf16", 400, "output bf16 is BF16, which travels as binary data only"],
    ]) {
      expect(await ask(runner, item([{ name }]))).toMatchObject({ code, message });
    }
  });
});

describe("a handler that adds up", () => {
  let runner: RunnerProcess;
  beforeAll(async () => {
    runner = await bench.ready("tensor-sum/1");
  });

  const message = (rest: object = {}) =>
    JSON.stringify({ inputs: [{ name: "x", datatype: "FP32", shape: [3], data: [1, 2, 3] }], ...rest });

  test("answers JSON with JSON, its parameters from the message", async () => {
    const answer = await ask(runner, single(message({ id: "a", parameters: { factor: 2 } })));
    expect(JSON.parse(answer.result)).toEqual({
      model_name: "demo",
      model_version: "1",
      id: "a",
      outputs: [
        { name: "y", shape: [3], datatype: "FP32", data: [2, 4, 6] },
        { name: "sum", shape: [1], datatype: "FP64", data: [12] },
      ],
    });
  });

  test("gets the gate's params, where those are sent", async () => {
    const answer = await ask(runner, single(message({ parameters: { factor: 2 } }), { params: '{"factor": 3}' }));
    expect(JSON.parse(answer.result).outputs[1].data).toEqual([18]);
  });

  test("takes nothing but bytes, and answers likewise", async () => {
    const body = [new Uint8Array(Float32Array.of(1, 2.5).buffer)];
    const answer = await ask(runner, {
      reqid: "r",
      group: false,
      inputs: [{ body, attribute: '{"header_length": 0}' }],
    });
    expect(outputsOf(answer)["sum"]?.data).toEqual(Float64Array.of(3.5));
  });

  test("answers as many requests as a call has, each by itself", async () => {
    const { answers } = await runner.call([
      single(message()),
      single("rubbish"),
      single(message({ parameters: { factor: "x" } })),
      single(message({ outputs: [{ name: "sum" }] })),
    ]);
    expect(answers.map(({ code, message: text }) => [code, text])).toEqual([
      [0, ""],
      [400, "the body is not JSON: Unexpected token 'r', \"rubbish\" is not valid JSON"],
      [400, 'params.factor: expected number, got "x"'],
      [0, ""],
    ]);
    expect(JSON.parse(answers[3]?.result ?? "").outputs).toEqual([
      { name: "sum", shape: [1], datatype: "FP64", data: [6] },
    ]);
  });

  test.each<[string, number, string]>([
    ["missing", 599, "the ret lacks the tensor sum"],
    ["unknown", 599, "the ret has a tensor z, which the handler does not declare"],
    ["datatype", 599, "the ret's tensor sum must be FP64 [1], not FP32 [3]"],
    ["shape", 599, "the ret's tensor sum must be FP64 [1], not FP64 [1, 1]"],
    ["size", 599, "the ret's tensor sum has 2 elements, but its shape [1] holds 1"],
    ["none", 599, "the ret has no tensors, but the handler declares outputs"],
    ["refused", 422, "not today"],
  ])("a ret with %s is %d", async (wrong, code, text) => {
    const answer = await ask(runner, single(message({ parameters: { wrong } })));
    expect(answer).toMatchObject({ code, message: text, result: "{}" });
  });

  test.each<[string, Partial<Item>, string]>([
    [
      "a header length that is text",
      { inputs: [{ body: [], attribute: '{"header_length": "3"}' }] },
      "attribute.header_length must be a number",
    ],
    [
      "a header longer than the body",
      { inputs: [{ body: [], attribute: '{"header_length": 3}' }] },
      "Inference-Header-Content-Length is 3, but the body has 0 bytes",
    ],
    ["a group", { group: true }, "a group is not supported"],
  ])("%s is 400", async (_, rest, text) => {
    expect(await ask(runner, single(message(), rest))).toMatchObject({ code: 400, message: text });
  });
});

test.each<[string, string]>([
  ["inputs: []", "the handler's inputs must be a list of tensors"],
  ["inputs: [x], outputs: undefined", "the handler's outputs must be a list of tensors"],
  ["inputs: [x], outputs: [x, x]", "the handler's outputs have x twice"],
  ['inputs: [x], outputs: [{ ...x, datatype: "FP8" }]', "outputs[0] of the handler must be {name, datatype, shape}"],
  ["inputs: [x, { ...x, shape: [-2] }], outputs: [x]", "inputs[1] of the handler must be {name, datatype, shape}"],
  ["outputs: [x]", "the handler's inputs must be a list of tensors"],
])("a handler that declares %s is not created", async (declared, message) => {
  const folder = bench.write(
    "eval.js",
    `const x = { name: "x", datatype: "FP32", shape: [1] };
     export default { ${declared}, createNet() {}, netInference: () => [] };`,
  );
  const ready = await bench.start().create(folder, "eval.js");
  expect([ready.code, ready.message]).toEqual([599, `createNet failed: ${message}`]);
});
