import Type from "typebox";
import * as Value from "typebox/value";
import type { Documents } from "./documents.ts";

/** What config.yml says of an Op with a model (spec: paddle-pipeline, section B3). */
const Op = Type.Object({ local_service_conf: Type.Object({ model_config: Type.String() }) });
const Config = Type.Object({ op: Type.Record(Type.String(), Type.Unknown()) });

/** Packages that run the models which a release's YAML files name. */
export function modelPackages(documents: Documents): readonly string[] {
  const ops = [...documents.values()].flatMap((text) => {
    const config: unknown = JSON.parse(text);
    return Value.Check(Config, config) ? Object.values(config.op) : [];
  });
  return ops.some((op) => Value.Check(Op, op)) ? ["onnxruntime"] : [];
}
