import { loadOpenCV, type OpenCV } from "@opencvjs/node";
import fc from "fast-check";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import type { Corner, Image } from "../../src/imaging/index.ts";
import { compare } from "./compare.ts";
import { Original } from "./original.ts";

/** Blobs such as a network's map of text has them: rotated rectangles, one upon another. */
const bitmaps: fc.Arbitrary<Image> = fc
  .record({
    width: fc.integer({ min: 8, max: 120 }),
    height: fc.integer({ min: 8, max: 120 }),
    blobs: fc.array(
      fc.record({
        x: fc.nat(120),
        y: fc.nat(120),
        across: fc.nat(40),
        down: fc.nat(15),
        turn: fc.integer({ min: -90, max: 90 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ width, height, blobs }) => {
    const data = new Uint8Array(width * height);
    for (const { x, y, across, down, turn } of blobs) {
      const [sine, cosine] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
      for (let at = 0; at < data.length; at++) {
        const [dx, dy] = [(at % width) - x, Math.trunc(at / width) - y];
        const inside = Math.abs(dx * cosine + dy * sine) <= across && Math.abs(dy * cosine - dx * sine) <= down;
        if (inside) data[at] = 255;
      }
    }
    return { data, width, height, channels: 1 };
  });

/** What JSON says, as bytes to compare. */
function text(value: unknown): Image {
  const data = new Uint8Array(Buffer.from(JSON.stringify(value)));
  return { data, width: data.length, height: 1, channels: 1 };
}

/** The OpenCV that handlers may import has the work on contours that ports of OCR scripts need. */
describe("@opencvjs/node 4.13.0-release.1 and opencv-python-headless 4.13.0.92", () => {
  let original: Original;
  let cv: typeof OpenCV;
  beforeAll(async () => {
    original = new Original(inject("pythons").imaging);
    cv = await loadOpenCV();
  });
  afterAll(() => original.close());

  function contours({ data, width, height }: Image): unknown[] {
    const bitmap = cv.matFromArray(height, width, cv.CV_8UC1, data);
    const found = new cv.MatVector();
    const hierarchy = new cv.Mat();
    cv.findContours(bitmap, found, hierarchy, cv.RETR_LIST, cv.CHAIN_APPROX_SIMPLE);
    const described = Array.from({ length: found.size() }, (_, index) => {
      const contour = found.get(index);
      const points = Array.from({ length: contour.rows }, (_none, row) => [
        ...contour.data32S.subarray(2 * row, 2 * row + 2),
      ]);
      const rectangle = cv.minAreaRect(contour);
      contour.delete();
      const { center, size, angle } = rectangle;
      const corners = cv.boxPoints(rectangle).map(({ x, y }) => [x, y]);
      return [points, [[center.x, center.y], [size.width, size.height], angle], corners];
    });
    for (const each of [bitmap, found, hierarchy]) each.delete();
    return described;
  }

  it("findContours, minAreaRect, boxPoints", (context) =>
    compare(context, {
      cases: bitmaps,
      ours: (bitmap) => text(contours(bitmap)),
      theirs: async (bitmap) => text(await original.value("references.contours(image)", { image: bitmap })),
    }));

  const corner = fc.tuple(fc.integer({ min: -10, max: 90 }), fc.integer({ min: -10, max: 90 }));
  it("fillPoly", (context) =>
    compare(context, {
      cases: fc.array(corner, { minLength: 3, maxLength: 6 }),
      ours: (corners) => filled(corners),
      theirs: (corners) => original.image("references.fill_polygon(corners, 80, 70)", { corners }),
    }));

  function filled(corners: readonly Corner[]): Image {
    const mask = cv.Mat.zeros(70, 80, cv.CV_8UC1);
    const polygon = cv.matFromArray(corners.length, 1, cv.CV_32SC2, corners.flat());
    const polygons = new cv.MatVector();
    polygons.push_back(polygon);
    cv.fillPoly(mask, polygons, new cv.Scalar(1, 0, 0, 0));
    const data = mask.data.slice();
    for (const each of [mask, polygon, polygons]) each.delete();
    return { data, width: 80, height: 70, channels: 1 };
  }
});
