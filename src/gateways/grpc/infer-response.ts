import { joined } from "../../contract/bytes.ts";
import type { inference } from "../../protos/open-inference-messages.js";
import { wireParameters } from "../../protos/parameters.ts";
import { toRaw } from "../../tensors/raw.ts";
import { decode } from "../../tensors/request.ts";
import { readResponse } from "../../tensors/response.ts";
import type { Message } from "../../tensors/write.ts";

type Response = inference.IModelInferResponse;

/**
 * A ModelInferResponse of an answer: its outputs are raw, whatever the request had, as Triton's are.
 *
 * @throws BridgeError bad_answer
 */
export function inferResponseOf({ parts, headerLength }: Message): Response {
  const { modelName, modelVersion, id = "", parameters, outputs } = readResponse(joined(parts), headerLength);
  return {
    modelName,
    modelVersion,
    id,
    parameters: wireParameters(parameters),
    outputs: outputs.map(({ name, datatype, shape, parameters: { binary_data_size, ...own } }) => {
      return { name, datatype, shape: [...shape], parameters: wireParameters(own) };
    }),
    rawOutputContents: outputs.map((output) => {
      return "raw" in output.content ? output.content.raw : toRaw(decode(output, "output"));
    }),
  };
}
