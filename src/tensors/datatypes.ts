import { BridgeError } from "../contract/errors.ts";
import type { Datatype, DatatypeArrays, Tensor } from "../contract/tensor.ts";

/** The datatypes whose elements have a fixed size. */
export type FixedDatatype = Exclude<Datatype, "BYTES">;

interface FixedArrayClass<Type extends FixedDatatype> {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): DatatypeArrays[Type];
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): DatatypeArrays[Type];
}

/** The typed array of every datatype that has one. */
export const ARRAYS: { readonly [Type in FixedDatatype]: FixedArrayClass<Type> } = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  UINT64: BigUint64Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  FP16: Uint16Array,
  BF16: Uint16Array,
  FP32: Float32Array,
  FP64: Float64Array,
};

/** All datatypes, by the names that the protocol has for them (spec: Open Inference Protocol, section 1). */
export const DATATYPES: readonly string[] = [...Object.keys(ARRAYS), "BYTES"];

export function isDatatype(name: unknown): name is Datatype {
  return typeof name === "string" && DATATYPES.includes(name);
}

/** The size of one element in bytes; 0 for BYTES, whose elements have sizes of their own. */
export function elementSize(datatype: Datatype): number {
  return datatype === "BYTES" ? 0 : ARRAYS[datatype].BYTES_PER_ELEMENT;
}

/**
 * How many elements a shape holds; 1 for `[]`.
 *
 * @returns undefined when a size is no whole number from 0, or when they are more than can be counted exactly, even
 *   where another size of 0 leaves none of them
 */
export function elementsIn(shape: readonly number[]): number | undefined {
  let product = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0) return undefined;
    product *= size || 1;
  }
  if (!Number.isSafeInteger(product)) return undefined;
  return shape.includes(0) ? 0 : product;
}

/** Whether a tensor's shape is one that a declared one allows, see `TensorSpec`. */
export function fitsShape(shape: readonly number[], declared: readonly number[]): boolean {
  if (declared.length === 0) return true;
  return shape.length === declared.length && declared.every((size, axis) => size === -1 || size === shape[axis]);
}

/** Sizes of a shape that a message shows. */
const SHOWN_SIZES = 16;
/** Characters of a name that a message shows. */
const SHOWN_NAME = 100;

/** A shape as a message shows it, `[1, 3, 224]`: a caller's may have millions of sizes. */
export function listed(shape: readonly (number | string)[]): string {
  const more = shape.length > SHOWN_SIZES ? ", ..." : "";
  return `[${shape.slice(0, SHOWN_SIZES).join(", ")}${more}]`;
}

/** A caller's own word as a message shows it: it may have millions of characters. */
export function short(name: string): string {
  return name.length > SHOWN_NAME ? `${name.slice(0, SHOWN_NAME)}...` : name;
}

/** Characters of a message, whatever else it repeats. */
const SENTENCE = 1000;

/** The error of every function here that judges what a caller sent; its message is a sentence for the caller. */
export function bad(message: string): BridgeError {
  return new BridgeError("bad_request", message.length > SENTENCE ? `${message.slice(0, SENTENCE)}...` : message);
}

/** A tensor of an array of its datatype: the one place where the two are put together. */
export function tensorOf(datatype: Datatype, shape: readonly number[], data: Tensor["data"]): Tensor {
  return { datatype, shape, data } as Tensor;
}
