import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Answer, Item } from "../../src/contract/call.ts";
import { decode } from "../../src/tensors/request.ts";
import { type InferResponse, readResponse } from "../../src/tensors/response.ts";
import { type OutgoingTensor, rawTensor, writeMessage } from "../../src/tensors/write.ts";
import { Bench, type CreateOptions, type RunnerProcess, single } from "./harness.ts";
import { ElementType, type ModelSpec, onnxModel } from "./onnx-model.ts";

const bench = new Bench();
afterEach(() => bench.clear());

async function start(on: Bench, model: Uint8Array, options?: CreateOptions) {
  const folder = on.write("model.onnx", model);
  const runner = on.start();
  return { runner, ready: await runner.create(folder, "model.onnx", options) };
}

async function infer(runner: RunnerProcess, request: unknown): Promise<Answer> {
  const body = typeof request === "string" ? request : JSON.stringify(request);
  const reply = await runner.call([single(body)]);
  const [answer] = reply.answers;
  if (answer === undefined) throw new Error(`the call failed: ${reply.code} ${reply.message}`);
  return answer;
}

/** A request with raw tensors behind its JSON. */
function binary(body: Uint8Array, headerLength: number | undefined): Item {
  return {
    reqid: "r1",
    group: false,
    inputs: [{ body: [body], attribute: JSON.stringify({ header_length: headerLength }) }],
  };
}

async function inferBinary(
  runner: RunnerProcess,
  tensors: readonly OutgoingTensor[],
  before = {},
): Promise<InferResponse> {
  const { parts, headerLength } = writeMessage({ before }, "inputs", tensors);
  const [answer] = (await runner.call([binary(Buffer.concat(parts), headerLength)])).answers;
  if (answer?.body === undefined) throw new Error(`the answer is not binary: ${answer?.code} ${answer?.message}`);
  expect(answer.contentType).toBe("application/octet-stream");
  return readResponse(answer.body, Number(answer.headers?.["Inference-Header-Content-Length"]?.[0]));
}

/** total = a + b (float, n x 2), same = c (int64). */
const SUM: ModelSpec = {
  inputs: [
    { name: "a", type: "float32", shape: ["n", 2] },
    { name: "b", type: "float32", shape: ["m", 2] },
    { name: "c", type: "int64", shape: [1] },
  ],
  outputs: [
    { name: "total", type: "float32", shape: ["n", 2] },
    { name: "same", type: "int64", shape: [1] },
  ],
  nodes: [
    { op: "Add", inputs: ["a", "b"], outputs: ["total"] },
    { op: "Identity", inputs: ["c"], outputs: ["same"] },
  ],
};

const a = { name: "a", datatype: "FP32", shape: [2, 2], data: [1, 2, 3, 4] };
const b = { name: "b", datatype: "FP32", shape: [2, 2], data: [0.5, 0.5, 0.5, 0.5] };
const c = { name: "c", datatype: "INT64", shape: [1], data: [9007199254740991] };
const total = { name: "total", shape: [2, 2], datatype: "FP32", data: [1.5, 2.5, 3.5, 4.5] };
const same = { name: "same", shape: [1], datatype: "INT64", data: [9007199254740991] };

