import { decodeRunsAsCv, decodeRunsAsPillow } from "./decode-bmp-runs.ts";
import { fromPalette, GREY, greyOf, pickChannels, rgbOf, swapRedAndBlue } from "./decode-colour.ts";
import type { CvDecodeMode } from "./decode-cv.ts";
import { checkPixels, damaged, HeaderReader } from "./decode-format.ts";
import type { Image } from "./image.ts";
import { DecodeError } from "./image.ts";

const FILE_HEADER = 14;
const CORE_HEADER = 12;
const COMPRESSION = { none: 0, runs8: 1, runs4: 2, masks: 3 } as const;

interface Bmp {
  readonly bytes: Uint8Array;
  readonly headerSize: number;
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  /** Colours in the palette as the header has it; 0: as many as the bits can tell apart. */
  readonly colours: number;
  /** Where the pixels begin. */
  readonly offset: number;
  /** Bits of red, green, blue and alpha, where the header has them or they follow it. */
  readonly masks: readonly number[];
  /** Bytes of a row, filled up to a multiple of 4. */
  readonly stride: number;
}

function readHeader(bytes: Uint8Array, maxPixels: number): Bmp {
  const header = new HeaderReader(bytes, "BMP");
  const headerSize = header.dword(FILE_HEADER);
  const core = headerSize === CORE_HEADER;
  if (!core && headerSize < 40) throw new DecodeError(`a BMP with a header of ${headerSize} bytes is not read`);
  header.need(FILE_HEADER, headerSize);
  const width = core ? header.word(18) : header.integer(18);
  const high = core ? header.word(20) : header.integer(22);
  const bits = header.word(core ? 24 : 28);
  checkPixels(width, Math.abs(high), maxPixels);
  const bmp = {
    bytes,
    headerSize,
    width,
    height: Math.abs(high),
    topDown: high < 0,
    bits,
    compression: core ? COMPRESSION.none : header.dword(30),
    colours: core ? 0 : header.dword(46),
    offset: header.dword(10),
    stride: Math.ceil((width * bits) / 32) * 4,
  };
  checkKind(bmp);
  const masks = bmp.compression === COMPRESSION.masks ? readMasks(header, headerSize) : [];
  return { ...bmp, masks };
}

function checkKind({ bits, compression, colours }: Omit<Bmp, "masks">): void {
  const { none, runs8, runs4, masks } = COMPRESSION;
  const known =
    (compression === none && [1, 4, 8, 16, 24, 32].includes(bits)) ||
    (compression === masks && (bits === 16 || bits === 32)) ||
    (compression === runs8 && bits === 8) ||
    (compression === runs4 && bits === 4);
  if (!known) throw new DecodeError(`a BMP of ${bits} bits with compression ${compression} is not read`);
  if (bits <= 8 && colours > 256) throw new DecodeError(`a BMP with ${colours} colours is not read`);
}

/** The old header has no room for masks: three follow it. */
function readMasks(header: HeaderReader, headerSize: number): number[] {
  const first = FILE_HEADER + 40;
  const masks = [0, 4, 8].map((at) => header.dword(first + at));
  return [...masks, headerSize >= 56 ? header.dword(first + 12) : 0];
}

/** `cv2.imdecode` of a BMP. */
export function cvBmp(bytes: Uint8Array, mode: CvDecodeMode, maxPixels: number): Image {
  const bmp = readHeader(bytes, maxPixels);
  if (bmp.bits <= 8) return cvPalette(bmp, mode);
  // The oldest header says nothing of colour, and "unchanged" is grey there.
  const grey = mode === "grey" || (mode === "unchanged" && bmp.headerSize === CORE_HEADER);
  const rows = wholeRows(bmp, bmp.stride);
  if (bmp.bits === 16) {
    if (bmp.masks.length > 0 && bmp.headerSize > 40)
      throw new DecodeError("a BMP of 16 bits with masks in its header is not read");
    const rgb = fromWords(bmp, rows, (level, bits) => level << (8 - bits));
    return grey ? greyOf(rgb, GREY.readers) : swapRedAndBlue(rgb);
  }
  const masked = bmp.bits === 32 && bmp.compression === COMPRESSION.masks;
  if (masked && bmp.headerSize >= 56) {
    const [red = 0, green = 0, blue = 0, alpha] = byteOrder(bmp);
    if (grey) return truncatedGrey(pickChannels(rows, [red, green, blue]));
    if (mode === "color") return pickChannels(rows, [blue, green, red]);
    return alpha === undefined
      ? opaque(pickChannels(rows, [blue, green, red, red]))
      : pickChannels(rows, [blue, green, red, alpha]);
  }
  if (grey) return greyOf(pickChannels(rows, [2, 1, 0]), GREY.readers);
  if (bmp.bits === 24 || (masked && mode === "unchanged")) return rows;
  return pickChannels(rows, [0, 1, 2]);
}

