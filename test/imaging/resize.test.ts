import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CvInterpolation, Image, PillowResampling, Samples } from "../../src/imaging/index.ts";
import { cvResize, ImageError, pillowResize } from "../../src/imaging/index.ts";
import { type Kind, noiseImage } from "./noise.ts";

interface Case {
  readonly library: "cv2" | "pillow";
  readonly version: string;
  readonly method: string;
  readonly seed: number;
  readonly kind: Kind;
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number];
  readonly sha256: string;
}

const lines = readFileSync(new URL("../golden/imaging/resize.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n");
const cases = lines.map((line): Case => JSON.parse(line));

function grouped(): [string, Case[]][] {
  const found = new Map<string, Case[]>();
  for (const one of cases) {
    const name = `${one.library} ${one.version} ${one.method}`;
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return [...found];
}

function resized({ library, version, method, seed, kind, from, to }: Case): Image<Samples> {
  const image = noiseImage(seed, kind, ...from);
  if (library === "cv2") return cvResize(image, to[0], to[1], method as CvInterpolation);
  const passes = version.startsWith("13.") ? "pillow-13" : "horizontal-first";
  return pillowResize(image as Image, to[0], to[1], method as PillowResampling, passes);
}

function sha256({ data }: Image<Samples>): string {
  return createHash("sha256")
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest("hex");
}

describe("what the real libraries answered", () => {
  it.each(grouped())("%s", (_name, recorded) => {
    expect(recorded.length).toBeGreaterThan(50);
    const wrong = recorded.filter((one) => sha256(resized(one)) !== one.sha256);
    expect(wrong).toEqual([]);
  });
});

const side = fc.integer({ min: 1, max: 40 });
const methods = fc.constantFrom<CvInterpolation[]>("nearest", "linear", "area", "cubic", "lanczos4");
const filters = fc.constantFrom<PillowResampling[]>("nearest", "box", "bilinear", "hamming", "bicubic", "lanczos");

describe("whatever the sizes", () => {
  it("an image of one colour stays of that colour", () => {
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        fc.nat(255),
        methods,
        filters,
        (width, height, toWidth, toHeight, grey, method, filter) => {
          const image = { data: new Uint8Array(width * height * 3).fill(grey), width, height, channels: 3 };
          const results = [cvResize(image, toWidth, toHeight, method), pillowResize(image, toWidth, toHeight, filter)];
          for (const { data } of results) {
            expect(data.length).toBe(toWidth * toHeight * 3);
            expect(data.every((sample) => sample === grey)).toBe(true);
          }
        },
      ),
    );
  });

  it.each([
    ["pillow-12.2", 2, 201, 100, true],
    ["pillow-12.2", 2, 200, 100, false],
    ["pillow-12.2", 2, 201, 202, false],
    ["pillow-13", 7, 9, 4, true],
    ["pillow-13", 7, 9, 5, false],
    ["horizontal-first", 2, 201, 100, false],
  ] as const)("%s: %i x %i to 5 x %i, the rows first: %s", (passes, width, height, toHeight, rowsFirst) => {
    const image = noiseImage(9, "edges", width, height, 1) as Image;
    const halfway = rowsFirst ? pillowResize(image, width, toHeight) : pillowResize(image, 5, height);
    expect(pillowResize(image, 5, toHeight, "bicubic", passes)).toEqual(pillowResize(halfway, 5, toHeight));
  });

  it("the same size is a copy", () => {
    const image = noiseImage(7, "noise", 5, 4, 3) as Image;
    for (const result of [cvResize(image, 5, 4), pillowResize(image, 5, 4)]) {
      expect(result).toEqual(image);
      expect(result.data).not.toBe(image.data);
    }
  });
});

describe("what is no image, or cannot be one, is refused", () => {
  const image = { data: new Uint8Array(12), width: 2, height: 2, channels: 3 };
  it.each([
    ["an image of 2x2x3 has 12 samples, not 11", () => cvResize({ ...image, data: new Uint8Array(11) }, 1, 1)],
    ["an image cannot be 0x1", () => cvResize(image, 0, 1)],
    ["an image cannot be 1.5x1", () => pillowResize(image, 1.5, 1)],
    ["an image cannot have 0 channels", () => cvResize({ ...image, channels: 0 }, 1, 1)],
    ["Pillow has no 8-bit image of 2 channels", () => pillowResize({ ...image, width: 3, channels: 2 }, 1, 1)],
  ])("%s", (message, resize) => {
    expect(resize).toThrow(ImageError);
    expect(resize).toThrow(message);
  });
});
