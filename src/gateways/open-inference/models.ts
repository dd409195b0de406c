import type { Access } from "../../access/access.ts";
import type { Caller } from "../../contract/caller.ts";
import type { TensorMetadata } from "../../contract/declared.ts";
import { BridgeError } from "../../contract/errors.ts";
import type { Catalog } from "../../releases/catalog.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import { bad, short } from "../../tensors/datatypes.ts";
import { EVAL_INPUT, outputsOfEval } from "./eval-release.ts";

/** What a client names. */
export interface ModelName {
  /** An app. */
  readonly name: string;
  /** Of its release; absent and empty: any that the gate would ask (see `Catalog.select`). */
  readonly version?: string | undefined;
}

/** What the protocol tells about a model, over HTTP and gRPC alike. */
export interface ModelMetadata {
  readonly name: string;
  readonly versions: readonly string[];
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
}

export interface ModelMeans {
  readonly catalog: Catalog;
  readonly access: Access;
}

/**
 * The release that answers for a model.
 *
 * @param caller models that they may not have are not there
 * @throws BridgeError `not_found`
 */
export function chooseRelease(means: ModelMeans, caller: Caller | undefined, asked: ModelName): LoadedRelease {
  const [first, ...others] = releasesFor(means, caller, asked);
  return others.length === 0 ? first : means.catalog.select(asked.name, undefined);
}

/** Those that may answer for a model. @throws BridgeError `not_found` */
function releasesFor(
  { catalog, access }: ModelMeans,
  caller: Caller | undefined,
  { name, version }: ModelName,
): readonly [LoadedRelease, ...LoadedRelease[]] {
  const versions = (access.allows(caller, name) ? catalog.apps.get(name) : undefined) ?? [];
  const [first, ...others] = versions.filter(({ release }) => !version || release.version === version);
  if (first !== undefined) return [first, ...others];
  if (versions.length === 0) throw new BridgeError("not_found", `there is no model ${shown(name)}`);
  const known = versions.map(({ release }) => release.version).join(", ");
  throw new BridgeError("not_found", `model ${shown(name)} has no version ${shown(version ?? "")}; it has ${known}`);
}

/** So many tensors are looked at one by one, whatever the model: who has one too many learns which. */
const FEW_TENSORS = 100;

/**
 * Refuses more tensors than a model can have, before anything is made of one.
 *
 * @param asked with so many inputs and outputs
 * @throws BridgeError `not_found`, `bad_request`
 */
export function checkTensorCounts(
  means: ModelMeans,
  caller: Caller | undefined,
  asked: ModelName & Readonly<Record<"inputs" | "outputs", number>>,
): void {
  const releases = releasesFor(means, caller, asked);
  for (const key of ["inputs", "outputs"] as const) {
    const most = Math.max(...releases.map(({ declared }) => declared.tensors?.[key].length ?? 0));
    if (asked[key] <= Math.max(most, FEW_TENSORS)) continue;
    throw bad(`the request names ${asked[key]} ${key}, which are more than the model has`);
  }
}

/** The names of the models that a caller may have. */
export function modelNames({ catalog, access }: ModelMeans, caller: Caller | undefined): string[] {
  return [...catalog.apps.keys()].filter((app) => access.allows(caller, app));
}

/**
 * What goes into a release and comes out of it.
 *
 * @param versioned the client named a version: it is told of no other
 * @throws BridgeError `unavailable` before the release could say so
 */
export function metadataOf({ catalog }: ModelMeans, loaded: LoadedRelease, versioned: boolean): ModelMetadata {
  const { app, version } = loaded.release;
  const versions = (catalog.apps.get(app) ?? []).map(({ release }) => release.version);
  const { platform, inputs, outputs } = tensorsOf(loaded);
  return { name: app, versions: versioned ? [version] : versions, platform, inputs, outputs };
}

/** Whether its requests and answers are tensors of its own; else they are mapped. @throws BridgeError `unavailable` */
export function speaksTensors(loaded: LoadedRelease): boolean {
  const { release, declared, hasDeclared, state, name } = loaded;
  const isKnown = release.engine === "python" || hasDeclared;
  // A script's worker has nothing to say about it; others must have been ready once.
  if (!isKnown) throw new BridgeError("unavailable", `model ${name} is not ready: it is ${state}`);
  return declared.tensors !== undefined;
}

function tensorsOf(loaded: LoadedRelease) {
  if (speaksTensors(loaded) && loaded.declared.tensors !== undefined) return loaded.declared.tensors;
  return {
    platform: `evalbridge_${loaded.release.engine}`,
    inputs: [EVAL_INPUT],
    outputs: outputsOfEval(loaded),
  };
}

/** A name as a message holds it. */
export function shown(name: string): string {
  return JSON.stringify(short(name));
}
