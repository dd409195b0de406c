import type { Answer, Item } from "../contract/call.ts";
import type { CompatSettings } from "../contract/compat.ts";
import type { Release } from "../contract/release.ts";
import { MAX_TIMER_MS } from "../contract/settings.ts";
import type { UriResolver } from "../media/resolve.ts";
import { Semaphore } from "../media/semaphore.ts";
import { Catalog } from "../releases/catalog.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { HostMeans } from "../releases/preparation.ts";
import type { ServiceLimits } from "../service.ts";
import { Service } from "../service.ts";

/** What a shadow is asked through. */
export interface TargetMeans extends HostMeans {
  readonly uris: UriResolver;
  readonly limits: ServiceLimits;
  readonly compat: CompatSettings;
  /** When it may be asked. */
  readonly lull: () => Promise<void>;
}

/** What gets only the time that others leave is not hung when it takes so many times `hang_ms`. */
const PATIENCE = 10;

/**
 * A release in the role of a shadow: workers and a queue of its own, behind a door of its own, whatever else it serves
 * under its own name. Several releases may have the same shadow.
 */
export class Target {
  readonly #catalog: Catalog;
  readonly #service: Service;
  readonly #lull: () => Promise<void>;
  /** As many as its workers take at a time: what waits for a lull waits here, not with them. */
  readonly #slots: Semaphore;
  #release: Release;

  constructor(release: Release, means: TargetMeans) {
    const { uris, payloads, limits, compat, log, lull } = means;
    this.#release = release;
    this.#lull = lull;
    this.#slots = new Semaphore(capacityOf(release));
    this.#catalog = new Catalog([inShadow(release)], means);
    this.#service = new Service(this.#catalog, uris, payloads, limits, compat, log);
  }

  /** As the served folder has it. */
  get release(): Release {
    return this.#release;
  }

  get loaded(): LoadedRelease {
    return this.#catalog.select(this.#release.app, this.#release.version);
  }

  /** Whether a request would be taken now. */
  get isServing(): boolean {
    const { state } = this.loaded;
    return state === "ready" || state === "restarting";
  }

  /**
   * Asks what another release was asked, once there is a lull.
   *
   * @throws BridgeError
   */
  ask({ reqid, group, inputs, params, target }: Item): Promise<Answer> {
    const { app, version } = this.#release;
    const rest = { ...(params === undefined ? {} : { params }), ...(target === undefined ? {} : { target }) };
    // The inputs are what a worker got already.
    return this.#slots.run(async () => {
      await this.#lull();
      return this.#service.eval({ app, version, reqid, group, sources: inputs, ...rest, platform: true });
    });
  }

  /** Loads it again as it is now; it goes on as it was until that is ready. */
  async replace(release: Release): Promise<void> {
    this.#release = release;
    await this.#catalog.replace(inShadow(release));
  }

  /** Ends its workers at once. */
  close(): Promise<void> {
    return this.#service.close(0);
  }
}

/** Requests that its workers answer at a time. */
function capacityOf({ settings: { instances, batch_size } }: Release): number {
  return instances * batch_size;
}

function inShadow(release: Release): Release {
  const { settings, stated } = release;
  const hang_ms = Math.min(settings.hang_ms * PATIENCE, MAX_TIMER_MS);
  const timeout_ms = Math.max(settings.timeout_ms, hang_ms);
  // What its script or platform says of queues is for clients.
  const max_queue = capacityOf(release);
  return {
    ...release,
    settings: { ...settings, hang_ms, timeout_ms, max_queue },
    stated: new Set([...stated, "timeout_ms", "max_queue"]),
  };
}
