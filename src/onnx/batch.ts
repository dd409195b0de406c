import { type Feed, FeedError } from "./session.ts";

/**
 * One feed of several inputs of the same shape, for a model whose first dimension is the batch.
 *
 * @param items at least one, each flat and row-major
 * @param shape of one item, without the batch: `[3, 224, 224]`
 * @returns dims `[items.length, ...shape]`
 * @throws FeedError when an item has another number of elements than `shape` holds
 */
export function stack(items: readonly Float32Array[], shape: readonly number[]): Feed {
  const size = shape.reduce((product, length) => product * length, 1);
  const data = new Float32Array(items.length * size);
  for (const [row, item] of items.entries()) {
    if (item.length !== size) {
      throw new FeedError(`item ${row} has ${item.length} elements, but its shape [${shape.join(", ")}] holds ${size}`);
    }
    data.set(item, row * size);
  }
  return { data, dims: [items.length, ...shape] };
}

/** What an output has for each item of the batch, its first dimension: views of its data, flat and row-major. */
export function rows<Data extends { readonly length: number; subarray(begin: number, end: number): Data }>(output: {
  readonly data: Data;
  readonly dims: readonly number[];
}): Data[] {
  const [count = 0] = output.dims;
  const size = output.data.length / Math.max(1, count);
  return Array.from({ length: count }, (_, row) => output.data.subarray(row * size, (row + 1) * size));
}