describe("infer requests", () => {
  const shared = new Bench();
  let runner: RunnerProcess;
  beforeAll(async () => {
    const started = await start(shared, onnxModel(SUM));
    expect([started.ready.code, started.ready.message, started.ready.ready?.warnings]).toEqual([0, "", []]);
    runner = started.runner;
  });
  afterAll(() => shared.clear());

  test.each([
    ["flat data", { inputs: [a, b, c] }, { outputs: [total, same] }],
    [
      "nested data",
      {
        inputs: [
          {
            ...a,
            data: [
              [1, 2],
              [3, 4],
            ],
          },
          b,
          c,
        ],
      },
      { outputs: [total, same] },
    ],
    ["an id", { id: "42", inputs: [a, b, c], parameters: { priority: 1 } }, { id: "42", outputs: [total, same] }],
    ["a choice of outputs", { inputs: [c, b, a], outputs: [{ name: "same" }] }, { outputs: [same] }],
    [
      "no rows",
      {
        inputs: [{ ...a, shape: [0, 2], data: [] }, { ...b, shape: [0, 2], data: [] }, c],
        outputs: [{ name: "total" }],
      },
      { outputs: [{ ...total, shape: [0, 2], data: [] }] },
    ],
  ])("%s", async (_, request, response) => {
    const answer = await infer(runner, request);
    expect([answer.code, answer.message]).toEqual([0, ""]);
    expect(JSON.parse(answer.result)).toEqual({ model_name: "demo", model_version: "1", ...response });
  });

  test.each<[string, unknown, string]>([
    ["no JSON", "hello", "the body is not JSON: Unexpected token 'h', \"hello\" is not valid JSON"],
    ["no object", "[]", "the body is not a JSON object"],
    ["an id that is no string", { id: 1, inputs: [a, b, c] }, "id must be a string"],
    ["no inputs", {}, "inputs must be an array"],
    ["an input without a name", { inputs: [{}] }, "an input has no name"],
    ["an unknown input", { inputs: [a, b, c, { ...a, name: "x" }] }, "there is no input x; there is a, b, c"],
    ["a missing input", { inputs: [c] }, "input a, b is missing"],
    ["an input given twice", { inputs: [a, b, c, a] }, "input a is given twice"],
    [
      "an unknown output",
      { inputs: [a, b, c], outputs: [{ name: "x" }] },
      "there is no output x; there is total, same",
    ],
    ["outputs that are no array", { inputs: [a, b, c], outputs: {} }, "outputs must be an array"],
    ["no datatype", { inputs: [{ ...a, datatype: undefined }, b, c] }, "input a has no datatype"],
    [
      "another datatype",
      { inputs: [{ ...a, datatype: "FP64" }, b, c] },
      "input a must be FP32 [-1, 2], not FP64 [2, 2]",
    ],
    [
      "no shape",
      { inputs: [{ ...a, shape: undefined }, b, c] },
      "input a has no shape that is an array of whole numbers",
    ],
    [
      "a negative dimension",
      { inputs: [{ ...a, shape: [-1, 2] }, b, c] },
      "input a has no shape that is an array of whole numbers",
    ],
    ["no data", { inputs: [{ ...a, data: undefined }, b, c] }, "input a has no data array"],
    ["another rank", { inputs: [{ ...a, shape: [4] }, b, c] }, "input a must be FP32 [-1, 2], not FP32 [4]"],
    [
      "another fixed dimension",
      { inputs: [{ ...a, shape: [1, 4] }, b, c] },
      "input a must be FP32 [-1, 2], not FP32 [1, 4]",
    ],
    ["too few elements", { inputs: [{ ...a, data: [1] }, b, c] }, "input a has 1 elements, but shape [2, 2] holds 4"],
    [
      "a shape far beyond memory",
      { inputs: [{ ...a, shape: [2 ** 50, 2] }, b, c] },
      "input a has 4 elements, but shape [1125899906842624, 2] holds 2251799813685248",
    ],
    [
      "data nested too deep",
      { inputs: [{ ...a, data: [[[1, 2, 3, 4]]] }, b, c] },
      "the data of input a is not nested as its shape [2, 2] is",
    ],
    [
      "a text among numbers",
      { inputs: [{ ...a, data: [1, 2, "3", 4] }, b, c] },
      'input a: element 2 ("3") is not a number',
    ],
    [
      "a number beyond float",
      { inputs: [{ ...a, data: [1, 2, 3, 1e39] }, b, c] },
      "input a: element 3 (1e+39) is out of range",
    ],
    [
      "a fraction for an integer",
      { inputs: [a, b, { ...c, data: [1.5] }] },
      "input c: element 0 (1.5) is not an integer that JSON carries exactly",
    ],
    [
      "shapes that the model cannot combine",
      { inputs: [a, { ...b, shape: [3, 2], data: [1, 2, 3, 4, 5, 6] }, c] },
      "Add: axis == 1 || axis == largest was false. Attempting to broadcast an axis by a dimension other than 1. 2 by 3",
    ],
  ])("%s is 400", async (_, request, message) => {
    expect(await infer(runner, request)).toMatchObject({ code: 400, message, result: "{}" });
    expect((await infer(runner, { inputs: [a, b, c] })).code).toBe(0);
  });

  test("a group is 400, and does not fail its neighbours", async () => {
    const body = Buffer.from(JSON.stringify({ inputs: [a, b, c] }));
    const { answers } = await runner.call([{ reqid: "g", group: true, inputs: [{ body: [body] }] }, single(body)]);
    expect(answers.map(({ code, message }) => [code, message])).toEqual([
      [400, "a group is not supported"],
      [0, ""],
    ]);
  });
});

