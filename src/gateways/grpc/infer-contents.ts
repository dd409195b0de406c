import type { Datatype } from "../../contract/tensor.ts";
import { bad, elementSize, elementsIn, listed } from "../../tensors/datatypes.ts";
import { checkCount, PREFIX } from "../../tensors/raw.ts";
import type { FieldReaders } from "./fields.ts";
import { readFields, readPacked, tagOf } from "./fields.ts";
import type { StrictReader } from "./strict-reader.ts";

interface Described {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
}

/** Fields of an InferTensorContents by their numbers (spec: open-inference-protocol, section 2). */
const FIELDS = [
  "bool_contents",
  "int_contents",
  "int64_contents",
  "uint_contents",
  "uint64_contents",
  "fp32_contents",
  "fp64_contents",
  "bytes_contents",
] as const;
type Field = (typeof FIELDS)[number];

/** Where the elements of a datatype travel. FP16 and BF16 have no field. */
const FIELD_OF: Readonly<Record<Exclude<Datatype, "FP16" | "BF16">, Field>> = {
  BOOL: "bool_contents",
  INT8: "int_contents",
  INT16: "int_contents",
  INT32: "int_contents",
  INT64: "int64_contents",
  UINT8: "uint_contents",
  UINT16: "uint_contents",
  UINT32: "uint_contents",
  UINT64: "uint64_contents",
  FP32: "fp32_contents",
  FP64: "fp64_contents",
  BYTES: "bytes_contents",
};

/** Integers are read one by one, while everybody waits. */
const MAX_TYPED_BYTES = 16 * 1024 * 1024;

/**
 * A tensor's typed elements as raw bytes: little endian, each element of BYTES after its length as u32. They are made only
 * when the message is long enough to hold what the shape says. Where the shape is none, nothing is made: whoever reads
 * the HTTP body has a sentence for it.
 *
 * @param contents an InferTensorContents
 * @throws BridgeError bad_request
 * @throws Error when it is no such message
 */
export function rawOf(input: Described, contents: Uint8Array): Uint8Array {
  const { name, datatype, shape } = input;
  const count = elementsIn(shape);
  if (count === undefined) return new Uint8Array();
  checkCount(`input ${name}`, datatype, count);
  if (datatype === "FP16" || datatype === "BF16") {
    throw bad(`input ${name} is ${datatype}, which travels in raw_input_contents only`);
  }
  const field = FIELD_OF[datatype];
  if (count === 0 && contents.length === 0) return contents;
  const see = only(input, field, count);
  if (datatype === "BYTES") return rawBytes(input, count, contents, see);
  // An element takes a byte at least.
  if (count > contents.length) throw wrongCount(input, "fewer", count);
  if (!isFloat(datatype) && count * elementSize(datatype) > MAX_TYPED_BYTES) {
    throw bad(`input ${name} has ${count} elements of ${datatype}, and so many travel in raw_input_contents only`);
  }
  const raw = new RawElements(input, datatype, count);
  readFields(contents, raw, elementReaders(datatype, FIELDS.indexOf(field) + 1), see);
  return raw.whole();
}

/** Refuses elements of another datatype, and more fields than elements, each of which would take its time. */
function only(input: Described, field: Field, count: number): (tag: number) => void {
  const { name, datatype } = input;
  let fields = 0;
  return (tag) => {
    fields += 1;
    if (fields > Math.max(1, count)) throw wrongCount(input, "more", count);
    const found = FIELDS[(tag >>> 3) - 1];
    if (found === undefined || found === field) return;
    throw bad(`input ${name} is ${datatype}, whose elements travel in ${field}, not in ${found}`);
  };
}

function wrongCount({ name, shape }: Described, has: number | "fewer" | "more", count: number) {
  const elements = typeof has === "number" ? `${has} elements` : `${has} elements than that`;
  return bad(`input ${name} has ${elements}, and its shape ${listed(shape)} holds ${count}`);
}

/** Elements of a fixed size, which come one after the other or many at once. */
class RawElements {
  readonly #of: Described;
  readonly #count: number;
  readonly #size: number;
  readonly #raw: Uint8Array;
  readonly view: DataView;
  #at = 0;

