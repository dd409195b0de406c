/** The element types that cross, as onnxruntime and numpy name them, and what holds them here. */
const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  /** Its bits. */
  float16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  /** 0 and 1. */
  bool: Uint8Array,
} as const;

export type ElementType = keyof typeof ARRAYS;
/** Over any buffer, as onnxruntime's are. */
export type Elements =
  | (Float32Array | Float64Array | BigInt64Array | BigUint64Array)
  | (Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array);

/** An array with a shape, a numpy array on the other side. onnxruntime's `Tensor` is one too. */
export interface PythonArray<T extends Elements = Elements> {
  /** numpy's dtype. */
  readonly type: ElementType;
  /** Row-major, as many elements as `dims` hold. */
  readonly data: T;
  readonly dims: readonly number[];
}

/** What `tensor` takes: a type where `data` alone does not tell it, and a shape where it is not flat. */
export interface TensorInit<T extends Elements> {
  readonly data: T;
  readonly dims?: readonly number[];
  readonly type?: ElementType;
}

/**
 * An array with a shape, for a Python function.
 *
 * @throws TypeError when data, dims and type do not fit together
 */
export function tensor<T extends Elements>({ data, dims, type }: TensorInit<T>): PythonArray<T> {
  const array = { type: type ?? typeOf(data), data, dims: dims ?? [data.length] };
  const flaw = flawOf(array);
  if (flaw !== undefined) throw new TypeError(`the tensor ${flaw}`);
  return array;
}

/** What keeps an array from being one, as the end of a sentence. */
export function flawOf({ type, data, dims }: PythonArray): string | undefined {
  if (!(type in ARRAYS)) return `has the type ${type}, which does not cross`;
  if (!(data instanceof ARRAYS[type])) return `has the type ${type}, but its data is a ${data.constructor.name}`;
  if (!dims.every((size) => Number.isSafeInteger(size) && size >= 0))
    return `cannot have the dims [${dims.join(", ")}]`;
  const expected = dims.reduce((product, size) => product * size, 1);
  if (expected !== data.length) return `has ${data.length} elements, but dims [${dims.join(", ")}] hold ${expected}`;
  return undefined;
}

/** The type that a typed array has when nothing else is said. */
export function typeOf(data: Elements): ElementType {
  for (const [type, array] of Object.entries(ARRAYS)) {
    if (isElementType(type) && type !== "float16" && data instanceof array) return type;
  }
  throw new TypeError(`a ${data.constructor.name} does not cross`);
}

export function isElements(value: unknown): value is Elements {
  return Object.values(ARRAYS).some((array) => value instanceof array);
}

export function isElementType(name: unknown): name is ElementType {
  return typeof name === "string" && Object.hasOwn(ARRAYS, name);
}

/** A typed array over bytes that are aligned for it. */
export function elementsOver(type: ElementType, buffer: ArrayBuffer, offset: number, bytes: number): Elements {
  const array = ARRAYS[type];
  return new array(buffer, offset, bytes / array.BYTES_PER_ELEMENT);
}

/** The bytes of a typed array. */
export function bytesOf({ buffer, byteOffset, byteLength }: Elements): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
