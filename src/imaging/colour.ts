import type { Image } from "./image.ts";
import { checkImage, ImageError } from "./image.ts";

/** Makes one pixel of the result, at `to`, of one of the source, at `from`. */
type Convert = (source: Uint8Array, from: number, target: Uint8Array, to: number) => void;

interface Conversion {
  /** Channels before and after. */
  readonly from: number;
  readonly to: number;
  readonly convert: Convert;
}

/** Where red and blue lie; green is in the middle. */
interface Order {
  readonly red: number;
  readonly blue: number;
}

const RGB: Order = { red: 0, blue: 2 };
const BGR: Order = { red: 2, blue: 0 };

const CONVERSIONS = {
  RGB2BGR: { from: 3, to: 3, convert: picked(2, 1, 0) },
  BGR2RGB: { from: 3, to: 3, convert: picked(2, 1, 0) },
  RGBA2RGB: { from: 4, to: 3, convert: picked(0, 1, 2) },
  BGRA2BGR: { from: 4, to: 3, convert: picked(0, 1, 2) },
  RGBA2BGR: { from: 4, to: 3, convert: picked(2, 1, 0) },
  BGRA2RGB: { from: 4, to: 3, convert: picked(2, 1, 0) },
  GRAY2RGB: { from: 1, to: 3, convert: picked(0, 0, 0) },
  GRAY2BGR: { from: 1, to: 3, convert: picked(0, 0, 0) },
  RGB2GRAY: { from: 3, to: 1, convert: grey(RGB) },
  BGR2GRAY: { from: 3, to: 1, convert: grey(BGR) },
  RGBA2GRAY: { from: 4, to: 1, convert: grey(RGB) },
  BGRA2GRAY: { from: 4, to: 1, convert: grey(BGR) },
  RGB2HSV: { from: 3, to: 3, convert: hsv(RGB) },
  BGR2HSV: { from: 3, to: 3, convert: hsv(BGR) },
  RGB2YCrCb: { from: 3, to: 3, convert: yCrCb(RGB) },
  BGR2YCrCb: { from: 3, to: 3, convert: yCrCb(BGR) },
  RGB2YUV: { from: 3, to: 3, convert: yuv(RGB) },
  BGR2YUV: { from: 3, to: 3, convert: yuv(BGR) },
} as const satisfies Record<string, Conversion>;

/** `cv2.COLOR_...` without its prefix. */
export type CvColorCode = keyof typeof CONVERSIONS;

/**
 * `cv2.cvtColor(image, cv2.COLOR_...)`, bit by bit.
 *
 * @param image uint8, HWC, with the channels that the code begins with
 * @throws ImageError when it has others
 */
export function cvtColor(image: Image, code: CvColorCode): Image {
  const { from, to, convert }: Conversion = CONVERSIONS[code];
  return converted(image, code, from, to, convert);
}

/**
 * Pillow's `convert("L")` of an RGB image, which rounds otherwise than OpenCV.
 *
 * @param image uint8, HWC, RGB
 * @throws ImageError when it has not 3 channels
 */
export function pillowGrey(image: Image): Image {
  return converted(image, 'convert("L")', 3, 1, (source, from, target, to) => {
    const sum = 19_595 * (source[from] ?? 0) + 38_470 * (source[from + 1] ?? 0) + 7471 * (source[from + 2] ?? 0);
    target[to] = (sum + 0x8000) >> 16;
  });
}

function converted(image: Image, what: string, from: number, to: number, convert: Convert): Image {
  checkImage(image);
  const { data, width, height, channels } = image;
  if (channels !== from) throw new ImageError(`${what} takes an image of ${from} channels, not of ${channels}`);
  if (!(data instanceof Uint8Array)) throw new ImageError(`${what} takes uint8 samples`);
  const target = new Uint8Array(width * height * to);
  for (let pixel = 0; pixel < width * height; pixel++) convert(data, pixel * from, target, pixel * to);
  return { data: target, width, height, channels: to };
}

function picked(first: number, second: number, third: number): Convert {
  return (source, from, target, to) => {
    target[to] = source[from + first] ?? 0;
    target[to + 1] = source[from + second] ?? 0;
    target[to + 2] = source[from + third] ?? 0;
  };
}

function grey({ red, blue }: Order): Convert {
  return (source, from, target, to) => {
    const sum = 9798 * (source[from + red] ?? 0) + 19_235 * (source[from + 1] ?? 0) + 3735 * (source[from + blue] ?? 0);
    target[to] = (sum + 0x4000) >> 15;
  };
}

const HSV_BITS = 12;
const HSV_HALF = 1 << (HSV_BITS - 1);
/** Divided by each grey level, in fixed point; hue has 180 steps, of which each sixth begins at another primary colour. */
const SATURATION = Int32Array.from({ length: 256 }, (_, level) => reciprocal(255, level));
const HUE = Int32Array.from({ length: 256 }, (_, level) => reciprocal(180, 6 * level));

function reciprocal(numerator: number, divisor: number): number {
  return divisor === 0 ? 0 : Math.round((numerator * 2 ** HSV_BITS) / divisor);
}

function hsv({ red, blue }: Order): Convert {
  return (source, from, target, to) => {
    const [r, g, b] = [source[from + red] ?? 0, source[from + 1] ?? 0, source[from + blue] ?? 0];
    const value = Math.max(r, g, b);
    const range = value - Math.min(r, g, b);
    const sector = value === r ? g - b : value === g ? b - r + 2 * range : r - g + 4 * range;
    const hue = (sector * (HUE[range] ?? 0) + HSV_HALF) >> HSV_BITS;
    target[to] = hue < 0 ? hue + 180 : hue;
    target[to + 1] = (range * (SATURATION[value] ?? 0) + HSV_HALF) >> HSV_BITS;
    target[to + 2] = value;
  };
}

const YUV_BITS = 14;
const YUV_HALF = 1 << (YUV_BITS - 1);

function luma(source: Uint8Array, from: number, { red, blue }: Order): number {
  const sum = 4899 * (source[from + red] ?? 0) + 9617 * (source[from + 1] ?? 0) + 1868 * (source[from + blue] ?? 0);
  return (sum + YUV_HALF) >> YUV_BITS;
}

/** A difference of colour, around 128. */
function chroma(difference: number, weight: number): number {
  const level = (difference * weight + (128 << YUV_BITS) + YUV_HALF) >> YUV_BITS;
  return level < 0 ? 0 : level > 255 ? 255 : level;
}

function yCrCb(order: Order): Convert {
  return (source, from, target, to) => {
    const y = luma(source, from, order);
    target[to] = y;
    target[to + 1] = chroma((source[from + order.red] ?? 0) - y, 11_682);
    target[to + 2] = chroma((source[from + order.blue] ?? 0) - y, 9241);
  };
}

function yuv(order: Order): Convert {
  return (source, from, target, to) => {
    const y = luma(source, from, order);
    target[to] = y;
    target[to + 1] = chroma((source[from + order.blue] ?? 0) - y, 8061);
    target[to + 2] = chroma((source[from + order.red] ?? 0) - y, 14_369);
  };
}
