import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CompareSettings } from "../compare/settings.ts";
import type { CompatSettings } from "../contract/compat.ts";
import type { Release } from "../contract/release.ts";
import { nameOf, shadowOf } from "../contract/release.ts";
import { validated } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { PayloadStore } from "../media/payload.ts";
import type { UriResolver } from "../media/resolve.ts";
import type { Logger } from "../observe/log.ts";
import { Metrics } from "../observe/metrics.ts";
import type { Catalog } from "../releases/catalog.ts";
import { findDocument } from "../releases/document.ts";
import type { HostMeans } from "../releases/preparation.ts";
import type { ServiceLimits } from "../service.ts";
import type { Exchange, Tap, Taps } from "../tap.ts";
import { usableCores } from "../workers/cores.ts";
import { Judge } from "./judge.ts";
import { Pair } from "./pair.ts";
import { Target } from "./target.ts";
import { WorstPairs } from "./worst-pairs.ts";

/** What shadows have of their host. */
export interface ShadowMeans {
  readonly catalog: Catalog;
  readonly taps: Taps;
  /** Of the host; shadows keep out of its metrics and folders. */
  readonly host: HostMeans;
  readonly uris: UriResolver;
  readonly limits: ServiceLimits;
  readonly compat: CompatSettings;
  /** `payload_dir`. */
  readonly payloadDir: string;
  readonly settings: {
    /** Where the worst pairs are kept. */
    readonly dir: string;
    readonly max_queue: number;
    readonly pairs: number;
    readonly bytes: number;
    /** Whether shadows give way to everything else on the machine. */
    readonly yielding: boolean;
  };
  readonly redact: readonly string[];
}

/** As many requests as half of the cores can answer: while there are no fewer, a shadow would be in their way. */
const BUSY = Math.max(1, Math.floor(usableCores() / 2));

/**
 * All releases that shadow others: once a request has been answered, the shadow is asked the same, in workers of its own
 * at the lowest priority, and the two answers are compared. Nothing that a shadow does reaches a client.
 */
