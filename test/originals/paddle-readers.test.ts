import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, inject, it } from "vitest";

const SCRIPT = join(import.meta.dirname, "paddle-0.9/reader_answers.py");
const SHIMS = join(import.meta.dirname, "../../python/shims");
const CASES = 60;

/** What one call returned, and how it left its arguments. */
type Told = readonly [name: string, returned: unknown, left: unknown];

const NAMES = [
  ...["File2Image", "URL2Image", "Base64ToImage", "String2Image", "ImageReader", "Resize", "CenterCrop", "crop"],
  ...["ResizeByFactor", "Div", "Normalize", "Transpose", "RGB2BGR", "BGR2RGB", "PadStride", "Sequential"],
  ...["DetectionFile2Image", "DetectionResize", "DetectionNormalize", "DetectionTranspose", "DetectionBGR2RGB"],
  ...["DetectionPadStride", "DetectionSequential"],
  ...["DBPostProcess", "FilterBoxes", "SortedBoxes", "GetRotateCropImage"],
  ...["OCRReader.resize_norm_img", "OCRReader.preprocess", "OCRReader.postprocess", "OCRReader.postprocess_ocrv2"],
  ...["CTCLabelDecode", "CharacterOps"],
  ...["RCNNPostprocess", "RCNNPostprocess, file", "BlazeFacePostprocess", "SegPostprocess", "SegPostprocess, files"],
  ...["ChineseBertReader", "FullTokenizer", "SentaReader", "IMDBDataset", "LACReader"],
  ...["VideoDecoder", "Sampler", "Scale", "TenCrop", "pptsn_reader.CenterCrop", "Image2Array", "Normalization"],
];

async function answers(folders: string): Promise<readonly Told[]> {
  const cwd = await mkdtemp(join(tmpdir(), "evalbridge-readers-"));
  try {
    const { stdout } = await promisify(execFile)(
      inject("pythons")["paddle-0.9"],
      ["-B", SCRIPT, String(inject("seed") % 2 ** 31), String(CASES)],
      { cwd, env: { ...process.env, PYTHONPATH: folders }, maxBuffer: 2 ** 26 },
    );
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  } finally {
    await rm(cwd, { recursive: true });
  }
}

describe("paddle-serving-app 0.9.0", () => {
  let theirs: readonly Told[];
  let ours: readonly Told[];
  beforeAll(async () => {
    [theirs, ours] = await Promise.all([answers(""), answers(SHIMS)]);
  }, 240_000);

  it("is asked the same, of each name", () => {
    const names = (told: readonly Told[]) => told.map(([name]) => name);
    expect(names(ours)).toEqual(names(theirs));
    expect(new Set(names(theirs))).toEqual(new Set(NAMES));
  });

  it.for(NAMES)("%s", (name, { task }) => {
    // Where the original fails, as it does of what makes no sense and of some of its own mistakes, we may do better.
    const pairs = theirs
      .map((told, index) => [told, ours[index]] as const)
      .filter(([told]) => told[0] === name && told[1] !== "fails");
    const different = pairs.filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other));
    task.meta.row = { cases: pairs.length, equal: pairs.length - different.length, worst: 0, bound: 0 };
    expect(pairs.length).toBeGreaterThan(0);
    expect(different).toEqual([]);
  });
});
