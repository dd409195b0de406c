import fc from "fast-check";
import type { Datatype, Tensor } from "../../src/contract/tensor.ts";
import { elementsIn, tensorOf } from "../../src/tensors/datatypes.ts";

/** Of every datatype arrays of any bits. */
const ARRAYS: { readonly [Type in Datatype]: (length: number) => fc.Arbitrary<Tensor["data"]> } = {
  BOOL: (length) => fc.uint8Array({ ...exactly(length), max: 1 }),
  UINT8: (length) => fc.uint8Array(exactly(length)),
  UINT16: (length) => fc.uint16Array(exactly(length)),
  UINT32: (length) => fc.uint32Array(exactly(length)),
  UINT64: (length) => fc.bigUint64Array(exactly(length)),
  INT8: (length) => fc.int8Array(exactly(length)),
  INT16: (length) => fc.int16Array(exactly(length)),
  INT32: (length) => fc.int32Array(exactly(length)),
  INT64: (length) => fc.bigInt64Array(exactly(length)),
  FP16: (length) => fc.uint16Array(exactly(length)),
  BF16: (length) => fc.uint16Array(exactly(length)),
  FP32: (length) => fc.float32Array(exactly(length)),
  FP64: (length) => fc.float64Array(exactly(length)),
  BYTES: (length) => fc.array(fc.uint8Array({ maxLength: 6 }), exactly(length)),
};

function exactly(length: number) {
  return { minLength: length, maxLength: length };
}

export const ALL = Object.keys(ARRAYS) as Datatype[];

/** Tensors of up to four axes, empty ones among them. */
export function tensors(datatypes: readonly Datatype[] = ALL): fc.Arbitrary<Tensor> {
  return fc
    .tuple(fc.constantFrom(...datatypes), fc.array(fc.nat(4), { maxLength: 4 }))
    .chain(([datatype, shape]) =>
      ARRAYS[datatype](elementsIn(shape) ?? 0).map((data) => tensorOf(datatype, shape, data)),
    );
}

/** What JSON carries of all that: finite numbers, and text. */
export function jsonTensors(): fc.Arbitrary<Tensor> {
  return tensors(ALL.filter((datatype) => datatype !== "FP16" && datatype !== "BF16")).map((tensor) => {
    const { datatype, shape, data } = tensor;
    if (datatype === "FP32" || datatype === "FP64") {
      return tensorOf(
        datatype,
        shape,
        data.map((value) => (Number.isFinite(value) && !Object.is(value, -0) ? value : 0)),
      );
    }
    if (datatype !== "BYTES") return tensor;
    return { datatype, shape, data: data.map((bytes) => Uint8Array.from(bytes, (byte) => byte & 0x7f)) };
  });
}

/** A copy of bytes that begins at an odd address. */
export function misaligned(bytes: Uint8Array): Uint8Array {
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  return shifted.subarray(1);
}
