import { setTimeout as sleep } from "node:timers/promises";
import type { Bytes } from "./contract/bytes.ts";
import { lengthOf } from "./contract/bytes.ts";
import type { Answer, Input, Item } from "./contract/call.ts";
import { BridgeError } from "./contract/errors.ts";
import { messageOf } from "./contract/text.ts";
import { PayloadStore } from "./media/payload.ts";
import { checkPixels } from "./media/pixels.ts";
import type { UriResolver } from "./media/resolve.ts";
import { SharedFetches } from "./media/shared-fetches.ts";
import type { Logger } from "./observe/log.ts";
import type { Catalog } from "./releases/catalog.ts";
import type { LoadedRelease } from "./releases/loaded-release.ts";

/** One input as a client named it. */
export interface Source {
  readonly uri?: string;
  readonly body?: Bytes;
  /** JSON text. */
  readonly attribute?: string;
}

/** One request, whatever protocol it came by. */
export interface EvalCall {
  readonly app: string;
  /** Absent: any production release of the app. */
  readonly version?: string;
  readonly reqid: string;
  /** Whose request it is; absent where callers are not told apart. */
  readonly uid?: number;
  readonly group: boolean;
  readonly sources: readonly Source[];
  /** JSON text. */
  readonly params?: string;
  /** What it has in common with other requests of its batch. */
  readonly shared?: SharedFetches;
}

/** Downloads of one request at a time, as on the platform (spec: AVA, section 9.2 no. 12). */
const PARALLEL_FETCHES = 5;

export interface ServiceLimits {
  /** Of one input (bytes). */
  readonly body_bytes: number;
  /** Of one picture, width times height. */
  readonly pixels: number;
  /** Inputs in a group request. */
  readonly group: number;
}

/** The one door: every gateway calls it, so that deadlines, limits, metrics and masking of errors happen once. */
export class Service {
  readonly #catalog: Catalog;
  readonly #uris: UriResolver;
  readonly #payloads: PayloadStore;
  readonly #limits: ServiceLimits;
  readonly #log: Logger;
  /** Requests that were accepted and have no answer yet. */
  readonly #inFlight = new Set<Promise<Answer>>();
  #closing = false;

  constructor(catalog: Catalog, uris: UriResolver, payloads: PayloadStore, limits: ServiceLimits, log: Logger) {
    this.#catalog = catalog;
    this.#uris = uris;
    this.#payloads = payloads;
    this.#limits = limits;
    this.#log = log;
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
    if (this.#closing) throw new BridgeError("closing", "the service is closing");
    const answer = this.#measured(call, this.#catalog.select(call.app, call.version));
    this.#inFlight.add(answer);
    try {
      return await answer;
    } finally {
      this.#inFlight.delete(answer);
    }
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

  async #measured(call: EvalCall, loaded: LoadedRelease): Promise<Answer> {
    const started = performance.now();
    try {
      const answer = await this.#answer(call, loaded, started);
      loaded.metrics.request(answer.code, (performance.now() - started) / 1000);
      return answer;
    } catch (cause) {
      const error = BridgeError.from(cause);
      loaded.metrics.request(error.code, (performance.now() - started) / 1000);
      if (error.kind === "fetch_failed") {
        this.#log.info({ reqid: call.reqid, reason: messageOf(error.cause) }, error.message);
      }
      if (error.kind === "internal") this.#log.error({ err: cause, reqid: call.reqid }, "internal error");
      throw error;
    }
  }

  async #answer(call: EvalCall, loaded: LoadedRelease, started: number): Promise<Answer> {
    if (call.sources.length > this.#limits.group) {
      throw new BridgeError("too_large", `a group of ${call.sources.length} is more than ${this.#limits.group}`);
    }
    // Nothing is fetched for a request that would then be refused.
    const refusal = loaded.refusal();
    if (refusal !== undefined) throw refusal;
    const timeoutMs = loaded.release.settings.timeout_ms;
    const inputs = await this.#inputs(call, started + timeoutMs);
    const item: Item = {
      reqid: call.reqid,
      group: call.group,
      inputs,
      ...(call.params === undefined ? {} : { params: call.params }),
    };
    return loaded.submit(item, started + timeoutMs - performance.now(), () => this.#removeFiles(inputs));
  }

  /** @param end when the request's time is over, by `performance.now()` */
  async #inputs(call: EvalCall, end: number): Promise<readonly Input[]> {
    const [only] = call.sources;
    if (call.sources.length === 1 && only !== undefined) return [await this.#input(only, call, end)];
    for (const { uri } of call.sources) if (uri !== undefined) this.#uris.check(uri);
    const shared = call.shared ?? new SharedFetches(call.sources);
    // The first failure is the request's, and ends the other downloads.
    const stop = new AbortController();
    const { signal } = stop;
    const inputs: Input[] = [];
    const queue = call.sources.entries();
    const load = async () => {
      for (const [index, source] of queue) {
        if (!signal.aborted) inputs[index] = await this.#input(source, { ...call, shared }, end, signal);
      }
    };
    const loading = Array.from({ length: PARALLEL_FETCHES }, () => load().catch((error: unknown) => stop.abort(error)));
    await Promise.all(loading);
    if (!signal.aborted) return inputs;
    // There are gaps in it.
    this.#removeFiles(Object.values(inputs));
    throw signal.reason;
  }

  async #input(
    { uri = "", body, attribute }: Source,
    { uid, shared }: Pick<EvalCall, "uid" | "shared">,
    end: number,
    signal?: AbortSignal,
  ): Promise<Input> {
    const limits = { maxBytes: this.#limits.body_bytes, timeoutMs: end - performance.now() };
    const bytes = body ?? (await this.#uris.resolve(uri, { ...limits, uid, shared, signal }));
    checkPixels(bytes, this.#limits.pixels);
    const rest = attribute === undefined ? {} : { attribute };
    if (lengthOf(bytes) <= PayloadStore.INLINE_LIMIT) return { body: bytes, ...rest };
    const file = await this.#payloads.write(bytes);
    return file === undefined ? { body: bytes, ...rest } : { file, ...rest };
  }

  #removeFiles(inputs: readonly Input[]): void {
    for (const { file } of inputs) if (file !== undefined) void this.#payloads.remove(file);
  }
}
