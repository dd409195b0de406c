import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rectangle } from "../../../src/cli/draw/labels.ts";
import { boundsOf, LabelPlaces, shortened, TextMeasure } from "../../../src/cli/draw/labels.ts";

const PICTURE = { width: 400, height: 300 };
const LABEL = { width: 60, height: 18 };

const region = fc.record({
  left: fc.integer({ min: -50, max: 400 }),
  top: fc.integer({ min: -50, max: 300 }),
  width: fc.integer({ min: 0, max: 500 }),
  height: fc.integer({ min: 0, max: 400 }),
});

function areApart(a: Rectangle, b: Rectangle): boolean {
  const [x, y] = [
    a.left + a.width <= b.left || b.left + b.width <= a.left,
    a.top + a.height <= b.top || b.top + b.height <= a.top,
  ];
  return x || y;
}

describe("labels", () => {
  it("lie inside the picture, whatever the regions are", () => {
    fc.assert(
      fc.property(fc.array(region, { minLength: 1, maxLength: 20 }), (regions) => {
        const places = new LabelPlaces(PICTURE, regions);
        for (const one of regions) {
          const { left, top, width, height } = places.place(one, LABEL);
          expect({ width, height }).toEqual(LABEL);
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(PICTURE.width);
          expect(top + height).toBeLessThanOrEqual(PICTURE.height);
        }
      }),
    );
  });

  it("of the same region do not hide each other", () => {
    const one = { left: 100, top: 100, width: 150, height: 80 };
    const places = new LabelPlaces(PICTURE, [one]);
    const labels = Array.from({ length: 6 }, () => places.place(one, LABEL));
    expect(labels[0]).toEqual({ ...LABEL, left: 100, top: 82 });
    for (const [index, a] of labels.entries())
      for (const b of labels.slice(index + 1)) expect(areApart(a, b)).toBe(true);
  });

  it("go where they hide no other region", () => {
    const [upper, lower] = [
      { left: 100, top: 50, width: 150, height: 50 },
      { left: 100, top: 100, width: 150, height: 50 },
    ];
    const label = new LabelPlaces(PICTURE, [upper, lower]).place(lower, LABEL);
    expect(areApart(label, upper)).toBe(true);
  });

  it("are cut when they are long, and one line", () => {
    expect(shortened(`${"é".repeat(59)}\n\tx\u0007y`)).toBe(`${"é".repeat(59)}…`);
    expect(shortened("a\nb")).toBe("a b");
  });

  it("are measured in the font they are drawn in, whatever characters they have", async () => {
    const measure = new TextMeasure(20);
    const [narrow = 0, wide = 0, markup = 0] = await Promise.all(
      ["ii", "WW", "<b> & </b>"].map((text) => measure.width(text)),
    );
    expect(wide).toBeGreaterThan(narrow);
    expect(markup).toBeGreaterThan(wide);
    expect(await measure.width(" ")).toBe(0);
  });

  it("know the bounds of a polygon", () => {
    expect(
      boundsOf([
        [5, 9],
        [1, 3],
        [4, 2],
      ]),
    ).toEqual({ left: 1, top: 2, width: 4, height: 7 });
  });
});
