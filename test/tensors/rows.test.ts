import fc from "fast-check";
import { expect, it } from "vitest";
import type { Tensor } from "../../src/contract/tensor.ts";
import { splitRows, stackRows } from "../../src/tensors/rows.ts";
import { tensors } from "./arbitrary.ts";

it("rows that are stacked can be taken apart again", () => {
  const withRows = tensors().filter(({ shape }) => shape.length > 0);
  fc.assert(
    fc.property(withRows, fc.integer({ min: 1, max: 4 }), (tensor, times) => {
      const several: [Tensor, ...Tensor[]] = [tensor, ...Array<Tensor>(times - 1).fill(tensor)];
      const stacked = stackRows(several);
      const [rows = 0, ...rest] = tensor.shape;
      expect(stacked.shape).toEqual([rows * times, ...rest]);
      expect(
        splitRows(
          stacked,
          several.map(() => rows),
        ),
      ).toEqual(several);
    }),
  );
});

it("parts may have other numbers of rows, and are views", () => {
  const tensor: Tensor = { datatype: "FP32", shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const parts = splitRows(tensor, [0, 2, 1]);
  expect(parts?.map(({ shape }) => shape)).toEqual([
    [0, 2],
    [2, 2],
    [1, 2],
  ]);
  expect(parts?.[2]).toMatchObject({ data: Float32Array.of(5, 6) });
  tensor.data[4] = 9;
  expect(parts?.[2]?.data[0]).toBe(9);
});

it("no parts where there are not as many rows", () => {
  expect(splitRows({ datatype: "INT8", shape: [2], data: new Int8Array(2) }, [1, 2])).toBeUndefined();
  expect(splitRows({ datatype: "INT8", shape: [], data: new Int8Array(1) }, [1])).toBeUndefined();
});
