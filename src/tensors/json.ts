import { BridgeError } from "../contract/errors.ts";
import type { Datatype, Tensor } from "../contract/tensor.ts";
import { ARRAYS, bad, elementsIn, listed, tensorOf } from "./datatypes.ts";

/** Characters of a wrong element that a message shows. */
const SHOWN = 40;

/**
 * A tensor of the elements in a JSON message, which may be flat or nested as its shape is.
 *
 * @param name for messages, such as `input x`
 * @param data as `parseHead` reads it: integers beyond 2^53 as `bigint`
 * @throws BridgeError bad_request when an element is not of the datatype or out of its range, when there are not as many
 *   as the shape holds, when they are nested in another way, and for FP16 and BF16, which only travel as raw bytes
 */
export function fromJson(name: string, datatype: Datatype, shape: readonly number[], data: readonly unknown[]): Tensor {
  if (datatype === "FP16" || datatype === "BF16")
    throw bad(`${name} is ${datatype}, which travels as binary data only`);
  const values = flat(name, shape, data);
  try {
    return tensorOf(datatype, shape, arrayOf(datatype, values));
  } catch (error) {
    throw error instanceof Unusable ? bad(`${name}: ${error.message}`) : error;
  }
}

/** Level by level: a client's nesting must not become our stack's. */
function flat(name: string, shape: readonly number[], data: readonly unknown[]): readonly unknown[] {
  let level: readonly unknown[] = data;
  if (shape.length > 1 && Array.isArray(data[0])) {
    let lists: readonly unknown[] = [data];
    for (const size of shape) {
      if (!lists.every((list): list is readonly unknown[] => Array.isArray(list) && list.length === size)) {
        throw bad(`the data of ${name} is not nested as its shape ${listed(shape)} is`);
      }
      level = lists.length === 1 ? (lists[0] ?? []) : lists.flat();
      lists = level;
    }
  }
  if (level.some(Array.isArray)) throw bad(`the data of ${name} is nested deeper than its shape`);
  const expected = elementsIn(shape);
  if (level.length === expected) return level;
  throw bad(`${name} has ${level.length} elements, but shape ${listed(shape)} holds ${expected ?? "too many"}`);
}

/** What is wrong with an element. */
class Unusable extends Error {}

function unusable(index: number, value: unknown, reason: string): Unusable {
  const text = typeof value === "object" && value !== null ? "an object" : shown(value);
  return new Unusable(`element ${index} (${text}) ${reason}`);
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value.slice(0, SHOWN)) : String(value);
  return text.slice(0, SHOWN);
}

function arrayOf(datatype: Exclude<Datatype, "FP16" | "BF16">, values: readonly unknown[]): Tensor["data"] {
  switch (datatype) {
    case "BYTES":
      return texts(values);
    case "BOOL":
      return booleans(values);
    case "INT64":
    case "UINT64":
      return bigIntegers(values, new ARRAYS[datatype](values.length));
    case "FP32":
    case "FP64":
      return floats(values, new ARRAYS[datatype](values.length));
    default:
      return integers(values, new ARRAYS[datatype](values.length));
  }
}

type Floats = Float32Array | Float64Array;
type Integers = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;
type BigIntegers = BigInt64Array | BigUint64Array;

function floats(values: readonly unknown[], array: Floats): Floats {
  for (let index = 0; index < values.length; index++) {
    const given = values[index];
    const value = typeof given === "bigint" ? Number(given) : given;
    if (typeof value !== "number") throw unusable(index, value, "is not a number");
    array[index] = value;
    if (!Number.isFinite(array[index])) throw unusable(index, value, "is out of range");
  }
  return array;
}

/** A typed array alters whatever it cannot hold, so what reads back unequal was no such integer. */
function integers(values: readonly unknown[], array: Integers): Integers {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "number" && typeof value !== "bigint") throw unusable(index, value, "is not a number");
    array[index] = Number(value);
    if (array[index] !== value) throw unusable(index, value, "is not an integer in range");
  }
  return array;
}

function bigIntegers(values: readonly unknown[], array: BigIntegers): BigIntegers {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "number" && typeof value !== "bigint") throw unusable(index, value, "is not a number");
    if (typeof value === "number" && !Number.isSafeInteger(value)) {
      throw unusable(index, value, "is not an integer that JSON carries exactly");
    }
    const integer = BigInt(value);
    array[index] = integer;
    if (array[index] !== integer) throw unusable(index, value, "is out of range");
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

function texts(values: readonly unknown[]): Uint8Array[] {
  const encoder = new TextEncoder();
  return values.map((value, index) => {
    if (typeof value !== "string") throw unusable(index, value, "is not a string");
    if (/\p{Surrogate}/u.test(value)) throw unusable(index, value, "holds half a character");
    return encoder.encode(value);
  });
}

/**
 * The JSON text of a tensor's elements, a flat array; 64-bit integers exactly.
 *
 * @param name for messages, such as `output x`
 * @throws BridgeError bad_request for FP16 and BF16, which JSON never carries; bad_answer for what it does not carry of the
 *   other datatypes: NaN and infinities, BYTES that are not UTF-8
 */
export function toJson(name: string, tensor: Tensor): string {
  switch (tensor.datatype) {
    case "FP16":
    case "BF16":
      throw bad(`${name} is ${tensor.datatype}, which travels as binary data only`);
    case "BYTES":
      return JSON.stringify(textsOf(name, tensor.data));
    case "BOOL":
      return JSON.stringify(Array.from(tensor.data, Boolean));
    case "FP32":
    case "FP64":
      checkFinite(name, tensor.data);
      return JSON.stringify(Array.from(tensor.data));
    default:
      return `[${tensor.data.join(",")}]`;
  }
}

function checkFinite(name: string, data: Floats): void {
  for (let index = 0; index < data.length; index++) {
    if (!Number.isFinite(data[index])) throw notJson(name, index, String(data[index]));
  }
}

/** @throws BridgeError bad_answer when an element of a BYTES tensor is no UTF-8 */
function textsOf(name: string, data: readonly Uint8Array[]): string[] {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return data.map((element, index) => {
    try {
      return decoder.decode(element);
    } catch {
      throw notJson(name, index, "not UTF-8");
    }
  });
}

function notJson(name: string, index: number, what: string): BridgeError {
  return new BridgeError("bad_answer", `${name}: element ${index} is ${what}, which travels as binary data only`);
}
