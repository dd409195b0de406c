import type { CreateConfigs } from "evalbridge";
import { defineEval, perItem } from "evalbridge";
import { findLines, openDetector } from "./detect.ts";
import { loadImage } from "./load-image.ts";

/** The TypeScript port of `../python/eval.py`: text detection with PP-OCRv4 (DB). */
export default defineEval({
  createNet: (configs) =>
    openDetector(configs, numberParam(configs, "det_limit_side_len", 960), {
      thresh: numberParam(configs, "det_db_thresh", 0.3),
      boxThresh: numberParam(configs, "det_db_box_thresh", 0.6),
      unclipRatio: numberParam(configs, "det_db_unclip_ratio", 1.5),
    }),

  netInference: (detector, requests) =>
    perItem(requests, async ({ data }) => {
      const boxes = await findLines(detector, await loadImage(data.body));
      const detections = boxes.map(({ pts, score }) => ({ pts, index: 1, class: "text", score }));
      return { result: { detections, bboxes: boxes.map(({ pts }) => pts.flat()) } };
    }),
});

function numberParam(configs: CreateConfigs, name: string, fallback: number): number {
  return Number(configs.custom_params[name] ?? fallback);
}
