import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import { checkPixels } from "../../src/media/pixels.ts";

const WIDTH = 60;
const HEIGHT = 40;
const picture = sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "red" } });
const rgb = picture.clone().raw();

const u16 = (value: number) => [value & 255, value >> 8];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
const be32 = (value: number) => u32(value).reverse();
const latin1 = (text: string) => [...Buffer.from(text, "latin1")];
const box = (type: string, content: readonly number[]) => [...be32(content.length + 8), ...latin1(type), ...content];

/** A pixel map; its pixels follow the header without any filter. */
async function pnm(header: string): Promise<Buffer> {
  return Buffer.concat([Buffer.from(header), await rgb.toBuffer()]);
}

async function bmp(): Promise<Buffer> {
  const pixels = await rgb.toBuffer();
  const info = [...u32(40), ...u32(WIDTH), ...u32(HEIGHT), ...u16(1), ...u16(24), ...Array<number>(24).fill(0)];
  const file = [...latin1("BM"), ...u32(54 + pixels.length), ...u32(0), ...u32(54)];
  return Buffer.concat([Buffer.from([...file, ...info]), pixels]);
}

/** One directory with the tags of width and height, as 64-bit TIFF has them. */
function bigTiff(): Buffer {
  const u64 = (value: number) => [...u32(value), ...u32(0)];
  const tag = (code: number, value: number) => [...u16(code), ...u16(4), ...u64(1), ...u64(value)];
  const head = [...latin1("II"), ...u16(43), ...u16(8), ...u16(0), ...u64(16)];
  return Buffer.from([...head, ...u64(2), ...tag(256, WIDTH), ...tag(257, HEIGHT), ...u64(0)]);
}

function jp2(): Buffer {
  const ihdr = box("ihdr", [...be32(HEIGHT), ...be32(WIDTH), 0, 3, 7, 7, 0, 0]);
  const type = box("ftyp", [...latin1("jp2 "), ...be32(0), ...latin1("jp2 ")]);
  return Buffer.from([...box("jP  ", [13, 10, 0x87, 10]), ...type, ...box("jp2h", ihdr)]);
}

/** A codestream's first marker segment. */
function j2c(): Buffer {
  const size = [...be32(WIDTH), ...be32(HEIGHT), ...be32(0), ...be32(0)];
  return Buffer.from([0xff, 0x4f, 0xff, 0x51, 0, 47, 0, 0, ...size, ...Array<number>(30).fill(0)]);
}

const FORMATS: Record<string, () => Buffer | Promise<Buffer>> = {
  JPEG: () => picture.clone().jpeg().toBuffer(),
  PNG: () => picture.clone().png().toBuffer(),
  GIF: () => picture.clone().gif().toBuffer(),
  WebP: () => picture.clone().webp().toBuffer(),
  "lossless WebP": () => picture.clone().webp({ lossless: true }).toBuffer(),
  TIFF: () => picture.clone().tiff().toBuffer(),
  AVIF: () => picture.clone().avif().toBuffer(),
  BMP: bmp,
  BigTIFF: bigTiff,
  "JPEG 2000": jp2,
  "JPEG 2000 codestream": j2c,
  PPM: () => pnm(`P6\n${WIDTH} ${HEIGHT}\n255\n`),
  "PPM with a comment": () => pnm(`P6\n# made by hand\n${WIDTH} ${HEIGHT}\n255\n`),
  PAM: () => pnm(`P7\nWIDTH ${WIDTH}\nHEIGHT ${HEIGHT}\nDEPTH 3\nMAXVAL 255\nTUPLTYPE RGB\nENDHDR\n`),
  PFM: () => pnm(`PF\n${WIDTH} ${HEIGHT}\n-1.0\n`),
};

describe.each(Object.entries(FORMATS))("%s", (_name, make) => {
  it("is refused over the limit and passes at it", async () => {
    const body = await make();
    expect(() => checkPixels([body], WIDTH * HEIGHT)).not.toThrow();
    expect(() => checkPixels([body], WIDTH * HEIGHT - 1)).toThrow(
      expect.objectContaining({ kind: "bad_request", message: "image of 60x40 has more than 2399 pixels" }),
    );
    // A body that is a part of a larger buffer is judged by that part.
    const within = new Uint8Array([...Buffer.alloc(7, 255), ...body]).subarray(7);
    expect(() => checkPixels([within], WIDTH * HEIGHT - 1)).toThrow("image of 60x40");
    expect(() => checkPixels([within], WIDTH * HEIGHT)).not.toThrow();
  });

  it("is judged the same in whatever parts it arrives", async () => {
    const body = await make();
    for (const size of [1, 7, 18, 30]) {
      const parts = Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
        body.subarray(index * size, (index + 1) * size),
      );
      expect(() => checkPixels(parts, WIDTH * HEIGHT)).not.toThrow();
      expect(() => checkPixels(parts, WIDTH * HEIGHT - 1)).toThrow("image of 60x40");
    }
  });

  it("is not refused for what lies behind its end", async () => {
    const body = await make();
    for (let length = 0; length < Math.min(body.length, 60); length++) {
      const cut = Buffer.concat([body.subarray(0, length), Buffer.alloc(100, 255)]).subarray(0, length);
      expect(() => checkPixels([cut], WIDTH * HEIGHT)).not.toThrow();
    }
  });
});

it("lets pass what is no picture, though it may begin like one", () => {
  for (const text of [
    "",
    "B",
    "BMW builds cars and motorcycles in Munich",
    "P1 is not P2",
    "P6 pixels wide",
    "RIFF of a guitar",
  ]) {
    expect(() => checkPixels([Buffer.from(text)], 1)).not.toThrow();
  }
});

it("throws nothing but its own error, and soon, whatever follows a known beginning", () => {
  const beginnings = ["ffd8ff", "89504e47", "47494638", "424d", "52494646", "49492a00", "4d4d002a", "49492b000800"];
  const boxes = ["000000186674797061766966", "0000000c6a5020200d0a870a", "ff4fff51", "50350a", "50370a", "50460a"];
  const beginning = fc.constantFrom(...beginnings, ...boxes).map((hex) => Buffer.from(hex, "hex"));
  fc.assert(
    fc.property(beginning, fc.uint8Array({ maxLength: 300 }), (head, rest) => {
      try {
        checkPixels([head, rest], 1000);
      } catch (error) {
        expect(error).toBeInstanceOf(BridgeError);
      }
    }),
    { numRuns: 2000 },
  );
  const zeros = Buffer.concat([Buffer.from("000000186674797061766966", "hex"), Buffer.alloc(8 * 1024 * 1024)]);
  const started = performance.now();
  checkPixels([zeros], 1000);
  expect(performance.now() - started).toBeLessThan(1000);
});

it("finds the size of a JPEG behind a million empty segments, and what lies between them, at once", async () => {
  const jpeg = await picture.clone().jpeg().toBuffer();
  const empty = Buffer.alloc(4_000_000, Buffer.from([0xff, 0xe1, 0, 2]));
  const file = Buffer.concat([jpeg.subarray(0, 2), empty, Buffer.from("garbage"), empty, jpeg.subarray(2)]);
  const start = performance.now();
  expect(() => checkPixels([file], WIDTH * HEIGHT - 1)).toThrow("60x40");
  checkPixels([file], WIDTH * HEIGHT);
  expect(performance.now() - start).toBeLessThan(3000);
});
