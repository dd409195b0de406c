import fc from "fast-check";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import type { CvColorCode, Image, Samples } from "../../src/imaging/index.ts";
import { cvtColor, flip, letterbox, pad, pillowGrey, rotate, standardise, toTensor } from "../../src/imaging/index.ts";
import { compare, images, side } from "./compare.ts";
import { Original } from "./original.ts";

function bytes(...channels: number[]): fc.Arbitrary<Image> {
  return images(["noise", "edges"], channels) as fc.Arbitrary<Image>;
}

const CODES: Readonly<Record<CvColorCode, number>> = {
  RGB2BGR: 3,
  BGR2RGB: 3,
  RGBA2RGB: 4,
  BGRA2BGR: 4,
  RGBA2BGR: 4,
  BGRA2RGB: 4,
  GRAY2RGB: 1,
  GRAY2BGR: 1,
  RGB2GRAY: 3,
  BGR2GRAY: 3,
  RGBA2GRAY: 4,
  BGRA2GRAY: 4,
  RGB2HSV: 3,
  BGR2HSV: 3,
  RGB2YCrCb: 3,
  BGR2YCrCb: 3,
  RGB2YUV: 3,
  BGR2YUV: 3,
};

const FLIPS = { vertical: 0, horizontal: 1, both: -1 } as const;
const TURNS = { 90: "ROTATE_90_CLOCKWISE", 180: "ROTATE_180", 270: "ROTATE_90_COUNTERCLOCKWISE" } as const;

describe("opencv-python-headless 4.13.0.92 as shipped", () => {
  let cv: Original;
  beforeAll(() => {
    cv = new Original(inject("pythons").imaging);
  });
  afterAll(() => cv.close());

  it.for(Object.entries(CODES) as [CvColorCode, number][])("cvtColor %s", ([code, channels], context) =>
    compare(context, {
      cases: bytes(channels),
      ours: (image) => cvtColor(image, code),
      theirs: (image) => cv.image("cv2.cvtColor(image, getattr(cv2, code))", { image, code: `COLOR_${code}` }),
    }),
  );

  it("flip", (context) =>
    compare(context, {
      cases: fc.record({ image: anything, axis: fc.constantFrom(...(Object.keys(FLIPS) as (keyof typeof FLIPS)[])) }),
      ours: ({ image, axis }) => flip(image, axis),
      theirs: ({ image, axis }) => cv.image("cv2.flip(image, code)", { image, code: FLIPS[axis] }),
    }));

  it("rotate", (context) =>
    compare(context, {
      cases: fc.record({ image: anything, degrees: fc.constantFrom(90, 180, 270) }),
      ours: ({ image, degrees }) => rotate(image, degrees),
      theirs: ({ image, degrees }) =>
        cv.image("cv2.rotate(image, getattr(cv2, code))", { image, code: TURNS[degrees] }),
    }));

  const margin = fc.nat(20);
  it("pad", (context) =>
    compare(context, {
      cases: fc.record({
        image: images(["noise", "float"], [1, 3, 4]),
        margins: fc.record({ left: margin, top: margin, right: margin, bottom: margin }),
        value: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)),
      }),
      ours: ({ image, margins, value }) => pad(image, margins, value.slice(0, image.channels)),
      theirs: ({ image, margins, value }) =>
        cv.image("cv2.copyMakeBorder(image, top, bottom, left, right, cv2.BORDER_CONSTANT, value=value)", {
          image,
          ...margins,
          value,
        }),
    }));

  it("letterbox", (context) =>
    compare(context, {
      cases: fc.record({ image: bytes(1, 3), width: side, height: side }),
      ours: ({ image, width, height }) => letterbox(image, width, height).image,
      theirs: (one) => cv.image("references.letterbox(image, width, height)", one),
    }));
});

const anything = images(["noise", "float"], [1, 2, 3, 4]);

/** Planes one below the other, as one image. */
function planes(data: Samples, { width, height, channels }: Image): Image<Samples> {
  return { data, width, height: height * channels, channels: 1 };
}

const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];
describe("Pillow 12.3.0, NumPy 2.4.6", () => {
  let pillow: Original;
  beforeAll(() => {
    pillow = new Original(inject("pythons").imaging);
  });
  afterAll(() => pillow.close());

  it("pillowGrey", (context) =>
    compare(context, {
      cases: bytes(3),
      ours: pillowGrey,
      theirs: (image) => pillow.image('np.asarray(Image.fromarray(image).convert("L"))', { image }),
    }));

  it("toTensor, swapped and standardised", (context) =>
    compare(context, {
      cases: bytes(3),
      ours: (image) => planes(toTensor(image, { swap: true, normalise: standardise(1 / 255, MEAN, STD) }), image),
      theirs: (image) => pillow.image("references.standardise(image, mean, std)", { image, mean: MEAN, std: STD }),
    }));
});
