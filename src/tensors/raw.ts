import type { Datatype, Tensor } from "../contract/tensor.ts";
import { ARRAYS, bad, elementSize, elementsIn, listed, tensorOf } from "./datatypes.ts";

/** The size of the length, a u32, before each element of a BYTES tensor (bytes). */
export const PREFIX = 4;
/** Elements of a BYTES tensor: an empty one takes 4 bytes in a message, and a hundred as an array of its own. */
const MAX_ELEMENTS = 1_000_000;

/** The protocol is little endian, and so must the machine be for views to be its tensors; every machine of today is. */

/**
 * A tensor of its raw bytes: little endian, row-major, without padding; an element of BYTES is its length as u32 and its
 * bytes (spec: Open Inference Protocol, section 1, binary tensor extension). The tensor is a view of the bytes, and only
 * where they are not aligned for it a copy.
 *
 * @param name for messages, such as `input x`
 * @throws BridgeError bad_request when the bytes are not what the datatype and the shape say
 */
export function fromRaw(name: string, datatype: Datatype, shape: readonly number[], raw: Uint8Array): Tensor {
  checkSize(name, datatype, shape, raw.length);
  const count = elementsIn(shape) ?? 0;
  if (datatype === "BYTES") return tensorOf(datatype, shape, elementsOf(name, count, raw));
  const aligned = raw.byteOffset % elementSize(datatype) === 0 ? raw : new Uint8Array(raw);
  if (datatype === "BOOL") checkBooleans(name, raw);
  return tensorOf(datatype, shape, new ARRAYS[datatype](aligned.buffer, aligned.byteOffset, count));
}

/** @throws BridgeError bad_request when so many bytes cannot be a tensor of this datatype and shape, or one of too many elements */
export function checkSize(name: string, datatype: Datatype, shape: readonly number[], bytes: number): void {
  const count = elementsIn(shape);
  if (count === undefined) throw bad(`${name} has the shape ${listed(shape)}, which is none that can be counted`);
  checkCount(name, datatype, count);
  const expected = count * (elementSize(datatype) || PREFIX);
  if (datatype === "BYTES" ? bytes >= expected : bytes === expected) return;
  const least = datatype === "BYTES" ? " at least" : "";
  throw bad(`${name} has ${bytes} bytes, but ${datatype} ${listed(shape)} takes${least} ${expected}`);
}

/** @throws BridgeError bad_request when a tensor of this datatype may not have so many elements, whatever they hold */
export function checkCount(name: string, datatype: Datatype, count: number): void {
  if (datatype !== "BYTES" || count <= MAX_ELEMENTS) return;
  throw bad(`${name} has ${count} elements, and a tensor of BYTES may have ${MAX_ELEMENTS}`);
}

function elementsOf(name: string, count: number, raw: Uint8Array): Uint8Array[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const elements: Uint8Array[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const begin = at + PREFIX;
    const end = begin <= raw.length ? begin + view.getUint32(at, true) : Number.POSITIVE_INFINITY;
    if (end > raw.length) throw bad(`${name} ends within element ${index} of ${count}`);
    // No subarray: that of a Buffer is a Buffer.
    elements.push(new Uint8Array(raw.buffer, raw.byteOffset + begin, end - begin));
    at = end;
  }
  if (at < raw.length) throw bad(`${name} has ${raw.length - at} bytes after its last element`);
  return elements;
}

function checkBooleans(name: string, raw: Uint8Array): void {
  const index = raw.findIndex((byte) => byte > 1);
  if (index >= 0) throw bad(`${name}: element ${index} is the byte ${raw[index]}, and BOOL has only 0 and 1`);
}

/** A tensor's raw bytes: a view of its data, for BYTES a copy. */
export function toRaw(tensor: Tensor): Uint8Array {
  if (tensor.datatype !== "BYTES") {
    const { buffer, byteOffset, byteLength } = tensor.data;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  const size = tensor.data.reduce((sum, element) => sum + PREFIX + element.length, 0);
  const raw = new Uint8Array(size);
  const view = new DataView(raw.buffer);
  let at = 0;
  for (const element of tensor.data) {
    view.setUint32(at, element.length, true);
    raw.set(element, at + PREFIX);
    at += PREFIX + element.length;
  }
  return raw;
}
