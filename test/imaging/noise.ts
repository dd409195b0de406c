import type { Image, Samples } from "../../src/imaging/index.ts";

export type Kind = "noise" | "edges" | "float";

/** The same generator as in `test/originals/imaging/record.py`. */
export function noiseImage(seed: number, kind: Kind, width: number, height: number, channels: number): Image<Samples> {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
  const length = width * height * channels;
  const integers = Uint32Array.from({ length }, next);
  const shape = { width, height, channels };
  if (kind === "float") return { data: Float32Array.from(integers, (value) => value / 65_536 - 64), ...shape };
  const byte = kind === "noise" ? (value: number) => value & 255 : (value: number) => (value & 1) * 255;
  return { data: Uint8Array.from(integers, byte), ...shape };
}
