import { describe, expect, it } from "vitest";
import {
  DATATYPES,
  elementSize,
  elementsIn,
  fitsShape,
  isDatatype,
  listed,
  short,
} from "../../src/tensors/datatypes.ts";

it("every datatype has its size", () => {
  const sizes = Object.fromEntries(DATATYPES.filter(isDatatype).map((name) => [name, elementSize(name)]));
  expect(sizes).toEqual({
    ...{ BOOL: 1, UINT8: 1, UINT16: 2, UINT32: 4, UINT64: 8, INT8: 1, INT16: 2, INT32: 4, INT64: 8 },
    ...{ FP16: 2, BF16: 2, FP32: 4, FP64: 8, BYTES: 0 },
  });
});

it.each(["fp32", "", "FP8", "toString", "__proto__", 1, null, undefined])("%s is no datatype", (name) => {
  expect(isDatatype(name)).toBe(false);
});

describe("a shape", () => {
  it.each<[number[], number | undefined]>([
    [[], 1],
    [[3], 3],
    [[2, 3, 4], 24],
    [[2, 0, 4], 0],
    [[0], 0],
    [[2 ** 26, 2 ** 27], undefined],
    [[2 ** 52, 0], 0],
    [[2 ** 52, 2 ** 52, 0], undefined],
    [[-1], undefined],
    [[1.5], undefined],
    [[Number.NaN], undefined],
    [[Number.POSITIVE_INFINITY, 0], undefined],
    [Array(1100).fill(2), undefined],
  ])("%j holds %s elements", (shape, count) => {
    expect(elementsIn(shape)).toBe(count);
  });

  it.each<[number[], number[], boolean]>([
    [[1, 2], [-1, 2], true],
    [[1, 2], [1, 2], true],
    [[1, 3], [-1, 2], false],
    [[1], [-1, 2], false],
    [[], [-1], false],
    [[], [], true],
    [[4, 5], [], true],
  ])("%j where %j is declared: %s", (shape, declared, fits) => {
    expect(fitsShape(shape, declared)).toBe(fits);
  });
});

it("what a message shows of a caller's shapes and names is not as long as they are", () => {
  expect(listed([1, -1, "n"])).toBe("[1, -1, n]");
  expect(listed(Array(10_000).fill(1))).toBe(`[${"1, ".repeat(16)}...]`);
  expect([short("x".repeat(100)), short("x".repeat(101))]).toEqual(["x".repeat(100), `${"x".repeat(100)}...`]);
});
