import { expect, test } from "vitest";
import { modelPackages } from "../../src/workers/model-packages.ts";

const packagesOf = (...configs: unknown[]) =>
  modelPackages(new Map(configs.map((config, index) => [`/release/${index}.yml`, JSON.stringify(config)])));

test("a configuration that names a model needs ONNX Runtime", () => {
  const det = { local_service_conf: { model_config: "det_model", client_type: "local_predictor" } };
  expect(packagesOf({ op: { rec: { concurrency: 1 }, det } })).toEqual(["onnxruntime"]);
  expect(packagesOf({ http_port: 1 }, { op: { det } })).toEqual(["onnxruntime"]);
});

test.each([
  [],
  [null],
  ["text"],
  [{ op: null }],
  [{ op: [] }],
  [{ op: { one: null, two: { local_service_conf: [] }, three: { local_service_conf: { model_config: null } } } }],
])("no other does: %j", (config?: unknown) => {
  expect(config === undefined ? packagesOf() : packagesOf(config)).toEqual([]);
});
