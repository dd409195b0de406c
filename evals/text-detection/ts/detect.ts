import { loadOpenCV } from "@opencvjs/node";
import type { CreateConfigs } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { openSession, type Session } from "evalbridge/onnx";
import { type Box, type DbOptions, findBoxes, type ProbabilityMap } from "./db-postprocess.ts";
import type { Cv } from "./opencv.ts";
import { preprocess } from "./preprocess.ts";

/** The name of the model's one output, the probability that a pixel belongs to text. */
const PROBABILITIES = "sigmoid_0.tmp_0";

export interface Detector {
  readonly cv: Cv;
  readonly session: Session<{ [PROBABILITIES]: "float32" }>;
  /** The longer side of a picture after shrinking. */
  readonly limitSideLen: number;
  readonly options: DbOptions;
}

/** @param configs `text-detection.onnx` among its `model_files` */
export async function openDetector(
  configs: CreateConfigs,
  limitSideLen: number,
  options: DbOptions,
): Promise<Detector> {
  const session = await openSession(configs, "text-detection.onnx", { outputs: { [PROBABILITIES]: "float32" } });
  return { cv: await loadOpenCV(), session, limitSideLen, options };
}

/**
 * The lines of text in a picture, from top to bottom, then from left to right.
 *
 * @param picture BGR
 */
export async function findLines(detector: Detector, picture: Image): Promise<Box[]> {
  const map = await probabilityMap(detector, picture);
  return findBoxes(detector.cv, map, picture, detector.options).sort(fromTopToBottom);
}

async function probabilityMap({ session, limitSideLen }: Detector, picture: Image): Promise<ProbabilityMap> {
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
