import { damaged } from "./decode-format.ts";

/** Codes have at most so many bits. */
const MAX_BITS = 12;

/**
 * Decompresses the pixels of a GIF's frame.
 *
 * @param start where the size of the codes stands; blocks with the codes follow, each after its length
 * @param length how many pixels there must be
 * @param exact whether the codes must end with the last pixel, too
 * @throws DecodeError
 */
export function decodeLzw(bytes: Uint8Array, start: number, length: number, exact: boolean): Uint8Array {
  const indexBits = bytes[start] ?? 0;
  if (indexBits < 1 || indexBits > 8) throw damaged("GIF");
  const codes = new CodeReader(bytes, start + 1);
  const clear = 1 << indexBits;
  const pixels = new Uint8Array(length);
  // A code above `clear + 1` stands for a stretch of pixels that are there already, and for the one that follows it.
  const starts = new Int32Array(1 << MAX_BITS);
  const lengths = new Int32Array(1 << MAX_BITS);
  let next = clear + 2;
  let bits = indexBits + 1;
  /** The stretch of the code before, none after a clear. */
  let last: { readonly start: number; readonly length: number } | undefined;
  for (let at = 0; at < length; ) {
    const code = codes.read(bits);
    if (code === undefined) throw damaged("GIF");
    if (code === clear) {
      [next, bits, last] = [clear + 2, indexBits + 1, undefined];
      continue;
    }
    if (code === clear + 1) throw damaged("GIF");
    if (last !== undefined && next < starts.length) {
      starts[next] = last.start;
      lengths[next] = last.length + 1;
      next++;
    }
    if (code >= clear && code >= next) throw damaged("GIF");
    const from = starts[code] ?? 0;
    const count = code < clear ? 1 : (lengths[code] ?? 0);
    if (exact && at + count > length) throw damaged("GIF");
    if (code < clear) pixels[at] = code;
    // One by one: a stretch may run into what it is making.
    else
      for (let pixel = 0; pixel < count && at + pixel < length; pixel++) pixels[at + pixel] = pixels[from + pixel] ?? 0;
    last = { start: at, length: count };
    at += count;
    if (next === 1 << bits && bits < MAX_BITS) bits++;
  }
  const after = exact ? codes.read(bits) : undefined;
  if (after !== undefined && after !== clear && after !== clear + 1 && !codes.ended) throw damaged("GIF");
  return pixels;
}

/** Codes of any number of bits, the lowest first, out of blocks. */
class CodeReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #left = 0;
  #held = 0;
  #heldBits = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The next code; undefined after the last block. */
  read(bits: number): number | undefined {
    while (this.#heldBits < bits) {
      if (this.ended) return undefined;
      this.#held |= (this.#bytes[this.#at++] ?? 0) << this.#heldBits;
      this.#heldBits += 8;
      this.#left--;
    }
    const code = this.#held & ((1 << bits) - 1);
    this.#held >>>= bits;
    this.#heldBits -= bits;
    return code;
  }

  get ended(): boolean {
    if (this.#left === 0) this.#left = this.#bytes[this.#at++] ?? 0;
    if (this.#left === 0) this.#at--;
    return this.#left === 0 || this.#at >= this.#bytes.length;
  }
}
