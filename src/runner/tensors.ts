import { BridgeError } from "../contract/errors.ts";
import type { Output, TensorArray } from "../onnx/index.ts";

/** How one tensor element type travels in the JSON of the Open Inference Protocol. */
export interface Datatype {
  /** The protocol's name, such as `FP32`. */
  readonly name: string;
  /**
   * The array of a tensor from JSON values.
   *
   * @throws BridgeError bad_request when a value is not of this type or out of its range
   */
  pack(values: readonly unknown[]): TensorArray;
}

type FloatArray = Float32Array | Float64Array;
type IntegerArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;
type BigIntegerArray = BigInt64Array | BigUint64Array;

const DATATYPES = new Map<string, Datatype>([
  ["float32", { name: "FP32", pack: (v) => floats(v, new Float32Array(v.length)) }],
  ["float64", { name: "FP64", pack: (v) => floats(v, new Float64Array(v.length)) }],
  ["int8", { name: "INT8", pack: (v) => integers(v, new Int8Array(v.length)) }],
  ["uint8", { name: "UINT8", pack: (v) => integers(v, new Uint8Array(v.length)) }],
  ["int16", { name: "INT16", pack: (v) => integers(v, new Int16Array(v.length)) }],
  ["uint16", { name: "UINT16", pack: (v) => integers(v, new Uint16Array(v.length)) }],
  ["int32", { name: "INT32", pack: (v) => integers(v, new Int32Array(v.length)) }],
  ["uint32", { name: "UINT32", pack: (v) => integers(v, new Uint32Array(v.length)) }],
  ["int64", { name: "INT64", pack: (v) => bigIntegers(v, new BigInt64Array(v.length)) }],
  ["uint64", { name: "UINT64", pack: (v) => bigIntegers(v, new BigUint64Array(v.length)) }],
  ["bool", { name: "BOOL", pack: (v) => booleans(v) }],
  ["string", { name: "BYTES", pack: (v) => strings(v) }],
]);

/**
 * The datatype of the runtime's element type (`float32`, `int64`, ...).
 *
 * @returns undefined for types that JSON cannot carry exactly: the 16-bit floats and the 4-bit integers
 */
export function datatypeOf(type: string): Datatype | undefined {
  return DATATYPES.get(type);
}

/**
 * A tensor's elements as JSON values, flat and row-major.
 *
 * @throws BridgeError bad_answer for a 64-bit integer that a JSON number cannot hold exactly
 */
export function unpack({ data, type }: Output): unknown[] {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return valuesOf(data, exactNumber);
  return valuesOf<unknown>(data, type === "bool" ? Boolean : (value) => value);
}

/** `Array.from`, which takes four times as long over a typed array. */
function valuesOf<T>(data: ArrayLike<T>, convert: (value: T) => unknown): unknown[] {
  const values: unknown[] = [];
  for (let index = 0; index < data.length; index++) {
    const value = data[index];
    if (value !== undefined) values.push(convert(value));
  }
  return values;
}

function exactNumber(value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new BridgeError("bad_answer", `an output holds ${value}, which a JSON number cannot hold exactly`);
}

function floats<A extends FloatArray>(values: readonly unknown[], array: A): A {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "number") throw unusable(index, value, "is not a number");
    array[index] = value;
    if (!Number.isFinite(array[index])) throw unusable(index, value, "is out of range");
  }
  return array;
}

/** A typed array alters whatever it cannot hold, so what reads back unequal was no such integer. */
function integers<A extends IntegerArray>(values: readonly unknown[], array: A): A {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "number") throw unusable(index, value, "is not a number");
    array[index] = value;
    if (array[index] !== value) throw unusable(index, value, "is not an integer in range");
  }
  return array;
}

function bigIntegers<A extends BigIntegerArray>(values: readonly unknown[], array: A): A {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "number") throw unusable(index, value, "is not a number");
    if (!Number.isSafeInteger(value)) throw unusable(index, value, "is not an integer that JSON carries exactly");
    array[index] = BigInt(value);
    if (array[index] !== BigInt(value)) throw unusable(index, value, "is out of range");
  }
  return array;
}

function booleans(values: readonly unknown[]): Uint8Array {
  const array = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "boolean") throw unusable(index, value, "is not true or false");
    array[index] = value ? 1 : 0;
  }
  return array;
}

function strings(values: readonly unknown[]): string[] {
  return values.map((value, index) => {
    if (typeof value !== "string") throw unusable(index, value, "is not a string");
    return value;
  });
}

function unusable(index: number, value: unknown, reason: string): BridgeError {
  const text = JSON.stringify(value) ?? String(value);
  return new BridgeError("bad_request", `element ${index} (${text.slice(0, 40)}) ${reason}`);
}
