import type { Bytes } from "../contract/bytes.ts";
import { lengthOf } from "../contract/bytes.ts";
import type { Input, Source } from "../contract/call.ts";
import { PayloadStore } from "./payload.ts";
import { checkPixels } from "./pixels.ts";
import type { UriResolver } from "./resolve.ts";
import { SharedFetches } from "./shared-fetches.ts";

export interface InputLimits {
  /** Of one input (bytes). */
  readonly body_bytes: number;
  /** Of one picture, width times height. */
  readonly pixels: number;
  /** What the URIs of one group or batch may give together (bytes). */
  readonly fetched_bytes: number;
}

/** What is asked about, and on whose behalf. */
export interface InputCall {
  readonly sources: readonly Source[];
  /** Whose request it is; absent where callers are not told apart. */
  readonly uid?: number;
  /** What it has in common with other requests of its batch. */
  readonly shared?: SharedFetches;
  /** What an input becomes for its release; absent: it stays as it is. */
  readonly mapped?: (bytes: Bytes) => Bytes;
  /** Notes what each input holds. */
  readonly watched?: { keep(input: Input, body: Bytes): Input } | undefined;
}

/** Downloads of one request at a time, as on the platform (spec: AVA, section 9.2 no. 12). */
const PARALLEL_FETCHES = 5;

/** Makes what a worker is given of what clients name: URIs are fetched, limits kept, and long ones put into files. */
export class Inputs {
  readonly #uris: UriResolver;
  readonly #payloads: PayloadStore;
  readonly #limits: InputLimits;

  constructor(uris: UriResolver, payloads: PayloadStore, limits: InputLimits) {
    this.#uris = uris;
    this.#payloads = payloads;
    this.#limits = limits;
  }

  /**
   * Those of one request, in order. Whoever gets them has them removed.
   *
   * @param end when the request's time is over, by `performance.now()`
   * @param trail counts the bytes that came, of those that failed, too
   * @throws BridgeError of the first that fails; there are no files left then
   */
  async of(call: InputCall, end: number, trail: { bytes: number }): Promise<readonly Input[]> {
    const [only] = call.sources;
    if (call.sources.length === 1 && only !== undefined) return [await this.#input(only, call, end, trail)];
    for (const { uri } of call.sources) if (uri !== undefined) this.#uris.check(uri);
    const shared = call.shared ?? new SharedFetches(call.sources, this.#limits.fetched_bytes);
    // The first failure is the request's, and ends the other downloads.
    const stop = new AbortController();
    const { signal } = stop;
    const inputs: Input[] = [];
    const queue = call.sources.entries();
    const load = async () => {
      for (const [index, source] of queue) {
        if (!signal.aborted) inputs[index] = await this.#input(source, { ...call, shared }, end, trail, signal);
      }
    };
    const loading = Array.from({ length: PARALLEL_FETCHES }, () => load().catch((error: unknown) => stop.abort(error)));
    await Promise.all(loading);
    if (!signal.aborted) return inputs;
    // There are gaps in it.
    this.remove(Object.values(inputs));
    throw signal.reason;
  }

  /** Removes the files of some. */
  remove(inputs: readonly Input[]): void {
    for (const { file } of inputs) if (file !== undefined) void this.#payloads.remove(file);
  }

  async #input(
    { uri = "", body, attribute }: Source,
    { uid, shared, watched, mapped }: InputCall,
    end: number,
    trail: { bytes: number },
    signal?: AbortSignal,
  ): Promise<Input> {
    const limits = { maxBytes: this.#limits.body_bytes, timeoutMs: end - performance.now() };
    const given = body ?? (await this.#uris.resolve(uri, { ...limits, uid, shared, signal }));
    trail.bytes += lengthOf(given);
    checkPixels(given, this.#limits.pixels);
    const bytes = mapped === undefined ? given : mapped(given);
    const rest = attribute === undefined ? {} : { attribute };
    const input = { ...(await this.#passed(bytes)), ...rest };
    return watched === undefined ? input : watched.keep(input, bytes);
  }

  /** How a worker gets them. */
  async #passed(bytes: Bytes): Promise<Input> {
    if (lengthOf(bytes) <= PayloadStore.INLINE_LIMIT) return { body: bytes };
    const file = await this.#payloads.write(bytes);
    return file === undefined ? { body: bytes } : { file };
  }
}
