import type { Orientation } from "./decode-exif.ts";
import { asOrientation } from "./decode-exif.ts";
import { HeaderReader } from "./decode-format.ts";
import { DecodeError } from "./image.ts";

const BITS = 258;
const PHOTOMETRIC = 262;
const ORIENTATION = 274;
const PLANES = 284;
const EXTRA_SAMPLES = 338;
const SAMPLE_FORMAT = 339;

/** What the samples of the first page are, as far as the readers treat them differently. */
export interface TiffTags {
  readonly bits: number;
  readonly grey: boolean;
  readonly orientation: Orientation;
  /** What a channel beyond the colours is: alpha by which they are not multiplied, or something that nobody names. */
  readonly extra: "alpha" | "unnamed" | undefined;
}

/** Photometric interpretations: white is 0, black is 0, RGB, palette, CMYK, YCbCr. */
const READ = new Set([0, 1, 2, 3, 5, 6]);
const SHORT = 3;
const LONG = 4;

/**
 * Refuses what the readers would each take for something else: floats, signed numbers, odd depths and colour spaces.
 *
 * @throws DecodeError
 */
export function readTiffTags(bytes: Uint8Array): TiffTags {
  const tags = firstPage(bytes);
  const first = (tag: number) => tags.get(tag)?.[0];
  const depths = tags.get(BITS) ?? [1];
  const [bits = 1] = depths;
  const photometric = first(PHOTOMETRIC) ?? 1;
  const extra = tags.get(EXTRA_SAMPLES) ?? [];
  const grey = photometric < 2;
  if ((first(SAMPLE_FORMAT) ?? 1) !== 1) throw new DecodeError("a TIFF of floats or signed numbers is not read");
  if (![1, 2, 4, 8, 16].includes(bits) || depths.some((depth) => depth !== bits)) {
    throw new DecodeError(`a TIFF of ${depths.join()} bits is not read`);
  }
  if (!READ.has(photometric)) throw new DecodeError(`a TIFF of photometric interpretation ${photometric} is not read`);
  if (extra.length > (photometric > 2 ? 0 : 1)) throw new DecodeError("a TIFF with extra channels is not read");
  if (bits === 16 && (photometric === 0 || first(PLANES) === 2 || (grey && extra.length > 0))) {
    throw new DecodeError("a TIFF of 16 bits in planes, in grey with alpha, or where 0 is white, is not read");
  }
  if (extra[0] === 1) throw new DecodeError("a TIFF whose colours are multiplied by alpha is not read");
  const orientation = asOrientation(first(ORIENTATION) ?? 1);
  return { bits, grey, orientation, extra: extra.length === 0 ? undefined : extra[0] === 2 ? "alpha" : "unnamed" };
}

/** The values of tags that hold short or long numbers. */
function firstPage(bytes: Uint8Array): Map<number, number[]> {
  const header = new HeaderReader(bytes, "TIFF", bytes[0] === 0x49);
  const page = header.dword(4);
  const count = header.word(page);
  const tags = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const entry = page + 2 + 12 * index;
    const type = header.word(entry + 2);
    const length = header.dword(entry + 4);
    if ((type !== SHORT && type !== LONG) || length > 8) continue;
    const size = type === SHORT ? 2 : 4;
    const start = size * length <= 4 ? entry + 8 : header.dword(entry + 8);
    const read = (at: number) => (type === SHORT ? header.word(at) : header.dword(at));
    tags.set(
      header.word(entry),
      Array.from({ length }, (_, value) => read(start + size * value)),
    );
  }
  return tags;
}