describe("datatypes", () => {
  const types = Object.keys(ElementType).filter((type): type is keyof typeof ElementType => type !== "float16");
  const shared = new Bench();
  let runner: RunnerProcess;
  beforeAll(async () => {
    const model = onnxModel({
      inputs: types.map((type) => ({ name: type, type, shape: ["n"] })),
      outputs: types.map((type) => ({ name: `${type}_out`, type, shape: ["n"] })),
      nodes: types.map((type) => ({ op: "Identity", inputs: [type], outputs: [`${type}_out`] })),
    });
    runner = (await start(shared, model)).runner;
  });
  afterAll(() => shared.clear());

  const limits: [keyof typeof ElementType, string, unknown[], unknown[]][] = [
    ["float32", "FP32", [0.1, -3.4028234663852886e38], ["x", 3.5e38]],
    ["float64", "FP64", [0.1, 1.7976931348623157e308], [null]],
    ["int8", "INT8", [-128, 127], [-129, 128, 0.5]],
    ["uint8", "UINT8", [0, 255], [-1, 256]],
    ["int16", "INT16", [-32768, 32767], [32768]],
    ["uint16", "UINT16", [0, 65535], [65536]],
    ["int32", "INT32", [-(2 ** 31), 2 ** 31 - 1], [2 ** 31]],
    ["uint32", "UINT32", [0, 2 ** 32 - 1], [2 ** 32]],
    ["int64", "INT64", [-(2 ** 53) + 1, 2 ** 53 - 1], [1.5, 1e30, 2 ** 63, "1"]],
    ["uint64", "UINT64", [0, 2 ** 53 - 1], [-1, 2 ** 64]],
    ["bool", "BOOL", [true, false], [1, "true"]],
    ["string", "BYTES", ["", "é\u0001"], [1, null]],
  ];

  const requestWith = (name: string, data: unknown[]) => ({
    inputs: limits.map(([type, datatype, good]) => {
      const values = type === name ? data : [good[0]];
      return { name: type, datatype, shape: [values.length], data: values };
    }),
    outputs: [{ name: `${name}_out` }],
  });

  test("cover every type of the table", () => expect(limits.map(([type]) => type).sort()).toEqual(types.sort()));

  test.each(limits)("%s as %s", async (type, datatype, good, bad) => {
    const answer = await infer(runner, requestWith(type, good));
    const { outputs } = JSON.parse(answer.result);
    const data = type === "float32" ? [Math.fround(0.1), good[1]] : good;
    expect(outputs).toEqual([{ name: `${type}_out`, shape: [2], datatype, data }]);
    for (const value of bad) {
      const refused = await infer(runner, requestWith(type, [good[0], value]));
      expect(refused).toMatchObject({ code: 400, message: expect.stringContaining(`input ${type}: element 1 (`) });
    }
  });

  test("a number that JSON.parse makes infinite is 400", async () => {
    const text = JSON.stringify(requestWith("float64", [7.25])).replace("7.25", "1e400");
    expect(await infer(runner, text)).toMatchObject({ code: 400, message: expect.stringContaining("is out of range") });
  });
});

