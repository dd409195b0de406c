import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PassedArray } from "../../src/compare/stage-array.ts";
import { arrayDifference } from "../../src/compare/stage-difference.ts";

function floats(shape: readonly number[], values: readonly number[]): PassedArray {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  return { stage: "net input", call: "f", name: "", run: 0, dtype: "float32", shape, bytes };
}

/** Images of some size, channels last: at least two rows and columns, and so many different numbers. */
const pictures = fc.tuple(fc.integer({ min: 5, max: 9 }), fc.integer({ min: 5, max: 9 })).chain(([height, width]) =>
  fc
    .uniqueArray(fc.integer({ min: -1000, max: 1000 }), {
      minLength: height * width * 3,
      maxLength: height * width * 3,
    })
    .map((values) => ({ height, width, values })),
);

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}

describe("arrays in another order", () => {
  it("are recognised: channels reversed, channels first, and both", () => {
    fc.assert(
      fc.property(pictures, ({ height, width, values }) => {
        const pixels = height * width;
        const reversed = values.map((_, index) => at(values, index - (index % 3) + 2 - (index % 3)));
        const planes = (from: readonly number[]) =>
          from.map((_, index) => at(from, (index % pixels) * 3 + Math.floor(index / pixels)));
        const a = floats([height, width, 3], values);
        for (const [b, channels] of [
          [floats([1, height, width, 3], values), false],
          [floats([height, width, 3], reversed), true],
          [floats([1, 3, height, width], planes(values)), false],
          [floats([3, height, width], planes(reversed)), true],
        ] as const) {
          for (const { apart, arrangement } of [arrayDifference(a, b), arrayDifference(b, a)]) {
            expect([apart?.unequal, apart?.max, arrangement?.channels]).toEqual([0, 0, channels]);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("of sizes that do not fit cannot be laid beside each other", () => {
    expect(arrayDifference(floats([2, 3], [1, 2, 3, 4, 5, 6]), floats([3, 2], [1, 2, 3, 4, 5, 6]))).toEqual({});
  });
});

describe("numbers", () => {
  const a = floats([4], [0, 1, -100, Number.NaN]);

  it("differ by more than rounding: 1e-5 of A's largest", () => {
    expect(arrayDifference(a, floats([4], [0.0009, 1, -100, Number.NaN])).apart?.unequal).toBe(0);
    const { apart } = arrayDifference(a, floats([4], [0.0011, 1, Number.NaN, Number.NaN]));
    expect(apart).toMatchObject({ elements: 4, unequal: 2, worst: { index: [2], a: "-100", b: "NaN" } });
    expect(Number.isFinite(apart?.max) && Number.isFinite(apart?.mean)).toBe(true);
  });

  it("of whole types are exact, and the coarser type decides between two", () => {
    const bytes: PassedArray = { ...floats([2], []), dtype: "uint8", bytes: Uint8Array.of(10, 200) };
    expect(arrayDifference(bytes, { ...bytes, bytes: Uint8Array.of(10, 201) }).apart?.unequal).toBe(1);
    expect(arrayDifference(bytes, floats([2], [10, 200.001])).apart?.unequal).toBe(0);
    const half: PassedArray = { ...bytes, dtype: "float16", bytes: Uint8Array.of(0, 0x3c, 0, 0x40) };
    expect(arrayDifference(half, floats([2], [1.005, 2])).apart).toMatchObject({ unequal: 0, worst: { a: "1" } });
  });

  it("with another mean or scale in each channel are told as such", () => {
    const values = Array.from({ length: 5 * 5 * 3 }, (_, index) => Math.sin(index * index));
    const scaled = values.map((value, index) => value * (1 + (index % 3)) - (index % 3));
    const { lines = [] } = arrayDifference(floats([5, 5, 3], values), floats([5, 5, 3], scaled));
    expect(lines.map(({ scale, offset }) => [Math.round(scale * 1e3), Math.round(offset * 1e3)])).toEqual([
      [1000, 0],
      [2000, -1000],
      [3000, -2000],
    ]);
    const noise = values.map((value) => Math.sin(value * 1e4));
    expect(arrayDifference(floats([5, 5, 3], values), floats([5, 5, 3], noise)).lines).toBeUndefined();
  });
});
