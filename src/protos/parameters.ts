import type { Parameter, Parameters } from "../tensors/head.ts";
import type { inference } from "./open-inference-messages.js";

/** Parameters of the Open Inference Protocol as its messages hold them. */
export function wireParameters(parameters: Parameters): Record<string, inference.IInferParameter> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, wireParameter(value)]));
}

function wireParameter(value: Parameter): inference.IInferParameter {
  if (typeof value === "boolean") return { boolParam: value };
  if (typeof value === "string") return { stringParam: value };
  return Number.isSafeInteger(value) ? { int64Param: value } : { doubleParam: value };
}
