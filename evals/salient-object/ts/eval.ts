import { defineEval, perItem } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvResize, toTensor } from "evalbridge/imaging";
import type { Session } from "evalbridge/onnx";
import { openSession } from "evalbridge/onnx";
import { Type } from "evalbridge/schema";
import sharp from "sharp";
import { loadImage } from "./load-image.ts";
import { findRegions, type Region } from "./regions.ts";

const SIZE = 320;
/** RGB. */
const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];
/** The first of the model's seven maps, the fused one. */
const SALIENCY = "1959";
/** RGB, as many as objects are answered. */
const COLORS: readonly (readonly [number, number, number])[] = [
  [230, 25, 75],
  [60, 180, 75],
  [255, 225, 25],
  [0, 130, 200],
  [245, 130, 48],
  [145, 30, 180],
  [70, 240, 240],
  [240, 50, 230],
];

type Net = Session<{ [SALIENCY]: "float32" }>;

/** The TypeScript port of `../python/eval.py`: cuts out what a picture shows with U2-NetP. */
export default defineEval({
  custom_params: Type.Object({
    threshold: Type.Number({ minimum: 0, maximum: 1, default: 0.5 }),
    min_area: Type.Number({ minimum: 0, default: 0.005 }),
  }),

  async createNet(configs) {
    return {
      session: await openSession(configs, "salient-object.onnx", { outputs: { [SALIENCY]: "float32" } }),
      ...configs.custom_params,
    };
  },

  netInference: (model, requests) =>
    perItem(requests, async ({ data }) => {
      const saliency = await infer(model.session, await loadImage(data.body));
      return { result: await paint(saliency, model.threshold * 255, model.min_area * saliency.data.length) };
    }),
});

/** How much of the object each of the picture's pixels is: one channel, 0 to 255. */
async function infer(session: Net, picture: Image): Promise<Image> {
  const { [SALIENCY]: map } = await session.run({ "input.1": { data: toInput(picture), dims: [1, 3, SIZE, SIZE] } });
  const data = Uint8Array.from(map.data, (probability) => Math.trunc(Math.fround(probability * 255)));
  return cvResize({ data, width: SIZE, height: SIZE, channels: 1 }, picture.width, picture.height);
}

/** Planes R, G, B: the brightest sample 1, then standardised, every step in float32 as NumPy computes it. */
function toInput(picture: Image): Float32Array {
  const resized = cvResize(picture, SIZE, SIZE, "area");
  const brightest = resized.data.reduce((most, sample) => Math.max(most, sample), 1);
  const f = Math.fround;
  const normalise = (sample: number, channel: number) =>
    f(f(f(sample / brightest) - f(MEAN[channel] ?? 0)) / f(STD[channel] ?? 1));
  return toTensor(resized, { swap: true, normalise });
}

/** The result: the largest regions that reach the threshold and have so many pixels, each in its colour. */
async function paint(saliency: Image, threshold: number, minArea: number) {
  const { width, height } = saliency;
  const objects = findRegions(saliency, threshold)
    .map((region) => measure(region, saliency))
    .filter(({ area }) => area >= minArea)
    .sort((a, b) => b.area - a.area)
    .slice(0, COLORS.length);
  const mask = new Uint8Array(width * height * 3);
  const detections = objects.map(({ region, pts, score }, i) => {
    const color = COLORS[i] ?? [0, 0, 0];
    for (const { row, from, to } of region) {
      const line = mask.subarray((row * width + from) * 3, (row * width + to + 1) * 3);
      for (let at = 0; at < line.length; at++) line[at] = color[at % 3] ?? 0;
    }
    return { index: 1, class: "salient object", color, pts, score };
  });
  const png = await sharp(mask, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return { mask: `data:image/png;base64,${png.toString("base64")}`, detections };
}

/** A region's number of pixels, upright box (four corners, clockwise from left-top) and mean saliency from 0 to 1. */
function measure(region: Region, { data, width }: Image) {
  let [left, right, area, sum] = [width, 0, 0, 0];
  for (const { row, from, to } of region) {
    left = Math.min(left, from);
    right = Math.max(right, to);
    area += to - from + 1;
    for (let x = from; x <= to; x++) sum += data[row * width + x] ?? 0;
  }
  const [top, bottom] = [region[0]?.row ?? 0, region.at(-1)?.row ?? 0];
  const pts = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  return { region, area, pts, score: sum / area / 255 };
}
