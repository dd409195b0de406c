import type { Answer } from "../contract/call.ts";
import type { Head } from "../wire/frames.ts";
import { Kind } from "../wire/frames.ts";

/** The way of one call's parts to the host: under credit, until nobody wants them. */
export class CallStream {
  /** The host takes parts. */
  readonly wanted: boolean;
  /** All calls of one session share what a handler keeps for it; empty for none. */
  readonly session: string;
  readonly #send: (index: number, part: Answer) => void;
  #credit: number;
  #cancelled = false;
  #wake: () => void = () => undefined;

  /**
   * @param head of the CALL
   * @param send sends a part of the answer to the request at an index of the call
   */
  constructor({ stream, session, credit }: Head, send: (index: number, part: Answer) => void) {
    this.wanted = stream;
    this.session = session;
    this.#credit = credit;
    this.#send = send;
  }

  /** Nobody waits for the rest. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** Takes note of a CREDIT or CANCEL. */
  hear({ kind, credit }: Head): void {
    this.#credit += credit;
    this.#cancelled ||= kind === Kind.CANCEL;
    this.#wake();
  }

  /** Sends a part as soon as the host has taken enough of the earlier ones, unless nobody wants it any more. */
  async send(index: number, part: Answer): Promise<void> {
    while (this.#credit === 0 && !this.#cancelled) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#cancelled) return;
    this.#credit -= 1;
    this.#send(index, part);
  }
}
