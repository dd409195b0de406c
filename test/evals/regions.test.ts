import fc from "fast-check";
import { expect, it } from "vitest";
import type { Region } from "../../evals/salient-object/ts/regions.ts";
import { findRegions } from "../../evals/salient-object/ts/regions.ts";

const images = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height, max: 3 })
      .map((data) => ({ data, width, height, channels: 1 })),
  );

it("finds what a flood fill finds, in the order of the first pixels", () => {
  fc.assert(
    fc.property(images, fc.integer({ min: 1, max: 3 }), (image, threshold) => {
      expect(findRegions(image, threshold).map((region) => pixelsOf(region, image.width))).toEqual(
        floodFill(image, threshold),
      );
    }),
  );
});

it("joins what meets only further down, and at a corner", () => {
  const rows = ["#.#.#", "#.#..", "###..", "...#."];
  const data = Uint8Array.from(rows.join(""), (mark) => (mark === "#" ? 255 : 0));
  const regions = findRegions({ data, width: 5, height: 4, channels: 1 }, 128);
  expect(regions.map((region) => pixelsOf(region, 5).length)).toEqual([8, 1]);
});

function pixelsOf(region: Region, width: number): number[] {
  const pixels = region.flatMap(({ row, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => row * width + from + i),
  );
  return pixels.sort((a, b) => a - b);
}

function floodFill(image: { data: Uint8Array; width: number; height: number }, threshold: number): number[][] {
  const { data, width, height } = image;
  const left = new Set([...data.keys()].filter((i) => (data[i] ?? 0) >= threshold));
  const regions: number[][] = [];
  for (const start of left) {
    const region = [start];
    left.delete(start);
    for (const pixel of region) {
      const [x, y] = [pixel % width, Math.trunc(pixel / width)];
      for (const ny of [y - 1, y, y + 1]) {
        for (const nx of [x - 1, x, x + 1]) {
          const inside = nx >= 0 && nx < width && ny >= 0 && ny < height;
          if (inside && left.delete(ny * width + nx)) region.push(ny * width + nx);
        }
      }
    }
    regions.push(region.sort((a, b) => a - b));
  }
  return regions;
}
