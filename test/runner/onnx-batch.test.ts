import { describe, expect, test } from "vitest";
import type { EvalRequest, Tensors } from "../../src/contract/handler.ts";
import type { Tensor } from "../../src/contract/tensor.ts";
import { Batcher, type Run } from "../../src/runner/onnx-batch.ts";

const CONTRACT = {
  inputs: [{ name: "x", datatype: "FP32", shape: [-1, 1] }],
  outputs: [{ name: "y", datatype: "FP32", shape: [-1, 1] }],
} as const;

function request(...data: number[]): EvalRequest {
  const tensors = { x: { datatype: "FP32", shape: [data.length, 1], data: Float32Array.from(data) } } as const;
  const rest = { reqid: "r", group: false, params: {}, target: "", context: {} } as const;
  return { ...rest, data: { body: new Uint8Array(0), uri: "", attribute: {} }, tensors, outputs: ["y"] };
}

/** Notes of how many rows each run was, and what was warned of. */
function batcherOf(
  compute: (x: Tensor<"FP32">) => Tensor,
  contract: ConstructorParameters<typeof Batcher>[0] = CONTRACT,
) {
  const rows: (number | undefined)[] = [];
  const warnings: string[] = [];
  const run: Run = ({ x }: Tensors) => {
    if (x?.datatype !== "FP32") throw new Error("no x");
    rows.push(x.shape[0]);
    return Promise.resolve({ y: compute(x) });
  };
  return { batcher: new Batcher(contract, run, (text) => warnings.push(text)), rows, warnings };
}

const twice = (x: Tensor<"FP32">): Tensor => ({ ...x, data: x.data.map((value) => 2 * value) });

async function values(batcher: Batcher, ...requests: EvalRequest[]) {
  const rets = await batcher.run(requests);
  return rets.map((ret) => (ret instanceof Error ? ret.message : [...(ret.tensors?.["y"]?.data ?? [])]));
}

describe("requests that could be stacked", () => {
  test("are run both ways once, and then together", async () => {
    const { batcher, rows } = batcherOf(twice);
    expect(await values(batcher, request(1), request(2, 3))).toEqual([[2], [4, 6]]);
    expect(rows.splice(0)).toEqual([1, 2, 3]);
    expect(await values(batcher, request(4), request(5, 6), request())).toEqual([[8], [10, 12], []]);
    expect(rows).toEqual([3]);
  });

  test("prove nothing while they are all the same", async () => {
    const { batcher, rows } = batcherOf(twice);
    expect(await values(batcher, request(1), request(1))).toEqual([[2], [2]]);
    expect(rows.splice(0)).toEqual([1, 1]);
    expect(await values(batcher, request(1), request(2))).toEqual([[2], [4]]);
    expect(rows).toEqual([1, 1, 2]);
  });

  test("stay apart where rows depend on each other", async () => {
    const { batcher, rows, warnings } = batcherOf((x) => ({
      ...x,
      data: x.data.map((value) => value / (x.data[0] ?? 1)),
    }));
    for (let round = 0; round < 2; round++) expect(await values(batcher, request(4), request(2))).toEqual([[1], [1]]);
    expect(rows).toEqual([1, 1, 2, 1, 1]);
    expect(warnings).toEqual(["requests are run one by one: as one batch they give other results"]);
  });

  test("stay apart where an output has rows of its own number", async () => {
    const { batcher, warnings } = batcherOf(() => ({ datatype: "FP32", shape: [1, 1], data: Float32Array.of(7) }));
    expect(await values(batcher, request(4), request(2))).toEqual([[7], [7]]);
    expect(warnings).toHaveLength(1);
  });

  test("stay apart where a size is fixed", async () => {
    const { batcher, rows } = batcherOf(twice, {
      ...CONTRACT,
      outputs: [{ name: "y", datatype: "FP32", shape: [1, 1] }],
    });
    await values(batcher, request(1), request(2));
    expect(rows).toEqual([1, 1]);
  });

  test("are run one by one when the run of all fails, and only those fail that fail alone", async () => {
    const { batcher, rows } = batcherOf((x) => {
      if (x.data.includes(13)) throw new Error("unlucky");
      return twice(x);
    });
    await values(batcher, request(1), request(2));
    rows.length = 0;
    expect(await values(batcher, request(1), request(13), request(2))).toEqual([[2], "unlucky", [4]]);
    expect(rows).toEqual([3, 1, 1, 1]);
  });

  test("may differ in the last bits", async () => {
    const { batcher, rows } = batcherOf((x) => ({
      ...x,
      data: x.data.map((value) => value * (1 + x.data.length * 1e-6)),
    }));
    await values(batcher, request(1), request(2));
    rows.length = 0;
    await values(batcher, request(1), request(2));
    expect(rows).toEqual([2]);
  });
});
