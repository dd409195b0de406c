import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../observe/log.ts";
import type { Families } from "../observe/script-metrics.ts";
import { MetricsTextError, parseFamilies } from "../observe/script-metrics.ts";
import type { Head } from "../wire/frames.ts";

/** How long a script is waited for that is asked what it measured (ms). */
const PATIENCE_MS = 250;

/** Asks one worker's script what it measured. */
export class ScriptMeter {
  readonly #ask: () => void;
  readonly #log: Logger;
  /** What it told when it was last asked. */
  #told: Families | undefined;
  /** It has been asked and has not answered: then it is not asked again. */
  #asked = false;
  #answered: (() => void)[] = [];
  #warned = false;

  /** @param ask sends a METRICS frame */
  constructor(ask: () => void, log: Logger) {
    this.#ask = ask;
    this.#log = log;
  }

  /**
   * What the script measured. It tells so between calls: while one runs for long, this is what it told last.
   *
   * @returns undefined when that is nothing
   */
  async read(): Promise<Families | undefined> {
    const answered = new Promise<void>((resolve) => this.#answered.push(resolve));
    if (!this.#asked) this.#ask();
    this.#asked = true;
    await Promise.race([answered, sleep(PATIENCE_MS, undefined, { ref: false })]);
    return this.#told;
  }

  /** Takes the runner's METRICS frame. What is no metrics is warned of once. */
  take({ code, message }: Head, payload: Uint8Array): void {
    this.#asked = false;
    this.#told = undefined;
    try {
      if (code !== 0) throw new MetricsTextError(message);
      this.#told = parseFamilies(Buffer.from(payload).toString());
    } catch (error) {
      if (!(error instanceof MetricsTextError)) throw error;
      if (!this.#warned) this.#log.warn(`${error.message}; it is left out of /metrics`);
      this.#warned = true;
    }
    for (const resolve of this.#answered.splice(0)) resolve();
  }
}
