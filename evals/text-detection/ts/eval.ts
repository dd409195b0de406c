import { loadOpenCV } from "@opencvjs/node";
import type { CreateConfigs } from "evalbridge";
import { defineEval, perItem } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { openSession, type Session } from "evalbridge/onnx";
import { type Box, type DbOptions, findBoxes, type ProbabilityMap } from "./db-postprocess.ts";
import { loadImage } from "./load-image.ts";
import type { Cv } from "./opencv.ts";
import { preprocess } from "./preprocess.ts";

/** The name of the model's one output, the probability that a pixel belongs to text. */
const PROBABILITIES = "sigmoid_0.tmp_0";

interface Model {
  readonly cv: Cv;
  readonly session: Session<{ [PROBABILITIES]: "float32" }>;
  readonly limitSideLen: number;
  readonly options: DbOptions;
}

/** The TypeScript port of `../python/eval.py`: text detection with PP-OCRv4 (DB). */
export default defineEval({
  async createNet(configs): Promise<Model> {
    return {
      cv: await loadOpenCV(),
      session: await openSession(configs, "text-detection.onnx", { outputs: { [PROBABILITIES]: "float32" } }),
      limitSideLen: numberParam(configs, "det_limit_side_len", 960),
      options: {
        thresh: numberParam(configs, "det_db_thresh", 0.3),
        boxThresh: numberParam(configs, "det_db_box_thresh", 0.6),
        unclipRatio: numberParam(configs, "det_db_unclip_ratio", 1.5),
      },
    };
  },

  netInference: (model, requests) =>
    perItem(requests, async ({ data }) => ({ result: await detect(model, await loadImage(data.body)) })),
});

function numberParam(configs: CreateConfigs, name: string, fallback: number): number {
  return Number(configs.custom_params[name] ?? fallback);
}

async function detect(model: Model, picture: Image) {
  const map = await probabilityMap(model, picture);
  const boxes = findBoxes(model.cv, map, picture, model.options).sort(fromTopToBottom);
  return {
    detections: boxes.map(({ pts, score }) => ({ pts, index: 1, class: "text", score })),
    bboxes: boxes.map(({ pts }) => pts.flat()),
  };
}

async function probabilityMap({ session, limitSideLen }: Model, picture: Image): Promise<ProbabilityMap> {
  const { [PROBABILITIES]: output } = await session.run({ x: preprocess(picture, limitSideLen) });
  const [, , height = 0, width = 0] = output.dims;
  return { data: output.data, width, height };
}

/** By the left-top corner: first its y, then its x. */
function fromTopToBottom(a: Box, b: Box): number {
  const [[ax, ay] = [0, 0]] = a.pts;
  const [[bx, by] = [0, 0]] = b.pts;
  return ay - by || ax - bx;
}
