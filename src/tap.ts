import type { Bytes } from "./contract/bytes.ts";
import { lengthOf } from "./contract/bytes.ts";
import type { Answer, Input, Item } from "./contract/call.ts";
import type { BridgeError } from "./contract/errors.ts";
import type { Release } from "./contract/release.ts";

/** One request, with its inputs, and what became of it. */
export interface Exchange {
  /** As it was when the request came. */
  readonly release: Release;
  /** As its worker got it, but that all inputs are in memory (`body`). */
  readonly item: Item;
  readonly outcome: Answer | BridgeError;
  /** From acceptance to answer. */
  readonly ms: number;
}

/** Somebody who looks on: at what releases are asked, and what they answer. */
export interface Tap {
  /** Whether it wants to have what this release is asked now. Has to be quick, and never throws. */
  wants(release: Release): boolean;
  /**
   * Called when the answer is on its way to its client; has to return soon. Until the promise settles, the inputs count
   * as held in memory. What it rejects with is the tap's own business.
   */
  take(exchange: Exchange): Promise<unknown>;
  /** An exchange that it wanted could not be held: all taps together hold as much as they may. */
  missed(release: Release): void;
}

/** Everybody who looks on. Nobody waits for a tap: what cannot be held for one is not kept. */
export class Taps {
  readonly #taps = new Set<Tap>();
  readonly #maxBytes: number;
  /** Inputs of requests that are being answered, or are with a tap (bytes). */
  #held = 0;
  /** Requests that are being answered, whoever wants them. */
  #answering = 0;
  /** Who waits for it to be fewer than `below`. */
  #waiting: { readonly below: number; readonly resolve: () => void }[] = [];

  /** @param maxBytes of inputs that all taps together may hold */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @returns what takes it away again */
  add(tap: Tap): () => void {
    this.#taps.add(tap);
    return () => void this.#taps.delete(tap);
  }

  /** Asked once for each request; `undefined` when nobody wants it, so that it costs nothing further. */
  watch(release: Release): Watched | undefined {
    if (this.#taps.size === 0) return undefined;
    const wanting = [...this.#taps].filter((tap) => tap.wants(release));
    return wanting.length === 0 ? undefined : new Watched(release, wanting, (bytes) => this.#hold(bytes));
  }

  /** A request is being answered from now on. */
  began(): void {
    this.#answering += 1;
  }

  /** One is not any more. */
  ended(): void {
    this.#answering -= 1;
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ below }) => this.#answering >= below);
    for (const { below, resolve } of waiting) if (this.#answering < below) resolve();
  }

  /** Resolves once fewer than so many requests are being answered: for what should not be in their way. */
  async lull(below: number): Promise<void> {
    if (this.#answering < below) return;
    await new Promise<void>((resolve) => void this.#waiting.push({ below, resolve }));
  }

  /** @param bytes may be negative: they are let go */
  #hold(bytes: number): boolean {
    if (this.#held + bytes > this.#maxBytes) return false;
    this.#held += bytes;
    return true;
  }
}

/** One request on its way, for the taps that want to have it. */
export class Watched {
  readonly #release: Release;
  readonly #taps: readonly Tap[];
  readonly #hold: (bytes: number) => boolean;
  readonly #bodies = new Map<Input, Bytes>();
  #held = 0;
  #item: Item | undefined;
  #missed = false;
  #inParts = false;

  constructor(release: Release, taps: readonly Tap[], hold: (bytes: number) => boolean) {
    this.#release = release;
    this.#taps = taps;
    this.#hold = hold;
  }

  /** Notes what an input holds: scripts may change or delete the file that they are given. */
  keep(input: Input, body: Bytes): Input {
    const bytes = lengthOf(body);
    if (this.#missed || !this.#hold(bytes)) this.#miss();
    else {
      this.#held += bytes;
      this.#bodies.set(input, body);
    }
    return input;
  }

  /** Its inputs are there, and this goes to a worker. */
  asked(item: Item): void {
    this.#item = item;
  }

  /** Its answer comes in parts, which one exchange does not tell: nobody gets it. */
  parted(): void {
    this.#inParts = true;
  }

  /** It was answered, or has failed. The taps get it once the answer has been written to its client. */
  answered(outcome: Answer | BridgeError, ms: number): void {
    const item = this.#item;
    if (this.#missed) for (const tap of this.#taps) tap.missed(this.#release);
    else if (item === undefined || this.#inParts) this.#letGo();
    else setImmediate(() => void this.#handOver({ release: this.#release, item: this.#inMemory(item), outcome, ms }));
  }

  async #handOver(exchange: Exchange): Promise<void> {
    await Promise.allSettled(this.#taps.map(async (tap) => tap.take(exchange)));
    this.#letGo();
  }

  #inMemory(item: Item): Item {
    const inputs = item.inputs.map((input) => {
      const { file: _file, ...rest } = input;
      return { ...rest, body: this.#bodies.get(input) ?? [] };
    });
    const { reqid, group, params, target } = item;
    // How its client was answered is not theirs to repeat.
    return {
      reqid,
      group,
      inputs,
      ...(params === undefined ? {} : { params }),
      ...(target === undefined ? {} : { target }),
    };
  }

  #miss(): void {
    this.#missed = true;
    this.#letGo();
  }

  #letGo(): void {
    this.#hold(-this.#held);
    this.#held = 0;
    this.#bodies.clear();
  }
}
