import type { Answer, Item } from "../contract/call.ts";
import type { HeadInit } from "../wire/frames.ts";
import { Kind } from "../wire/frames.ts";

/** Parts of a call that a runner may send before the first of them has been taken. */
export const PARTS_AHEAD = 16;

/** The parts of a call's answers: each goes to its request's listener, and makes room for another when that took it. */
export class PartsOfCall {
  readonly #items: readonly Item[];
  readonly #tell: (head: HeadInit) => void;
  readonly #cancel = () => this.#tell({ kind: Kind.CANCEL });
  /** The only request's, when it is alone: what others wait for goes on. */
  readonly #signal: AbortSignal | undefined;

  /** @param tell sends a frame about this call */
  constructor(items: readonly Item[], tell: (head: HeadInit) => void) {
    this.#items = items;
    this.#tell = tell;
    this.#signal = items.length === 1 ? items[0]?.signal : undefined;
    this.#signal?.addEventListener("abort", this.#cancel, { once: true });
  }

  /**
   * Hands a part on.
   *
   * @param index of its request
   * @param taken called when it has been taken, and another one may come
   */
  take(index: number, part: Answer, taken: () => void): void {
    void Promise.resolve(this.#items[index]?.onPart?.(part)).then(() => {
      this.#tell({ kind: Kind.CREDIT, credit: 1 });
      taken();
    });
  }

  /** The call is over. */
  end(): void {
    this.#signal?.removeEventListener("abort", this.#cancel);
  }
}
