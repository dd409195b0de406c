export type PillowFilter = "box" | "bilinear" | "hamming" | "bicubic" | "lanczos";

interface Filter {
  /** Half its width where it does not reduce (source pixels). */
  readonly support: number;
  at(x: number): number;
}

const FILTERS: Readonly<Record<PillowFilter, Filter>> = {
  box: { support: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, at: hamming },
  bicubic: { support: 2, at: bicubic },
  lanczos: { support: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function hamming(value: number): number {
  const x = Math.abs(value);
  if (x === 0) return 1;
  if (x >= 1) return 0;
  const angle = x * Math.PI;
  // Its two constants are single precision there.
  return (Math.sin(angle) / angle) * (Math.fround(0.54) + Math.fround(0.46) * Math.cos(angle));
}

/** Keys' cubic with a = -0.5. */
function bicubic(value: number): number {
  const a = -0.5;
  const x = Math.abs(value);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}

/** What one output position is made of. */
export interface PillowTaps {
  /** The first source position. */
  readonly start: number;
  /** Of it and its followers, as whole numbers with so many fractional bits as were asked for. */
  readonly weights: Int32Array;
}

/** The taps of one axis: where it shrinks, the filter is as much wider. */
export function tapsOf(filter: PillowFilter, source: number, target: number, bits: number): PillowTaps[] {
  const scale = source / target;
  const stretch = Math.max(scale, 1);
  const { support, at } = FILTERS[filter];
  return Array.from({ length: target }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support * stretch + 0.5));
    const end = Math.min(source, Math.trunc(centre + support * stretch + 0.5));
    const raw = Float64Array.from({ length: end - start }, (_none, tap) =>
      at((tap + start - centre + 0.5) * (1 / stretch)),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    const weights = Int32Array.from(raw, (weight) => roundAway((sum === 0 ? weight : weight / sum) * 2 ** bits));
    return { start, weights };
  });
}

function roundAway(value: number): number {
  return Math.trunc(value < 0 ? value - 0.5 : value + 0.5);
}
