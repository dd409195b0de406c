import type { Bytes } from "../contract/bytes.ts";
import { lengthOf } from "../contract/bytes.ts";
import { BridgeError } from "../contract/errors.ts";
import { unlessAborted } from "./abort.ts";

type Fetch = (signal: AbortSignal) => Promise<Bytes>;

interface Running {
  readonly bytes: Promise<Bytes>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * What the inputs of one batch or group have in common: a URI that several of them name is fetched once. Each still has
 * its own time; the download ends early only when nobody waits for it any more. Together they may hold so many bytes:
 * a few lines of JSON must not fill the host's memory.
 */
export class SharedFetches {
  /** How many are still to ask, by URI. After the last one the bytes are no longer kept. */
  readonly #expected = new Map<string, number>();
  readonly #running = new Map<string, Running>();
  readonly #maxBytes: number;
  #bytes = 0;

  /**
   * @param inputs all of the batch; those without a URI, and data URIs, have nothing to share
   * @param maxBytes of all that is fetched, for each input that gets it
   */
  constructor(inputs: Iterable<{ readonly uri?: string }>, maxBytes: number) {
    this.#maxBytes = maxBytes;
    for (const { uri } of inputs) if (uri?.startsWith("data:") === false) this.#expect(uri);
  }

  #expect(uri: string): void {
    this.#expected.set(uri, (this.#expected.get(uri) ?? 0) + 1);
  }

  /**
   * Counts bytes that have come for an input.
   *
   * @throws BridgeError `too_large`
   */
  count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.#maxBytes) return;
    throw new BridgeError("too_large", `the bytes behind the uris of a request are more than ${this.#maxBytes}`);
  }

  /**
   * The bytes of a URI, by `fetch`, which counts them, unless another input has begun with it.
   *
   * @param signal this input's own: it stops waiting, and leaves the download to the others
   * @throws the signal's reason, what `fetch` throws, or BridgeError `too_large`
   */
  async get(uri: string, signal: AbortSignal, fetch: Fetch): Promise<Bytes> {
    const more = (this.#expected.get(uri) ?? 1) - 1;
    this.#expected.set(uri, more);
    const begun = this.#running.get(uri);
    const running = begun ?? (more > 0 ? this.#start(uri, fetch) : undefined);
    if (running === undefined) return fetch(signal);
    if (more <= 0) this.#running.delete(uri);
    const bytes = await this.#wait(uri, running, signal);
    // A large input is a file of its own, whoever else has the same.
    if (begun !== undefined) this.count(lengthOf(bytes));
    return bytes;
  }

  #start(uri: string, fetch: Fetch): Running {
    const stop = new AbortController();
    const bytes = fetch(stop.signal);
    // Those who wait have their own copy of a failure; there may be none of them left.
    bytes.catch(() => undefined);
    const running = { bytes, stop, waiting: 0 };
    this.#running.set(uri, running);
    return running;
  }

  async #wait(uri: string, running: Running, signal: AbortSignal): Promise<Bytes> {
    running.waiting += 1;
    try {
      return await unlessAborted(running.bytes, signal);
    } finally {
      running.waiting -= 1;
      if (running.waiting === 0 && signal.aborted) this.#abandon(uri, running, signal.reason);
    }
  }

  /** Who asks later begins anew. */
  #abandon(uri: string, running: Running, reason: unknown): void {
    if (this.#running.get(uri) === running) this.#running.delete(uri);
    running.stop.abort(reason);
  }
}
