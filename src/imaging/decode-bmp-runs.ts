import { damaged } from "./decode-format.ts";
import type { Image } from "./image.ts";

/** Pixels compressed as runs: a count and an index, or a zero and a code; 0 is the end of a row, above 2 is a count. */
const END = 1;
const MOVE = 2;

interface Compressed {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
}

/** Reads to the end of the file and no further. */
class RunReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor({ bytes, offset }: Compressed) {
    this.#bytes = bytes;
    this.at = offset;
  }

  byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw damaged("BMP");
    return byte;
  }

  bytes(count: number): Uint8Array {
    const end = this.at + count;
    if (end > this.#bytes.length) throw damaged("BMP");
    const read = this.#bytes.subarray(this.at, end);
    this.at = end;
    return read;
  }
}

/** The index of a pixel of a run or of written-out pixels: two per byte where they have 4 bits. */
function indexAt(bytes: Uint8Array, pixel: number, bits: number): number {
  if (bits === 8) return bytes[pixel] ?? 0;
  const byte = bytes[pixel >> 1] ?? 0;
  return pixel % 2 === 0 ? byte >> 4 : byte & 15;
}

/**
 * What OpenCV reads: pixels that are left out have index 0, a run past the end of its row is an error. With 4 bits a move
 * goes to the right only, and an end of the picture is one of the row.
 */
export function decodeRunsAsCv(bmp: Compressed): Image {
  const { width, height, bits } = bmp;
  const data = new Uint8Array(width * height);
  const reader = new RunReader(bmp);
  let [x, y] = [0, 0];
  /** A run of 8 bits has filled its row and begun the next: an end of row that follows says nothing new. */
  let filled = false;
  const put = (count: number, bytes: Uint8Array, every: number) => {
    if (x + count > width) throw damaged("BMP");
    for (let pixel = 0; pixel < count; pixel++) data[y * width + x + pixel] = indexAt(bytes, pixel % every, bits);
  };
  const skip = (count: number) => {
    const place = y * width + x + count;
    [x, y] = [place % width, Math.floor(place / width)];
  };
  while (y < height) {
    const count = reader.byte();
    const code = reader.byte();
    if (count > 0) {
      put(count, Uint8Array.of(code), bits === 8 ? 1 : 2);
      if (bits === 8) skip(count);
      else x += count;
      filled = bits === 8 && x === 0;
    } else if (code > MOVE) {
      put(code, reader.bytes(wordLength(code, bits)), code);
      x += code;
      filled = false;
    } else {
      if (code === MOVE) skip(reader.byte() + reader.byte() * (bits === 8 ? width : 0));
      else if (code === END && bits === 8) y = height;
      else if (!filled || code === END) skip(width - x);
      filled = false;
    }
  }
  return upright(bmp, data);
}

/** Written-out pixels end at a whole word. */
function wordLength(pixels: number, bits: number): number {
  const length = Math.ceil((pixels * bits) / 8);
  return length + (length % 2);
}

/**
 * What Pillow reads: what does not fit into its row is left out, and at the end there must be enough. Of an odd number of
 * written-out pixels of 4 bits the last is lost.
 */
export function decodeRunsAsPillow(bmp: Compressed): Image {
  const { width, height, bits } = bmp;
  const data = new Uint8Array(width * height);
  const reader = new RunReader(bmp);
  let at = 0;
  let x = 0;
  const put = (count: number, bytes: Uint8Array, every: number) => {
    for (let pixel = 0; pixel < count; pixel++) data[at++] = indexAt(bytes, pixel % every, bits);
  };
  while (at < data.length) {
    const count = reader.byte();
    const code = reader.byte();
    if (count > 0) {
      const fitting = Math.min(count, Math.max(0, width - x));
      put(fitting, Uint8Array.of(code), bits === 8 ? 1 : 2);
      x += fitting;
    } else if (code > MOVE) {
      const length = bits === 8 ? code : code >> 1;
      put((length * 8) / bits, reader.bytes(length), code);
      x += code;
      if (reader.at % 2 !== 0) reader.at++;
    } else if (code === MOVE) {
      at += reader.byte() + reader.byte() * width;
      x = at % width;
    } else if (code === END) {
      throw damaged("BMP");
    } else {
      at = Math.ceil(at / width) * width;
      x = 0;
    }
  }
  return upright(bmp, data);
}

function upright({ width, height, topDown }: Compressed, data: Uint8Array): Image {
  if (topDown) return { data, width, height, channels: 1 };
  const turned = new Uint8Array(data.length);
  for (let row = 0; row < height; row++) {
    turned.set(data.subarray(row * width, (row + 1) * width), (height - 1 - row) * width);
  }
  return { data: turned, width, height, channels: 1 };
}