function cvPalette(bmp: Bmp, mode: CvDecodeMode): Image {
  const count = bmp.colours === 0 || bmp.headerSize === CORE_HEADER ? 1 << bmp.bits : bmp.colours;
  const palette = readPalette(bmp, count);
  const indices = bmp.compression === COMPRESSION.none ? unpacked(bmp, bmp.bits, true) : decodeRunsAsCv(bmp);
  const inColour =
    mode === "color" || (mode === "unchanged" && bmp.headerSize > CORE_HEADER && !isGreyPalette(palette));
  const rgb = fromPalette(indices, palette);
  return inColour ? swapRedAndBlue(rgb) : greyOf(rgb, GREY.readers);
}

/** `Image.open(...).convert("RGB")` of a BMP. */
export function pillowBmp(bytes: Uint8Array, maxPixels: number): Image {
  const bmp = readHeader(bytes, maxPixels);
  if (![CORE_HEADER, 40, 52, 56, 64, 108, 124].includes(bmp.headerSize)) {
    throw new DecodeError(`a BMP with a header of ${bmp.headerSize} bytes is not read`);
  }
  if (bmp.bits <= 8) return pillowPalette(bmp);
  const used = Math.ceil((bmp.width * bmp.bits) / 8);
  const rows = wholeRows({ ...bmp, offset: pillowOffset(bmp) }, used);
  if (bmp.bits === 16) {
    return fromWords(bmp, rows, (level, bits) => Math.floor((level * 255) / ((1 << bits) - 1)));
  }
  if (bmp.compression !== COMPRESSION.masks) return pickChannels(rows, [2, 1, 0]);
  const [red = 0, green = 0, blue = 0] = byteOrder(bmp);
  return pickChannels(rows, [red, green, blue]);
}

/** Pixels that begin right after the header of a picture with a palette begin after the palette. */
function pillowOffset({ offset, headerSize, bits, colours }: Bmp): number {
  const entry = headerSize === CORE_HEADER ? 3 : 4;
  const end = FILE_HEADER + headerSize;
  const count = bits > 8 ? 0 : colours || 1 << bits;
  return offset === 0 || offset === end ? end + entry * count : offset;
}

function pillowPalette(bmp: Bmp): Image {
  const count = bmp.colours || 1 << bmp.bits;
  const palette = readPalette(bmp, count);
  const placed = { ...bmp, offset: pillowOffset(bmp) };
  if (bmp.compression !== COMPRESSION.none) return fromPalette(decodeRunsAsPillow(placed), palette);
  // A palette of black and white, or of all greys, is not looked at, and neither is how many bits there are.
  const levels = Array.from({ length: count }, (_, index) => (count === 2 ? index * 255 : index));
  const plain = levels.every((level, index) => [0, 1, 2].every((channel) => palette[3 * index + channel] === level));
  if (!plain) return fromPalette(unpacked(placed, bmp.bits, false), palette);
  const indices = unpacked(placed, count === 2 ? 1 : 8, false);
  if (count === 2) return rgbOf({ ...indices, data: indices.data.map((bit) => bit * 255) });
  return rgbOf(indices);
}

/** Red, green and blue of 256 colours; those that the file does not have are black. */
function readPalette({ bytes, headerSize }: Bmp, count: number): Uint8Array {
  const entry = headerSize === CORE_HEADER ? 3 : 4;
  const start = FILE_HEADER + headerSize;
  new HeaderReader(bytes, "BMP").need(start, entry * count);
  const palette = new Uint8Array(3 * 256);
  for (let index = 0; index < count; index++) {
    for (let channel = 0; channel < 3; channel++)
      palette[3 * index + channel] = bytes[start + entry * index + 2 - channel] ?? 0;
  }
  return palette;
}

