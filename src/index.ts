/** What handler authors import: `import { defineEval } from "evalbridge"`. */
export { EvalError, evalError } from "./contract/errors.ts";
export type { CreateConfigs, Device, EvalHandler, EvalRequest, RequestData, Ret } from "./contract/handler.ts";
export { defineEval } from "./contract/handler.ts";
export type { JsonObject, JsonValue } from "./contract/json.ts";
