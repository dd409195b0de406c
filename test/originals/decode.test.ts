import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Decoder, Recorded } from "../imaging/decoders.ts";
import { answerOf, isOneOf, READ_HERE, REFUSED_HERE } from "../imaging/decoders.ts";

const run = promisify(execFile);
const PROGRAMS = join(import.meta.dirname, "imaging");

/** Random pictures of every kind, and what both libraries make of them. */
let folder: string;
let recorded: Recorded[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-pictures-"));
  const python = inject("pythons").imaging;
  await run(python, [join(PROGRAMS, "pictures.py"), folder, String(inject("seed"))]);
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  const { stdout } = await run(python, [join(PROGRAMS, "record_decode.py"), ...paths], { maxBuffer: 2 ** 26 });
  recorded = stdout
    .trim()
    .split("\n")
    .map((line): Recorded => JSON.parse(line));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const KINDS = ["jpeg", "png", "webp", "gif", "bmp", "tiff", "broken"] as const;

const CV = "opencv-python-headless 4.13.0.92";
const PILLOW = "Pillow 12.3.0";

describe.each<[string, string, Decoder]>([
  [CV, "cvDecode color", "cv2 color"],
  [CV, "cvDecode grey", "cv2 grey"],
  [CV, "cvDecode unchanged", "cv2 unchanged"],
  [PILLOW, "pillowDecode", "pillow"],
  [PILLOW, "pillowDecode, exifTranspose", "pillow transposed"],
])("%s", (_library, name, decoder) => {
  it.for(KINDS)(`${name}, %s`, async (kind, { task }) => {
    const row = { cases: 0, equal: 0, worst: 0, bound: 0 };
    task.meta.row = row;
    for (const one of recorded.filter(({ file }) => file.startsWith(kind))) {
      const answer = await answerOf(await readFile(join(folder, one.file)), decoder);
      if (answer === null || one[decoder] === null) {
        const excused = kind === "broken" || isOneOf(answer === null ? REFUSED_HERE : READ_HERE, one.file);
        expect([one.file, excused || answer === one[decoder]]).toEqual([one.file, true]);
        continue;
      }
      row.cases += 1;
      expect([one.file, answer]).toEqual([one.file, one[decoder]]);
      row.equal += 1;
    }
    expect(row.cases).toBeGreaterThan(0);
  });
});
