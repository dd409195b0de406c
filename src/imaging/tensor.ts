import type { Image, Samples } from "./image.ts";
import { checkImage, ImageError } from "./image.ts";

export interface TensorOptions {
  /** `chw`: one plane per channel, as most networks want it; `hwc`: as the image has it. */
  readonly layout?: "chw" | "hwc";
  /** Reverses the order of the channels: RGB to BGR and back. */
  readonly swap?: boolean;
  /**
   * A sample's value in the tensor. `channel` counts in the tensor's order, after `swap`. Absent: the sample itself. It is
   * called once per channel and grey level for uint8 images, and the result is rounded to float32.
   */
  readonly normalise?: (sample: number, channel: number) => number;
}

/**
 * An image as the data of a network's input, in one pass: order of the channels, normalisation and layout.
 *
 * @returns `width * height * channels` floats
 * @throws ImageError
 */
export function toTensor(
  image: Image<Samples>,
  { layout = "chw", swap = false, normalise }: TensorOptions = {},
): Float32Array {
  checkImage(image);
  const { data, channels } = image;
  const pixels = data.length / channels;
  const tensor = new Float32Array(data.length);
  for (let channel = 0; channel < channels; channel++) {
    const from = swap ? channels - 1 - channel : channel;
    const [start, step] = layout === "chw" ? [channel * pixels, 1] : [channel, channels];
    const levelOf = valuesOf(data, channel, normalise);
    for (let pixel = 0; pixel < pixels; pixel++) {
      tensor[start + pixel * step] = levelOf(data[pixel * channels + from] ?? 0);
    }
  }
  return tensor;
}

type Normalise = NonNullable<TensorOptions["normalise"]>;

function valuesOf(data: Samples, channel: number, normalise: Normalise | undefined): (sample: number) => number {
  if (normalise === undefined) return (sample) => sample;
  if (!(data instanceof Uint8Array)) return (sample) => normalise(sample, channel);
  const table = Float32Array.from({ length: 256 }, (_, sample) => normalise(sample, channel));
  return (sample) => table[sample] ?? 0;
}

const f = Math.fround;

/**
 * What `(image.astype(np.float32) * scale - mean) / std` computes with float32 arrays of `mean` and `std`: every step in
 * single precision.
 *
 * @param mean one per channel of the tensor
 * @param std one per channel of the tensor
 * @throws ImageError when there are not as many of one as of the other
 */
export function standardise(scale: number, mean: readonly number[], std: readonly number[]): Normalise {
  if (mean.length !== std.length) throw new ImageError(`${mean.length} means and ${std.length} standard deviations`);
  return (sample, channel) => f(f(f(sample * f(scale)) - f(mean[channel] ?? 0)) / f(std[channel] ?? 1));
}
