import type { CompareSettings } from "./settings.ts";
import { isList, isNumber, isValueObject, type Value } from "./value.ts";

type Reader = (view: DataView, at: number, little: boolean) => number;

const READERS: Readonly<Record<Exclude<CompareSettings["dtype"], "bytes">, readonly [size: number, read: Reader]>> = {
  float64: [8, (view, at, little) => view.getFloat64(at, little)],
  float32: [4, (view, at, little) => view.getFloat32(at, little)],
  float16: [2, (view, at, little) => halfFloat(view.getUint16(at, little))],
  int32: [4, (view, at, little) => view.getInt32(at, little)],
  int16: [2, (view, at, little) => view.getInt16(at, little)],
  int8: [1, (view, at) => view.getInt8(at)],
  uint8: [1, (view, at) => view.getUint8(at)],
};

/** The numbers of a binary answer; undefined where its bytes are no whole number of them, or are to be compared as bytes. */
export function numbersIn(body: Uint8Array, { dtype, endian }: CompareSettings): Float64Array | undefined {
  if (dtype === "bytes") return undefined;
  const [size, read] = READERS[dtype];
  if (body.length % size !== 0) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return Float64Array.from({ length: body.length / size }, (_, index) => read(view, index * size, endian === "little"));
}

/** IEEE 754 binary16. */
export function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Fewer numbers are no feature vector. */
const SHORTEST = 8;
const FEATURE_KEY = /^(features?|embeddings?|vectors?)$/i;

/** Vectors as JSON: lists of floats, by themselves or under a key that says so. */
export interface JsonVectors {
  /** All of them, one after the other. */
  readonly values: readonly (number | bigint)[];
  /** Their lengths. */
  readonly shape: readonly number[];
  /** The answer without them. */
  readonly rest: Value;
}

export function vectorsIn(value: Value): JsonVectors | undefined {
  if (isList(value)) return vectorsOf(value, null);
  if (!isValueObject(value)) return undefined;
  const [key, ...others] = Object.keys(value).filter((name) => FEATURE_KEY.test(name));
  if (key === undefined || others.length > 0) return undefined;
  const { [key]: vectors, ...rest } = value;
  return isList(vectors) ? vectorsOf(vectors, rest) : undefined;
}

function vectorsOf(list: readonly Value[], rest: Value): JsonVectors | undefined {
  const rows = list.every(isList) ? list.filter(isList) : [list];
  const values = rows.flat().filter(isNumber);
  const isAll = rows.every((row) => row.length >= SHORTEST && row.every(isNumber));
  return rows.length > 0 && isAll ? { values, shape: rows.map(({ length }) => length), rest } : undefined;
}
