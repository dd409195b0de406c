import type { Feed } from "evalbridge/onnx";
import type { Picture } from "./load-image.ts";
import { type Cv, scoped } from "./opencv.ts";
import { roundHalfEven } from "./round.ts";

const STRIDE = 32;
/** ImageNet's statistics for R, G and B, which the model was trained to find on B, G and R. */
const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];
/** One table per plane: every byte's normalised value, each step rounded to float32 as NumPy does. */
const NORMALISED = MEAN.map((mean, plane) => normalisationTable(mean, STD[plane] ?? 1));

/** The net's input: float32 `[1, 3, H, W]`, planes B, G, R; longer side at most `limitSideLen`, both multiples of 32. */
export function preprocess(cv: Cv, picture: Picture, limitSideLen: number): Feed {
  const ratio = Math.min(1, limitSideLen / Math.max(picture.width, picture.height));
  const width = roundToStride(Math.trunc(picture.width * ratio));
  const height = roundToStride(Math.trunc(picture.height * ratio));
  return { data: toPlanes(resize(cv, picture, width, height)), dims: [1, 3, height, width] };
}

function roundToStride(length: number): number {
  return Math.max(roundHalfEven(length / STRIDE) * STRIDE, STRIDE);
}

function resize(cv: Cv, { rgb, width, height }: Picture, toWidth: number, toHeight: number): Uint8Array {
  return scoped((own) => {
    const source = own(cv.matFromArray(height, width, cv.CV_8UC3, rgb));
    const target = own(new cv.Mat());
    cv.resize(source, target, new cv.Size(toWidth, toHeight), 0, 0, cv.INTER_LINEAR);
    return target.data.slice();
  });
}

function toPlanes(rgb: Uint8Array): Float32Array {
  const size = rgb.length / 3;
  const planes = new Float32Array(rgb.length);
  for (const [plane, table] of NORMALISED.entries()) {
    const channel = 2 - plane;
    for (let i = 0; i < size; i++) planes[plane * size + i] = table[rgb[i * 3 + channel] ?? 0] ?? 0;
  }
  return planes;
}

function normalisationTable(mean: number, std: number): Float32Array {
  const { fround } = Math;
  const scale = fround(1 / 255);
  return Float32Array.from({ length: 256 }, (_, byte) => fround(fround(byte * scale) - fround(mean)) / fround(std));
}
