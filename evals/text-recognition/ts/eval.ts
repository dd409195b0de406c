import { defineEval, evalError, perItem } from "evalbridge";
import { cvDecode, DecodeError, type Image } from "evalbridge/imaging";
import { bboxesOf } from "./bboxes.ts";
import type { Line } from "./ctc.ts";
import { cut, openReader, readLine } from "./lines.ts";

const MAX_PIXELS = 4999 * 4999;

/** The TypeScript port of `../python/eval.py`: reads the lines that text detection has found, or a picture of one line. */
export default defineEval({
  createNet: openReader,

  netInference(reader, requests) {
    return perItem(requests, async ({ data, params }) => {
      const image = await load(data.body);
      const { width, height } = image;
      const given = bboxesOf([data.attribute, params], image);
      const lines: Line[] = [];
      if (given === undefined) lines.push(await readLine(reader, image));
      for (const bbox of given ?? []) lines.push(await readLine(reader, cut(image, bbox)));
      return {
        result: {
          texts: lines.map(({ text }) => text),
          bboxes: given ?? [[0, 0, width, 0, width, height, 0, height]],
          scores: lines.map(({ score }) => score),
        },
      };
    });
  },
});

/** The picture as cv2 decodes it, BGR. */
async function load(body: Uint8Array): Promise<Image> {
  try {
    return await cvDecode(body, "color", { maxPixels: MAX_PIXELS });
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw evalError(400, `not a readable image of at most ${MAX_PIXELS} pixels`);
  }
}
