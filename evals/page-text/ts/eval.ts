import type { JsonValue } from "evalbridge";
import { defineEval, evalError, perItem, platformJson, pythonFloat } from "evalbridge";
import { cvDecode, DecodeError, type Image } from "evalbridge/imaging";
import { type Detector, findLines, openDetector } from "../../text-detection/ts/detect.ts";
import { cut, type LineReader, openReader, readLine } from "../../text-recognition/ts/lines.ts";

const MAX_PIXELS = 4999 * 4999;
const LIMIT_SIDE_LEN = 960;
/** Photographed lines are curved, and fill their rectangles less than PaddleOCR's 0.6. */
const OPTIONS = { thresh: 0.3, boxThresh: 0.5, unclipRatio: 1.5 };

interface Model {
  readonly detector: Detector;
  readonly reader: LineReader;
}

/** The TypeScript port of `../python/model_service.py`: the lines of a page, each as soon as it is read. */
export default defineEval({
  serves: [{ name: "PageText", version: "1" }],

  async createNet(configs): Promise<Model> {
    return { detector: await openDetector(configs, LIMIT_SIDE_LEN, OPTIONS), reader: await openReader(configs) };
  },

  netInference: (model, requests) =>
    perItem(requests, async ({ data, context, reqid }) => {
      const { parameters = {} } = platformJson(data);
      const image = await load(isObject(parameters) ? parameters["image"] : undefined);
      const page = Number(context[reqid] ?? 0) + 1;
      context[reqid] = page;
      return { parts: partsOf(model, image, page) };
    }),
});

/** Each line as soon as it is read, and at last how many there were on the page. */
async function* partsOf({ detector, reader }: Model, image: Image, page: number) {
  const boxes = await findLines(detector, image);
  for (const [index, { pts }] of boxes.entries()) {
    const { text, score } = await readLine(reader, cut(image, pts.flat()));
    const box = pts.map((point) => point.join(",")).join(" ");
    yield { parameters: { page, line: index + 1, text, score: pythonFloat(score), box } };
  }
  yield { parameters: { page, lines: boxes.length } };
}

/** The picture as cv2 decodes it, BGR. */
async function load(text: JsonValue | undefined): Promise<Image> {
  try {
    return await cvDecode(bytesOf(text), "color", { maxPixels: MAX_PIXELS });
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw evalError(500, `image must be a picture of at most ${MAX_PIXELS} pixels in base64`);
  }
}

/** As strict as Python's `b64decode` with `validate`; none where it is no base64. */
function bytesOf(text: JsonValue | undefined): Uint8Array {
  const isBase64 = typeof text === "string" && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64") : new Uint8Array();
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
