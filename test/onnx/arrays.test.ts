import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrayFor, deliveredAs, fromHalf, toHalf } from "../../src/onnx/arrays.ts";

const HALVES = Array.from({ length: 0x10000 }, (_, bits) => bits);
/** The finite ones that are not negative, in order. */
const LADDER = HALVES.slice(0, 0x7c00).map(fromHalf);

describe("16-bit floats", () => {
  it("survive the way to 32 bits and back, every one of them", () => {
    const changed = HALVES.filter((bits) => toHalf(fromHalf(bits)) !== bits);
    expect(changed.every((bits) => Number.isNaN(fromHalf(bits)))).toBe(true);
    expect(changed.length).toBeLessThan(2048);
  });

  it("have the values of IEEE 754", () => {
    expect([0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x3555].map(fromHalf)).toEqual([
      1,
      -2,
      65504,
      2 ** -14,
      2 ** -24,
      0.333251953125,
    ]);
    expect(Object.is(fromHalf(0x8000), -0)).toBe(true);
    expect([0x7c00, 0xfc00, 0x7e00].map(fromHalf)).toEqual([Infinity, -Infinity, NaN]);
  });

  it("are the nearest ones, in a tie the even one", () => {
    const magnitudes = fc.oneof(
      fc.float({ min: 0, max: 65519, noNaN: true }),
      fc.float({ min: 0, max: Math.fround(1e-4), noNaN: true }),
    );
    const ties = fc.nat(0x7bfe).map((rung) => ((LADDER[rung] ?? 0) + (LADDER[rung + 1] ?? 0)) / 2);
    fc.assert(
      fc.property(fc.oneof(magnitudes, ties), fc.boolean(), (magnitude, negative) => {
        const bits = toHalf(negative ? -magnitude : magnitude);
        expect(bits >>> 15).toBe(negative ? 1 : 0);
        const rung = bits & 0x7fff;
        const error = Math.abs(fromHalf(rung) - magnitude);
        for (const other of [rung - 1, rung + 1]) {
          const distance = Math.abs((LADDER[other] ?? Infinity) - magnitude);
          expect(distance > error || (distance === error && rung % 2 === 0)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("end at infinity", () => {
    expect([65519.996, 65520, 1e30, Infinity, -65520].map((value) => toHalf(Math.fround(value)))).toEqual([
      0x7bff, 0x7c00, 0x7c00, 0x7c00, 0xfc00,
    ]);
    expect(Number.isNaN(fromHalf(toHalf(Number.NaN)))).toBe(true);
  });
});

describe("an array for an input", () => {
  it.each([
    ["float32", new Float32Array(1), new Float32Array(1)],
    ["bool", new Uint8Array([1]), new Uint8Array([1])],
    ["uint8", Buffer.from([7]), Buffer.from([7])],
    ["int64", new Int32Array([-5]), new BigInt64Array([-5n])],
    ["int64", new BigInt64Array([5n]), new BigInt64Array([5n])],
    ["float16", new Float32Array([1]), new Uint16Array([0x3c00])],
    ["float16", new Uint16Array([0x7e2a]), new Uint16Array([0x7e2a])],
    ["string", ["a"], ["a"]],
  ])("of type %s", (type, given, expected) => {
    expect(arrayFor(type, given)).toEqual(expected);
  });

  it.each([
    ["float32", new Float64Array(1)],
    ["float16", new Float64Array(1)],
    ["int32", new BigInt64Array(1)],
    ["uint8", new Int8Array(1)],
    ["bool", new Int8Array(1)],
    ["float32", ["1"]],
    ["not a tensor", new Float32Array(1)],
  ])("of type %s is not made of another", (type, given) => {
    expect(arrayFor(type, given)).toBeUndefined();
  });
});

it("what no array carries is not delivered", () => {
  expect(["float32", "float16", "int64", "bfloat16", "int4", "not a tensor"].map(deliveredAs)).toEqual([
    "float32",
    "float32",
    "int64",
    undefined,
    undefined,
    undefined,
  ]);
});