describe("models", () => {
  test("one whose shape is unknown takes any shape", async () => {
    const { runner } = await start(
      bench,
      onnxModel({
        inputs: [{ name: "x", type: "float32" }],
        outputs: [{ name: "y", type: "float32" }],
        nodes: [{ op: "Identity", inputs: ["x"], outputs: ["y"] }],
      }),
    );
    const scalar = { name: "x", datatype: "FP32", shape: [], data: [7] };
    expect(JSON.parse((await infer(runner, { inputs: [scalar] })).result).outputs[0]).toMatchObject({
      shape: [],
      data: [7],
    });
    const cube = { name: "x", datatype: "FP32", shape: [1, 2, 1], data: [[[1], [2]]] };
    expect(JSON.parse((await infer(runner, { inputs: [cube] })).result).outputs[0]).toMatchObject({
      shape: [1, 2, 1],
      data: [1, 2],
    });
  });

  test.each([
    [0, "output y: element 0 is NaN, which travels as binary data only"],
    [1, "output y: element 0 is Infinity, which travels as binary data only"],
  ])("an output of %d / 0 answers 599", async (numerator, message) => {
    const { runner } = await start(
      bench,
      onnxModel({
        inputs: [
          { name: "x", type: "float32", shape: [1] },
          { name: "z", type: "float32", shape: [1] },
        ],
        outputs: [{ name: "y", type: "float32", shape: [1] }],
        nodes: [{ op: "Div", inputs: ["x", "z"], outputs: ["y"] }],
      }),
    );
    const tensor = (name: string, value: number) => ({ name, datatype: "FP32", shape: [1], data: [value] });
    const answer = await infer(runner, { inputs: [tensor("x", numerator), tensor("z", 0)] });
    expect(answer).toMatchObject({ code: 599, message });
  });

  test("64-bit integers are exact beyond 2^53", async () => {
    const { runner } = await start(
      bench,
      onnxModel({
        inputs: [{ name: "x", type: "int64", shape: [1] }],
        outputs: [{ name: "y", type: "int64", shape: [1] }],
        nodes: [{ op: "Add", inputs: ["x", "x"], outputs: ["y"] }],
      }),
    );
    const { result } = await infer(
      runner,
      '{"inputs": [{"name": "x", "datatype": "INT64", "shape": [1], "data": [4503599627370496013]}]}',
    );
    expect(result).toContain('"data":[9007199254740992026]');
  });

  test("an output that no answer can carry is left out with a warning", async () => {
    const { runner, ready } = await start(
      bench,
      onnxModel({
        inputs: [{ name: "x", type: "float32", shape: [2] }],
        outputs: [
          { name: "list", type: "float32", shape: [2], sequence: true },
          { name: "y", type: "float32", shape: [2] },
        ],
        nodes: [
          { op: "SequenceConstruct", inputs: ["x"], outputs: ["list"] },
          { op: "Identity", inputs: ["x"], outputs: ["y"] },
        ],
      }),
    );
    expect(ready.ready?.warnings).toEqual(["output list is left out: it is not a tensor, which no answer can carry"]);
    const { outputs } = JSON.parse(
      (await infer(runner, { inputs: [{ name: "x", datatype: "FP32", shape: [2], data: [1, 2] }] })).result,
    );
    expect(outputs).toEqual([{ name: "y", shape: [2], datatype: "FP32", data: [1, 2] }]);
  });

  test("an index that points nowhere is the caller's fault", async () => {
    const { runner } = await start(
      bench,
      onnxModel({
        inputs: [{ name: "i", type: "int64", shape: ["n"] }],
        outputs: [{ name: "y", type: "float32", shape: ["n"] }],
        nodes: [{ op: "Gather", inputs: ["table", "i"], outputs: ["y"] }],
        constants: { table: { type: "float32", shape: [2], data: [5, 7] } },
      }),
    );
    const at = (index: number) => ({ inputs: [{ name: "i", datatype: "INT64", shape: [1], data: [index] }] });
    expect(JSON.parse((await infer(runner, at(1))).result).outputs[0].data).toEqual([7]);
    expect(await infer(runner, at(2))).toMatchObject({
      code: 400,
      message: expect.stringContaining("out of data bounds"),
    });
  });

  test("16-bit floats come and go as they are, as raw bytes", async () => {
    const { runner, ready } = await start(
      bench,
      onnxModel({
        inputs: [{ name: "x", type: "float16", shape: [3] }],
        outputs: [{ name: "y", type: "float16", shape: [3] }],
        nodes: [{ op: "Identity", inputs: ["x"], outputs: ["y"] }],
      }),
    );
    expect(ready.ready?.declared).toMatchObject({ inputs: [{ name: "x", datatype: "FP16", shape: [3] }] });
    // 1, infinity, and a NaN with a payload.
    const x = rawTensor("x", { datatype: "FP16", shape: [3], data: Uint16Array.of(0x3c00, 0x7c00, 0x7e2a) });
    const { outputs } = await inferBinary(runner, [x], { parameters: { binary_data_output: true } });
    expect(outputs.map((output) => decode(output))).toEqual([
      { datatype: "FP16", shape: [3], data: Uint16Array.of(0x3c00, 0x7c00, 0x7e2a) },
    ]);
    const { parts, headerLength } = writeMessage({ before: {} }, "inputs", [x]);
    const [asJson] = (await runner.call([binary(Buffer.concat(parts), headerLength)])).answers;
    expect(asJson).toMatchObject({ code: 400, message: "output y is FP16, which travels as binary data only" });
    const numbers = { inputs: [{ name: "x", datatype: "FP16", shape: [3], data: [1, 2, 3] }] };
    expect(await infer(runner, numbers)).toMatchObject({
      code: 400,
      message: "input x is FP16, which travels as binary data only",
    });
  });

  test("a file that is no model cannot be created, and its folder is not told", async () => {
    const { ready } = await start(bench, Buffer.from("this is no model"));
    expect(ready.code).toBe(599);
    expect(ready.message).toBe("createNet failed: model.onnx cannot be opened: Protobuf parsing failed.");
  });

  test("a GPU that cannot be used means the CPU and a warning", async () => {
    const { runner, ready } = await start(bench, onnxModel(SUM), { params: { useDevice: "GPU" } });
    // On a machine with the CUDA library there is nothing to warn of.
    for (const warning of ready.ready?.warnings ?? []) expect(warning).toMatch(/^model\.onnx runs on the CPU: /);
    expect((await infer(runner, { inputs: [a, b, c] })).code).toBe(0);
  });
});

