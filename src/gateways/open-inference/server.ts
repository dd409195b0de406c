import { packageVersion } from "../version.ts";

export interface ServerMetadata {
  readonly name: string;
  readonly version: string;
  readonly extensions: readonly string[];
}

/** Triton's extensions that are served, by its names for them. */
const EXTENSIONS = ["binary_tensor_data", "model_repository", "model_configuration", "statistics"] as const;
const METADATA: ServerMetadata = { name: "evalbridge", version: packageVersion(), extensions: EXTENSIONS };

export function serverMetadata(): ServerMetadata {
  return METADATA;
}
