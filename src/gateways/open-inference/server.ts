import type { Catalog } from "../../releases/catalog.ts";
import type { Service } from "../../service.ts";
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

/** Whether it serves what it can: nothing is still starting, and something is ready. */
export function serverReady(catalog: Catalog, { closing }: Pick<Service, "closing">): boolean {
  const states = catalog.releases.map(({ state }) => state);
  return !closing && states.includes("ready") && !states.some((state) => state === "preparing" || state === "starting");
}
