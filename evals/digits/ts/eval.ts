import type { JsonValue } from "evalbridge";
import { defineEval, evalError, inBatch, perItem } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvResize, cvtColor, toTensor } from "evalbridge/imaging";
import { openSession, rows, stack } from "evalbridge/onnx";
import sharp from "sharp";

const MAX_PIXELS = 4999 * 4999;
/** What sharp and cv2 both read. Without the list sharp would also render SVG. */
const FORMATS = new Set<string>(["jpeg", "png", "tiff", "webp", "gif"]);
/** Of these, what cv2 turns as EXIF says. */
const TURNED = new Set<string>(["jpeg", "png", "tiff"]);
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
  const picture = await decode(body);
  if (picture === null) throw evalError(400, `not a readable image of at most ${MAX_PIXELS} pixels`);
  return toInput(picture);
}

/** The picture as cv2 decodes it: colours as stored, without alpha. Null when it cannot be read. */
async function decode(body: Uint8Array): Promise<Image | null> {
  try {
    const image = sharp(body, { ignoreIcc: true, limitInputPixels: MAX_PIXELS });
    const { format } = await image.metadata();
    if (!FORMATS.has(format)) return null;
    if (TURNED.has(format)) image.autoOrient();
    const raw = image.removeAlpha().toColourspace("srgb").raw();
    const { data, info } = await raw.toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: 3 };
  } catch {
    return null;
  }
}

/** The model's input, float32 [28,28], ink 1 and paper 0, bit by bit as cv2 and NumPy make it. */
function toInput(picture: Image): Float32Array {
  return toTensor(cvResize(cvtColor(picture, "RGB2GRAY"), SIZE, SIZE), { normalise: (sample) => sample / 255 });
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
