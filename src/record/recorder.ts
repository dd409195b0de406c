import { TextError } from "../compare/value.ts";
import type { ErrorKind } from "../contract/errors.ts";
import { BridgeError } from "../contract/errors.ts";
import { messageOf } from "../contract/text.ts";
import type { Logger } from "../observe/log.ts";
import type { RecordMetrics } from "../observe/metrics.ts";
import type { Exchange, Tap } from "../tap.ts";
import type { RecordingFolder } from "./folder.ts";

export interface RecordSettings {
  /** The share of requests that is recorded, 0 to 1. */
  readonly sample: number;
  /** Of the whole recording. */
  readonly bytes: number;
}

/** What may wait to be written, beside the inputs, which the taps bound: requests, and bytes of their answers. */
const MAX_WAITING = 1024;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** Errors that a request gets for what it is; all others are of the hour. */
const ANSWERS: ReadonlySet<ErrorKind> = new Set(["script", "bad_answer"]);

interface Waiting {
  readonly exchange: Exchange;
  readonly bytes: number;
  readonly letGo: () => void;
}

/**
 * Writes a share of what is asked and answered, one after the other, beside the requests and never in their way. It
 * stops for good, with one line in the log, when the recording is as large as it may be, or cannot be written to.
 */
export class Recorder implements Tap {
  readonly #folder: RecordingFolder;
  readonly #settings: RecordSettings;
  readonly #metrics: RecordMetrics;
  readonly #log: Logger;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #isStopped = false;

  constructor(folder: RecordingFolder, settings: RecordSettings, metrics: RecordMetrics, log: Logger) {
    this.#folder = folder;
    this.#settings = settings;
    this.#metrics = metrics;
    this.#log = log;
    metrics.state(folder.bytes);
  }

  wants(): boolean {
    return !this.#isStopped && Math.random() < this.#settings.sample;
  }

  missed(): void {
    this.#metrics.exchange("dropped");
  }

  take(exchange: Exchange): Promise<void> {
    const { outcome } = exchange;
    if (outcome instanceof BridgeError && !ANSWERS.has(outcome.kind)) return Promise.resolve();
    const bytes = outcome instanceof BridgeError ? 0 : (outcome.body?.length ?? outcome.result.length);
    if (this.#isFull(bytes)) {
      this.missed();
      return Promise.resolve();
    }
    this.#waitingBytes += bytes;
    return new Promise((letGo) => {
      this.#waiting.push({ exchange, bytes, letGo });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Ends when all that it has taken is written. */
  async close(): Promise<void> {
    await this.#writing;
  }

  /** A single answer may have any size. */
  #isFull(bytes: number): boolean {
    const { length } = this.#waiting;
    return length >= MAX_WAITING || (length > 0 && this.#waitingBytes + bytes > MAX_WAITING_BYTES);
  }

  async #writeAll(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await this.#write(next.exchange);
      this.#waitingBytes -= next.bytes;
      next.letGo();
    }
    this.#writing = undefined;
  }

  async #write(exchange: Exchange): Promise<void> {
    if (this.#isStopped) return this.missed();
    try {
      if (await this.#folder.add(exchange, this.#settings.bytes)) {
        this.#metrics.exchange("kept");
        this.#metrics.state(this.#folder.bytes);
      } else this.#stop(`no more fits into ${this.#settings.bytes} bytes (record.bytes)`);
    } catch (error) {
      if (error instanceof TextError) this.#metrics.exchange("unreadable");
      else this.#stop(messageOf(error));
    }
  }

  #stop(reason: string): void {
    this.#isStopped = true;
    this.missed();
    this.#metrics.state(undefined);
    this.#log.warn(`recording has stopped: ${reason}; requests go on`);
  }
}
