import fc from "fast-check";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import type { CvInterpolation, Image, PillowPasses, PillowResampling, Samples } from "../../src/imaging/index.ts";
import { cvResize, pillowResize } from "../../src/imaging/index.ts";
import type { Kind } from "../imaging/noise.ts";
import { compare, images, side } from "./compare.ts";
import { Original } from "./original.ts";

interface Resize<T extends Samples = Samples> {
  readonly image: Image<T>;
  readonly width: number;
  readonly height: number;
}

/** To sizes of every sort: enlarged, reduced, one side only, reduced by whole factors; and strips, whose passes Pillow swaps. */
function resizes(kinds: readonly Kind[], channels: readonly number[]): fc.Arbitrary<Resize> {
  const source = images(kinds, channels);
  const free = fc.record({ image: source, width: side, height: side });
  const factor = fc.integer({ min: 1, max: 4 });
  const whole = fc.tuple(source, factor, factor).map(([image, across, down]) => ({
    image,
    width: Math.max(1, Math.floor(image.width / across)),
    height: Math.max(1, Math.floor(image.height / down)),
  }));
  const strip = fc.record({
    image: images(kinds, channels, {
      width: fc.integer({ min: 1, max: 3 }),
      height: fc.integer({ min: 90, max: 400 }),
    }),
    width: fc.integer({ min: 1, max: 5 }),
    height: side,
  });
  return fc.oneof({ weight: 6, arbitrary: free }, { weight: 4, arbitrary: whole }, { weight: 1, arbitrary: strip });
}

const CV = "cv2.resize(image, (width, height), interpolation=getattr(cv2, method))";
const METHODS: readonly CvInterpolation[] = ["nearest", "linear", "area", "cubic", "lanczos4"];
const UINT8: readonly Kind[] = ["noise", "edges"];

/** By how much Intel's library may be off, by method and type of sample. */
const IPP_BOUNDS: Readonly<Record<string, number>> = {
  "cubic uint8": 1,
  "linear float32": 0.01,
  "cubic float32": 0.01,
};

describe.each([
  ["opencv-python-headless 4.13.0.92, IPP off", "imaging", false],
  ["opencv-python-headless 5.0.0.93, IPP off", "opencv-5", false],
  ["opencv-python-headless 4.13.0.92 as shipped", "imaging", true],
] as const)("%s", (_name, version, ipp) => {
  let cv: Original;
  beforeAll(async () => {
    cv = new Original(inject("pythons")[version]);
    await cv.value(`cv2.ipp.setUseIPP(${ipp ? "True" : "False"})`);
  });
  afterAll(() => cv.close());

  for (const method of METHODS) {
    for (const [type, kinds] of [
      ["uint8", UINT8],
      ["float32", ["float"]],
    ] as const) {
      it(`cvResize ${method}, ${type}`, (context) =>
        compare(context, {
          cases: resizes(kinds, [1, 2, 3, 4]),
          ours: ({ image, width, height }) => cvResize(image, width, height, method),
          theirs: (one) => cv.image(CV, { ...one, method: `INTER_${method.toUpperCase()}` }),
          bound: ipp ? (IPP_BOUNDS[`${method} ${type}`] ?? 0) : 0,
        }));
    }
  }
});

const PILLOW = "np.asarray(Image.fromarray(image).resize((width, height), resample=getattr(Image.Resampling, method)))";
const FILTERS: readonly PillowResampling[] = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"];

describe.each([
  ["Pillow 12.3.0", "imaging", "pillow-12.2"],
  ["Pillow 13.0.0", "pillow-13", "pillow-13"],
] as const satisfies (readonly [string, string, PillowPasses])[])("%s", (_name, version, passes) => {
  let pillow: Original;
  beforeAll(() => {
    pillow = new Original(inject("pythons")[version]);
  });
  afterAll(() => pillow.close());

  for (const filter of FILTERS) {
    it(`pillowResize ${filter}`, (context) =>
      compare(context, {
        cases: resizes(UINT8, [1, 3, 4]) as fc.Arbitrary<Resize<Uint8Array>>,
        ours: ({ image, width, height }) => pillowResize(image, width, height, filter, passes),
        theirs: (one) => pillow.image(PILLOW, { ...one, method: filter.toUpperCase() }),
      }));
  }
});
