/** The datatypes of the Open Inference Protocol, and the arrays that carry their elements: flat, row-major. */
export interface DatatypeArrays {
  /** 0 or 1 each. */
  readonly BOOL: Uint8Array;
  readonly UINT8: Uint8Array;
  readonly UINT16: Uint16Array;
  readonly UINT32: Uint32Array;
  readonly UINT64: BigUint64Array;
  readonly INT8: Int8Array;
  readonly INT16: Int16Array;
  readonly INT32: Int32Array;
  readonly INT64: BigInt64Array;
  /** The bits of IEEE 754 binary16. */
  readonly FP16: Uint16Array;
  /** The bits: the upper half of an FP32's. */
  readonly BF16: Uint16Array;
  readonly FP32: Float32Array;
  readonly FP64: Float64Array;
  /** Any bytes, none included; text is UTF-8. */
  readonly BYTES: readonly Uint8Array[];
}

export type Datatype = keyof DatatypeArrays;

/** A tensor with its elements, flat and row-major: as many as `shape` holds, one for the shape `[]`. */
export type Tensor<Type extends Datatype = Datatype> = {
  [T in Type]: { readonly datatype: T; readonly shape: readonly number[]; readonly data: DatatypeArrays[T] };
}[Type];

/** A tensor that a handler takes or gives. */
export interface TensorSpec<Name extends string = string, Type extends Datatype = Datatype> {
  readonly name: Name;
  readonly datatype: Type;
  /** -1: any size. Empty: any shape, as where a model does not say, and that of a scalar. */
  readonly shape: readonly number[];
}
