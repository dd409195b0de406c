import { defineEval, evalError, perItem } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvDecode, cvResize, DecodeError, toTensor } from "evalbridge/imaging";
import { openSession } from "evalbridge/onnx";
import type { SegmentationResult } from "evalbridge/schema";
import sharp from "sharp";
import type { Segments } from "./segments.ts";
import { segmentsOf } from "./segments.ts";

/** The longest side that the model sees, in pixels. */
const MAX_SIDE = 512;
/** Smaller parts of the picture are not worth telling. */
const MIN_SHARE = 0.005;
/** The model's classes and their colours in the mask. */
const CLASSES = [
  { name: "background", color: [0, 0, 0] },
  { name: "red", color: [230, 25, 75] },
  { name: "orange", color: [245, 130, 48] },
  { name: "yellow", color: [255, 225, 25] },
  { name: "green", color: [60, 180, 75] },
  { name: "blue", color: [0, 130, 200] },
  { name: "purple", color: [145, 30, 180] },
] satisfies { name: string; color: [number, number, number] }[];

/** One picture in, a mask of its size out, and what the mask's colours are. */
export default defineEval({
  createNet: (configs) => openSession(configs, "coloured-regions.onnx", { outputs: { probabilities: "float32" } }),

  netInference: (session, requests) =>
    perItem(requests, async ({ data }) => {
      const picture = await decode(data.body);
      const small = cvResize(picture, ...fitted(picture), "area");
      const { width, height } = small;
      const input = toTensor(small, { swap: true, normalise: (sample) => sample / 255 });
      const { probabilities } = await session.run({ input: { data: input, dims: [1, 3, height, width] } });
      return { result: await resultOf(segmentsOf(probabilities.data, width, height), picture) };
    }),
});

async function decode(body: Uint8Array): Promise<Image> {
  return cvDecode(body).catch((error: unknown) => {
    throw error instanceof DecodeError ? evalError(400, `not a readable image: ${error.message}`) : error;
  });
}

function fitted({ width, height }: Image): [width: number, height: number] {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
}

async function resultOf({ classes, found }: Segments, { width, height }: Image): Promise<SegmentationResult> {
  const [scaleX, scaleY] = [width / classes.width, height / classes.height];
  const detections = CLASSES.flatMap(({ name, color }, index) => {
    const segment = found[index];
    if (index === 0 || segment === undefined || segment.pixels < MIN_SHARE * classes.data.length) return [];
    const [left, top] = [Math.floor(segment.left * scaleX), Math.floor(segment.top * scaleY)];
    const [right, bottom] = [Math.ceil(segment.right * scaleX) - 1, Math.ceil(segment.bottom * scaleY) - 1];
    const pts: [number, number][] = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ];
    return [{ index, class: name, score: segment.score, pts, color }];
  });
  const told = new Set(detections.map(({ index }) => index));
  return { mask: await maskOf(cvResize(classes, width, height, "nearest"), told), detections };
}

/** A PNG of the classes' colours; what is not among the detections is background. */
async function maskOf({ data, width, height }: Image, told: ReadonlySet<number>): Promise<string> {
  const pixels = new Uint8Array(data.length * 3);
  for (const [at, index] of data.entries()) {
    if (told.has(index)) pixels.set(CLASSES[index]?.color ?? [], at * 3);
  }
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString("base64")}`;
}
