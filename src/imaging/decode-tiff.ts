import { HeaderReader } from "./decode-format.ts";
import { DecodeError } from "./image.ts";

const BITS = 258;
const PHOTOMETRIC = 262;
const EXTRA_SAMPLES = 338;
const SAMPLE_FORMAT = 339;

/** What the colours of the first page mean, as far as the readers treat them differently. */
export interface TiffTags {
  readonly bits: number;
  /** Whether a fourth sample is an alpha by which the colours were not multiplied. */
  readonly straightAlpha: boolean;
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
  const [bits = 1, ...others] = tags.get(BITS) ?? [];
  const [photometric = 1] = tags.get(PHOTOMETRIC) ?? [];
  const [format = 1] = tags.get(SAMPLE_FORMAT) ?? [];
  const [extra, ...more] = tags.get(EXTRA_SAMPLES) ?? [];
  if (format !== 1) throw new DecodeError("a TIFF of floats or signed numbers is not read");
  if (![1, 2, 4, 8, 16].includes(bits) || others.some((other) => other !== bits)) {
    throw new DecodeError(`a TIFF of ${[bits, ...others]} bits is not read`);
  }
  if (!READ.has(photometric)) throw new DecodeError(`a TIFF of photometric interpretation ${photometric} is not read`);
  if (extra === 1) throw new DecodeError("a TIFF whose colours are multiplied by alpha is not read");
  if (more.length > 0 || (extra !== undefined && photometric > 2)) {
    throw new DecodeError("a TIFF with extra channels is not read");
  }
  return { bits, straightAlpha: extra === 2 };
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
