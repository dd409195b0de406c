import type { JsonValue } from "evalbridge";
import { defineEval, evalError, inBatch, perItem } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvDecode, cvResize, cvtColor, DecodeError, toTensor } from "evalbridge/imaging";
import { openSession, rows, stack } from "evalbridge/onnx";

const MAX_PIXELS = 4999 * 4999;
const SIZE = 28;
const CLASSES = 10;

/** Handwritten digits: one picture in, the ten classes out, best first. */
export default defineEval({
  createNet: (configs) => openSession(configs, "digits.onnx", { outputs: { probabilities: "float32" } }),

  async netInference(session, requests) {
    const inputs = await perItem(requests, ({ data }) => load(data.body));
    const scores = await inBatch(inputs, async (batch) => {
      const { probabilities } = await session.run({ input: stack(batch, [1, SIZE, SIZE]) });
      return rows(probabilities);
    });
    return perItem(scores, (row, index) => ({
      result: { confidences: rank(row, limitOf(requests[index]?.params)) },
    }));
  },
});

/** The model's input of a picture. */
async function load(body: Uint8Array): Promise<Float32Array> {
  try {
    return toInput(await cvDecode(body, "color", { maxPixels: MAX_PIXELS }));
  } catch (error) {
    throw error instanceof DecodeError ? evalError(400, `not a readable image of at most ${MAX_PIXELS} pixels`) : error;
  }
}

/** The model's input, float32 [28,28], ink 1 and paper 0, bit by bit as cv2 and NumPy make it. */
function toInput(picture: Image): Float32Array {
  return toTensor(cvResize(cvtColor(picture, "BGR2GRAY"), SIZE, SIZE), { normalise: (sample) => sample / 255 });
}

/** `params.limit`, a whole number or digit text; all classes when it is absent or out of range. */
function limitOf(params: JsonValue | undefined): number {
  const limit = typeof params === "object" && params !== null && "limit" in params ? params["limit"] : undefined;
  if (typeof limit !== "number" && typeof limit !== "string") return CLASSES;
  const found = /^0*([1-9]|10)(\.0)?$/.exec(String(limit));
  return found === null ? CLASSES : Number(found[1]);
}

function rank(scores: Float32Array, limit: number) {
  const confidences = Array.from(scores, (score, index) => ({ index, class: String(index), score }));
  return confidences.sort((a, b) => b.score - a.score).slice(0, limit);
}
