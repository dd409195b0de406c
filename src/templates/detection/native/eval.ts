import { defineEval, evalError, modelFile, perItem, readLines } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvDecode, DecodeError, letterbox, toTensor } from "evalbridge/imaging";
import { openSession } from "evalbridge/onnx";
import type { DetectionResult } from "evalbridge/schema";
import { Type } from "evalbridge/schema";
import type { Box } from "./boxes.ts";
import { boxesOf, withoutOverlaps } from "./boxes.ts";

const SIZE = 256;
const MAX_OVERLAP = 0.3;

/** One picture in, what was found in it out, best first. */
export default defineEval({
  params: Type.Object({
    /** Of the scores that are answered, the least. */
    threshold: Type.Number({ minimum: 0, maximum: 1, default: 0.5 }),
  }),

  async createNet(configs) {
    return {
      session: await openSession(configs, "blobs.onnx", { outputs: { boxes: "float32" } }),
      labels: await readLines(modelFile(configs, "labels.txt")),
    };
  },

  netInference: ({ session, labels }, requests) =>
    perItem(requests, async ({ data, params }) => {
      const picture = await decode(data.body);
      const { image, scale, offset } = letterbox(picture, SIZE, SIZE);
      const input = toTensor(image, { swap: true, normalise: (sample) => sample / 255 });
      const { boxes } = await session.run({ input: { data: input, dims: [1, 3, SIZE, SIZE] } });
      const found = withoutOverlaps(boxesOf(boxes.data, labels.length, params.threshold), MAX_OVERLAP);
      const inPicture = (box: Box) => ({
        left: clamp((box.left - offset.x) / scale, picture.width),
        top: clamp((box.top - offset.y) / scale, picture.height),
        right: clamp((box.right - offset.x) / scale, picture.width),
        bottom: clamp((box.bottom - offset.y) / scale, picture.height),
      });
      return { result: resultOf(found, inPicture, labels) };
    }),
});

async function decode(body: Uint8Array): Promise<Image> {
  return cvDecode(body).catch((error: unknown) => {
    throw error instanceof DecodeError ? evalError(400, `not a readable image: ${error.message}`) : error;
  });
}

/** A whole number of pixels within the picture. */
function clamp(position: number, length: number): number {
  return Math.min(Math.max(Math.floor(position + 0.5), 0), length - 1);
}

type Corners = Pick<Box, "left" | "top" | "right" | "bottom">;

function resultOf(boxes: readonly Box[], inPicture: (box: Box) => Corners, labels: readonly string[]): DetectionResult {
  const detections = boxes.map((box) => {
    const { left, top, right, bottom } = inPicture(box);
    const pts: [number, number][] = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ];
    return { index: box.index, class: labels[box.index] ?? String(box.index), score: box.score, pts };
  });
  return { detections };
}