describe("several requests of a call", () => {
  const row = (data: number[], width = 2) => ({
    inputs: [{ name: "x", datatype: "FP32", shape: [data.length / width, width], data }],
  });
  const item = (request: unknown) => single(JSON.stringify(request));
  const outputs = (answers: readonly Answer[]) =>
    answers.map(({ code, message, result }) => (code === 0 ? JSON.parse(result).outputs[0].data : [code, message]));

  /** y has as many rows as x. */
  function rowModel(nodes: ModelSpec["nodes"], shape: (string | number)[] = ["n", 2]) {
    return onnxModel({
      inputs: [{ name: "x", type: "float32", shape }],
      outputs: [{ name: "y", type: "float32", shape: ["n", "w"] }],
      nodes,
    });
  }

  test("give what each gives alone, whatever their number of rows", async () => {
    const { runner } = await start(bench, rowModel([{ op: "Add", inputs: ["x", "x"], outputs: ["y"] }]));
    for (let round = 0; round < 3; round++) {
      const { answers } = await runner.call([
        item(row([1, 2])),
        item(row([3, 4, 5, 6])),
        item(row([])),
        item(row([round, 8])),
      ]);
      expect(outputs(answers)).toEqual([[2, 4], [6, 8, 10, 12], [], [2 * round, 16]]);
    }
    expect(runner.logs).toEqual([]);
  });

  test("of a model whose rows depend on each other are run one by one", async () => {
    const softmax = { op: "Softmax", inputs: ["x"], outputs: ["y"], attributes: { axis: 0 } };
    const { runner } = await start(bench, rowModel([softmax]));
    for (let round = 0; round < 3; round++) {
      const { answers } = await runner.call([item(row([1, 2])), item(row([3, 4]))]);
      expect(outputs(answers)).toEqual([
        [1, 1],
        [1, 1],
      ]);
    }
    expect(runner.logs.map(({ message }) => message)).toEqual([
      "requests are run one by one: as one batch they give other results",
    ]);
  });

  test("that are wrong or of other widths cost the others nothing", async () => {
    const { runner } = await start(bench, rowModel([{ op: "Add", inputs: ["x", "x"], outputs: ["y"] }], ["n", "w"]));
    for (let round = 0; round < 3; round++) {
      const { answers } = await runner.call([
        item(row([1, 2])),
        item({ inputs: [] }),
        item(row([1, 2, 3], 3)),
        item(row([5, 6])),
      ]);
      expect(outputs(answers)).toEqual([
        [2, 4],
        [400, "input x is missing"],
        [2, 4, 6],
        [10, 12],
      ]);
    }
  });
});