function isGreyPalette(palette: Uint8Array): boolean {
  for (let at = 0; at < palette.length; at += 3) {
    if (palette[at] !== palette[at + 1] || palette[at] !== palette[at + 2]) return false;
  }
  return true;
}

/**
 * The bytes of all rows, from the top, without what fills them up.
 *
 * @param last how much of the last row in the file must be there
 */
function rowsOf({ bytes, offset, stride, width, height, topDown, bits }: Bmp, last: number): Uint8Array {
  if (offset + stride * (height - 1) + last > bytes.length) throw damaged("BMP");
  const length = Math.ceil((width * bits) / 8);
  const rows = new Uint8Array(length * height);
  for (let row = 0; row < height; row++) {
    const start = offset + stride * (topDown ? row : height - 1 - row);
    rows.set(bytes.subarray(start, start + length), row * length);
  }
  return rows;
}

function wholeRows(bmp: Bmp, last: number): Image {
  return { data: rowsOf(bmp, last), width: bmp.width, height: bmp.height, channels: bmp.bits / 8 };
}

/**
 * One index per pixel.
 *
 * @param bits how many of them an index has in the file
 * @param filled whether the last row must be filled up, too
 */
function unpacked(bmp: Bmp, bits: number, filled: boolean): Image {
  const { width, height } = bmp;
  const length = Math.ceil((width * bmp.bits) / 8);
  const rows = rowsOf(bmp, filled ? bmp.stride : length);
  const perByte = 8 / bits;
  const data = new Uint8Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let x = 0; x < width; x++) {
      const byte = rows[row * length + Math.floor(x / perByte)] ?? 0;
      data[at++] = (byte >> (8 - bits - (x % perByte) * bits)) & ((1 << bits) - 1);
    }
  }
  return { data, width, height, channels: 1 };
}

/** RGB of pixels of 5, 6 or 5, and 5 bits. */
function fromWords({ masks, bits }: Bmp, rows: Image, widen: (level: number, bits: number) => number): Image {
  const key =
    masks.length === 0
      ? "7c00,3e0,1f"
      : masks
          .slice(0, 3)
          .map((mask) => mask.toString(16))
          .join();
  if (key !== "7c00,3e0,1f" && key !== "f800,7e0,1f")
    throw new DecodeError(`a BMP of ${bits} bits with masks ${key} is not read`);
  const greenBits = key.startsWith("f") ? 6 : 5;
  const { width, height } = rows;
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 2, to += 3) {
    const word = (rows.data[from] ?? 0) | ((rows.data[from + 1] ?? 0) << 8);
    data[to] = widen((word >> (5 + greenBits)) & 31, 5);
    data[to + 1] = widen((word >> 5) & ((1 << greenBits) - 1), greenBits);
    data[to + 2] = widen(word & 31, 5);
  }
  return { data, width, height, channels: 3 };
}

/** Which byte of a pixel is red, green, blue and alpha, the last undefined where there is none. */
function byteOrder({ masks, bits }: Bmp): (number | undefined)[] {
  const bytes = masks.map((mask) => [0xff, 0xff00, 0xff0000, 0xff000000].indexOf(mask));
  const [red, green, blue, alpha = -1] = bytes;
  if (new Set([red, green, blue, alpha]).size < 4 || bytes.slice(0, 3).includes(-1)) {
    throw new DecodeError(
      `a BMP of ${bits} bits with masks ${masks.map((mask) => mask.toString(16)).join()} is not read`,
    );
  }
  return [red, green, blue, alpha === -1 ? undefined : alpha];
}

function opaque(image: Image): Image {
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
  return image;
}

const f = Math.fround;

/** Where OpenCV applies masks it computes grey in single precision, and cuts it off. */
function truncatedGrey({ data, width, height }: Image): Image {
  const grey = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    grey[pixel] = f(f(f(f(0.299) * red) + f(f(0.587) * green)) + f(f(0.114) * blue));
  }
  return { data: grey, width, height, channels: 1 };
}
