import { BridgeError } from "../contract/errors.ts";
import { type InferTensor, type Parameters, parametersIn, parseHead, tensorsIn, textIn } from "./head.ts";

/** An infer response of the Open Inference Protocol. */
export interface InferResponse {
  readonly modelName: string;
  readonly modelVersion: string;
  readonly id?: string;
  readonly parameters: Parameters;
  readonly outputs: readonly InferTensor[];
}

/**
 * Reads an infer response: JSON, or JSON with raw tensors behind it, of which those of its tensors are views.
 *
 * @param headerLength of the JSON (bytes), as `Inference-Header-Content-Length` says; the whole body unless given
 * @throws BridgeError bad_answer
 */
export function readResponse(body: Uint8Array, headerLength?: number): InferResponse {
  try {
    const head = parseHead(body, headerLength);
    const { members } = head;
    const id = textIn(members, "id");
    return {
      modelName: textIn(members, "model_name") ?? "",
      modelVersion: textIn(members, "model_version") ?? "",
      ...(id === undefined ? undefined : { id }),
      parameters: parametersIn(members, ""),
      outputs: tensorsIn(head, "outputs"),
    };
  } catch (error) {
    throw error instanceof BridgeError ? new BridgeError("bad_answer", error.message) : error;
  }
}
