import { defineEval, evalError, inBatch, modelFile, perItem, readLines } from "evalbridge";
import { cvDecode, cvResize, DecodeError, toTensor } from "evalbridge/imaging";
import type { Session } from "evalbridge/onnx";
import { openSession, rows, stack } from "evalbridge/onnx";
import type { ClassificationResult } from "evalbridge/schema";
import { Type } from "evalbridge/schema";

const SIZE = 64;

/** One picture in, the classes out, best first. */
export default defineEval({
  params: Type.Object({
    /** How many classes are listed; all when absent. */
    limit: Type.Optional(Type.Integer({ minimum: 1 })),
  }),

  async createNet(configs) {
    return {
      session: await openSession(configs, "colours.onnx", { outputs: { probabilities: "float32" } }),
      labels: await readLines(modelFile(configs, "labels.txt")),
    };
  },

  // One picture that cannot be used costs nobody else of its batch anything: errors stand in its place.
  async netInference({ session, labels }, requests) {
    const inputs = await perItem(requests, ({ data }) => preprocess(data.body));
    const scores = await inBatch(inputs, (batch) => infer(session, batch));
    return perItem(scores, (row, index) => ({ result: rank(row, labels, requests[index]?.params.limit) }));
  },
});

/** The model's input: float32 [3, 64, 64], RGB from 0 to 1. */
async function preprocess(body: Uint8Array): Promise<Float32Array> {
  const picture = await cvDecode(body).catch((error: unknown) => {
    throw error instanceof DecodeError ? evalError(400, `not a readable image: ${error.message}`) : error;
  });
  return toTensor(cvResize(picture, SIZE, SIZE, "area"), { swap: true, normalise: (sample) => sample / 255 });
}

/** For each input its probabilities, float32 [classes]. */
async function infer(session: Session<{ probabilities: "float32" }>, inputs: readonly Float32Array[]) {
  const { probabilities } = await session.run({ input: stack(inputs, [3, SIZE, SIZE]) });
  return rows(probabilities);
}

function rank(scores: Float32Array, labels: readonly string[], limit?: number): ClassificationResult {
  const confidences = Array.from(scores, (score, index) => ({ index, class: labels[index] ?? String(index), score }));
  return { confidences: confidences.sort((a, b) => b.score - a.score).slice(0, limit) };
}
