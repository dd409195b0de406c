/** Bytes in the parts in which they arrived. Joining a large body would cost as much memory again. */
export type Bytes = readonly Uint8Array[];

export function lengthOf(bytes: Bytes): number {
  return bytes.reduce((sum, part) => sum + part.length, 0);
}

/** As one piece; a copy only where there are several parts. */
export function joined(bytes: Bytes): Buffer {
  const [only] = bytes;
  if (bytes.length !== 1 || only === undefined) return Buffer.concat(bytes);
  return Buffer.from(only.buffer, only.byteOffset, only.byteLength);
}

/** Whether a word is in them, be it where one part ends. They are not joined to look. */
export function contains(bytes: Bytes, word: Buffer): boolean {
  let before = joined([]);
  return bytes.some((part) => {
    const across = joined([before, part.subarray(0, word.length)]);
    before = joined([before, part.subarray(-word.length)]).subarray(-word.length);
    return across.includes(word) || joined([part]).includes(word);
  });
}
