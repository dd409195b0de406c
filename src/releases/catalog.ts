import type { CompatSettings } from "../contract/compat.ts";
import { BridgeError } from "../contract/errors.ts";
import type { Release, ReleaseState } from "../contract/release.ts";
import { nameOf } from "../contract/release.ts";
import { LoadedRelease } from "./loaded-release.ts";
import type { HostMeans } from "./preparation.ts";

/** `overtaken`: a later one, or unloading, has decided instead. */
type Outcome = "replaced" | "refused" | "overtaken";

/** A release that is to take another's place as soon as it is ready. */
interface Succession {
  readonly successor: LoadedRelease;
  readonly decided: Promise<Outcome>;
}

/** Everything that is being served, and which release answers a request. */
export class Catalog {
  readonly #apps = new Map<string, LoadedRelease[]>();
  readonly #means: HostMeans;
  readonly #routing: CompatSettings["routing"];
  /** By name. */
  readonly #successions = new Map<string, Succession>();
  /** Those whose place is taken and that still have requests to answer. */
  readonly #leaving = new Set<LoadedRelease>();
  /** Called when a release has taken another's place. */
  onReplaced: () => void = () => undefined;
  #turn = 0;

  constructor(releases: readonly Release[], means: HostMeans) {
    this.#means = means;
    this.#routing = means.compat.routing;
    for (const release of releases) {
      const { app, version } = release;
      const versions = this.#apps.get(app) ?? [];
      versions.push(new LoadedRelease(release, means));
      this.#apps.set(app, versions);
      means.metrics.watch(app, version, () => this.select(app, version));
    }
  }

  /** By app, each with its versions in the order of their names. */
  get apps(): ReadonlyMap<string, readonly LoadedRelease[]> {
    return this.#apps;
  }

  get releases(): readonly LoadedRelease[] {
    return [...this.#apps.values()].flat();
  }

  /**
   * The release that answers a request. Without a version, requests spread over all instances of all production
   * releases of the app, or of all its releases when none is in production or `compat.routing` says so.
   *
   * @throws BridgeError `not_found`
   */
  select(app: string, version: string | undefined): LoadedRelease {
    const versions = this.#apps.get(app) ?? [];
    const found =
      version === undefined ? this.best(versions) : versions.find(({ release }) => release.version === version);
    if (found !== undefined) return found;
    throw new BridgeError(
      "not_found",
      versions.length === 0 ? `no such app: ${app}` : `no such version: ${app}/${version}`,
    );
  }

  /**
   * Loads a release again, as it is now, and lets it take the place of the one of its name once it is ready: no request
   * is lost. One that fails takes nobody's place, unless the other has failed, too. A later call for the same name ends an
   * earlier one, and so does `unload`. Resolves when it is decided who has the place, by whichever of them.
   *
   * @throws BridgeError `not_found` when none of that name is served
   */
  async replace(release: Release): Promise<Outcome> {
    const name = nameOf(release);
    const current = this.select(release.app, release.version);
    const successor = new LoadedRelease(release, this.#means, current);
    const decided = this.#decide(current, successor, this.#successions.get(name)?.successor);
    this.#successions.set(name, { successor, decided });
    return decided;
  }

  /**
   * The same for what is there by that name, or for what is about to take its place.
   *
   * @throws BridgeError `not_found`
   */
  async reload({ release, name }: LoadedRelease): Promise<Outcome> {
    return this.replace(this.#successions.get(name)?.successor.release ?? release);
  }

  /** Ends a release's workers, and whatever was to take its place: see `LoadedRelease.unload`. */
  async unload(loaded: LoadedRelease): Promise<void> {
    const overtaken = this.#successions.get(loaded.name);
    this.#successions.delete(loaded.name);
    await Promise.all([loaded.unload(), overtaken?.successor.close()]);
  }

  /** @param overtaken was to take the same place */
  async #decide(current: LoadedRelease, successor: LoadedRelease, overtaken?: LoadedRelease): Promise<Outcome> {
    await overtaken?.close();
    await successor.settled();
    const last = this.#successions.get(successor.name);
    if (last?.successor !== successor) {
      await last?.decided;
      return "overtaken";
    }
    this.#successions.delete(successor.name);
    if (successor.isDead && !current.isDead) {
      current.refuseChange(successor.reason);
      await successor.close();
      return "refused";
    }
    this.#takeOver(current, successor);
    this.onReplaced();
    return "replaced";
  }

  #takeOver(current: LoadedRelease, successor: LoadedRelease): void {
    const versions = this.#apps.get(successor.release.app) ?? [];
    versions.splice(versions.indexOf(current), 1, successor);
    this.#leaving.add(current);
    void current.handOver(successor).finally(() => this.#leaving.delete(current));
  }

  /** Ends all workers; what still waits for one is answered with `closing`. */
  async close(): Promise<void> {
    const successors = [...this.#successions.values()].map(({ successor }) => successor);
    const all = [...this.releases, ...successors, ...this.#leaving];
    this.#successions.clear();
    await Promise.all(all.map((release) => release.close()));
  }

  /** The one of some releases that a request goes to which may go to any of them; undefined where there are none. */
  best(releases: readonly LoadedRelease[]): LoadedRelease | undefined {
    const candidates = this.#candidates(releases);
    if (candidates.length === 0) return undefined;
    // Ties go round, so that an idle app uses all its releases alike.
    const start = this.#turn++ % candidates.length;
    const inTurn = [...candidates.slice(start), ...candidates.slice(0, start)];
    return inTurn.reduce((best, next) => (isBetter(next, best) ? next : best));
  }

  #candidates(versions: readonly LoadedRelease[]): readonly LoadedRelease[] {
    if (this.#routing === "all") return versions;
    const production = versions.filter(({ release }) => release.settings.phase === "production");
    return production.length > 0 ? production : versions;
  }
}

/** Those that answer now come first, then those that soon will; among equals the one with less to do. */
const RANK: Readonly<Record<ReleaseState, number>> = {
  ready: 0,
  restarting: 1,
  starting: 1,
  preparing: 1,
  failed: 2,
  unavailable: 2,
  stopped: 2,
};

function isBetter(a: LoadedRelease, b: LoadedRelease): boolean {
  const rank = RANK[a.state] - RANK[b.state];
  return rank === 0 ? a.pressure < b.pressure : rank < 0;
}
