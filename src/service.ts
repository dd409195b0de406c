import { setTimeout as sleep } from "node:timers/promises";
import type { Bytes } from "./contract/bytes.ts";
import type { Answer, Item, PartListener, Source } from "./contract/call.ts";
import type { CompatSettings } from "./contract/compat.ts";
import { bodyOfFields } from "./contract/dialects.ts";
import { BridgeError } from "./contract/errors.ts";
import { checkGateResult, platformBody } from "./contract/platform-body.ts";
import { messageOf } from "./contract/text.ts";
import type { InputLimits } from "./media/inputs.ts";
import { Inputs } from "./media/inputs.ts";
import type { PayloadStore } from "./media/payload.ts";
import type { UriResolver } from "./media/resolve.ts";
import { SharedFetches } from "./media/shared-fetches.ts";
import type { Logger } from "./observe/log.ts";
import type { Catalog } from "./releases/catalog.ts";
import type { LoadedRelease, Session } from "./releases/loaded-release.ts";
import type { Watched } from "./tap.ts";
import { Taps } from "./tap.ts";

/** One request, whatever protocol it came by. */
export interface EvalCall {
  readonly app: string;
  /** Absent: any production release of the app. */
  readonly version?: string | undefined;
  readonly reqid: string;
  /** Whose request it is; absent where callers are not told apart. */
  readonly uid?: number;
  readonly group: boolean;
  readonly sources: readonly Source[];
  /** JSON text. */
  readonly params?: string;
  /** The client waits no longer than that (ms); absent: as long as the release's `timeout_ms` says. */
  readonly timeoutMs?: number;
  /** What of the release is asked for, where it serves several things: a model of a taichu script, a route of mosec's. */
  readonly target?: string;
  /** It came by the route of its script's own platform: its body is what that platform's clients send. */
  readonly platform?: boolean;
  /** See `Service.openSession`. */
  readonly session?: CallSession;
  /** Takes the parts of an answer as they come; without it one answer holds everything. */
  readonly onPart?: PartListener;
  /** Aborted when the client no longer waits. */
  readonly signal?: AbortSignal;
  /** What it has in common with other requests of its batch. */
  readonly shared?: SharedFetches;
  /** Filled in on the way. */
  readonly trail?: Trail;
  /** For those who look on; only the service sets it. */
  readonly watched?: Watched | undefined;
  /** What its input becomes for its release; only the service sets it. */
  readonly mapped?: (bytes: Bytes) => Bytes;
}

/** Requests of one client that belong together: all go to one worker of one release, which keeps their context. */
export interface CallSession extends Session {
  readonly loaded: LoadedRelease;
}

/** A call and what became of it. */
export interface Answered<Call extends EvalCall> {
  readonly call: Call;
  readonly outcome: Answer | BridgeError;
}

/** When the work on a request was how far, by `performance.now()`; 0 is never. */
export class Trail {
  /** A release had been found that answers it. */
  accepted = 0;
  /** Its inputs were there. */
  fetched = 0;
  /** It was answered, or had failed. */
  answered = 0;
  /** Of all its inputs. */
  bytes = 0;
}

export interface ServiceLimits extends InputLimits {
  /** Inputs in a group request. */
  readonly group: number;
  /** Of inputs that are kept for those who look on (bytes). */
  readonly tapped_bytes: number;
}

/** The one door: every gateway calls it, so that deadlines, limits, metrics and masking of errors happen once. */
export class Service {
  readonly #catalog: Catalog;
  readonly #inputs: Inputs;
  readonly #limits: ServiceLimits;
  readonly #groups: CompatSettings["group"];
  readonly #log: Logger;
  /** Who gets to see what was asked and answered. */
  readonly taps: Taps;
  /** Requests that were accepted and have no answer yet. */
  readonly #inFlight = new Set<Promise<Answer>>();
  #closing = false;

