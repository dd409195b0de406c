import {
  defineEval,
  modelFile,
  perItem,
  pipelineAnswer,
  pipelineError,
  pipelineValues,
  pythonFloat,
  pythonRepr,
  readLines,
} from "evalbridge";
import { crop, cvDecode, cvResize, DecodeError, type Image, toTensor } from "evalbridge/imaging";
import { openSession, rows, stack } from "evalbridge/onnx";

const MAX_PIXELS = 4999 * 4999;
const SIZE = 224;
const MAX_IMAGES = 16;
const REFUSED = 50;

/** The TypeScript port of `../python/web_service.py`: the best of ImageNet's 1000 classes for each picture. */
export default defineEval({
  serves: [{ name: "photo-labels", version: "" }],

  async createNet(configs) {
    const classes = await readLines(modelFile(configs, "classes.txt"));
    const outputs = { probabilities: "float32" } as const;
    return { classes, session: await openSession(configs, "photo-classification.onnx", { outputs }) };
  },

  netInference: ({ classes, session }, requests) =>
    perItem(requests, async ({ data }) => {
      const pictures = [...pipelineValues(data)].filter(([key]) => key.startsWith("image"));
      if (pictures.length < 1 || pictures.length > MAX_IMAGES) {
        return pipelineError(REFUSED, `there must be 1 to ${MAX_IMAGES} pictures, under image, image_1 and so on`);
      }
      const inputs: Float32Array[] = [];
      for (const [key, text] of pictures) {
        const image = await load(text);
        if (image === undefined) {
          return pipelineError(REFUSED, `${key} is no readable picture of at most ${MAX_PIXELS} pixels`);
        }
        inputs.push(toInput(image));
      }
      const { probabilities } = await session.run({ input: stack(inputs, [3, SIZE, SIZE]) });
      const best = rows(probabilities).map((scores) => ({ scores, index: indexOfMax(scores) }));
      return pipelineAnswer({
        class_id: pythonRepr(best.map(({ index }) => index)),
        label: pythonRepr(best.map(({ index }) => classes[index] ?? "")),
        prob: pythonRepr(best.map(({ scores, index }) => pythonFloat(scores[index] ?? 0))),
      });
    }),
});

/** The picture as cv2 decodes it, BGR. */
async function load(text: string): Promise<Image | undefined> {
  try {
    return await cvDecode(bytesOf(text), "color", { maxPixels: MAX_PIXELS });
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** As strict as Python's `b64decode` with `validate`; none where it is no base64. */
function bytesOf(text: string): Uint8Array {
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64") : new Uint8Array();
}

/** The middle of the picture, 7/8 of its shorter side, as float32 [3,224,224]: planes R, G, B from -1 to 1. */
function toInput(image: Image): Float32Array {
  const side = Math.max(Math.floor((Math.min(image.width, image.height) * 7) / 8), 1);
  const [x, y] = [Math.floor((image.width - side) / 2), Math.floor((image.height - side) / 2)];
  const resized = cvResize(crop(image, { x, y, width: side, height: side }), SIZE, SIZE, "area");
  return toTensor(resized, { swap: true, normalise: (sample) => (sample - 127) / 128 });
}

function indexOfMax(scores: Float32Array): number {
  return scores.reduce((best, score, index) => (score > (scores[best] ?? 0) ? index : best), 0);
}
