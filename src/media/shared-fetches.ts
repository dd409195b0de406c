import type { Bytes } from "../contract/bytes.ts";
import { unlessAborted } from "./abort.ts";

type Fetch = (signal: AbortSignal) => Promise<Bytes>;

interface Running {
  readonly bytes: Promise<Bytes>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * What the inputs of one batch have in common: a URI that several of them name is fetched once. Each still has its own
 * time; the download ends early only when nobody waits for it any more.
 */
export class SharedFetches {
  /** How many are still to ask, by URI. After the last one the bytes are no longer kept. */
  readonly #expected = new Map<string, number>();
  readonly #running = new Map<string, Running>();

  /** @param inputs all of the batch; those without a URI, and data URIs, have nothing to share */
  constructor(inputs: Iterable<{ readonly uri?: string }>) {
    for (const { uri } of inputs) if (uri?.startsWith("data:") === false) this.#expect(uri);
  }

  #expect(uri: string): void {
    this.#expected.set(uri, (this.#expected.get(uri) ?? 0) + 1);
  }

  /**
   * The bytes of a URI, by `fetch` unless another input has begun with it.
   *
   * @param signal this input's own: it stops waiting, and leaves the download to the others
   * @throws the signal's reason, or what `fetch` throws
   */
  async get(uri: string, signal: AbortSignal, fetch: Fetch): Promise<Bytes> {
    const more = (this.#expected.get(uri) ?? 1) - 1;
    this.#expected.set(uri, more);
    const running = this.#running.get(uri) ?? (more > 0 ? this.#start(uri, fetch) : undefined);
    if (running === undefined) return fetch(signal);
    if (more <= 0) this.#running.delete(uri);
    return this.#wait(uri, running, signal);
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