  constructor(
    catalog: Catalog,
    uris: UriResolver,
    payloads: PayloadStore,
    limits: ServiceLimits,
    compat: Pick<CompatSettings, "group">,
    log: Logger,
  ) {
    this.#catalog = catalog;
    this.#inputs = new Inputs(uris, payloads, limits);
    this.#limits = limits;
    this.#groups = compat.group;
    this.#log = log;
    this.taps = new Taps(limits.tapped_bytes);
  }

  get closing(): boolean {
    return this.#closing;
  }

  /**
   * Answers one request. An answer may carry an error code of the script's own; see `Answer`.
   *
   * @throws BridgeError and nothing else
   */
  async eval(call: EvalCall): Promise<Answer> {
    const loaded = this.#select(call);
    return this.#accept(call, loaded, loaded.timeoutMs);
  }

  /**
   * Answers a batch, in order. Each of its requests has the time of the most patient release among theirs (spec: AVA,
   * section 6.8), and each fails for itself.
   */
  async evalBatch<Call extends EvalCall>(calls: readonly Call[]): Promise<Answered<Call>[]> {
    const sources = calls.flatMap((call) => call.sources);
    const shared = new SharedFetches(sources, this.#limits.fetched_bytes);
    const found = calls.map((call) => ({ call, loaded: this.#find(call) }));
    const times = found.map(({ loaded }) => (loaded instanceof BridgeError ? 0 : loaded.timeoutMs));
    const timeoutMs = Math.max(0, ...times);
    return Promise.all(
      found.map(async ({ call, loaded }) => {
        if (loaded instanceof BridgeError) return { call, outcome: loaded };
        return { call, outcome: await this.#accept({ ...call, shared }, loaded, timeoutMs).catch(BridgeError.from) };
      }),
    );
  }

  /**
   * Begins a session, whose calls name it. Whoever has opened it closes it.
   *
   * @throws BridgeError `closing`, `not_found`
   */
  openSession(app: string, version: string | undefined): CallSession {
    const loaded = this.#select({ app, version });
    return { ...loaded.openSession(), loaded };
  }

  /** Whether there is such a release. */
  serves(app: string, version: string | undefined): boolean {
    const versions = this.#catalog.apps.get(app);
    return (
      versions !== undefined && (version === undefined || versions.some(({ release }) => release.version === version))
    );
  }

  /** Refuses new requests, answers the accepted ones for at most `graceMs`, and ends all workers. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    const drained = new AbortController();
    const grace = sleep(graceMs, undefined, { signal: drained.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.#inFlight), grace]);
    drained.abort();
    await this.#catalog.close();
  }

  /** @throws BridgeError `closing`, `not_found` */
  #select({ app, version, session }: Pick<EvalCall, "app" | "version" | "session">): LoadedRelease {
    if (this.#closing) throw new BridgeError("closing", "the service is closing");
    if (session !== undefined) return session.loaded;
    return this.#catalog.select(app, version);
  }

  #find(call: EvalCall): LoadedRelease | BridgeError {
    try {
      return this.#select(call);
    } catch (error) {
      return BridgeError.from(error);
    }
  }

  async #accept(call: EvalCall, loaded: LoadedRelease, timeoutMs: number): Promise<Answer> {
    const answer = this.#measured(call, loaded, timeoutMs);
    this.#inFlight.add(answer);
    this.taps.began();
    try {
      return await answer;
    } finally {
      this.#inFlight.delete(answer);
      this.taps.ended();
    }
  }

  async #measured(call: EvalCall, loaded: LoadedRelease, patienceMs: number): Promise<Answer> {
    const { trail = new Trail() } = call;
    const timeoutMs = Math.min(patienceMs, call.timeoutMs ?? patienceMs);
    trail.accepted = performance.now();
    // What a session is about one exchange does not tell.
    const watched = call.session === undefined ? this.taps.watch(loaded.release) : undefined;
    try {
      const answer = await this.#answer(watched === undefined ? call : seenBy(watched, call), loaded, trail, timeoutMs);
      trail.answered = performance.now();
      watched?.answered(answer, trail.answered - trail.accepted);
      loaded.metrics.request(answer.code, (trail.answered - trail.accepted) / 1000);
      return answer;
    } catch (cause) {
      const error = BridgeError.from(cause);
      trail.answered = performance.now();
      watched?.answered(error, trail.answered - trail.accepted);
      loaded.metrics.request(error.code, (trail.answered - trail.accepted) / 1000);
      if (error.kind === "fetch_failed") {
        this.#log.info({ reqid: call.reqid, reason: messageOf(error.cause) }, error.message);
      }
      if (error.kind === "internal") this.#log.error({ err: cause, reqid: call.reqid }, "internal error");
      throw error;
    }
  }

  async #answer(call: EvalCall, loaded: LoadedRelease, trail: Trail, timeoutMs: number): Promise<Answer> {
    this.#checkGroup(call, loaded);
    const asked = forPlatform(call, loaded);
    // Nothing is fetched for a request that would then be refused.
    const refusal = loaded.refusal(call);
    if (refusal !== undefined) throw refusal;
    const end = trail.accepted + timeoutMs;
    const inputs = await this.#inputs.of(asked, end, trail);
    trail.fetched = performance.now();
    loaded.metrics.fetched((trail.fetched - trail.accepted) / 1000);
    const item: Item = {
      reqid: call.reqid,
      group: call.group,
      inputs,
      ...(asked.params === undefined ? {} : { params: asked.params }),
      ...wayOf(call),
    };
    call.watched?.asked(item);
    const answer = await loaded.submit(item, end - trail.fetched, () => this.#inputs.remove(inputs));
    if (asked.mapped !== undefined) checkGateResult(answer);
    return answer;
  }

  /** @throws BridgeError `too_large`; `bad_request` where `compat.group` is strict */
  #checkGroup({ group, sources }: EvalCall, { release }: LoadedRelease): void {
    if (sources.length > this.#limits.group) {
      throw new BridgeError("too_large", `a group of ${sources.length} is more than ${this.#limits.group}`);
    }
    const { batch_size } = release.settings;
    if (group && this.#groups === "strict" && sources.length > batch_size) {
      throw new BridgeError("bad_request", `eval request out of batch_size ${batch_size}`);
    }
  }
}

/**
 * A call that came through the gate as the clients of its release's own platform would make it.
 *
 * @throws BridgeError `bad_request` for a group: no other platform has any
 */
function forPlatform(call: EvalCall, { release }: LoadedRelease): EvalCall {
  const { dialect, settings } = release;
  if (call.platform === true || bodyOfFields(dialect) === undefined) return call;
  if (call.group) throw new BridgeError("bad_request", `${release.app} takes one input, not a group`);
  const { params, ...rest } = call;
  const beside = params === undefined ? {} : { params };
  return { ...rest, mapped: (bytes) => platformBody({ bytes, ...beside }, dialect, settings.gate_field) };
}

/** Nearly all who would take the parts of an answer get a whole one. */
function seenBy(watched: Watched, call: EvalCall): EvalCall {
  const { onPart } = call;
  if (onPart === undefined) return { ...call, watched };
  const noted: PartListener = (part) => {
    watched.parted();
    return onPart(part);
  };
  return { ...call, watched, onPart: noted };
}

/** What of a call concerns how it is answered, not what it asks; nearly all have nothing of it. */
function wayOf({ platform, target, session, onPart, signal }: EvalCall): Partial<Item> | undefined {
  if ([platform, target, session, onPart, signal].every((value) => value === undefined)) return undefined;
  return {
    ...(platform === undefined ? undefined : { platform }),
    ...(target === undefined ? undefined : { target }),
    ...(session === undefined ? undefined : { session: session.id }),
    ...(onPart === undefined ? undefined : { onPart }),
    ...(signal === undefined ? undefined : { signal }),
  };
}
