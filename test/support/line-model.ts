import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onnxModel } from "../runner/onnx-model.ts";

/** What the model of Paddle Serving's first example has learnt: price = x . weights + bias. */
export const WEIGHTS = [
  -1.2234570980072021, 2.674426317214966, -2.9778127670288086, 4.224726676940918, -1.8155596256256104,
  8.564677238464355, -1.2634787559509277, -3.5473315715789795, -0.48484063148498535, -2.262299060821533,
  -6.693300724029541, 2.0948195457458496, -10.552702903747559,
];
export const BIAS = 22.738298416137695;

/** What its inputs and outputs are called. */
export const PROTOTXT = `feed_var {
  name: "x"
  alias_name: "x"
  is_lod_tensor: false
  feed_type: 1
  shape: ${WEIGHTS.length}
}
fetch_var {
  name: "fc_0.tmp_1"
  alias_name: "price"
  is_lod_tensor: false
  fetch_type: 1
  shape: 1
}
`;

/** Writes that model, as `evalbridge convert` leaves one: `model.onnx` beside the prototxt. */
export async function writeLineModel(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const model = onnxModel({
    inputs: [{ name: "x", type: "float32", shape: ["n", WEIGHTS.length] }],
    outputs: [{ name: "fc_0.tmp_1", type: "float32", shape: ["n", 1] }],
    nodes: [
      { op: "MatMul", inputs: ["x", "weights"], outputs: ["product"] },
      { op: "Add", inputs: ["product", "bias"], outputs: ["fc_0.tmp_1"] },
    ],
    constants: {
      weights: { type: "float32", shape: [WEIGHTS.length, 1], data: WEIGHTS },
      bias: { type: "float32", shape: [1], data: [BIAS] },
    },
  });
  await writeFile(join(folder, "model.onnx"), model);
  await writeFile(join(folder, "serving_server_conf.prototxt"), PROTOTXT);
}
