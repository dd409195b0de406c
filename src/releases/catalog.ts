import type { CompatSettings } from "../contract/compat.ts";
import { BridgeError } from "../contract/errors.ts";
import type { Release, ReleaseState } from "../contract/release.ts";
import { nameOf } from "../contract/release.ts";
import type { HostMeans } from "./loaded-release.ts";
import { LoadedRelease } from "./loaded-release.ts";

/** Everything that is being served, and which release answers a request. */
export class Catalog {
  readonly #apps = new Map<string, LoadedRelease[]>();
  readonly #means: HostMeans;
  readonly #routing: CompatSettings["routing"];
  /** Those that are to take another's place as soon as they are ready, by name. */
  readonly #successors = new Map<string, LoadedRelease>();
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
   * is lost. One that fails takes nobody's place, unless the other has failed, too. Resolves when that is decided; a
   * later call for the same name ends an earlier one.
   *
   * @throws BridgeError `not_found` when none of that name is served
   */
  async replace(release: Release): Promise<"replaced" | "refused" | "overtaken"> {
    const name = nameOf(release);
    const current = this.select(release.app, release.version);
    const successor = new LoadedRelease(release, this.#means, current);
    const overtaken = this.#successors.get(name);
    this.#successors.set(name, successor);
    await overtaken?.close();
    await successor.settled();
    if (this.#successors.get(name) !== successor) return "overtaken";
    this.#successors.delete(name);
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
    const all = [...this.releases, ...this.#successors.values(), ...this.#leaving];
    this.#successors.clear();
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
