import { loadOpenCV, type OpenCV } from "@opencvjs/node";
import type { EvalRequest, JsonValue, Ret } from "evalbridge";
import { defineEval, EvalError, evalError } from "evalbridge";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

const MAX_PIXELS = 4999 * 4999;
/** What sharp and cv2 both read. Without this list sharp would also render SVG. */
const FORMATS = new Set<string>(["jpeg", "png", "webp", "gif", "tiff"]);
const SIZE = 28;
const CLASSES = 10;

interface Model {
  readonly cv: typeof OpenCV;
  readonly session: InferenceSession;
}

interface Picture {
  /** RGB, row by row. */
  readonly data: Uint8Array;
  readonly info: { readonly width: number; readonly height: number };
}

/** Handwritten digits: one picture in, the ten classes out, best first. */
export default defineEval<Model>({
  async createNet({ model_files: files, threads }) {
    const path = files["digits.onnx"];
    if (path === undefined) throw evalError(400, "no digits.onnx config set");
    const session = await InferenceSession.create(path, { intraOpNumThreads: threads });
    return { cv: await loadOpenCV(), session };
  },

  async netInference(model, requests) {
    const rets: Ret[] = [];
    for (const request of requests) rets.push(await answer(model, request));
    return rets;
  },
});

async function answer({ cv, session }: Model, { data, params }: EvalRequest): Promise<Ret> {
  try {
    if (!("body" in data)) throw evalError(400, "a group is not supported, send one image per request");
    const scores = await classify(session, toInput(cv, await decode(data.body)));
    return { code: 0, message: "", result: { confidences: rank(scores, limitOf(params)) } };
  } catch (error) {
    if (error instanceof EvalError) return { code: error.code, message: error.message };
    throw error;
  }
}

/** What cv2 decodes: turned as EXIF says, colours as stored, no alpha. */
async function decode(body: Uint8Array): Promise<Picture> {
  try {
    const image = sharp(body, { ignoreIcc: true, autoOrient: true, limitInputPixels: MAX_PIXELS });
    const { format } = await image.metadata();
    if (!FORMATS.has(format)) throw new Error(`${format} is not accepted`);
    return await image.removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  } catch {
    throw evalError(400, `not a readable image of at most ${MAX_PIXELS} pixels`);
  }
}

/** The model's input, float32 [28,28], ink 1 and paper 0. @opencvjs/node computes both steps as cv2 does. */
function toInput(cv: typeof OpenCV, { data, info }: Picture): Float32Array {
  const image = cv.matFromArray(info.height, info.width, cv.CV_8UC3, data);
  try {
    cv.cvtColor(image, image, cv.COLOR_RGB2GRAY);
    cv.resize(image, image, new cv.Size(SIZE, SIZE), 0, 0, cv.INTER_LINEAR);
    return Float32Array.from(image.data, (value) => value / 255);
  } finally {
    image.delete();
  }
}

/** Probabilities, float32 [10]. One by one: a stacked batch would round the last bits otherwise than a single. */
async function classify(session: InferenceSession, input: Float32Array): Promise<Float32Array> {
  const { probabilities } = await session.run({ input: new Tensor("float32", input, [1, 1, SIZE, SIZE]) });
  if (!(probabilities?.data instanceof Float32Array)) throw new Error("the model gave no float32 probabilities");
  return probabilities.data;
}

/** `params.limit`, a whole number or digit text; all classes when it is absent or out of range. */
function limitOf(params: JsonValue): number {
  const limit = typeof params === "object" && params !== null && "limit" in params ? params["limit"] : undefined;
  if (typeof limit !== "number" && typeof limit !== "string") return CLASSES;
  const found = /^0*([1-9]|10)(\.0)?$/.exec(String(limit));
  return found === null ? CLASSES : Number(found[1]);
}

function rank(scores: Float32Array, limit: number) {
  const confidences = Array.from(scores, (score, index) => ({ index, class: String(index), score }));
  return confidences.sort((a, b) => b.score - a.score).slice(0, limit);
}
