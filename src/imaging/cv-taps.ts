/** Where OpenCV's separable filters read and with which weights, for one axis. */
export interface Taps {
  /** Per output position: the first of its `size` source positions, which may lie outside of the image. */
  readonly starts: Int32Array;
  /** `size` weights per output position, in single precision. */
  readonly weights: Float32Array;
  readonly size: number;
}

export type CvKernel = "linear" | "cubic" | "lanczos4" | "area-enlarging";

const SIZES: Readonly<Record<CvKernel, number>> = { linear: 2, "area-enlarging": 2, cubic: 4, lanczos4: 8 };
const f = Math.fround;

/**
 * The taps of one axis.
 *
 * @param clamped linear filters: a position outside of the image moves to its edge, as OpenCV does for columns (not for
 *   rows, whose positions are clipped as they are read)
 */
export function tapsOf(kernel: CvKernel, source: number, target: number, clamped: boolean): Taps {
  const size = SIZES[kernel];
  const starts = new Int32Array(target);
  const weights = new Float32Array(target * size);
  const inverse = target / source;
  const scale = 1 / inverse;
  for (let index = 0; index < target; index++) {
    let { position, fraction } =
      kernel === "area-enlarging" ? areaPosition(index, scale, inverse) : centre(index, scale);
    if (size === 2 && clamped && position < 0) [position, fraction] = [0, 0];
    if (size === 2 && clamped && position >= source - 1) [position, fraction] = [source - 1, 0];
    starts[index] = position - size / 2 + 1;
    weights.set(weightsAt(kernel, fraction), index * size);
  }
  return { starts, weights, size };
}

interface Place {
  readonly position: number;
  readonly fraction: number;
}

function centre(index: number, scale: number): Place {
  const exact = f((index + 0.5) * scale - 0.5);
  const position = Math.floor(exact);
  return { position, fraction: f(exact - position) };
}

function areaPosition(index: number, scale: number, inverse: number): Place {
  const position = Math.floor(index * scale);
  const exact = f(index + 1 - (position + 1) * inverse);
  return { position, fraction: exact <= 0 ? 0 : f(exact - Math.floor(exact)) };
}

function weightsAt(kernel: CvKernel, fraction: number): readonly number[] {
  if (kernel === "cubic") return cubicWeights(fraction);
  if (kernel === "lanczos4") return lanczos4(fraction);
  return [f(1 - fraction), fraction];
}

/** Keys' cubic with a = -0.75, every step in single precision. */
export function cubicWeights(x: number): number[] {
  const a = -0.75;
  const beyond = f(x + 1);
  const rest = f(1 - x);
  const first = f(f(f(f(f(f(f(a * beyond) - 5 * a) * beyond) + 8 * a) * beyond) - 4 * a));
  const second = near(x);
  const third = near(rest);
  return [first, second, third, f(f(f(1 - first) - second) - third)];
  function near(t: number): number {
    return f(f(f(f(f((a + 2) * t) - (a + 3)) * t) * t) + 1);
  }
}

const S45 = Math.SQRT1_2;
const ROTATIONS = [
  [1, 0],
  [-S45, -S45],
  [0, 1],
  [S45, -S45],
  [-1, 0],
  [S45, S45],
  [0, -1],
  [-S45, S45],
] as const;

function lanczos4(x: number): number[] {
  const start = -f(x + 3) * Math.PI * 0.25;
  const sine = Math.sin(start);
  const cosine = Math.cos(start);
  const raw = ROTATIONS.map(([a, b], index) => {
    const distance = f(f(x + 3) - index);
    if (Math.abs(distance) < f(1e-6)) return f(1e30);
    const y = -distance * Math.PI * 0.25;
    return f((a * sine + b * cosine) / (y * y));
  });
  const sum = raw.reduce((total, weight) => f(total + weight), 0);
  const factor = f(1 / sum);
  return raw.map((weight) => f(weight * factor));
}
