import fc from "fast-check";
import { expect, it } from "vitest";
import { FeedError, rows, stack } from "../../src/onnx/index.ts";

it("what is stacked comes back in rows", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
  const batches = shapes.chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const item = fc.float32Array({ minLength: length, maxLength: length });
    return fc.tuple(fc.constant(shape), fc.array(item, { minLength: 1, maxLength: 5 }));
  });
  fc.assert(
    fc.property(batches, ([shape, items]) => {
      const { data, dims } = stack(items, shape);
      expect(dims).toEqual([items.length, ...shape]);
      if (!(data instanceof Float32Array)) throw new TypeError("floats are stacked as floats");
      expect(rows({ data, dims })).toEqual(items);
    }),
  );
});

it("an item of another size is refused", () => {
  const stacking = () => stack([new Float32Array(2), new Float32Array(3)], [1, 2]);
  expect(stacking).toThrow(FeedError);
  expect(stacking).toThrow("item 1 has 3 elements, but its shape [1, 2] holds 2");
});

it("an output without a batch has no rows", () => {
  expect(rows({ data: new BigInt64Array(0), dims: [0, 4] })).toEqual([]);
  expect(rows({ data: new BigInt64Array([1n, 2n]), dims: [2] })).toEqual([
    new BigInt64Array([1n]),
    new BigInt64Array([2n]),
  ]);
});
