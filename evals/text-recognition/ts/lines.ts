import type { CreateConfigs } from "evalbridge";
import { modelFile, readLines } from "evalbridge";
import { cropQuad, cvResize, type Image, pad, rotate, toTensor } from "evalbridge/imaging";
import { openSession, type Session } from "evalbridge/onnx";
import { type Bbox, corners } from "./bboxes.ts";
import { decode, type Line } from "./ctc.ts";

const HEIGHT = 48;
const MIN_WIDTH = 320;
const MAX_WIDTH = 3200;
/** The model's own name of its output. */
const OUTPUT = "softmax_2.tmp_0";
const OUTPUTS = { [OUTPUT]: "float32" } as const;
const NO_MARGINS = { left: 0, top: 0, right: 0, bottom: 0 };

/** Reads lines of printed text. */
export interface LineReader {
  readonly session: Session<typeof OUTPUTS>;
  readonly keys: readonly string[];
}

/** @param configs `text-recognition.onnx` and `keys.txt`, its signs, among its `model_files` */
export async function openReader(configs: CreateConfigs): Promise<LineReader> {
  const keys = ["", ...(await readLines(modelFile(configs, "keys.txt"))), " "];
  return { keys, session: await openSession(configs, "text-recognition.onnx", { outputs: OUTPUTS }) };
}

/** @param line BGR */
export async function readLine({ session, keys }: LineReader, line: Image): Promise<Line> {
  const { [OUTPUT]: probabilities } = await session.run({ x: toInput(line) });
  return decode(probabilities.data, keys);
}

/** The line in a box, made straight; one that stands is laid down, its top to the left. */
export function cut(image: Image, bbox: Bbox): Image {
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
