import fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { Corner, Image, Samples, WarpOptions } from "../../src/imaging/index.ts";
import {
  cropQuad,
  cvWarpAffine,
  cvWarpPerspective,
  getAffineTransform,
  getPerspectiveTransform,
} from "../../src/imaging/index.ts";
import { compare, images, side } from "./compare.ts";
import { Original } from "./original.ts";

interface Warp {
  readonly image: Image<Samples>;
  readonly from: readonly Corner[];
  readonly to: readonly Corner[];
  readonly width: number;
  readonly height: number;
  readonly border: "constant" | "replicate";
  readonly value: number;
  readonly inverse: boolean;
}

const float = (min: number, max: number) => fc.float({ min, max, noNaN: true, noDefaultInfinity: true });

/** Corners in, around and a little outside of an image: of a rectangle that was pushed about. */
function corners(width: number, height: number, count: number): fc.Arbitrary<Corner[]> {
  const push = fc.tuple(float(-20, 20), float(-20, 20));
  const rectangle: readonly Corner[] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  return fc
    .array(push, { minLength: count, maxLength: count })
    .map((pushes) =>
      rectangle
        .slice(0, count)
        .map(([x, y], index): Corner => [x + (pushes[index]?.[0] ?? 0), y + (pushes[index]?.[1] ?? 0)]),
    );
}

function warps(kind: "uint8" | "float32", count: number): fc.Arbitrary<Warp> {
  const source = images(kind === "uint8" ? ["noise", "edges"] : ["float"], [1, 2, 3, 4]);
  return fc.tuple(source, side, side).chain(([image, width, height]) =>
    fc.record({
      image: fc.constant(image),
      from: corners(image.width, image.height, count),
      to: corners(width, height, count),
      width: fc.constant(width),
      height: fc.constant(height),
      border: fc.constantFrom("constant", "replicate"),
      value: fc.nat(255),
      inverse: fc.boolean(),
    }),
  );
}

/** Corners on a line have no transform. */
function matrixOf({ from, to }: Pick<Warp, "from" | "to">): readonly number[] {
  try {
    return from.length === 4 ? getPerspectiveTransform(from, to) : getAffineTransform(from, to);
  } catch {
    return [1, 0, 0, 0, 1, 0, 0, 0, 1].slice(0, from.length === 4 ? 9 : 6);
  }
}

function numbers(values: readonly number[], width: number): Image<Float32Array> {
  return { data: Float32Array.from(values), width, height: values.length / width, channels: 1 };
}

const variables = ({ image, width, height, border, value, inverse }: Warp, interpolation: string) => ({
  image,
  width,
  height,
  value,
  border: `BORDER_${border.toUpperCase()}`,
  method: `INTER_${interpolation.toUpperCase()}`,
  inverse: inverse ? "WARP_INVERSE_MAP" : "INTER_NEAREST",
});

const OPTIONS =
  "(width, height), flags=getattr(cv2, method) | getattr(cv2, inverse), borderMode=getattr(cv2, border), borderValue=(value,) * 4";
const CROP =
  "cv2.warpPerspective(image, cv2.getPerspectiveTransform(np.float32(corners), np.float32([[0, 0], [w, 0], [w, h], [0, h]])), (w, h), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC)";

describe.each([["opencv-python-headless 4.13.0.92", "opencv"]] as const)("%s", (_name, version) => {
  let cv: Original;
  beforeAll(() => {
    cv = new Original(version);
  });
  afterAll(() => cv.close());

  for (const type of ["uint8", "float32"] as const) {
    for (const interpolation of ["nearest", "linear", "cubic"] as const satisfies WarpOptions["interpolation"][]) {
      it(`cvWarpPerspective ${interpolation}, ${type}`, (context) =>
        compare(context, {
          cases: warps(type, 4),
          ours: (one) => cvWarpPerspective(one.image, matrixOf(one), one.width, one.height, { ...one, interpolation }),
          theirs: (one) =>
            cv.image(`cv2.warpPerspective(image, np.float64(matrix).reshape(3, 3), ${OPTIONS})`, {
              ...variables(one, interpolation),
              matrix: matrixOf(one),
            }),
        }));

      it(`cvWarpAffine ${interpolation}, ${type}`, (context) =>
        compare(context, {
          cases: warps(type, 3),
          ours: (one) => cvWarpAffine(one.image, matrixOf(one), one.width, one.height, { ...one, interpolation }),
          theirs: (one) =>
            cv.image(`cv2.warpAffine(image, np.float64(matrix).reshape(2, 3), ${OPTIONS})`, {
              ...variables(one, interpolation),
              matrix: matrixOf(one),
            }),
        }));
    }
  }
});
