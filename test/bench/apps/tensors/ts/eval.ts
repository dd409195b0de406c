import { defineEval, type TensorSpec } from "evalbridge";

const X: TensorSpec<"x", "FP32"> = { name: "x", datatype: "FP32", shape: [-1] };

/** Answers the tensor that it is sent. */
export default defineEval({
  inputs: [X],
  outputs: [X],
  createNet: () => undefined,
  netInference: (_model, requests) => requests.map(({ tensors }) => ({ tensors })),
});
