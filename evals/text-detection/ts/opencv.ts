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
