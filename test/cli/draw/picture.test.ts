import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { draw } from "../../../src/cli/draw/picture.ts";
import { folderWith } from "../../support/folders.ts";

const GREY = 128;

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: { r: GREY, g: GREY, b: GREY } } });
}

/** What is drawn, as pixels. */
async function drawn(input: Uint8Array, result: unknown, name = "out.png") {
  const file = join(await folderWith({}), name);
  await draw(input, JSON.stringify(result), file);
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  return { width: info.width, height: info.height, pixel, format: (await sharp(file).metadata()).format };
}

function isGrey([r = 0, g = 0, b = 0]: readonly number[]): boolean {
  return [r, g, b].every((channel) => Math.abs(channel - GREY) <= 2);
}

describe("a drawn answer", () => {
  it("has a line along a box, in the colour of its class, and leaves the rest as it is", async () => {
    const input = await plain(400, 320).png().toBuffer();
    const { pixel, width, height } = await drawn(input, {
      detections: [
        {
          index: 1,
          pts: [
            [100, 100],
            [300, 250],
          ],
        },
      ],
    });
    expect([width, height]).toEqual([400, 320]);
    for (const [x, y] of [
      [200, 100],
      [200, 250],
      [100, 200],
      [300, 200],
    ] as const) {
      const [red = 0, , blue = 0] = pixel(x, y);
      expect(blue - red).toBeGreaterThan(100);
    }
    for (const [x, y] of [
      [20, 20],
      [350, 300],
      [380, 10],
    ] as const)
      expect(isGrey(pixel(x, y))).toBe(true);
  });

  it("is upright where EXIF says how, as the script saw its picture", async () => {
    // Stored lying: 400 wide, 320 high, to be turned by 90 degrees.
    const lying = await plain(400, 320).jpeg({ quality: 100 }).withMetadata({ orientation: 6 }).toBuffer();
    const { pixel, width, height, format } = await drawn(lying, { bboxes: [[40, 60, 280, 380]] }, "out.jpg");
    expect([width, height, format]).toEqual([320, 400, "jpeg"]);
    const [red = 0, , blue = 0] = pixel(160, 380);
    expect(blue - red).toBeGreaterThan(80);
    expect(isGrey(pixel(10, 10))).toBe(true);
  });

  it("is enlarged by a whole number when it is small, its boxes too", async () => {
    const { pixel, width, height } = await drawn(await plain(40, 20).png().toBuffer(), { bboxes: [[10, 5, 30, 15]] });
    expect([width, height]).toEqual([320, 160]);
    const [red = 0, , blue = 0] = pixel(160, 120);
    expect(blue - red).toBeGreaterThan(100);
  });

  it("lists confidences below the picture, as long as they are sure", async () => {
    const confidences = [
      { index: 1, class: "sure", score: 1 },
      { index: 1, class: "half", score: 0.5 },
    ];
    const { pixel, width, height } = await drawn(await plain(400, 320).png().toBuffer(), { confidences });
    expect(width).toBe(400);
    expect(height).toBeGreaterThan(360);
    const isBlue = (y: number) => (x: number) => (pixel(x, y)[2] ?? 0) - (pixel(x, y)[0] ?? 0) > 100;
    const lengths = Array.from(
      { length: height - 320 },
      (_, row) => Array.from({ length: width }, (_, x) => x).filter(isBlue(320 + row)).length,
    ).filter((length) => length > 0);
    expect(Math.max(...lengths) / Math.min(...lengths.filter((length) => length > 10))).toBeCloseTo(2, 0);
    for (let x = 0; x < width; x += 50) expect(isGrey(pixel(x, 319))).toBe(true);
  });

  it("shows a mask half transparent with solid edges, its ground clear", async () => {
    const color: [number, number, number] = [200, 0, 0];
    const square = await sharp({ create: { width: 200, height: 160, channels: 3, background: "#c80000" } })
      .png()
      .toBuffer();
    // Black is the ground, and green is no class of it.
    const mask = await sharp({ create: { width: 400, height: 320, channels: 3, background: "#000" } })
      .composite([
        { input: square, left: 100, top: 80 },
        { input: { create: { width: 20, height: 20, channels: 3, background: "#0f0" } }, left: 0, top: 0 },
      ])
      .png()
      .toBuffer();
    const result = {
      mask: `data:image/png;base64,${mask.toString("base64")}`,
      detections: [
        {
          color,
          pts: [
            [0, 300],
            [10, 310],
          ],
        },
      ],
    };
    const { pixel } = await drawn(await plain(400, 320).png().toBuffer(), result);
    expect(pixel(100, 160)).toEqual(color);
    const [red = 0, green = 0] = pixel(200, 160);
    expect(red - green).toBeGreaterThan(50);
    expect(green).toBeGreaterThan(40);
    for (const [x, y] of [
      [50, 50],
      [10, 10],
      [350, 250],
    ] as const)
      expect(isGrey(pixel(x, y))).toBe(true);
  });

  it("has the label of a single line of text below it", async () => {
    const { pixel, width, height } = await drawn(await plain(400, 30).png().toBuffer(), {
      texts: [{ text: "ISBN", pts: [0, 0, 400, 0, 400, 30, 0, 30] }],
    });
    expect(width).toBe(400);
    expect(height).toBeGreaterThan(30);
    // Inside it is only tinted, below it is the label's ground.
    for (const x of [60, 200, 340]) expect((pixel(x, 15)[2] ?? 0) - (pixel(x, 15)[0] ?? 0)).toBeLessThan(40);
    expect((pixel(2, 40)[2] ?? 0) - (pixel(2, 40)[0] ?? 0)).toBeGreaterThan(100);
  });

  it("takes every text for a label: markup, all scripts, what is no character", async () => {
    const input = await plain(400, 320).png().toBuffer();
    const file = join(await folderWith({}), "out.png");
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."<&>\"'/ \u0000\ufffe\ud800文😀") }),
    );
    await fc.assert(
      fc.asyncProperty(text, async (label) => {
        await draw(input, JSON.stringify({ texts: [{ text: label, pts: [100, 100, 300, 250] }] }), file);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ["grey", plain(400, 320).greyscale().jpeg()],
    ["CMYK", plain(400, 320).toColourspace("cmyk").jpeg()],
    ["16 bits", plain(400, 320).toColourspace("rgb16").png()],
    ["alpha", plain(400, 320).ensureAlpha(0.5).png()],
    ["a palette", plain(400, 320).png({ palette: true })],
  ])("takes a picture with %s", async (_name, image) => {
    const { width, height, pixel } = await drawn(await image.toBuffer(), { bboxes: [[100, 100, 300, 250]] });
    expect([width, height]).toEqual([400, 320]);
    const [red = 0, , blue = 0] = pixel(200, 100);
    expect(blue - red).toBeGreaterThan(80);
  });

  it("is refused for an input that is no picture", async () => {
    await expect(drawn(Buffer.from("text"), { bboxes: [] })).rejects.toThrow(
      "the input is no image that can be drawn on",
    );
    await expect(drawn(new Uint8Array(), { bboxes: [] })).rejects.toThrow("the input is no image that can be drawn on");
  });

  it("is refused where its mask cannot be read", async () => {
    const broken = drawn(await plain(40, 30).png().toBuffer(), { mask: "data:image/png;base64,AAEC" });
    await expect(broken).rejects.toThrow("the answer's mask cannot be read");
  });
});
