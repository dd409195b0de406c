import { BridgeError } from "../../contract/errors.ts";
import type { ReleaseState } from "../../contract/release.ts";
import type { Catalog } from "../../releases/catalog.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import { short } from "../../tensors/datatypes.ts";
import { shown } from "./models.ts";

/** A model in the repository, in the protocol's words. */
export interface ModelIndex {
  readonly name: string;
  readonly version: string;
  readonly state: "READY" | "UNAVAILABLE" | "LOADING" | "UNLOADING";
  readonly reason: string;
}

const STATES: Readonly<Record<ReleaseState, ModelIndex["state"]>> = {
  preparing: "LOADING",
  starting: "LOADING",
  ready: "READY",
  restarting: "LOADING",
  failed: "UNAVAILABLE",
  unavailable: "UNAVAILABLE",
  stopped: "UNLOADING",
};

/** Every release. For operators. @param readyOnly only those that are ready */
export function repositoryIndex(catalog: Catalog, readyOnly: boolean): ModelIndex[] {
  const all = catalog.releases.map(({ release, state, reason }) => ({
    name: release.app,
    version: release.version,
    state: STATES[state],
    reason,
  }));
  return readyOnly ? all.filter(({ state }) => state === "READY") : all;
}

/**
 * Loads all releases of a model, or loads them again: each goes on answering until its successor is ready, and where that
 * fails. For operators.
 *
 * @param parameters Triton's, such as another configuration, of which none are supported
 * @throws BridgeError `bad_request`, 501, for a parameter; `not_found`; `unavailable` when one does not load, with the reason
 */
export async function loadModel(catalog: Catalog, name: string, parameters: object): Promise<void> {
  const [key] = Object.keys(parameters);
  if (key !== undefined) {
    const text = `models are loaded from the served folder: ${short(key)} is not supported`;
    throw new BridgeError("bad_request", text, { code: 501 });
  }
  const reasons = await Promise.all(
    versionsOf(catalog, name).map(async (loaded) => {
      await catalog.reload(loaded);
      const { isDead, reason, refusedChange } = catalog.select(loaded.release.app, loaded.release.version);
      if (isDead) return `${loaded.name} does not load: ${reason}`;
      return refusedChange === undefined ? undefined : `${loaded.name} goes on as it was: ${refusedChange}`;
    }),
  );
  const failed = reasons.find((reason) => reason !== undefined);
  if (failed !== undefined) throw new BridgeError("unavailable", failed);
}

/**
 * Ends the workers of all releases of a model, once they have answered what they were asked, and its loading. It stays
 * unavailable until it is loaded. For operators.
 *
 * @throws BridgeError `not_found`
 */
export async function unloadModel(catalog: Catalog, name: string): Promise<void> {
  await Promise.all(versionsOf(catalog, name).map((loaded) => catalog.unload(loaded)));
}

function versionsOf(catalog: Catalog, name: string): readonly LoadedRelease[] {
  const versions = catalog.apps.get(name);
  if (versions === undefined) throw new BridgeError("not_found", `there is no model ${shown(name)}`);
  return [...versions];
}
