/** Where the header says what the pixels are. */
const COLOUR = 25;
const GREY = 0;
const GREY_ALPHA = 4;
/** The last chunk: empty, with its checksum. */
const END = Buffer.from("\0\0\0\0IEND\xae\x42\x60\x82", "latin1");

/** Grey of whatever depth, with no alpha channel; one level may be transparent. */
export function isPlainGrey(png: Uint8Array): boolean {
  return png[COLOUR] === GREY;
}

export function hasGreyAlpha(png: Uint8Array): boolean {
  return png[COLOUR] === GREY_ALPHA;
}

/** Whether the file is there to its end: libvips and Pillow stop at the last pixel, OpenCV does not. */
export function hasPngEnd(png: Uint8Array): boolean {
  return Buffer.from(png.buffer, png.byteOffset, png.length).includes(END);
}
