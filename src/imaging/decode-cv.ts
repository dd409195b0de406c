import { cvtColor, pillowGrey } from "./colour.ts";
import { cvBmp } from "./decode-bmp.ts";
import {
  cmykToRgbOfCv,
  cmykToRgbOfTiff,
  GREY,
  greyOf,
  highBytes,
  multipliedByAlpha,
  pickChannels,
  rgbOf,
  roundedBytes,
  swapRedAndBlue,
} from "./decode-colour.ts";
import { exifOrientation } from "./decode-exif.ts";
import { formatOf } from "./decode-format.ts";
import { cvGif } from "./decode-gif.ts";
import { checkJpegSegments, jpegColours, lumaFirst } from "./decode-jpeg.ts";
import { checkPngAsCv, hasGreyAlpha, isPlainGrey } from "./decode-png.ts";
import type { Reading, Stored } from "./decode-stored.ts";
import { readStored } from "./decode-stored.ts";
import { readTiffTags } from "./decode-tiff.ts";
import type { Image } from "./image.ts";

/** `cv2.IMREAD_COLOR`, `cv2.IMREAD_GRAYSCALE`, `cv2.IMREAD_UNCHANGED`. */
export type CvDecodeMode = "color" | "grey" | "unchanged";

type Decoded = Image<Uint8Array | Uint16Array>;

/** One reader per format, since OpenCV has one per format, each with arithmetic of its own. */
export async function decodeAsCv(bytes: Uint8Array, mode: CvDecodeMode, maxPixels: number): Promise<Decoded> {
  const format = formatOf(bytes);
  if (format === "JPEG") checkJpegSegments(bytes);
  const orientation = mode === "unchanged" ? 1 : exifOrientation(bytes, format, "cv2");
  const reading = { maxPixels, orientation, alpha: mode === "unchanged" };
  switch (format) {
    case "BMP":
      return cvBmp(bytes, mode, maxPixels);
    case "GIF":
      return cvGif(bytes, mode, maxPixels);
    case "JPEG":
      return cvJpeg(bytes, mode, reading);
    case "PNG":
      return cvPng(bytes, mode, reading);
    case "TIFF":
      return cvTiff(bytes, mode, reading);
    case "WebP": {
      const image = highBytes(await readStored(bytes, format, reading));
      return mode === "grey" ? cvtColor(image, "RGB2GRAY") : swapRedAndBlue(image);
    }
  }
}

async function cvJpeg(bytes: Uint8Array, mode: CvDecodeMode, reading: Reading): Promise<Decoded> {
  const colours = jpegColours(bytes);
  if (mode === "grey" && colours === "ycc") return readStored(lumaFirst(bytes), "JPEG", { ...reading, first: true });
  const stored = highBytes(await readStored(bytes, "JPEG", reading));
  const rgb = stored.space === "cmyk" ? cmykToRgbOfCv(stored) : stored;
  if (mode === "grey" && stored.space !== "grey") {
    // libjpeg rounds as Pillow does.
    return stored.space === "cmyk" ? greyOf(rgb, GREY.readers) : pillowGrey(rgb);
  }
  return stored.space === "grey" ? inMode(stored, mode) : swapRedAndBlue(rgb);
}

async function cvPng(bytes: Uint8Array, mode: CvDecodeMode, reading: Reading): Promise<Decoded> {
  checkPngAsCv(bytes);
  // Grey with one transparent level has no alpha here, other than with libvips.
  const alpha = reading.alpha && !isPlainGrey(bytes);
  const stored = await readStored(bytes, "PNG", { ...reading, alpha });
  if (mode === "grey") return stored.space === "grey" ? highBytes(stored) : greyOfPng(stored);
  if (mode === "color") return inMode(highBytes(stored), mode);
  if (stored.space === "rgb") return swapRedAndBlue<Uint8Array | Uint16Array>(stored);
  return hasGreyAlpha(bytes) ? pickChannels<Uint8Array | Uint16Array>(stored, [0, 0, 0, 1]) : stored;
}

function greyOfPng(stored: Stored): Image {
  const wide = stored.data instanceof Uint16Array;
  return highBytes(greyOf<Uint8Array | Uint16Array>(stored, wide ? GREY.libpng16 : GREY.libpng8));
}

async function cvTiff(bytes: Uint8Array, asked: CvDecodeMode, reading: Reading): Promise<Decoded> {
  const { bits, grey, orientation, extra } = readTiffTags(bytes);
  const mode = asked === "unchanged" && bits === 1 ? "grey" : asked;
  const withAlpha = !grey && (extra === "alpha" || mode === "unchanged");
  const stored = await readStored(bytes, "TIFF", { ...reading, orientation, alpha: withAlpha });
  if (bits === 16 && mode === "unchanged") {
    return stored.space === "grey" ? stored : swapRedAndBlue<Uint8Array | Uint16Array>(stored);
  }
  const image = stored.space === "grey" ? highBytes(stored) : roundedBytes(stored);
  if (stored.space === "cmyk") {
    const bgr = inMode(cmykToRgbOfTiff(image), mode);
    return mode === "unchanged" ? withOpaqueAlpha(bgr) : bgr;
  }
  const seen = extra === "alpha" && image.channels === 4 ? multipliedByAlpha(image) : image;
  return mode === "unchanged" && seen.channels === 4 ? swapRedAndBlue(seen) : inMode(seen, mode);
}

/** Grey or RGB (with alpha or without) in the channels that are asked for; unchanged grey stays grey. */
function inMode(image: Image, mode: CvDecodeMode): Image {
  const grey = image.channels < 3;
  if (mode === "grey") return grey ? image : greyOf(image, GREY.readers);
  if (grey) return mode === "color" ? rgbOf(image) : image;
  return swapRedAndBlue(rgbOf(image));
}

function withOpaqueAlpha(bgr: Image): Image {
  const bgra = pickChannels(bgr, [0, 1, 2, 0]);
  for (let at = 3; at < bgra.data.length; at += 4) bgra.data[at] = 255;
  return bgra;
}
