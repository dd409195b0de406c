import type { JsonValue } from "evalbridge";
import { defineEval, evalError, inBatch, modelFile, perItem, readLines } from "evalbridge";
import { crop, cvDecode, cvResize, DecodeError, type Image, toTensor } from "evalbridge/imaging";
import { openSession, rows, stack } from "evalbridge/onnx";

const MAX_PIXELS = 4999 * 4999;
const SIZE = 224;
const LIMIT = 5;

/** The TypeScript port of `../python/eval.py`: one picture in, the best of ImageNet's 1000 classes out. */
export default defineEval({
  async createNet(configs) {
    const classes = await readLines(modelFile(configs, "classes.txt"));
    const outputs = { probabilities: "float32" } as const;
    return { classes, session: await openSession(configs, "photo-classification.onnx", { outputs }) };
  },

  async netInference({ classes, session }, requests) {
    const inputs = await perItem(requests, async ({ data }) => toInput(await load(data.body)));
    const scores = await inBatch(inputs, async (batch) => {
      const { probabilities } = await session.run({ input: stack(batch, [3, SIZE, SIZE]) });
      return rows(probabilities);
    });
    return perItem(scores, (row, index) => {
      return { result: { confidences: rank(row, classes, limitOf(requests[index]?.params)) } };
    });
  },
});

/** The picture as cv2 decodes it, BGR. */
async function load(body: Uint8Array): Promise<Image> {
  try {
    return await cvDecode(body, "color", { maxPixels: MAX_PIXELS });
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw evalError(400, `not a readable image of at most ${MAX_PIXELS} pixels`);
  }
}

/** The middle of the picture, 7/8 of its shorter side, as float32 [3,224,224]: planes R, G, B from -1 to 1. */
function toInput(image: Image): Float32Array {
  const side = Math.max(Math.floor((Math.min(image.width, image.height) * 7) / 8), 1);
  const [x, y] = [Math.floor((image.width - side) / 2), Math.floor((image.height - side) / 2)];
  const resized = cvResize(crop(image, { x, y, width: side, height: side }), SIZE, SIZE, "area");
  return toTensor(resized, { swap: true, normalise: (sample) => (sample - 127) / 128 });
}

/** `params.limit`, a whole number or digit text from 1 to 1000; else the default. */
function limitOf(params: JsonValue | undefined): number {
  const limit = typeof params === "object" && params !== null && "limit" in params ? params["limit"] : undefined;
  if (typeof limit !== "number" && typeof limit !== "string") return LIMIT;
  const found = /^0*([1-9][0-9]{0,2}|1000)(\.0)?$/.exec(String(limit));
  return found === null ? LIMIT : Number(found[1]);
}

function rank(scores: Float32Array, classes: readonly string[], limit: number) {
  const confidences = Array.from(scores, (score, index) => ({ index, class: classes[index] ?? "", score }));
  return confidences.sort((a, b) => b.score - a.score).slice(0, limit);
}
