import type { ServedName } from "../contract/declared.ts";
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
 * @param releases those to look among
 */
export function findModel(releases: readonly LoadedRelease[], name: string, version: string): Model | undefined {
  return appModel(releases, name, version) ?? classModel(releases, name, version);
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
    .filter(isOwn)
    .some(({ declared }) => declared.served.some((each) => each.name.toLowerCase() === wanted));
}

export function isOwn({ release }: LoadedRelease): boolean {
  return release.dialect === "taichu";
}

function appModel(releases: readonly LoadedRelease[], name: string, version: string): Model | undefined {
  const found = releases.find(({ release }) => release.app === name && release.version === version);
  return found === undefined ? undefined : { app: name, version };
}

function classModel(releases: readonly LoadedRelease[], name: string, version: string): Model | undefined {
  const key = keyOf({ name, version });
  const declaring = releases.filter(({ declared }) => declared.served.some((served) => keyOf(served) === key));
  const [first] = declaring;
  const found = first?.declared.served.find((served) => keyOf(served) === key);
  if (first === undefined || found === undefined) return undefined;
  const { app } = first.release;
  // A port says nothing of classes: it answers for those of its original.
  const answering = releases.filter(
    (loaded) => loaded.release.app === app && (declaring.includes(loaded) || isPort(loaded)),
  );
  const [best] = answering.toSorted((a, b) => rank(a) - rank(b) || a.pressure - b.pressure);
  return best === undefined
    ? undefined
    : { app, version: best.release.version, target: `${found.name}_${found.version}` };
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
