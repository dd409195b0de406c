/** The element types of tensors, as ONNX Runtime names them, and the arrays that carry them. */
export interface ArrayTypes {
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly int8: Int8Array;
  readonly uint8: Uint8Array;
  readonly int16: Int16Array;
  readonly uint16: Uint16Array;
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly int64: BigInt64Array;
  readonly uint64: BigUint64Array;
  /** 0 or 1 each. */
  readonly bool: Uint8Array;
  readonly string: readonly string[];
  /** The bits, of a session that was asked for them. */
  readonly float16: Uint16Array;
}

export type ElementType = keyof ArrayTypes;

/** Flat, row-major. */
export type TensorArray = ArrayTypes[ElementType];

const ARRAYS = new Map<string, ElementType>([
  ["Float32Array", "float32"],
  ["Float64Array", "float64"],
  ["Int8Array", "int8"],
  ["Uint8Array", "uint8"],
  ["Buffer", "uint8"],
  ["Int16Array", "int16"],
  ["Uint16Array", "uint16"],
  ["Int32Array", "int32"],
  ["Uint32Array", "uint32"],
  ["BigInt64Array", "int64"],
  ["BigUint64Array", "uint64"],
  ["Array", "string"],
]);

const ELEMENT_TYPES: ReadonlySet<string> = new Set([...ARRAYS.values(), "bool"]);

/**
 * The element type in which a session delivers what the model calls `type`: its own, but float32 for float16.
 *
 * @returns undefined for what no array carries: bfloat16, 4-bit integers, sequences, maps
 */
export function deliveredAs(type: string): ElementType | undefined {
  if (type === "float16") return "float32";
  return isElementType(type) ? type : undefined;
}

function isElementType(type: string): type is ElementType {
  return ELEMENT_TYPES.has(type);
}

/** The element type that an array holds: uint8 for a `Uint8Array`, which may be meant as bool. */
export function typeOfArray(array: TensorArray): ElementType | undefined {
  return ARRAYS.get(array.constructor.name);
}

/**
 * An array as the runtime wants it for an input of type `wanted`. Nothing is converted but what loses nothing, and
 * float32 to float16, to the nearest, ties to even, as NumPy does.
 *
 * @returns undefined when it is of another type
 */
export function arrayFor(wanted: string, array: TensorArray): TensorArray | undefined {
  const given = typeOfArray(array);
  if (given === wanted || (given === "uint8" && wanted === "bool")) return array;
  if (wanted === "int64" && array instanceof Int32Array) return BigInt64Array.from(array, BigInt);
  if (wanted === "float16" && array instanceof Float32Array) return Uint16Array.from(array, toHalf);
  if (wanted === "float16" && array instanceof Uint16Array) return array;
  return undefined;
}

const scratch = new DataView(new ArrayBuffer(4));

/** The bits of the 16-bit float that is nearest to a 32-bit float. */
export function toHalf(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // From 65520 on it rounds to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 halves are multiples of 2^-24.
  if (magnitude < 0x38800000) return sign | roundToEven(Math.abs(value) * 2 ** 24);
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** The value of a 16-bit float, exactly. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
