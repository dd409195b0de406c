/** What handler authors import: `import { defineEval } from "evalbridge"`. */
export { BridgeError, evalError } from "./contract/errors.ts";
export type { CreateConfigs, Device, EvalHandler, EvalRequest, RequestData, Ret } from "./contract/handler.ts";
export { defineEval } from "./contract/handler.ts";
export type { JsonObject, JsonValue } from "./contract/json.ts";
export { ClassificationResult, DetectionResult, SegmentationResult } from "./contract/templates.ts";
