import type { Image } from "./image.ts";
import { checkImage, ImageError } from "./image.ts";

/** Weights of red, green and blue, and the bits by which their sum is shifted down again, half of it added before. */
interface Weights {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly bits: number;
}

const WEIGHTS = {
  cv2: { red: 9798, green: 19_235, blue: 3735, bits: 15 },
  pillow: { red: 19_595, green: 38_470, blue: 7471, bits: 16 },
} as const satisfies Record<string, Weights>;

/**
 * An RGB image in grey: `cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)` or Pillow's `convert("L")`, which round differently.
 *
 * @param image uint8, RGB
 * @param as whose rounding
 * @throws ImageError when it has not 3 channels
 */
export function toGrey(image: Image, as: keyof typeof WEIGHTS): Image {
  checkImage(image);
  const { data, width, height, channels } = image;
  if (channels !== 3) throw new ImageError(`an image of ${channels} channels is not RGB`);
  const { red, green, blue, bits } = WEIGHTS[as];
  const half = 1 << (bits - 1);
  const grey = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    const sum = red * (data[at] ?? 0) + green * (data[at + 1] ?? 0) + blue * (data[at + 2] ?? 0);
    grey[pixel] = (sum + half) >> bits;
  }
  return { data: grey, width, height, channels: 1 };
}
