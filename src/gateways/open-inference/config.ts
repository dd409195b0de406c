import type { TensorMetadata } from "../../contract/declared.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import type { ModelMeans } from "./models.ts";
import { metadataOf } from "./models.ts";

interface TensorConfig {
  readonly name: string;
  /** `TYPE_FP32`, `TYPE_STRING`. */
  readonly data_type: string;
  readonly dims: readonly number[];
}

/** Triton's configuration of a model, as far as it means something here. */
export interface ModelConfig {
  readonly name: string;
  readonly platform: string;
  readonly backend: string;
  /** 0: shapes are whole, with the axis that requests are joined over where there is one. */
  readonly max_batch_size: 0;
  readonly input: readonly TensorConfig[];
  readonly output: readonly TensorConfig[];
}

/** @throws BridgeError `unavailable` before the release could say so */
export function configOf(means: ModelMeans, loaded: LoadedRelease): ModelConfig {
  const { name, platform, inputs, outputs } = metadataOf(means, loaded, true);
  return {
    name,
    platform,
    backend: loaded.release.engine,
    max_batch_size: 0,
    input: inputs.map(tensorConfig),
    output: outputs.map(tensorConfig),
  };
}

function tensorConfig({ name, datatype, shape }: TensorMetadata): TensorConfig {
  return { name, data_type: `TYPE_${datatype === "BYTES" ? "STRING" : datatype}`, dims: shape };
}
