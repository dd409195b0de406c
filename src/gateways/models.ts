import type { ServedName } from "../contract/declared.ts";
import { NOTHING_DECLARED } from "../contract/declared.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";

/** What of which release answers for a model that a client names. */
export interface Model {
  readonly app: string;
  readonly version: string;
  /** A class by its name and version, `Story_1`; absent: the release has only one thing to offer. */
  readonly target?: string;
}

/**
 * Finds the release that serves a model under `/v2/models/<name>/versions/<version>`, or by the same two names over gRPC:
 * an app and its release's version first, else a class of a taichu script, whatever its letters' case (spec: taichu-serve,
 * section C1). Several releases may have the class: one in production before others, then the one with the least to do.
 *
 * @param releases those to look among, of which only taichu scripts and their ports have models
 */
export function findModel(releases: readonly LoadedRelease[], name: string, version: string): Model | undefined {
  const own = releases.filter(isTaichu);
  return appModel(own, name, version) ?? classModel(own, name, version);
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

function classModel(releases: readonly LoadedRelease[], name: string, version: string): Model | undefined {
  const key = keyOf({ name, version });
  const isIt = (served: ServedName) => keyOf(served) === key;
  const found = releases.flatMap(({ declared }) => declared.served).find(isIt);
  const best = bestServing(releases, isIt);
  if (found === undefined || best === undefined) return undefined;
  return { app: best.release.app, version: best.release.version, target: `${found.name}_${found.version}` };
}

/**
 * Finds the release that serves a pipeline's service: by the name that its script gives it. Whoever names none asks for the
 * only app that has no name, else for the only one.
 *
 * @param releases those to look among
 */
export function findService(releases: readonly LoadedRelease[], name: string): LoadedRelease | undefined {
  if (name !== "") return bestServing(releases, (served) => served.name === name);
  const unnamed = releases.filter(({ declared }) => declared !== NOTHING_DECLARED && declared.served.length === 0);
  const [some = []] = [unnamed, releases].filter(
    (among) => new Set(among.map(({ release }) => release.app)).size === 1,
  );
  return bestOf(some);
}

/**
 * Whether a release that is alone on its port is asked by its name: a script says that itself, a port is called as its original.
 *
 * @param releases among them those of the same app
 */
export function isCalled({ release }: LoadedRelease, name: string, releases: readonly LoadedRelease[]): boolean {
  const siblings = releases.filter((other) => other.release.app === release.app);
  return release.engine === "python" || findService(siblings, name) !== undefined;
}

/** Of several releases that have what is asked for: one in production before others, then the one with the least to do. */
function bestServing(
  releases: readonly LoadedRelease[],
  isIt: (served: ServedName) => boolean,
): LoadedRelease | undefined {
  const declaring = releases.filter(({ declared }) => declared.served.some(isIt));
  const [first] = declaring;
  // A port need not say it: it answers for what its original serves.
  const isAnswering = (loaded: LoadedRelease) => declaring.includes(loaded) || isPort(loaded);
  return bestOf(releases.filter((loaded) => loaded.release.app === first?.release.app && isAnswering(loaded)));
}

function bestOf(releases: readonly LoadedRelease[]): LoadedRelease | undefined {
  return releases.toSorted((a, b) => rank(a) - rank(b) || a.pressure - b.pressure)[0];
}

/** As the original looks them up (spec: taichu-serve, section C1). */
function keyOf({ name, version }: ServedName): string {
  return `${name}_${version}`.toLowerCase();
}

function isPort({ release }: LoadedRelease): boolean {
  return release.engine === "native";
}

/** The lower, the sooner it is asked. */
function rank({ release, isDead }: LoadedRelease): number {
  return (isDead ? 2 : 0) + (release.settings.phase === "production" ? 0 : 1);
}
