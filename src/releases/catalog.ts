import type { CompatSettings } from "../contract/compat.ts";
import { BridgeError } from "../contract/errors.ts";
import type { Release, ReleaseState } from "../contract/release.ts";
import type { HostMeans } from "./loaded-release.ts";
import { LoadedRelease } from "./loaded-release.ts";

/** Everything that is being served, and which release answers a request. */
export class Catalog {
  readonly #apps = new Map<string, LoadedRelease[]>();
  readonly #routing: CompatSettings["routing"];
  #turn = 0;

  constructor(releases: readonly Release[], means: HostMeans) {
    this.#routing = means.compat.routing;
    for (const release of releases) {
      const versions = this.#apps.get(release.app) ?? [];
      versions.push(new LoadedRelease(release, means));
      this.#apps.set(release.app, versions);
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
    const versions = this.#apps.get(app);
    if (versions === undefined) throw new BridgeError("not_found", `no such app: ${app}`);
    if (version === undefined) return this.#leastLoaded(versions);
    const found = versions.find(({ release }) => release.version === version);
    if (found === undefined) throw new BridgeError("not_found", `no such version: ${app}/${version}`);
    return found;
  }

  /** Ends all workers; what still waits for one is answered with `closing`. */
  async close(): Promise<void> {
    await Promise.all(this.releases.map((release) => release.close()));
  }

  #leastLoaded(versions: readonly LoadedRelease[]): LoadedRelease {
    const candidates = this.#candidates(versions);
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
