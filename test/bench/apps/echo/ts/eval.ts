import { defineEval, type EvalRequest, type Ret } from "evalbridge";

/** Answers the input's bytes. `params` may ask for its length as JSON, or for so many bytes. */
function echo({ data, params }: EvalRequest): Ret {
  const { json, answer } = isObject(params) ? params : {};
  if (json === true) return { result: { length: data.body.length } };
  return { body: typeof answer === "number" ? new Uint8Array(answer) : data.body };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export default defineEval({
  createNet: () => undefined,
  netInference: (_model, requests) => requests.map(echo),
});
