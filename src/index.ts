/** What handler authors import: `import { defineEval } from "evalbridge"`. */
export { BridgeError, evalError } from "./contract/errors.ts";
export type {
  CreateConfigs,
  Device,
  EvalHandler,
  EvalRequest,
  GroupRequest,
  Params,
  RequestData,
  Ret,
  Tensors,
} from "./contract/handler.ts";
export { defineEval } from "./contract/handler.ts";
export type { JsonObject, JsonValue } from "./contract/json.ts";
export type { ClassificationResult, DetectionResult, SegmentationResult } from "./contract/templates.ts";
export type { Datatype, DatatypeArrays, Tensor, TensorSpec } from "./contract/tensor.ts";
export { bigEndianFloats, readBigEndianFloats } from "./handler/features.ts";
export { customFile, modelFile, readJson, readLines } from "./handler/files.ts";
export { inBatch, perItem } from "./handler/items.ts";
export { pipelineAnswer, pipelineError, pipelineValues } from "./handler/pipeline.ts";
export { platformJson } from "./handler/platform-body.ts";
export { type PythonFloat, pythonFloat } from "./handler/python-float.ts";
export { type PythonPrintable, pythonRepr } from "./handler/python-repr.ts";
