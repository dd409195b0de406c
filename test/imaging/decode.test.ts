import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cvDecode, DecodeError, pillowDecode } from "../../src/imaging/index.ts";
import type { Decoder, Recorded } from "./decoders.ts";
import { answerOf, DECODERS, described, isOneOf, READ_HERE, REFUSED_HERE } from "./decoders.ts";

const FIXTURES = "test/fixtures/images/decode";

// Recorded from opencv-python-headless 4.13.0.92 and Pillow 12.3.0 by test/originals/imaging/record_decode.py.
const recorded = readFileSync("test/golden/imaging/decode.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line): Recorded => JSON.parse(line));

const paths = [FIXTURES, "evals/digits/samples", "evals/text-detection/samples"].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);
const files = new Map(paths.map((path) => [basename(path), path]));

function read(file: string): Buffer {
  return readFileSync(files.get(file) ?? "");
}

/** Of every kind the name begins with; real photographs and scans have no kind in their name. */
const kinds = ["jpeg", "png", "webp", "gif", "bmp", "tiff", "broken", ""] as const;
const kindOf = ({ file }: Recorded) => kinds.find((kind) => file.startsWith(kind));

describe("what the real libraries decoded", () => {
  it.each(Object.keys(DECODERS) as Decoder[])("%s", async (decoder) => {
    for (const kind of kinds) {
      const all = recorded.filter((one) => kindOf(one) === kind);
      expect(all.length).toBeGreaterThan(5);
      for (const one of all) {
        const excused = isOneOf(REFUSED_HERE, one.file);
        if (decoder.startsWith("cv2") && isOneOf(READ_HERE, one.file)) continue;
        expect([one.file, await answerOf(read(one.file), decoder)]).toEqual([one.file, excused ? null : one[decoder]]);
      }
    }
  });

  it.each(Object.entries(DECODERS))("is an image and nothing beside it: %s", async (_name, decode) => {
    for (const { file } of recorded.filter(
      (one) => Object.values(one).every(Boolean) && !isOneOf(REFUSED_HERE, one.file),
    )) {
      expect([file, Object.keys(await decode(read(file))).sort()]).toEqual([
        file,
        ["channels", "data", "height", "width"],
      ]);
    }
  });

  it("covers every file", () => {
    expect(recorded.map(({ file }) => file).sort()).toEqual([...files.keys()].sort());
  });

  it("has no exception that is none", () => {
    const differing = (one: Recorded) => Object.keys(DECODERS).some((decoder) => one[decoder as Decoder] !== null);
    const excused = recorded.filter(({ file }) => isOneOf(REFUSED_HERE, file));
    expect(excused.filter((one) => !differing(one))).toEqual([]);
    expect(excused.length).toBeGreaterThan(REFUSED_HERE.length);
    const more = recorded.filter(({ file }) => isOneOf(READ_HERE, file));
    expect(more.filter((one) => one["cv2 color"] !== null)).toEqual([]);
  });
});

it("reads what cv2 refuses as Pillow does", async () => {
  // Of 16 bits the two take others.
  const more = recorded.filter(({ file }) => isOneOf(READ_HERE, file) && !file.includes("16"));
  expect(more.length).toBeGreaterThan(3);
  for (const { file, pillow } of more) {
    const { data, ...shape } = await cvDecode(read(file));
    const rgb = data.map((_, at) => data[at + 2 - 2 * (at % 3)] ?? 0);
    expect([file, described({ ...shape, data: rgb }, "pillow")]).toEqual([file, pillow]);
  }
});

/** Whole but for its pixels, black and white and one pixel wide. */
function tallBmp(height: number): Buffer {
  const bmp = Buffer.alloc(62 + 4 * height);
  bmp.write("BM");
  for (const [at, value] of [
    [10, 62],
    [14, 40],
    [18, 1],
    [22, height],
    [46, 2],
  ] as const)
    bmp.writeUInt32LE(value, at);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(1, 28);
  return bmp;
}

describe("what cannot be decoded", () => {
  it.each([
    ["the image is empty", Buffer.alloc(0)],
    ["not an image in JPEG, PNG, WebP, GIF, BMP or TIFF", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["the PNG image is damaged or incomplete", Buffer.from("\x89PNG\r\n\x1a\n", "latin1")],
    ["the BMP image is damaged or incomplete", Buffer.from("BM")],
    ["image of 10000x10000 has more than 50000000 pixels", readFileSync("test/fixtures/images/bomb-10000x10000.png")],
    ["image of 1x3000000 is wider or higher than 1048576", tallBmp(3_000_000)],
  ])("%s", async (message, bytes) => {
    for (const decode of Object.values(DECODERS)) await expect(decode(bytes)).rejects.toThrow(new DecodeError(message));
  });

  it("is refused from its header when it has too many pixels", async () => {
    for (const { file } of recorded.filter(({ pillow }) => pillow !== null)) {
      const bytes = read(file);
      const refused = expect(pillowDecode(bytes, { maxPixels: 200 }), file).rejects;
      await (isOneOf(REFUSED_HERE, file) ? refused.toThrow(DecodeError) : refused.toThrow("more than 200 pixels"));
    }
  });

  it("throws nothing but DecodeError, whatever is wrong with it", async () => {
    const any = fc.constantFrom(...recorded.map(({ file }) => read(file)).filter(({ length }) => length < 5000));
    const damage = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        any,
        damage,
        fc.nat(6000),
        fc.constantFrom(...Object.values(DECODERS)),
        async (whole, bytes, end, decode) => {
          const file = Buffer.from(whole.subarray(0, end));
          for (const [at, value] of bytes) if (at < file.length) file[at] = value;
          try {
            const { data, width, height, channels } = await decode(file);
            expect(data.length).toBe(width * height * channels);
          } catch (error) {
            expect(error).toBeInstanceOf(DecodeError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

it("leaves the bytes that it was given as they are", async () => {
  for (const file of ["jpeg-420.jpg", "png-rgba8.png", "bmp-24.bmp", "gif.gif"]) {
    const bytes = readFileSync(join(FIXTURES, file));
    const before = Buffer.from(bytes);
    for (const decode of Object.values(DECODERS)) await decode(bytes);
    expect(bytes.equals(before)).toBe(true);
  }
});

it("decodes bytes that lie anywhere within a larger buffer", async () => {
  const pixels = await sharp({ create: { width: 9, height: 7, channels: 3, background: "#123456" } })
    .png()
    .toBuffer();
  const within = Buffer.concat([Buffer.from([1]), pixels, Buffer.from([2])]).subarray(1, -1);
  expect((await cvDecode(within)).data.subarray(0, 3)).toEqual(Uint8Array.of(0x56, 0x34, 0x12));
});

it.each([
  ["", 0],
  ["garbage", 20],
])("refuses a JPEG of a million empty segments before a reader keeps them %s", async (garbage, at) => {
  const jpeg = read("jpeg-420.jpg");
  const empty = Buffer.alloc(4_000_000, Buffer.from([0xff, 0xe1, 0, 2]));
  const start = 2 + at;
  const file = Buffer.concat([jpeg.subarray(0, start), Buffer.from(garbage), empty, jpeg.subarray(start)]);
  for (const decode of Object.values(DECODERS)) {
    await expect(decode(file)).rejects.toThrow(new DecodeError("a JPEG of more than 10000 segments is not read"));
  }
});
