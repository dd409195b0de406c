import { defineEval, evalError, perItem } from "evalbridge";
import { openSession } from "evalbridge/onnx";

/** `{"values": [numbers]}` in, a score for each of them out. */
export default defineEval({
  createNet: (configs) => openSession(configs, "outliers.onnx", { outputs: { scores: "float32" } }),

  netInference: (session, requests) =>
    perItem(requests, async ({ data }) => {
      const values = valuesIn(data.body);
      const input = { data: Float32Array.from(values), dims: [1, 1, values.length] };
      const { scores } = await session.run({ input });
      return { result: { scores: Array.from(scores.data) } };
    }),
});

/** @throws BridgeError 400 that says what was expected */
function valuesIn(body: Uint8Array): readonly number[] {
  const values = parsed(Buffer.from(body).toString("utf8"));
  if (Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === "number")) return values;
  throw evalError(400, 'the input must be {"values": [...]} with at least one number');
}

function parsed(json: string): unknown {
  try {
    const document: unknown = JSON.parse(json);
    return typeof document === "object" && document !== null && "values" in document ? document.values : undefined;
  } catch {
    return undefined;
  }
}
