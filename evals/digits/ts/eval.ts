import type { EvalRequest, JsonValue, Ret } from "evalbridge";
import { defineEval, evalError } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvResize, toGrey, toTensor } from "evalbridge/imaging";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

const MAX_PIXELS = 4999 * 4999;
/** What sharp and cv2 both read. Without the list sharp would also render SVG. */
const FORMATS = new Set<string>(["jpeg", "png", "tiff", "webp", "gif"]);
/** Of these, what cv2 turns as EXIF says. */
const TURNED = new Set<string>(["jpeg", "png", "tiff"]);
const SIZE = 28;
const CLASSES = 10;

/** Handwritten digits: one picture in, the ten classes out, best first. */
export default defineEval<InferenceSession>({
  async createNet({ model_files: files, threads }) {
    const path = files["digits.onnx"];
    if (path === undefined) throw evalError(400, "no digits.onnx config set");
    return InferenceSession.create(path, { intraOpNumThreads: threads });
  },

  async netInference(session, requests) {
    const inputs = await Promise.all(requests.map(({ data }) => load(data)));
    const pictures = inputs.filter((input) => input instanceof Float32Array);
    const scores = await classify(session, pictures);
    let row = 0;
    return inputs.map((input, index) => {
      if (!(input instanceof Float32Array)) return input;
      const ranked = rank(scores.subarray(row * CLASSES, ++row * CLASSES), limitOf(requests[index]?.params));
      return { code: 0, message: "", result: { confidences: ranked } };
    });
  },
});

/** The model's input, or the answer that refuses this request while the others of its batch go on. */
async function load(data: EvalRequest["data"]): Promise<Float32Array | Ret> {
  if (!("body" in data)) return { code: 400, message: "a group is not supported, send one image per request" };
  const picture = await decode(data.body);
  if (picture === null) return { code: 400, message: `not a readable image of at most ${MAX_PIXELS} pixels` };
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
  return toTensor(cvResize(toGrey(picture, "cv2"), SIZE, SIZE), { normalise: (sample) => sample / 255 });
}

/** Probabilities, float32 [N,10], of N inputs. */
async function classify(session: InferenceSession, inputs: readonly Float32Array[]): Promise<Float32Array> {
  if (inputs.length === 0) return new Float32Array();
  const stacked = new Float32Array(inputs.length * SIZE * SIZE);
  for (const [row, input] of inputs.entries()) stacked.set(input, row * SIZE * SIZE);
  const { probabilities } = await session.run({
    input: new Tensor("float32", stacked, [inputs.length, 1, SIZE, SIZE]),
  });
  if (!(probabilities?.data instanceof Float32Array)) throw new Error("the model gave no float32 probabilities");
  return probabilities.data;
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
