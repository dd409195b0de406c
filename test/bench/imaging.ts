import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CvInterpolation, Image, PillowResampling } from "../../src/imaging/index.ts";
import {
  cropQuad,
  cvDecode,
  cvResize,
  cvtColor,
  cvWarpPerspective,
  pillowDecode,
  pillowResize,
  standardise,
  toTensor,
} from "../../src/imaging/index.ts";
import { originalPython } from "../originals/environments.ts";
import { Original } from "../originals/original.ts";
import { median } from "./statistics.ts";

/** One piece of work; medians of single calls. */
export interface ImagingRow {
  readonly work: string;
  readonly original: "cv2" | "Pillow" | "NumPy";
  readonly oursMs: number;
  readonly theirsMs: number;
}

interface Work extends Pick<ImagingRow, "work" | "original"> {
  ours(image: Image, file: Uint8Array): unknown;
  /** The same in Python, of the same `image` and `file`. */
  readonly theirs: string;
}

const PICTURE = join(import.meta.dirname, "../../evals/text-detection/samples/astronaut.jpg");
/** How long each side works at each piece in each round. */
const SECONDS = 0.2;

const CORNERS = [
  [100, 80],
  [400, 120],
  [390, 180],
  [90, 140],
] as const;
const MATRIX = [0.9, 0.1, 10, -0.05, 0.95, 20, 0.0001, 0.0002, 1];
const [MEAN, STD] = [
  [0.485, 0.456, 0.406],
  [0.229, 0.224, 0.225],
];

function cv(method: CvInterpolation, side: number): Work {
  return {
    work: `cvResize ${method} to ${side}x${side}`,
    original: "cv2",
    ours: (image) => cvResize(image, side, side, method),
    theirs: `cv2.resize(image, (${side}, ${side}), interpolation=cv2.INTER_${method.toUpperCase()})`,
  };
}

function pillow(filter: PillowResampling, side: number): Work {
  return {
    work: `pillowResize ${filter} to ${side}x${side}`,
    original: "Pillow",
    ours: (image) => pillowResize(image, side, side, filter),
    theirs: `np.asarray(Image.fromarray(image).resize((${side}, ${side}), Image.Resampling.${filter.toUpperCase()}))`,
  };
}

const WORKS: readonly Work[] = [
  {
    work: "cvDecode of a JPEG",
    original: "cv2",
    ours: (_image, file) => cvDecode(file),
    theirs: "cv2.imdecode(file, cv2.IMREAD_COLOR)",
  },
  {
    work: "pillowDecode of a JPEG",
    original: "Pillow",
    ours: (_image, file) => pillowDecode(file),
    theirs: 'np.asarray(Image.open(io.BytesIO(file.tobytes())).convert("RGB"))',
  },
  cv("nearest", 224),
  cv("linear", 224),
  cv("linear", 640),
  cv("area", 224),
  cv("cubic", 224),
  cv("lanczos4", 224),
  pillow("bilinear", 224),
  pillow("bicubic", 224),
  pillow("lanczos", 224),
  pillow("bicubic", 640),
  {
    work: "cvtColor RGB2GRAY",
    original: "cv2",
    ours: (image) => cvtColor(image, "RGB2GRAY"),
    theirs: "cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)",
  },
  {
    work: "cvWarpPerspective linear to 512x512",
    original: "cv2",
    ours: (image) => cvWarpPerspective(image, MATRIX, 512, 512),
    theirs: `cv2.warpPerspective(image, np.float64(${JSON.stringify(MATRIX)}).reshape(3, 3), (512, 512))`,
  },
  {
    work: "cropQuad of 302x60",
    original: "cv2",
    ours: (image) => cropQuad(image, CORNERS),
    theirs: `references.crop_quad(image, ${JSON.stringify(CORNERS)})`,
  },
  {
    work: "toTensor, swapped and standardised",
    original: "NumPy",
    ours: (image) => toTensor(image, { swap: true, normalise: standardise(1 / 255, MEAN ?? [], STD ?? []) }),
    theirs: `np.ascontiguousarray(references.standardise(image, ${JSON.stringify(MEAN)}, ${JSON.stringify(STD)}))`,
  },
];

/** Each piece of work on a photograph of 512x512, ours and theirs in turn; libraries with as many threads as they like. */
export async function measureImaging(rounds: number): Promise<ImagingRow[]> {
  const file = new Uint8Array(await readFile(PICTURE));
  const image = await pillowDecode(file);
  const original = new Original(await originalPython("imaging"));
  const rows: ImagingRow[] = [];
  for (const work of WORKS) {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      ours.push(...(await durations(() => work.ours(image, file))));
      theirs.push(
        ...((await original.value(`durations(lambda: ${work.theirs}, ${SECONDS})`, { image, file })) as number[]),
      );
    }
    rows.push({ work: work.work, original: work.original, oursMs: median(ours), theirsMs: median(theirs) });
  }
  original.close();
  return rows;
}

/** How long single calls take (ms). */
async function durations(call: () => unknown): Promise<number[]> {
  const taken: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  while (performance.now() < end) {
    const start = performance.now();
    const made = call();
    if (made instanceof Promise) await made;
    taken.push(performance.now() - start);
  }
  return taken;
}
