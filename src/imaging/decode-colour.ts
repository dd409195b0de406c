import type { Image } from "./image.ts";

/** Samples of 8 bits: of 16, the upper ones, as both libraries mostly take them. */
export function highBytes<T extends Image<Uint8Array | Uint16Array>>(image: T): T & Image {
  const { data } = image;
  return { ...image, data: data instanceof Uint8Array ? data : Uint8Array.from(data, (sample) => sample >> 8) };
}

/** Samples of 8 bits: of 16, the nearest, as libtiff takes them. */
export function roundedBytes<T extends Image<Uint8Array | Uint16Array>>(image: T): T & Image {
  const { data } = image;
  const bytes = data instanceof Uint8Array ? data : Uint8Array.from(data, (sample) => Math.floor((sample + 128) / 257));
  return { ...image, data: bytes };
}

/** Chooses, repeats and reorders channels: the result's first is the source's `order[0]`, and so on. */
export function pickChannels<T extends Uint8Array | Uint16Array>(source: Image<T>, order: readonly number[]): Image<T> {
  const { data, width, height, channels } = source;
  const pixels = width * height;
  const length = pixels * order.length;
  // The constructor of the same type: TypeScript cannot see that it makes a T.
  const picked = (data instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length)) as T;
  for (const [index, from] of order.entries()) {
    for (let pixel = 0, at = index, read = from; pixel < pixels; pixel++, at += order.length, read += channels) {
      picked[at] = data[read] ?? 0;
    }
  }
  return { data: picked, width, height, channels: order.length };
}

/** @param palette red, green and blue of each index; those beyond its end are black */
export function fromPalette({ data, width, height }: Image, palette: Uint8Array): Image {
  const rgb = new Uint8Array(data.length * 3);
  for (let pixel = 0, to = 0; to < rgb.length; pixel++) {
    const from = 3 * (data[pixel] ?? 0);
    for (let channel = 0; channel < 3; channel++) rgb[to++] = palette[from + channel] ?? 0;
  }
  return { data: rgb, width, height, channels: 3 };
}

/** RGB to BGR and back, in place. */
export function swapRedAndBlue<T extends Uint8Array | Uint16Array>(image: Image<T>): Image<T> {
  const { data, channels } = image;
  for (let at = 0; at < data.length; at += channels) {
    const red = data[at] ?? 0;
    data[at] = data[at + 2] ?? 0;
    data[at + 2] = red;
  }
  return image;
}

/** What makes one pixel of the result: writes it at `at`, from the samples at `from`. */
type Pixel = (from: Uint8Array, at: number, into: Uint8Array, to: number) => void;

function mapPixels({ data, width, height, channels }: Image, wanted: number, pixel: Pixel): Image {
  const into = new Uint8Array(width * height * wanted);
  for (let from = 0, to = 0; to < into.length; from += channels, to += wanted) pixel(data, from, into, to);
  return { data: into, width, height, channels: wanted };
}

/** CMYK (0: no ink) to RGB, as OpenCV's JPEG reader computes it. */
export function cmykToRgbOfCv(cmyk: Image): Image {
  return mapPixels(cmyk, 3, (from, at, into, to) => {
    const light = 255 - (from[at + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++) into[to + ink] = light - (((from[at + ink] ?? 0) * light) >> 8);
  });
}

/** CMYK to RGB, as Pillow's `convert` computes it. */
export function cmykToRgbOfPillow(cmyk: Image): Image {
  return mapPixels(cmyk, 3, (from, at, into, to) => {
    const light = 255 - (from[at + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++) into[to + ink] = light - timesPart(from[at + ink] ?? 0, light);
  });
}

/** `a * b / 255`, rounded as Pillow rounds it. */
function timesPart(a: number, b: number): number {
  const product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

/** CMYK to RGB, as libtiff computes it. */
export function cmykToRgbOfTiff(cmyk: Image): Image {
  return mapPixels(cmyk, 3, (from, at, into, to) => {
    const light = 255 - (from[at + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++) into[to + ink] = Math.floor((light * (255 - (from[at + ink] ?? 0))) / 255);
  });
}

/** Colours times alpha, as libtiff's picture reader, which OpenCV calls, computes it. RGBA stays RGBA. */
export function multipliedByAlpha(rgba: Image): Image {
  return mapPixels(rgba, 4, (from, at, into, to) => {
    const alpha = from[at + 3] ?? 0;
    for (let colour = 0; colour < 3; colour++) {
      into[to + colour] = Math.floor(((from[at + colour] ?? 0) * alpha + 127) / 255);
    }
    into[to + 3] = alpha;
  });
}

/** Weights of red, green and blue, and the bits by which their sum, half of it or nothing added, is shifted down. */
interface GreyWeights {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly bits: number;
  readonly rounded: boolean;
}

export const GREY = {
  /** OpenCV's readers of BMP, TIFF and CMYK */
  readers: { red: 4899, green: 9617, blue: 1868, bits: 14, rounded: true },
  /** libpng, of 8 bits */
  libpng8: { red: 9797, green: 19_234, blue: 3737, bits: 15, rounded: false },
  /** libpng, of 16 bits */
  libpng16: { red: 9797, green: 19_234, blue: 3737, bits: 15, rounded: true },
} as const satisfies Record<string, GreyWeights>;

/** @param rgb RGB or RGBA, whose alpha is not looked at */
export function greyOf<T extends Uint8Array | Uint16Array>(rgb: Image<T>, weights: GreyWeights): Image<T> {
  const { data, width, height, channels } = rgb;
  const { red, green, blue, bits, rounded } = weights;
  const half = rounded ? 1 << (bits - 1) : 0;
  const pixels = width * height;
  const grey = (data instanceof Uint8Array ? new Uint8Array(pixels) : new Uint16Array(pixels)) as T;
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += channels) {
    // Unsigned: 16-bit samples times 15-bit weights fill all 32 bits.
    const sum = red * (data[at] ?? 0) + green * (data[at + 1] ?? 0) + blue * (data[at + 2] ?? 0) + half;
    grey[pixel] = sum >>> bits;
  }
  return { data: grey, width, height, channels: 1 };
}

/** Grey as three equal channels; colour without its alpha. RGB stays as it is. */
export function rgbOf(image: Image): Image {
  if (image.channels === 3) return image;
  return pickChannels(image, image.channels < 3 ? [0, 0, 0] : [0, 1, 2]);
}
