import { pillowBmp } from "./decode-bmp.ts";
import { cmykToRgbOfPillow, highBytes, rgbOf } from "./decode-colour.ts";
import type { Orientation } from "./decode-exif.ts";
import { exifOrientation } from "./decode-exif.ts";
import type { PictureFormat } from "./decode-format.ts";
import { formatOf } from "./decode-format.ts";
import { pillowGif } from "./decode-gif.ts";
import { checkJpegSegments } from "./decode-jpeg.ts";
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
  if (format === "JPEG") checkJpegSegments(bytes);
  if (format === "PNG") checkPngAsPillow(bytes);
  const orientation = orientationOf(bytes, format, turned);
  const stored = await readStored(bytes, format, { maxPixels, orientation, alpha: false });
  if (stored.data instanceof Uint16Array && stored.space === "grey" && !(format === "PNG" && hasGreyAlpha(bytes))) {
    // Grey of 16 bits is clipped, not scaled; with alpha it is scaled.
    return rgbOf({ ...stored, data: Uint8Array.from(stored.data, (sample) => Math.min(sample, 255)) });
  }
  const image = highBytes(stored);
  return stored.space === "cmyk" ? cmykToRgbOfPillow(image) : rgbOf(image);
}

/** A TIFF is turned without being asked. */
function orientationOf(bytes: Uint8Array, format: PictureFormat, turned: boolean): Orientation {
  if (format !== "TIFF") return turned ? exifOrientation(bytes, format, "pillow") : 1;
  const { grey, extra, orientation } = readTiffTags(bytes);
  if (grey && extra === "unnamed") throw new DecodeError("a TIFF with extra channels is not read");
  return orientation;
}
