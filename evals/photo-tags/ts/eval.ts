import type { JsonValue } from "evalbridge";
import { defineEval, evalError, modelFile, perItem, platformJson, pythonFloat, readLines } from "evalbridge";
import { crop, cvDecode, cvResize, DecodeError, type Image, toTensor } from "evalbridge/imaging";
import { openSession, rows, stack } from "evalbridge/onnx";

const MAX_PIXELS = 4999 * 4999;
const SIZE = 224;
const MAX_IMAGES = 16;
const LIMIT = 5;
const MAX_LIMIT = 1000;

/** The TypeScript port of `../python/model_service.py`: the best of ImageNet's 1000 classes for each picture. */
export default defineEval({
  async createNet(configs) {
    const classes = await readLines(modelFile(configs, "classes.txt"));
    const outputs = { probabilities: "float32" } as const;
    return { classes, session: await openSession(configs, "photo-classification.onnx", { outputs }) };
  },

  netInference: ({ classes, session }, requests) =>
    perItem(requests, async ({ data }) => {
      const { images, limit = LIMIT } = platformJson(data);
      if (!Array.isArray(images) || images.length < 1 || images.length > MAX_IMAGES) {
        throw invalid(`images must be a list of 1 to ${MAX_IMAGES} pictures in base64`);
      }
      if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
        throw invalid(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
      }
      const inputs: Float32Array[] = [];
      for (const [index, image] of images.entries()) inputs.push(toInput(await load(image, index)));
      const { probabilities } = await session.run({ input: stack(inputs, [3, SIZE, SIZE]) });
      const tags = rows(probabilities).map((scores) => rank(scores, classes, limit));
      return { result: { result: { type: "classification", model_name: "photo-tags", tags } } };
    }),
});

/** As mosec's `ValidationError`. */
function invalid(message: string): Error {
  return evalError(422, message);
}

/** The picture as cv2 decodes it, BGR. */
async function load(text: JsonValue, index: number): Promise<Image> {
  try {
    return await cvDecode(bytesOf(text), "color", { maxPixels: MAX_PIXELS });
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw invalid(`images[${index}] is no readable picture of at most ${MAX_PIXELS} pixels`);
  }
}

/** As strict as Python's `b64decode` with `validate`; none where it is no base64. */
function bytesOf(text: JsonValue): Uint8Array {
  const isBase64 = typeof text === "string" && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64") : new Uint8Array();
}

/** The middle of the picture, 7/8 of its shorter side, as float32 [3,224,224]: planes R, G, B from -1 to 1. */
function toInput(image: Image): Float32Array {
  const side = Math.max(Math.floor((Math.min(image.width, image.height) * 7) / 8), 1);
  const [x, y] = [Math.floor((image.width - side) / 2), Math.floor((image.height - side) / 2)];
  const resized = cvResize(crop(image, { x, y, width: side, height: side }), SIZE, SIZE, "area");
  return toTensor(resized, { swap: true, normalise: (sample) => (sample - 127) / 128 });
}

function rank(scores: Float32Array, classes: readonly string[], limit: number) {
  const best = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, limit);
  return best.map((index) => ({ index, class: classes[index] ?? "", score: pythonFloat(scores[index] ?? 0) }));
}
