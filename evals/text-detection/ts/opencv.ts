import type { OpenCV } from "@opencvjs/node";

export type Cv = typeof OpenCV;
export type Mat = OpenCV.Mat;
export type Point = OpenCV.Point;

interface Deletable {
  delete(): unknown;
}

/** Hands out `own`; what passes through it is deleted at the end: no garbage collector sees OpenCV's heap. */
export function scoped<T>(body: (own: <D extends Deletable>(value: D) => D) => T): T {
  const owned: Deletable[] = [];
  try {
    return body((value) => {
      owned.push(value);
      return value;
    });
  } finally {
    for (const value of owned) value.delete();
  }
}

/** Rounds to the nearest integer, halves to the even one, as Python and NumPy do. */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
