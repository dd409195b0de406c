import type { ServedName } from "../contract/declared.ts";
import { NOTHING_DECLARED } from "../contract/declared.ts";
import type { Catalog } from "../releases/catalog.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";

/** What of which release answers for a model that a client names. */
export interface Model {
  readonly app: string;
  readonly version: string;
  /** A class by its name and version, `Story_1`; absent: the release has only one thing to offer. */
  readonly target?: string;
}

/** Which of several releases is asked. */
type Choice = Pick<Catalog, "best">;

/**
 * Finds the release that serves a model under `/v2/models/<name>/versions/<version>`, or by the same two names over gRPC:
 * an app and its release's version first, else a class of a taichu script, whatever its letters' case (spec: taichu-serve,
 * section C1). Several releases may have the class; the catalog chooses.
 *
 * @param releases those to look among, of which only taichu scripts and their ports have models
 */
export function findModel(
  catalog: Choice,
  releases: readonly LoadedRelease[],
  name: string,
  version: string,
): Model | undefined {
  const own = releases.filter(isTaichu);
  return appModel(own, name, version) ?? classModel(catalog, own, name, version);
}

/**
 * Whether names in a path that the Open Inference Protocol and taichu-serve share are a taichu model's: an app and its
 * release's version are the protocol's, whatever the release's dialect, a class's name is taichu's, and what nobody has is
 * the protocol's again.
 *
 * @param version absent: the protocol's, because taichu's clients always name one
 */
export function isTaichuModel(releases: readonly LoadedRelease[], name: string, version: string | undefined): boolean {
  if (version === undefined || appModel(releases, name, version) !== undefined) return false;
  const wanted = name.toLowerCase();
  return releases
    .filter(isTaichu)
    .some(({ declared }) => declared.served.some((each) => each.name.toLowerCase() === wanted));
}

function isTaichu({ release }: LoadedRelease): boolean {
  return release.dialect === "taichu";
}

function appModel(releases: readonly LoadedRelease[], name: string, version: string): Model | undefined {
  const found = releases.find(({ release }) => release.app === name && release.version === version);
  return found === undefined ? undefined : { app: name, version };
}

function classModel(
  catalog: Choice,
  releases: readonly LoadedRelease[],
  name: string,
  version: string,
): Model | undefined {
  const key = keyOf({ name, version });
  const isIt = (served: ServedName) => keyOf(served) === key;
  const found = releases.flatMap(({ declared }) => declared.served).find(isIt);
  const best = catalog.best(serving(releases, isIt));
  if (found === undefined || best === undefined) return undefined;
  return { app: best.release.app, version: best.release.version, target: `${found.name}_${found.version}` };
}

/**
 * Finds the release that serves a pipeline's service: by the name that its script gives it. Whoever names none asks for the
 * only app that has no name, else for the only one.
 *
 * @param releases those to look among
 */
export function findService(
  catalog: Choice,
  releases: readonly LoadedRelease[],
  name: string,
): LoadedRelease | undefined {
  return catalog.best(withService(releases, name));
}

function withService(releases: readonly LoadedRelease[], name: string): readonly LoadedRelease[] {
  if (name !== "") return serving(releases, (served) => served.name === name);
  const unnamed = releases.filter(({ declared }) => declared !== NOTHING_DECLARED && declared.served.length === 0);
  const [some = []] = [unnamed, releases].filter(
    (among) => new Set(among.map(({ release }) => release.app)).size === 1,
  );
  return some;
}

/**
 * Whether a release that is alone on its port is asked by its name: a script says that itself, a port is called as its original.
 *
 * @param releases among them those of the same app
 */
export function isCalled({ release }: LoadedRelease, name: string, releases: readonly LoadedRelease[]): boolean {
  const siblings = releases.filter((other) => other.release.app === release.app);
  return release.engine === "python" || withService(siblings, name).length > 0;
}

/** Those that have what is asked for, all of one app. */
function serving(releases: readonly LoadedRelease[], isIt: (served: ServedName) => boolean): readonly LoadedRelease[] {
  const declaring = releases.filter(({ declared }) => declared.served.some(isIt));
  const [first] = declaring;
  // A port need not say it: it answers for what its original serves.
  const isAnswering = (loaded: LoadedRelease) => declaring.includes(loaded) || isPort(loaded);
  return releases.filter((loaded) => loaded.release.app === first?.release.app && isAnswering(loaded));
}

/** As the original looks them up (spec: taichu-serve, section C1). */
function keyOf({ name, version }: ServedName): string {
  return `${name}_${version}`.toLowerCase();
}

function isPort({ release }: LoadedRelease): boolean {
  return release.engine === "native";
}
