import { defineEval, evalError, perItem } from "evalbridge";
import type { Image } from "evalbridge/imaging";
import { cvDecode, cvResize, DecodeError, toTensor } from "evalbridge/imaging";
import { openSession } from "evalbridge/onnx";
import type { DetectionResult } from "evalbridge/schema";
import { Type } from "evalbridge/schema";
import type { Region } from "./regions.ts";
import { regionsOf } from "./regions.ts";

/** The longest side that the model sees, in pixels. */
const MAX_SIDE = 960;
/** Lower or narrower regions of the model's map are no text, in pixels. */
const MIN_HEIGHT = 4;
const MIN_WIDTH = 12;
/** What the map lacks of a line above and below, as a part of the region's height. */
const MARGIN = 0.15;

/** One picture in, its lines of text out, from top to bottom. */
export default defineEval({
  params: Type.Object({
    /** From which probability on a pixel belongs to text. */
    threshold: Type.Number({ minimum: 0, maximum: 1, default: 0.5 }),
  }),

  createNet: (configs) => openSession(configs, "text-lines.onnx", { outputs: { probabilities: "float32" } }),

  netInference: (session, requests) =>
    perItem(requests, async ({ data, params }) => {
      const picture = await decode(data.body);
      const small = cvResize(picture, ...fitted(picture), "area");
      const { width, height } = small;
      const input = toTensor(small, { swap: true, normalise: (sample) => sample / 255 });
      const { probabilities } = await session.run({ input: { data: input, dims: [1, 3, height, width] } });
      const regions = regionsOf({ data: probabilities.data, width, height }, params.threshold);
      return { result: resultOf(regions.filter(isText), picture, small) };
    }),
});

async function decode(body: Uint8Array): Promise<Image> {
  return cvDecode(body).catch((error: unknown) => {
    throw error instanceof DecodeError ? evalError(400, `not a readable image: ${error.message}`) : error;
  });
}

function fitted({ width, height }: Image): [width: number, height: number] {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
}

function isText({ left, top, right, bottom }: Region): boolean {
  return right - left >= MIN_WIDTH && bottom - top >= MIN_HEIGHT;
}

function resultOf(regions: readonly Region[], picture: Image, map: Image): DetectionResult & { bboxes: number[][] } {
  const [scaleX, scaleY] = [picture.width / map.width, picture.height / map.height];
  const detections = regions.map(({ score, ...region }) => {
    const margin = (region.bottom - region.top) * MARGIN;
    const left = Math.floor(region.left * scaleX);
    const top = Math.max(0, Math.floor((region.top - margin) * scaleY));
    const right = Math.ceil(region.right * scaleX) - 1;
    const bottom = Math.min(picture.height, Math.ceil((region.bottom + margin) * scaleY)) - 1;
    const pts: [number, number][] = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ];
    return { index: 1, class: "text", score, pts };
  });
  detections.sort((a, b) => topLeft(a)[1] - topLeft(b)[1] || topLeft(a)[0] - topLeft(b)[0]);
  return { detections, bboxes: detections.map(({ pts }) => pts.flat()) };
}

function topLeft({ pts: [corner = [0, 0]] }: { readonly pts: readonly (readonly [number, number])[] }) {
  return corner;
}
