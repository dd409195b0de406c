/** Samples of an image: 8-bit ones, or floats in whatever range their maker chose. */
export type Samples = Uint8Array | Float32Array;

/** An image in memory: rows from the top, pixels from the left, the samples of a pixel side by side (HWC). */
export interface Image<T extends Samples | Uint16Array = Uint8Array> {
  /** Exactly `width * height * channels` samples. */
  readonly data: T;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** What was given is no image, or cannot be made into what was asked for. */
export class ImageError extends Error {
  override readonly name: string = "ImageError";
}

/** Bytes that are no picture, or one that cannot be read, or a too large one. The message names why. */
export class DecodeError extends ImageError {
  override readonly name = "DecodeError";
}

/** @throws ImageError when the sizes are impossible, or the data is not as long as they say */
export function checkImage({ data, width, height, channels }: Image<Samples>): void {
  checkSize(width, height);
  if (!isCount(channels)) throw new ImageError(`an image cannot have ${channels} channels`);
  const expected = width * height * channels;
  if (data.length !== expected) {
    throw new ImageError(`an image of ${width}x${height}x${channels} has ${expected} samples, not ${data.length}`);
  }
}

/** @throws ImageError */
export function checkSize(width: number, height: number): void {
  if (!isCount(width) || !isCount(height)) throw new ImageError(`an image cannot be ${width}x${height}`);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

/** An image of the same sample type, with new samples that are all zero. */
export function blankLike<T extends Samples>(image: Image<T>, width: number, height: number): Image<T> {
  const length = width * height * image.channels;
  // The constructor of the same type: TypeScript cannot see that it makes a T.
  const data = (image.data instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length)) as T;
  return { data, width, height, channels: image.channels };
}

/**
 * The samples of a pixel of one colour.
 *
 * @param value one sample for all channels, or one for each
 * @throws ImageError
 */
export function colourOf({ channels }: Image<Samples>, value: number | readonly number[]): readonly number[] {
  if (typeof value === "number") return new Array<number>(channels).fill(value);
  if (value.length === channels) return value;
  throw new ImageError(`${value.length} samples are no colour of an image of ${channels} channels`);
}
