import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Image, Samples } from "../../src/imaging/index.ts";
import {
  crop,
  cvtColor,
  flip,
  ImageError,
  letterbox,
  pad,
  pillowGrey,
  rotate,
  standardise,
  toTensor,
} from "../../src/imaging/index.ts";
import { noiseImage } from "./noise.ts";

const noise = noiseImage(77, "noise", 61, 47, 3) as Image;

function sha256(data: Samples): string {
  return createHash("sha256")
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest("hex");
}

// Recorded from opencv-python-headless 4.13.0.92, Pillow 12.3.0 and NumPy by test/originals/imaging/record_pixels.py.
it.each([
  [
    "cv2.cvtColor",
    cvtColor(noise, "RGB2GRAY").data,
    "b06a2d786f838ec25c0561b4b7fa2e2f5bd7877d1dace2971cb23ab0440b2956",
  ],
  ["convert('L')", pillowGrey(noise).data, "c9534c031649717b9ee8a4272a9a9fe5bdbad066f16574ca587233995fe572b2"],
  [
    "NumPy's (image * scale - mean) / std, channels reversed, in planes",
    toTensor(noise, {
      swap: true,
      normalise: standardise(1 / 255, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    }),
    "f99355ec29224a870a0e858cc1f397aa405e55dc5de9a3d19ea78702b4057d96",
  ],
  [
    "NumPy's image / 255",
    toTensor(noise, { layout: "hwc", normalise: (sample) => sample / 255 }),
    "3a67e64fb54c20afcdd007e98eeab54c0027f488a0e0db2cb114d4cf99c5876e",
  ],
  [
    "cv2.copyMakeBorder",
    pad(noise, { top: 3, bottom: 5, left: 2, right: 7 }, [1, 2, 3]).data,
    "1941c447c6b67f7ad1fbb9018f8c6a0c95b408735ab7d2506d6b85d3d439078f",
  ],
  [
    "cv2.COLOR_RGB2HSV",
    cvtColor(noise, "RGB2HSV").data,
    "b0b631f222ab8591f523c0913b2125d4431d76f245d65d8c831d991dcd572c50",
  ],
  [
    "cv2.COLOR_BGR2YCrCb",
    cvtColor(noise, "BGR2YCrCb").data,
    "ab43570be1de0c0acd9d0b8cb5942711b05f7fa548e321dd34323f858d293d4a",
  ],
  ["cv2.flip", flip(noise, "horizontal").data, "22310338e3a2d44c049aae9aaacb1b3365f12ecd6ce0deb4a08153b5208845c9"],
  ["cv2.rotate", rotate(noise, 90).data, "996f36bd5f2c6e718fa1533c97a720e3bdc40956095af6b9b10078fd8f2a123b"],
  [
    "a slice",
    crop(noise, { x: 5, y: 10, width: 35, height: 20 }).data,
    "4e96b1b211244f5094204298ece558a9a44ee14fd25c4e5d9772119cbf06a9df",
  ],
])("equals %s", (_name, data, recorded) => {
  expect(sha256(data)).toBe(recorded);
});

it("a border that is cut off again leaves the image as it was", () => {
  const margin = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(margin, margin, margin, margin, fc.nat(255), (left, top, right, bottom, value) => {
      const padded = pad(noise, { left, top, right, bottom }, value);
      expect(crop(padded, { x: left, y: top, width: noise.width, height: noise.height })).toEqual(noise);
    }),
  );
});

it("a letterbox keeps proportions and says where things are", () => {
  const { image, scale, offset } = letterbox(noise, 122, 122);
  expect([image.width, image.height, scale, offset]).toEqual([122, 122, 2, { x: 0, y: 14 }]);
  expect([...image.data.subarray(0, 3)]).toEqual([114, 114, 114]);
  expect(letterbox(noise, 1, 40).image).toMatchObject({ width: 1, height: 40 });
});

it("float images keep their values", () => {
  const floats = noiseImage(5, "float", 3, 2, 2);
  expect(toTensor(floats, { layout: "hwc" })).toEqual(floats.data);
  expect([...toTensor(floats)]).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11].map((at) => floats.data[at]));
});

it.each([
  ["10x1 at 55,0 is not within an image of 61x47", () => crop(noise, { x: 55, y: 0, width: 10, height: 1 })],
  ["2 samples are no colour of an image of 3", () => pad(noise, { left: 1, top: 0, right: 0, bottom: 0 }, [1, 2])],
  ["a margin cannot be negative", () => pad(noise, { left: -1, top: 0, right: 0, bottom: 0 })],
  ["RGB2GRAY takes an image of 3 channels, not of 1", () => cvtColor(cvtColor(noise, "RGB2GRAY"), "RGB2GRAY")],
  ['convert("L") takes an image of 3 channels, not of 1', () => pillowGrey(pillowGrey(noise))],
  ["2 means and 3 standard deviations", () => standardise(1, [0, 0], [1, 1, 1])],
])("%s", (message, make) => {
  expect(make).toThrow(ImageError);
  expect(make).toThrow(message);
});
