import { pillowBmp } from "./decode-bmp.ts";
import { cmykToRgbOfPillow, highBytes, rgbOf } from "./decode-colour.ts";
import { formatOf } from "./decode-format.ts";
import { pillowGif } from "./decode-gif.ts";
import { checkPngAsPillow, hasGreyAlpha } from "./decode-png.ts";
import { readStored } from "./decode-stored.ts";
import { readTiffTags } from "./decode-tiff.ts";
import type { Image } from "./image.ts";
import { DecodeError } from "./image.ts";

/** What Pillow opens and converts to RGB. */
export async function decodeAsPillow(bytes: Uint8Array, turned: boolean, maxPixels: number): Promise<Image> {
  const format = formatOf(bytes);
  if (format === "BMP") return pillowBmp(bytes, maxPixels);
  if (format === "GIF") return pillowGif(bytes, maxPixels);
  if (format === "PNG") checkPngAsPillow(bytes);
  if (format === "TIFF") checkTiff(bytes);
  const reading = { maxPixels, turned: turned || format === "TIFF", alpha: false };
  const stored = await readStored(bytes, format, reading);
  if (stored.data instanceof Uint16Array && stored.space === "grey" && !(format === "PNG" && hasGreyAlpha(bytes))) {
    // Grey of 16 bits is clipped, not scaled; with alpha it is scaled.
    return rgbOf({ ...stored, data: Uint8Array.from(stored.data, (sample) => Math.min(sample, 255)) });
  }
  const image = highBytes(stored);
  return stored.space === "cmyk" ? cmykToRgbOfPillow(image) : rgbOf(image);
}

function checkTiff(bytes: Uint8Array): void {
  const { grey, extra } = readTiffTags(bytes);
  if (grey && extra === "unnamed") throw new DecodeError("a TIFF with extra channels is not read");
}
