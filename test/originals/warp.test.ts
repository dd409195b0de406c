import fc from "fast-check";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import type { Corner, Image, Samples } from "../../src/imaging/index.ts";
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

function warps(type: "uint8" | "float32", count: number, channels: readonly number[]): fc.Arbitrary<Warp> {
  const source = images(type === "uint8" ? ["noise", "edges"] : ["float"], channels);
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

function hasTransform({ from, to }: Warp): boolean {
  try {
    transform(from, to);
    return true;
  } catch {
    return false;
  }
}

function transform(from: readonly Corner[], to: readonly Corner[]): readonly number[] {
  return from.length === 4 ? getPerspectiveTransform(from, to) : getAffineTransform(from, to);
}

/** Corners on a line have no transform. */
function matrixOf(one: Warp): readonly number[] {
  if (hasTransform(one)) return transform(one.from, one.to);
  return one.from.length === 4 ? [1, 0, 0, 0, 1, 0, 0, 0, 1] : [1, 0, 0, 0, 1, 0];
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
/** float32, nearest: the wheel calls Intel's library there, whatever it was told, which leaves pixels unwritten. */
const BROKEN: readonly number[] = [1, 4];

describe("opencv-python-headless 4.13.0.92 as shipped", () => {
  let cv: Original;
  beforeAll(() => {
    cv = new Original(inject("pythons").imaging);
  });
  afterAll(() => cv.close());

  for (const type of ["uint8", "float32"] as const) {
    for (const interpolation of ["nearest", "linear", "cubic"] as const) {
      const broken = type === "float32" && interpolation === "nearest" ? BROKEN : [];
      const channels = [1, 2, 3, 4].filter((count) => !broken.includes(count));
      it(`cvWarpPerspective ${interpolation}, ${type}${broken.length > 0 ? `, ${channels.join(" or ")} channels` : ""}`, (context) =>
        compare(context, {
          cases: warps(type, 4, channels),
          ours: (one) => cvWarpPerspective(one.image, matrixOf(one), one.width, one.height, { ...one, interpolation }),
          theirs: (one) =>
            cv.image(`cv2.warpPerspective(image, np.float64(matrix).reshape(3, 3), ${OPTIONS})`, {
              ...variables(one, interpolation),
              matrix: matrixOf(one),
            }),
        }));

      it(`cvWarpAffine ${interpolation}, ${type}`, (context) =>
        compare(context, {
          cases: warps(type, 3, [1, 2, 3, 4]),
          ours: (one) => cvWarpAffine(one.image, matrixOf(one), one.width, one.height, { ...one, interpolation }),
          theirs: (one) =>
            cv.image(`cv2.warpAffine(image, np.float64(matrix).reshape(2, 3), ${OPTIONS})`, {
              ...variables(one, interpolation),
              matrix: matrixOf(one),
            }),
        }));
    }
  }

  it("cropQuad", (context) =>
    compare(context, {
      cases: warps("uint8", 4, [1, 3]).filter(hasTransform),
      ours: ({ image, from }) => cropQuad(image, from),
      theirs: ({ image, from }) => cv.image("references.crop_quad(image, corners)", { image, corners: from }),
    }));

  it.for([
    ["getPerspectiveTransform", 4],
    ["getAffineTransform", 3],
  ] as const)("%s", ([name, count], context) =>
    compare(context, {
      cases: warps("uint8", count, [1]).filter(hasTransform),
      ours: (one) => bits(matrixOf(one)),
      theirs: async ({ from, to }) =>
        bits(
          (await cv.value(`cv2.${name}(np.float32(source), np.float32(target)).ravel().tolist()`, {
            source: from,
            target: to,
          })) as number[],
        ),
    }),
  );
});

/** float64 as bytes. */
function bits(values: readonly number[]): Image {
  return { data: new Uint8Array(Float64Array.from(values).buffer), width: values.length, height: 8, channels: 1 };
}
