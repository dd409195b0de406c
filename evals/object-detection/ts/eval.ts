import { defineEval, modelFile, perItem, readLines } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvResize, standardise, toTensor } from "evalbridge/imaging";
import type { Session } from "evalbridge/onnx";
import { openSession } from "evalbridge/onnx";
import { Type } from "evalbridge/schema";
import { loadImage } from "./load-image.ts";
import { suppress } from "./suppress.ts";

const SIZE = 300;
/** Classes that the model has an output for; the labels leave some of them out. */
const OUTPUTS = 90;
/** Two boxes of one class that share more than this part of their union show the same thing. */
const OVERLAP = 0.6;
const MAX_DETECTIONS = 100;
/** From 0..255 to -1..1. */
const NORMALISE = standardise(2 / 255, [1, 1, 1], [1, 1, 1]);

type Net = Session<{ boxes: "float32"; scores: "float32" }>;

/** The TypeScript port of `../python/eval.py`: everyday objects in photographs with COCO-SSD. */
export default defineEval({
  params: Type.Object({
    threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    limit: Type.Integer({ minimum: 1, default: MAX_DETECTIONS }),
  }),
  custom_params: Type.Object({ threshold: Type.Number({ minimum: 0, maximum: 1, default: 0.5 }) }),

  async createNet(configs) {
    return {
      session: await openSession(configs, "object-detection.onnx", {
        outputs: { boxes: "float32", scores: "float32" },
      }),
      classes: await readClasses(modelFile(configs, "labels.csv")),
      threshold: configs.custom_params.threshold,
    };
  },

  netInference: (model, requests) =>
    perItem(requests, async ({ data, params }) => {
      const outputs = await infer(model.session, await loadImage(data.body));
      const found = detect(model.classes, outputs, params.threshold ?? model.threshold);
      return { result: { detections: found.slice(0, Math.min(params.limit, MAX_DETECTIONS)) } };
    }),
});

interface ObjectClass {
  readonly index: number;
  readonly name: string;
}

async function readClasses(path: string): Promise<ObjectClass[]> {
  const rows = await readLines(path);
  return rows.map((row) => {
    const [index, name = ""] = row.split(",");
    return { index: Number(index), name };
  });
}

interface Outputs {
  /** Float32 `[anchors, 4]`: top, left, bottom, right as parts of the picture, which they may leave. */
  readonly boxes: Float32Array;
  /** Float32 `[anchors, 90]`, each from 0 to 1. */
  readonly scores: Float32Array;
  /** The picture's. */
  readonly width: number;
  readonly height: number;
}

async function infer(session: Net, picture: Image): Promise<Outputs> {
  const data = toTensor(cvResize(picture, SIZE, SIZE), { swap: true, normalise: NORMALISE });
  const { boxes, scores } = await session.run({ image: { data, dims: [1, 3, SIZE, SIZE] } });
  return { boxes: boxes.data, scores: scores.data, width: picture.width, height: picture.height };
}

function detect(classes: readonly ObjectClass[], outputs: Outputs, least: number) {
  const { boxes, scores } = outputs;
  const found = classes.flatMap(({ index, name }) => {
    const ofClass = Float32Array.from({ length: boxes.length / 4 }, (_, i) => scores[i * OUTPUTS + index - 1] ?? 0);
    return suppress(boxes, ofClass, least, OVERLAP, MAX_DETECTIONS).map((anchor) => ({
      pts: corners(outputs, anchor),
      index,
      class: name,
      score: ofClass[anchor] ?? 0,
    }));
  });
  return found.sort((a, b) => b.score - a.score);
}

/** Four corners in whole pixels of the picture, clockwise from left-top. */
function corners({ boxes, width, height }: Outputs, anchor: number): [number, number][] {
  const [top = 0, left = 0, bottom = 0, right = 0] = boxes.subarray(anchor * 4);
  const [x0, x1] = [toPixel(left, width), toPixel(right, width)];
  const [y0, y1] = [toPixel(top, height), toPixel(bottom, height)];
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** In float32, as NumPy computes it. */
function toPixel(part: number, length: number): number {
  const clipped = Math.min(Math.max(part, 0), 1);
  return Math.min(Math.trunc(Math.fround(clipped * length)), length - 1);
}
