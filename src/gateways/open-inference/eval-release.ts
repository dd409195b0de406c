import { BridgeError } from "../../contract/errors.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import type { EvalCall } from "../../service.ts";
import type { InferMeans, InferMessage } from "./infer.ts";

/** Asks a release that speaks no tensors. */
export function inferByEval(
  _means: InferMeans,
  { name }: LoadedRelease,
  _common: Omit<EvalCall, "sources">,
  _message: InferMessage,
): Promise<InferMessage> {
  return Promise.reject(new BridgeError("unavailable", `${name} speaks no tensors yet`));
}
