/**
 * A feature vector as the platform's apps exchange it: 32-bit floats, big-endian, one after the other.
 *
 * @returns bytes for a ret's `body`, four per value
 */
export function bigEndianFloats(values: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (let index = 0; index < values.length; index++) view.setFloat32(index * 4, values[index] ?? 0);
  return new Uint8Array(view.buffer);
}

/**
 * Reads what `bigEndianFloats` writes, at any alignment.
 *
 * @throws RangeError when the bytes are no whole number of floats
 */
export function readBigEndianFloats(bytes: Uint8Array): Float32Array {
  if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes are no whole number of 32-bit floats`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4));
}