  constructor(of: Described, datatype: Datatype, count: number) {
    this.#of = of;
    this.#count = count;
    this.#size = elementSize(datatype);
    this.#raw = new Uint8Array(count * this.#size);
    this.view = new DataView(this.#raw.buffer);
  }

  /** Where the next element goes. */
  next(): number {
    const at = this.#at;
    if (at === this.#raw.length) throw wrongCount(this.#of, "more", this.#count);
    this.#at += this.#size;
    return at;
  }

  /** Elements as they lie in memory. */
  append(elements: Uint8Array): void {
    if (elements.length % this.#size !== 0) throw bad(`input ${this.#of.name} ends within an element`);
    if (elements.length > this.#raw.length - this.#at) throw wrongCount(this.#of, "more", this.#count);
    this.#raw.set(elements, this.#at);
    this.#at += elements.length;
  }

  whole(): Uint8Array {
    if (this.#at < this.#raw.length) throw wrongCount(this.#of, this.#at / this.#size, this.#count);
    return this.#raw;
  }

  /** @throws BridgeError when a number is beyond what the datatype holds */
  inRange(value: number, least: number, most: number): number {
    if (value >= least && value <= most) return value;
    throw bad(`input ${this.#of.name} has the element ${value}, which no ${this.#of.datatype} is`);
  }
}

function isFloat(datatype: Datatype): datatype is "FP32" | "FP64" {
  return datatype === "FP32" || datatype === "FP64";
}

type TakeElement = (reader: StrictReader, raw: RawElements) => void;

function elementReaders(
  datatype: Exclude<Datatype, "FP16" | "BF16" | "BYTES">,
  field: number,
): FieldReaders<RawElements> {
  // On the wire, many of them look as in memory.
  if (isFloat(datatype)) {
    const one: TakeElement = (reader, raw) => raw.append(skipped(reader, elementSize(datatype)));
    const tag = tagOf(field, datatype === "FP32" ? "fixed32" : "fixed64");
    return { [tagOf(field, "bytes")]: (reader, raw) => raw.append(reader.bytes()), [tag]: one };
  }
  const take = ELEMENTS[datatype];
  return {
    [tagOf(field, "bytes")]: (reader, raw) => readPacked(reader, raw, take),
    [tagOf(field, "varint")]: take,
  };
}

/** The bytes that stand next, without a copy. */
function skipped(reader: StrictReader, length: number): Uint8Array {
  reader.skip(length);
  return reader.buf.subarray(reader.pos - length, reader.pos);
}

const ELEMENTS: Readonly<Record<"BOOL" | `${"" | "U"}INT${8 | 16 | 32 | 64}`, TakeElement>> = {
  BOOL: (reader, raw) => raw.view.setUint8(raw.next(), reader.bool() ? 1 : 0),
  INT8: (reader, raw) => raw.view.setInt8(raw.next(), raw.inRange(reader.int32(), -0x80, 0x7f)),
  INT16: (reader, raw) => raw.view.setInt16(raw.next(), raw.inRange(reader.int32(), -0x8000, 0x7fff), true),
  INT32: (reader, raw) => raw.view.setInt32(raw.next(), reader.int32(), true),
  UINT8: (reader, raw) => raw.view.setUint8(raw.next(), raw.inRange(reader.uint32(), 0, 0xff)),
  UINT16: (reader, raw) => raw.view.setUint16(raw.next(), raw.inRange(reader.uint32(), 0, 0xffff), true),
  UINT32: (reader, raw) => raw.view.setUint32(raw.next(), reader.uint32(), true),
  INT64: integer64,
  UINT64: integer64,
};

/** Signed or not, the bits are the same. */
function integer64(reader: StrictReader, raw: RawElements): void {
  const { low, high } = reader.uint64();
  const at = raw.next();
  raw.view.setInt32(at, low, true);
  raw.view.setInt32(at + 4, high, true);
}

/** They are measured first: an element of no bytes takes two in a message, and a view of it a hundred. */
function rawBytes(input: Described, count: number, contents: Uint8Array, see: (tag: number) => void): Uint8Array {
  const tag = tagOf(FIELDS.indexOf("bytes_contents") + 1, "bytes");
  const measured = { elements: 0, size: 0 };
  const measure = (reader: StrictReader) => {
    const length = reader.uint32();
    reader.skip(length);
    measured.elements += 1;
    measured.size += PREFIX + length;
  };
  readFields(contents, measured, { [tag]: measure }, see);
  if (measured.elements !== count) throw wrongCount(input, measured.elements, count);
  const raw = new Uint8Array(measured.size);
  const view = new DataView(raw.buffer);
  let at = 0;
  const copy = (reader: StrictReader) => {
    const element = skipped(reader, reader.uint32());
    view.setUint32(at, element.length, true);
    raw.set(element, at + PREFIX);
    at += PREFIX + element.length;
  };
  readFields(contents, raw, { [tag]: copy });
  return raw;
}
