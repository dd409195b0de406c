import { defineEval, evalError, modelFile, perItem, readLines } from "evalbridge";
import { cropQuad, cvDecode, cvResize, DecodeError, type Image, pad, rotate, toTensor } from "evalbridge/imaging";
import { openSession, type Session } from "evalbridge/onnx";
import { type Bbox, bboxesOf, corners } from "./bboxes.ts";
import { decode, type Line } from "./ctc.ts";

const MAX_PIXELS = 4999 * 4999;
const HEIGHT = 48;
const MIN_WIDTH = 320;
const MAX_WIDTH = 3200;
/** The model's own name of its output. */
const OUTPUT = "softmax_2.tmp_0";
const OUTPUTS = { [OUTPUT]: "float32" } as const;
const NO_MARGINS = { left: 0, top: 0, right: 0, bottom: 0 };

interface Model {
  readonly session: Session<typeof OUTPUTS>;
  readonly keys: readonly string[];
}

/** The TypeScript port of `../python/eval.py`: reads the lines that text detection has found, or a picture of one line. */
export default defineEval({
  async createNet(configs): Promise<Model> {
    const keys = ["", ...(await readLines(modelFile(configs, "keys.txt"))), " "];
    return { keys, session: await openSession(configs, "text-recognition.onnx", { outputs: OUTPUTS }) };
  },

  netInference(model, requests) {
    return perItem(requests, async ({ data, params }) => {
      const image = await load(data.body);
      const { width, height } = image;
      const given = bboxesOf([data.attribute, params], image);
      const lines: Line[] = [];
      if (given === undefined) lines.push(await read(model, image));
      for (const bbox of given ?? []) lines.push(await read(model, cut(image, bbox)));
      return {
        result: {
          texts: lines.map(({ text }) => text),
          bboxes: given ?? [[0, 0, width, 0, width, height, 0, height]],
          scores: lines.map(({ score }) => score),
        },
      };
    });
  },
});

async function read({ session, keys }: Model, line: Image): Promise<Line> {
  const { [OUTPUT]: probabilities } = await session.run({ x: toInput(line) });
  return decode(probabilities.data, keys);
}

/** The picture as cv2 decodes it, BGR. */
async function load(body: Uint8Array): Promise<Image> {
  try {
    return await cvDecode(body, "color", { maxPixels: MAX_PIXELS });
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw evalError(400, `not a readable image of at most ${MAX_PIXELS} pixels`);
  }
}

/** The line in a box, made straight; one that stands is laid down, its top to the left. */
function cut(image: Image, bbox: Bbox): Image {
  const line = cropQuad(image, corners(bbox));
  return line.height >= line.width * 1.5 ? rotate(line, 270) : line;
}

/** A line as float32 [1,3,48,W], planes B, G, R from -1 to 1; what is shorter than 320 gets zeros on its right. */
function toInput(line: Image) {
  const width = Math.min(Math.ceil((HEIGHT * line.width) / line.height), MAX_WIDTH);
  const right = Math.max(MIN_WIDTH - width, 0);
  const values = toTensor(cvResize(line, width, HEIGHT), { layout: "hwc", normalise });
  const padded = pad({ data: values, width, height: HEIGHT, channels: 3 }, { ...NO_MARGINS, right });
  return { data: toTensor(padded), dims: [1, 3, HEIGHT, padded.width] };
}

/** Each step in float32, as NumPy computes it; the last one is exact. */
function normalise(sample: number): number {
  return (Math.fround(sample / 255) - 0.5) / 0.5;
}
