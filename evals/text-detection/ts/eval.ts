import { loadOpenCV } from "@opencvjs/node";
import type { CreateConfigs, EvalRequest, RequestData, Ret } from "evalbridge";
import { defineEval, evalError } from "evalbridge";
import { InferenceSession } from "onnxruntime-node";
import sharp from "sharp";
import { type Box, type DbOptions, findBoxes, type ProbabilityMap } from "./db-postprocess.ts";
import { loadImage, type Picture, UnusableImage } from "./load-image.ts";
import type { Cv } from "./opencv.ts";
import { preprocess } from "./preprocess.ts";

interface Model {
  readonly cv: Cv;
  readonly session: InferenceSession;
  readonly limitSideLen: number;
  readonly options: DbOptions;
}

/** The TypeScript port of `../python/eval.py`: text detection with PP-OCRv4 (DB). */
export default defineEval<Model>({
  async createNet(configs) {
    const file = configs.model_files["text-detection.onnx"];
    if (file === undefined) throw evalError(400, "no text-detection.onnx config set");
    // Every picture is decoded once, so a cache of decoded ones only holds memory.
    sharp.cache(false);
    return {
      cv: await loadOpenCV(),
      session: await InferenceSession.create(file, { intraOpNumThreads: configs.threads }),
      limitSideLen: numberParam(configs, "det_limit_side_len", 960),
      options: {
        thresh: numberParam(configs, "det_db_thresh", 0.3),
        boxThresh: numberParam(configs, "det_db_box_thresh", 0.6),
        unclipRatio: numberParam(configs, "det_db_unclip_ratio", 1.5),
      },
    };
  },

  async netInference(model, requests) {
    const rets: Ret[] = [];
    for (const request of requests) rets.push(await inferOne(model, request));
    return rets;
  },
});

function numberParam(configs: CreateConfigs, name: string, fallback: number): number {
  return Number(configs.custom_params[name] ?? fallback);
}

/** One request's ret; an unusable picture fails this request alone. */
async function inferOne(model: Model, request: EvalRequest): Promise<Ret> {
  if (isGroup(request.data)) return { code: 400, message: "text detection takes one image, not a group" };
  try {
    return { code: 0, message: "", result: await detect(model, await loadImage(request.data.body)) };
  } catch (error) {
    if (error instanceof UnusableImage) return { code: 400, message: error.message };
    throw error;
  }
}

function isGroup(data: EvalRequest["data"]): data is readonly RequestData[] {
  return Array.isArray(data);
}

async function detect(model: Model, picture: Picture) {
  const map = await probabilityMap(model, picture);
  const boxes = findBoxes(model.cv, map, picture, model.options).sort(fromTopToBottom);
  return {
    detections: boxes.map(({ pts, score }) => ({ pts, index: 1, class: "text", score })),
    bboxes: boxes.map(({ pts }) => pts.flat()),
  };
}

async function probabilityMap({ cv, session, limitSideLen }: Model, picture: Picture): Promise<ProbabilityMap> {
  const input = preprocess(cv, picture, limitSideLen);
  const [name = ""] = session.inputNames;
  const outputs = await session.run({ [name]: input });
  const [output] = Object.values(outputs);
  if (!(output?.data instanceof Float32Array)) throw new Error("the model's output is not float32");
  const [, , height = 0, width = 0] = output.dims;
  return { data: output.data, width, height };
}

/** By the left-top corner: first its y, then its x. */
function fromTopToBottom(a: Box, b: Box): number {
  const [[ax, ay] = [0, 0]] = a.pts;
  const [[bx, by] = [0, 0]] = b.pts;
  return ay - by || ax - bx;
}