export class Shadows implements Tap {
  readonly #means: ShadowMeans;
  readonly #log: Logger;
  readonly #judge: Judge;
  /** By primary, as it is loaded now. */
  readonly #pairs = new Map<Release, Pair>();
  /** By name. */
  readonly #targets = new Map<string, Target>();
  readonly #worst = new Map<string, WorstPairs>();
  #payloads: PayloadStore | undefined;
  #removeTap: (() => void) | undefined;
  #updating: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(means: ShadowMeans) {
    this.#means = means;
    this.#log = means.host.log.child({ role: "shadow" });
    this.#judge = new Judge(means.settings.yielding);
    means.catalog.onReplaced = () => this.update();
    this.update();
  }

  wants(release: Release): boolean {
    return this.#pairs.get(release)?.wants() ?? false;
  }

  missed(release: Release): void {
    this.#pairs.get(release)?.drop();
  }

  async take(exchange: Exchange): Promise<void> {
    await this.#pairs.get(exchange.release)?.take(exchange);
  }

  /** What operators are told of an app's releases. */
  describe(app: string): ReturnType<Pair["describe"]>[] {
    return [...this.#pairs].filter(([release]) => release.app === app).map(([, pair]) => pair.describe());
  }

  /** Makes it so that every release which names a shadow has it, as both are loaded now. */
  update(): void {
    this.#updating = this.#updating
      .then(() => this.#update())
      .catch((error: unknown) => this.#log.error({ err: error }, "shadows could not be updated"));
  }

  /** Ends all that shadows do. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#removeTap?.();
    for (const pair of this.#pairs.values()) pair.end();
    this.#judge.close();
    await this.#closeTargets();
    await this.#updating;
    // Those that an update has begun with meanwhile.
    await this.#closeTargets();
    for (const worst of this.#worst.values()) await worst.close();
    await this.#payloads?.close();
  }

  async #closeTargets(): Promise<void> {
    await Promise.all([...this.#targets.values()].map((target) => target.close()));
  }

  async #update(): Promise<void> {
    const wanted = this.#wanted();
    for (const [release, pair] of this.#pairs) if (!wanted.has(release)) this.#end(release, pair);
    for (const [release, shadow] of wanted) {
      if (this.#closed) return;
      const target = await this.#target(shadow);
      const known = this.#pairs.get(release);
      if (known?.shadow === shadow) continue;
      known?.end();
      this.#pairs.set(release, await this.#pair(release, target));
    }
    await this.#endUnused(new Set([...wanted.values()].map(nameOf)));
    this.#listen();
  }

  /** Which release shadows which. */
  #wanted(): ReadonlyMap<Release, Release> {
    const { releases } = this.#means.catalog;
    const byName = new Map(releases.map(({ name, release }) => [name, release]));
    const found = releases.map(({ release }) => [release, byName.get(shadowOf(release) ?? "")] as const);
    return new Map(found.flatMap(([release, shadow]) => (shadow === undefined ? [] : [[release, shadow]])));
  }

  /** Nobody is asked for requests while there is no shadow. */
  #listen(): void {
    if (this.#pairs.size === 0) {
      this.#removeTap?.();
      this.#removeTap = undefined;
    } else if (!this.#closed) this.#removeTap ??= this.#means.taps.add(this);
  }

  #end(release: Release, pair: Pair): void {
    pair.end();
    this.#pairs.delete(release);
  }

  async #target(release: Release): Promise<Target> {
    const name = nameOf(release);
    const known = this.#targets.get(name);
    if (known === undefined) {
      const target = await this.#newTarget(release);
      this.#targets.set(name, target);
      return target;
    }
    if (known.release !== release) await known.replace(release);
    return known;
  }

  async #newTarget(release: Release): Promise<Target> {
    const { host, taps, uris, limits, compat, payloadDir, settings } = this.#means;
    const workFolder = join(host.workFolder, "shadow");
    await mkdir(workFolder, { recursive: true, mode: 0o700 });
    this.#payloads ??= await PayloadStore.open(payloadDir, this.#log);
    const own = { log: this.#log, metrics: new Metrics(), payloads: this.#payloads, workFolder };
    const { yielding } = settings;
    const lull = async () => (yielding ? taps.lull(BUSY) : undefined);
    return new Target(release, { ...host, ...own, uris, limits, compat, lull, yielding });
  }

  async #endUnused(used: ReadonlySet<string>): Promise<void> {
    for (const [name, target] of this.#targets) {
      if (used.has(name)) continue;
      this.#targets.delete(name);
      await target.close();
    }
  }

  async #pair(release: Release, target: Target): Promise<Pair> {
    const { host, settings } = this.#means;
    const { app, version } = release;
    const shadow = nameOf(target.release);
    return new Pair(release, target, {
      settings: await this.#compareSettings(release),
      judge: this.#judge,
      worst: this.#worstPairs(release, target.release),
      metrics: host.metrics.shadow(app, version, shadow),
      log: this.#log.child({ app, version, shadow }),
      maxQueue: settings.max_queue,
    });
  }

  #worstPairs(release: Release, shadow: Release): WorstPairs {
    const { settings, redact } = this.#means;
    const { dir, pairs, bytes } = settings;
    const folder = join(dir, release.app, release.version, shadow.app, shadow.version);
    const worst = this.#worst.get(folder) ?? new WorstPairs({ folder, pairs, bytes, redact }, this.#log);
    this.#worst.set(folder, worst);
    worst.beginAnew();
    return worst;
  }

  /** What `compare.yaml` of the primary's app says of answers; labels are for known requests. */
  async #compareSettings(release: Release): Promise<CompareSettings> {
    try {
      const document = await findDocument(dirname(release.folder), "compare");
      const { labels: _labels, ...given } = document?.value ?? {};
      const ofAnswers = Object.entries(given).filter(([key]) => key in CompareSettings.properties);
      return validated(CompareSettings, Object.fromEntries(ofAnswers), document?.file ?? "compare.yaml");
    } catch (error) {
      this.#log.warn(`${nameOf(release)} and its shadow are compared without compare.yaml: ${messageOf(error)}`);
      return validated(CompareSettings, {}, "nothing");
    }
  }
}
