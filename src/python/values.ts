import type { Elements, PythonArray } from "./arrays.ts";
import { bytesOf, elementsOver, flawOf, isElements, isElementType, typeOf } from "./arrays.ts";
import type { PythonObjects } from "./objects.ts";
import { PythonObject } from "./objects.ts";
import type { PayloadReader, PayloadWriter } from "./payload.ts";

/**
 * What comes from Python:
 *
 * | Python | here |
 * | --- | --- |
 * | None, bool, str | null, boolean, string |
 * | int | number; bigint beyond 2^53 - 1 |
 * | float, numpy scalar | number, NaN and infinities too |
 * | list, tuple | array |
 * | dict with keys of text, numbers, bools, None | object; its keys as JSON spells them |
 * | bytes, bytearray | Uint8Array |
 * | numpy array, array.array, memoryview | `{ type, data, dims }` |
 * | everything else | `PythonObject`, which can be handed back |
 *
 * What goes there:
 *
 * | here | Python |
 * | --- | --- |
 * | null, undefined, boolean, string | None, None, bool, str |
 * | number | int when it is whole and at most 2^53 - 1, else float |
 * | bigint | int |
 * | array, plain object | list, dict; like JSON without properties that are undefined or functions |
 * | Uint8Array, Buffer | bytes |
 * | `{ data, dims }` (`tensor(...)`, onnxruntime's Tensor) | numpy array of that type and shape |
 * | `{ data, width, height, channels }` (imaging's Image) | numpy array, height x width x channels |
 * | any other typed array | numpy array of one dimension |
 * | `PythonObject` | what it stands for |
 *
 * Where the release has no numpy, arrays arrive there as memoryviews of the same format and shape.
 */
export type PythonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PythonArray
  | PythonObject
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

type Tagged = Readonly<Record<string, unknown>>;

/**
 * Makes a value what `JSON.stringify` takes; see `values.py` for the form. To be written after the payload.
 *
 * @param place what the value is called in a message
 * @throws TypeError naming the place of what cannot cross
 */
export function encode(value: unknown, place: string, payload: PayloadWriter, above: readonly object[] = []): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "undefined":
      return null;
    case "number":
      return needsTag(value) ? { $: "float", value: floatText(value) } : value;
    case "bigint":
      return { $: "int", value: String(value) };
    case "object":
      return value === null ? null : encodeObject(value, place, payload, above);
    default:
      throw new TypeError(`${place} is of type ${typeof value}, which cannot cross to Python`);
  }
}

/** What JSON does not hold, and what Python would take for an int that is not exact. */
function needsTag(value: number): boolean {
  return !Number.isFinite(value) || Object.is(value, -0) || (Number.isInteger(value) && !Number.isSafeInteger(value));
}

/** As Python's `float` reads it. */
function floatText(value: number): string {
  return Object.is(value, -0) ? "-0.0" : String(value);
}

function encodeObject(value: object, place: string, payload: PayloadWriter, above: readonly object[]): unknown {
  if (value instanceof PythonObject) return { $: "object", id: value.id };
  if (value instanceof Uint8Array) return part({ $: "bytes" }, value, payload);
  const array = arrayOf(value);
  if (array !== undefined) return encodeArray(array, place, payload);
  if (above.includes(value)) throw new TypeError(`${place} contains itself`);
  const within = [...above, value];
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => encode(item, `${place}[${index}]`, payload, within));
  }
  if (!isPlain(value))
    throw new TypeError(`${place} is of type ${value.constructor.name}, which cannot cross to Python`);
  const items = Object.entries(value)
    .filter(([, item]) => item !== undefined && typeof item !== "function")
    .map(([key, item]) => [key, encode(item, `${place}.${key}`, payload, within)] as const);
  return "$" in value ? { $: "dict", items } : Object.fromEntries(items);
}

function encodeArray(array: PythonArray, place: string, payload: PayloadWriter): unknown {
  const flaw = flawOf(array);
  if (flaw !== undefined) throw new TypeError(`${place} ${flaw}`);
  return part({ $: "array", type: array.type, dims: array.dims }, bytesOf(array.data), payload);
}

/** A tag whose place is known when it is written. */
function part(tag: Tagged, bytes: Uint8Array, payload: PayloadWriter): unknown {
  const placed = payload.add(bytes);
  return { toJSON: () => ({ ...tag, ...placed() }) };
}

function arrayOf(value: object): PythonArray | undefined {
  if (isElements(value)) return { type: typeOf(value), data: value, dims: [value.length] };
  const data: unknown = Reflect.get(value, "data");
  if (!isElements(data)) return undefined;
  const type: unknown = Reflect.get(value, "type");
  const dims = dimsOf(value);
  if (dims === undefined) return undefined;
  return { type: isElementType(type) ? type : typeOf(data), data, dims };
}

/** The shape of a tensor, or of an image: a plain object with further properties is neither. */
function dimsOf(value: object): readonly number[] | undefined {
  const names = isPlain(value) ? Object.keys(value).filter((name) => name !== "data" && name !== "type") : ["dims"];
  const given = (name: string): unknown => Reflect.get(value, name);
  const dims = given("dims");
  if (names.length === 1 && Array.isArray(dims) && dims.every((size) => typeof size === "number")) return dims;
  const sizes = [given("height"), given("width"), given("channels")];
  return names.length === sizes.length && sizes.every((size) => typeof size === "number") ? sizes : undefined;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The other way: for `JSON.parse`'s result. */
export function decode(value: unknown, payload: PayloadReader, objects: PythonObjects): PythonValue {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") {
    return value;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => decode(item, payload, objects));
  if (typeof value !== "object") throw new TypeError("JSON holds no such value");
  const tagged: Tagged = { ...value };
  if (typeof tagged["$"] === "string") return decodeTagged(tagged, payload, objects);
  return fromEntries(Object.entries(tagged), payload, objects);
}

function fromEntries(entries: unknown, payload: PayloadReader, objects: PythonObjects): PythonValue {
  if (!Array.isArray(entries)) throw new TypeError("a dict has items");
  // Not assigned one by one: `__proto__` is a key like any other.
  return Object.fromEntries(
    entries.map(([key, item]: [unknown, unknown]) => [String(key), decode(item, payload, objects)] as const),
  );
}

function decodeTagged(tagged: Tagged, payload: PayloadReader, objects: PythonObjects): PythonValue {
  switch (tagged["$"]) {
    case "float":
      return FLOATS[String(tagged["value"])] ?? Number.NaN;
    case "int":
      return BigInt(String(tagged["value"]));
    case "dict":
      return fromEntries(tagged["items"], payload, objects);
    case "object":
      return objects.of(Number(tagged["id"]));
    default:
      return decodePart(tagged, payload);
  }
}

const FLOATS: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity, "-0.0": -0 };

function decodePart(tagged: Tagged, payload: PayloadReader): Uint8Array | PythonArray {
  const { base64, at, length, type, dims } = tagged;
  const place = typeof base64 === "string" ? { base64 } : { at: Number(at), length: Number(length) };
  const { buffer, offset, length: bytes } = payload.read(place);
  if (tagged["$"] === "bytes") return new Uint8Array(buffer, offset, bytes);
  if (!isElementType(type) || !Array.isArray(dims)) throw new TypeError("an array has a type and dims");
  const data: Elements = elementsOver(type, buffer, offset, bytes);
  return { type, data, dims: dims.map(Number) };
}
