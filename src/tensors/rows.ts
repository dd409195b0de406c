import type { Tensor } from "../contract/tensor.ts";
import { ARRAYS, tensorOf } from "./datatypes.ts";

/**
 * Tensors of the same datatype, which differ in their first size at most, as one along the first axis.
 *
 * @param tensors at least one
 */
export function stackRows(tensors: readonly [Tensor, ...Tensor[]]): Tensor {
  const [{ datatype, shape }] = tensors;
  const rows = tensors.reduce((sum, tensor) => sum + (tensor.shape[0] ?? 0), 0);
  const stacked = [rows, ...shape.slice(1)];
  if (datatype === "BYTES") {
    const elements = tensors.flatMap((tensor) => (tensor.datatype === "BYTES" ? tensor.data : []));
    return { datatype, shape: stacked, data: elements };
  }
  const array = new ARRAYS[datatype](tensors.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of tensors) {
    // Elements of one datatype are either all bigint or all number.
    array.set(data as never, at);
    at += data.length;
  }
  return tensorOf(datatype, stacked, array);
}

/**
 * Takes a tensor apart along its first axis: views of it.
 *
 * @param counts rows of each part
 * @returns undefined when it has not as many rows as they are together
 */
export function splitRows(tensor: Tensor, counts: readonly number[]): Tensor[] | undefined {
  const { datatype, shape, data } = tensor;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  if (shape[0] !== rows) return undefined;
  const size = data.length / Math.max(1, rows);
  let at = 0;
  return counts.map((count) => {
    const begin = at * size;
    at += count;
    const end = at * size;
    const part = tensor.datatype === "BYTES" ? tensor.data.slice(begin, end) : tensor.data.subarray(begin, end);
    return tensorOf(datatype, [count, ...shape.slice(1)], part);
  });
}
