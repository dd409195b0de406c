import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Corner, Image, Samples } from "../../src/imaging/index.ts";
import {
  crop,
  cropQuad,
  cvWarpAffine,
  cvWarpPerspective,
  flip,
  getAffineTransform,
  getPerspectiveTransform,
  ImageError,
  rotate,
} from "../../src/imaging/index.ts";
import { noiseImage } from "./noise.ts";

const noise = noiseImage(77, "noise", 61, 47, 3) as Image;
const floats = { ...noise, data: Float32Array.from(noise.data, (sample) => sample / 256) };
const quad: Corner[] = [
  [5, 8],
  [50, 3],
  [55, 30],
  [9, 40],
];
const upright: Corner[] = [
  [0, 0],
  [99, 0],
  [99, 41],
  [0, 41],
];
const matrix = getPerspectiveTransform(quad, upright);
const affine = getAffineTransform(quad.slice(0, 3), upright.slice(0, 3));

function sha256(data: Samples): string {
  return createHash("sha256")
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest("hex");
}

// Recorded from opencv-python-headless 4.13.0.92 by test/originals/imaging/record_pixels.py.
it.each([
  [
    "warpPerspective, linear",
    cvWarpPerspective(noise, matrix, 110, 50, { value: 9 }),
    "f6017eddabd0426b8719887d847f9e007df1d449ec4a28758593d91c8f662612",
  ],
  [
    "warpPerspective, cubic",
    cvWarpPerspective(noise, matrix, 110, 50, { interpolation: "cubic", border: "replicate" }),
    "42503c19be83e78826919c760345fe69b91a2597cb183f0c36d5fcdef4f7e245",
  ],
  [
    "warpPerspective, inverse",
    cvWarpPerspective(noise, matrix, 110, 50, { interpolation: "nearest", inverse: true }),
    "53da4c88eb39501b7ad15ee7c59893faae78aeeecc44d3f5a81003ecef66374d",
  ],
  [
    "warpAffine, linear",
    cvWarpAffine(noise, affine, 110, 50),
    "0ecbb9f4c8351001ba9fd150c4ca03d5f09c5c509d4cdc7c85dea66b47bd4f88",
  ],
  [
    "warpPerspective, float32",
    cvWarpPerspective(floats, matrix, 110, 50),
    "c5a11454a64dcb4ddac61eecc6b1e40708052bd773199c0858f83f42401e5261",
  ],
])("equals cv2.%s", (_name, { data }, recorded) => {
  expect(sha256(data)).toBe(recorded);
});

const place = fc.record({
  x: fc.nat(30),
  y: fc.nat(20),
  width: fc.integer({ min: 2, max: 30 }),
  height: fc.integer({ min: 2, max: 26 }),
});

it("an upright quadrilateral is what crop cuts out, and its first corner says where left-top is", () => {
  fc.assert(
    fc.property(place, (region) => {
      const { x, y, width, height } = region;
      const corners: Corner[] = [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ];
      expect(cropQuad(noise, corners, "linear")).toEqual(crop(noise, region));
      const [first = [0, 0], ...others] = corners;
      const { width: across, height: down } = cropQuad(noise, [...others, first]);
      expect([across, down]).toEqual([height, width]);
    }),
  );
});

it("turned four times or mirrored twice, an image is as it was", () => {
  expect(rotate(rotate(noise, 90), 270)).toEqual(noise);
  expect(rotate(rotate(noise, 90), 90)).toEqual(rotate(noise, 180));
  expect(flip(flip(noise, "horizontal"), "vertical")).toEqual(flip(noise, "both"));
});

it("a matrix that cannot be turned round gives the pixel at 0,0, as there", () => {
  const { data } = cvWarpPerspective(noise, new Array<number>(9).fill(0), 2, 1);
  expect([...data]).toEqual([...noise.data.slice(0, 3), ...noise.data.slice(0, 3)]);
});

const line: Corner[] = [
  [0, 0],
  [1, 1],
  [2, 2],
];
/** OpenCV finds no solution that it trusts. */
const flat: Corner[] = [
  [0, 0],
  [44, 0],
  [44, 2],
  [-9.495264663428316e-8, 2],
];
const nearlyOnLine: Corner[] = [
  [0, 5.239009573387854e-11],
  [54, 19.999988555908203],
  [54, 20],
  [0, 20],
];
it.each([
  ["a matrix of 3x3 has 9 numbers, not 6", () => cvWarpPerspective(noise, affine, 10, 10)],
  ["a matrix of 2x3 has 6 numbers, not 9", () => cvWarpAffine(noise, matrix, 10, 10)],
  ["an image cannot be 0x10", () => cvWarpPerspective(noise, matrix, 0, 10)],
  ["a side of 32767 is too long to be warped", () => cvWarpPerspective(noise, matrix, 32_767, 1)],
  ["2 samples are no colour", () => cvWarpPerspective(noise, matrix, 1, 1, { value: [1, 2] })],
  ["4 corners go to 4 others, not 3 to 4", () => getPerspectiveTransform(line, upright)],
  ["the corners lie on a line", () => getAffineTransform(line, upright.slice(0, 3))],
  ["the corners lie on a line", () => getPerspectiveTransform(flat, nearlyOnLine)],
  ["4 corners go to 4 others, not 3", () => cropQuad(noise, line)],
])("%s", (message, make) => {
  expect(make).toThrow(ImageError);
  expect(make).toThrow(message);
});
