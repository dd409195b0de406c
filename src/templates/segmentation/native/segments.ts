import type { Image } from "evalbridge/imaging";

/** What a model's output says of one class. */
export interface Segment {
  readonly pixels: number;
  /** The mean of its pixels' probabilities. */
  readonly score: number;
  readonly left: number;
  readonly top: number;
  /** The first column behind it. */
  readonly right: number;
  /** The first row below it. */
  readonly bottom: number;
}

export interface Segments {
  /** Each pixel's best class, in one channel. */
  readonly classes: Image;
  /** By class; undefined where no pixel is of it. */
  readonly found: readonly (Segment | undefined)[];
}

/** @param probabilities float32 [1, classes, height, width] */
export function segmentsOf(probabilities: Float32Array, width: number, height: number): Segments {
  const size = width * height;
  const data = new Uint8Array(size);
  const found: { -readonly [K in keyof Segment]: Segment[K] }[] = [];
  for (let at = 0; at < size; at++) {
    let best = 0;
    for (let next = 1; next * size < probabilities.length; next++) {
      if ((probabilities[next * size + at] ?? 0) > (probabilities[best * size + at] ?? 0)) best = next;
    }
    data[at] = best;
    const [x, y] = [at % width, Math.floor(at / width)];
    const segment = found[best] ?? { pixels: 0, score: 0, left: x, top: y, right: x, bottom: y };
    found[best] = segment;
    segment.pixels += 1;
    segment.score += probabilities[best * size + at] ?? 0;
    segment.left = Math.min(segment.left, x);
    segment.right = Math.max(segment.right, x + 1);
    segment.bottom = y + 1;
  }
  for (const segment of Object.values(found)) segment.score /= segment.pixels;
  return { classes: { data, width, height, channels: 1 }, found };
}
