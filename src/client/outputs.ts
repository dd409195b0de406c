import type { Tensor } from "../contract/tensor.ts";
import { decode } from "../tensors/request.ts";
import type { InferResponse } from "../tensors/response.ts";
import type { InferAnswer, InferRequest, OutputTypes } from "./inference-client.ts";
import { InferenceError, usable } from "./inference-error.ts";

/**
 * What a caller gets of a response.
 *
 * @throws InferenceError when an output that was asked for is missing or of another datatype
 */
export function answerOf<Types extends OutputTypes>(
  { modelName, modelVersion, id, parameters, outputs }: InferResponse,
  asked: InferRequest<Types>["outputs"],
): InferAnswer<Types> {
  const tensors = new Map(outputs.map((output) => [output.name, usable(() => decode(output, "output"))]));
  for (const [name, datatype] of Object.entries(asked ?? {})) check(name, datatype, tensors.get(name));
  return {
    model: modelName,
    version: modelVersion,
    ...(id === undefined ? undefined : { id }),
    parameters,
    // As `check` has found them.
    outputs: Object.fromEntries(tensors) as InferAnswer<Types>["outputs"],
  };
}

function check(name: string, datatype: string, found: Tensor | undefined): void {
  if (found === undefined) throw new InferenceError(`the answer has no output ${name}`);
  if (found.datatype !== datatype) {
    throw new InferenceError(`output ${name} is ${found.datatype}, and ${datatype} was asked for`);
  }
}
