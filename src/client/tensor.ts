import type { Tensor } from "../contract/tensor.ts";
import { elementsIn, listed, tensorOf } from "../tensors/datatypes.ts";
import { InferenceError } from "./inference-error.ts";

/** The datatype of every typed array. */
const DATATYPES = {
  Float32Array: "FP32",
  Float64Array: "FP64",
  Int8Array: "INT8",
  Int16Array: "INT16",
  Int32Array: "INT32",
  BigInt64Array: "INT64",
  Uint8Array: "UINT8",
  Uint16Array: "UINT16",
  Uint32Array: "UINT32",
  BigUint64Array: "UINT64",
} as const;
type ArrayName = keyof typeof DATATYPES;

/** A typed array, by its name. */
type Numbers<Name extends ArrayName> = Tensor<(typeof DATATYPES)[Name]>["data"] & {
  readonly [Symbol.toStringTag]: Name;
};

/**
 * A tensor of numbers. FP16, BF16 and BOOL share their arrays with others:
 * `{ datatype: "FP16", shape, data: new Uint16Array(...) }` is a tensor, too.
 *
 * @param data flat, row-major, of the datatype that its class says; not copied
 * @param shape one axis unless given
 * @throws RangeError when the shape does not hold as many elements as there are
 */
export function tensor<Name extends ArrayName>(
  data: Numbers<Name>,
  shape: readonly number[] = [data.length],
): Tensor<(typeof DATATYPES)[Name]> {
  const datatype = DATATYPES[data[Symbol.toStringTag]];
  return fitted(tensorOf(datatype, shape, data)) as Tensor<(typeof DATATYPES)[Name]>;
}

/** A tensor of texts, as UTF-8, or of any bytes. @throws RangeError as `tensor` */
export function bytes(
  data: readonly (string | Uint8Array)[],
  shape: readonly number[] = [data.length],
): Tensor<"BYTES"> {
  const encoder = new TextEncoder();
  const elements = data.map((element) => (typeof element === "string" ? encoder.encode(element) : element));
  return fitted({ datatype: "BYTES", shape, data: elements });
}

/** A tensor of `true` and `false`. @throws RangeError as `tensor` */
export function booleans(data: readonly boolean[], shape: readonly number[] = [data.length]): Tensor<"BOOL"> {
  return fitted({ datatype: "BOOL", shape, data: Uint8Array.from(data, Number) });
}

/** The elements of a BYTES tensor as texts. @throws TypeError when one is not UTF-8 */
export function texts({ data }: Tensor<"BYTES">): string[] {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return data.map((element) => decoder.decode(element));
}

/** Tensors that were made by hand are looked at before they are sent. @throws InferenceError */
export function checkInputs(inputs: Readonly<Record<string, Tensor>>): void {
  for (const [name, { data, shape }] of Object.entries(inputs)) {
    if (elementsIn(shape) === data.length) continue;
    throw new InferenceError(`input ${name}: shape ${listed(shape)} does not hold ${data.length} elements`);
  }
}

function fitted<Of extends Tensor>(whole: Of): Of {
  const { data, shape } = whole;
  if (elementsIn(shape) === data.length) return whole;
  throw new RangeError(`shape ${listed(shape)} does not hold ${data.length} elements`);
}
