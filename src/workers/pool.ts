import { setTimeout as sleep } from "node:timers/promises";
import type { CallReply, Item } from "../contract/call.ts";
import type { Logger } from "../observe/log.ts";
import type { Reaper } from "./reaper.ts";
import type { WorkerEnd, WorkerSpec } from "./worker.ts";
import { CreateError, Worker } from "./worker.ts";

/** What a worker is started with, and what to do when it has ended. */
export interface Launch {
  readonly spec: WorkerSpec;
  cleanUp(): Promise<void>;
}

export interface PoolOptions {
  readonly instances: number;
  /** Prepares one worker's folders and files. An error here counts as the release's own failure. */
  launch(worker: string): Promise<Launch>;
  /** A request to warm a new worker up with, where a sample exists. */
  readonly warmUp: Item | undefined;
  readonly log: Logger;
  readonly reaper: Reaper;
}

export type PoolState = "starting" | "ready" | "restarting" | "failed" | "stopped";
export type InstanceState = "starting" | "ready" | "busy" | "restarting" | "failed";

export interface Instance {
  readonly pid: number | null;
  readonly state: InstanceState;
}

export interface PoolListener {
  /** A call may be possible that was not before. */
  available(): void;
  /** `state`, `reason` or `warnings` may have changed. */
  changed(): void;
  workerLost(): void;
}

interface Slot {
  state: InstanceState;
  worker: Worker | undefined;
  /** Calls sent and not answered. */
  calls: number;
  /** Time in user code of its recent calls: the longest, decaying (ms). */
  duration: number;
}

/**
 * Short calls are sent ahead, so that the worker finds the next one in its socket instead of waiting for the host: as
 * many as it answers in this time (ms). Behind longer calls nothing would be gained, and a request might wait there
 * while another worker is free.
 */
const SEND_AHEAD_MS = 1;
const MAX_CALLS = 16;
/** After a call of this or more (ms), some 40 short ones must follow before one is sent ahead again. */
const LONG_CALL_MS = 400;
const DECAY = 7 / 8;

/** So many workers in a row that die before they answered anything, and the release counts as failed. */
const BREAKER_STARTS = 5;
/** How long a failed release waits before it is tried again (ms). */
const BREAKER_RETRY_MS = 30_000;
const BACK_OFF_MS = 100;

/**
 * A supervised set of workers of one release. Each slot starts a worker, waits for its end and starts the next: at once
 * when it died over a request, with growing pauses when workers die before they have answered anything.
 *
 * | what happens                                 | what follows                                             |
 * | -------------------------------------------- | -------------------------------------------------------- |
 * | the script refuses to start, the first time  | failed for good: it would only refuse again              |
 * | a worker dies during a call                  | replaced at once; the request was its own undoing        |
 * | a worker dies otherwise                      | replaced: at once, then after 100 ms, 200 ms, 400 ms ... |
 * | five in a row die before answering anything  | failed; one more try every 30 s                          |
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #listener: PoolListener;
  readonly #slots: Slot[];
  readonly #closing = new AbortController();
  readonly #loops: Promise<void>[];
  #warnings: readonly string[] = [];
  #workers = 0;
  #deadStarts = 0;
  #everReady = false;
  #failure: string | undefined;

  constructor(options: PoolOptions, listener: PoolListener) {
    this.#options = options;
    this.#listener = listener;
    this.#slots = Array.from({ length: options.instances }, () => newSlot());
    this.#loops = this.#slots.map((slot) => this.#keepServing(slot));
  }

  get state(): PoolState {
    if (this.#closing.signal.aborted) return "stopped";
    if (this.readyInstances > 0) return "ready";
    if (this.#failure !== undefined) return "failed";
    return this.#everReady ? "restarting" : "starting";
  }

  /** Why it is failed, or what the last worker died of while none is ready; `""` when all is well. */
  get reason(): string {
    return this.readyInstances > 0 ? "" : (this.#failure ?? "");
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }

  get readyInstances(): number {
    return this.#slots.filter(({ state }) => state === "ready" || state === "busy").length;
  }

  get instances(): readonly Instance[] {
    return this.#slots.map(({ state, worker }) => ({ state, pid: worker?.pid ?? null }));
  }

  /** Whether a call can be made now. A full batch may be sent ahead, one that could still grow had better wait. */
  canCall(full: boolean): boolean {
    return this.#takeSlot(full) !== undefined;
  }

  /**
   * Gives a call to a worker. Ask `canCall` first.
   *
   * @throws NotReachedError when the worker was gone before it read the call; BridgeError `worker_lost` when it ended
   *   during the call
   */
  async call(items: readonly Item[]): Promise<CallReply> {
    const slot = this.#takeSlot(true);
    if (slot?.worker === undefined) throw new Error("no worker can take a call");
    const { worker } = slot;
    slot.calls += 1;
    slot.state = "busy";
    try {
      const reply = await worker.call(items);
      this.#deadStarts = 0;
      slot.duration = Math.max(reply.inferenceUs / 1000, Math.min(slot.duration, LONG_CALL_MS) * DECAY);
      return reply;
    } finally {
      // A worker that died stays "busy" until its slot's loop takes note: it died over a call.
      if (worker.alive) this.#free(slot);
    }
  }

  /** Ends all workers. Calls that still run are lost: drain first. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#slots.map(({ worker }) => worker?.stop()));
    await Promise.all(this.#loops);
  }

  /** The worker with the fewest calls: an idle one, or for a full batch one that will soon be. */
  #takeSlot(full: boolean): Slot | undefined {
    let best: Slot | undefined;
    for (const slot of this.#slots) {
      if (hasRoom(slot, full) && slot.calls < (best?.calls ?? Number.POSITIVE_INFINITY)) best = slot;
    }
    return best;
  }

  #free(slot: Slot): void {
    slot.calls -= 1;
    if (slot.calls === 0) slot.state = "ready";
    this.#listener.available();
  }

  async #keepServing(slot: Slot): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const pause = await this.#serveOnce(slot);
      if (pause === undefined || signal.aborted) return;
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Runs one worker to its end. Returns the pause before the next (ms), or `undefined` when there must be none. */
  async #serveOnce(slot: Slot): Promise<number | undefined> {
    slot.state = this.#everReady ? "restarting" : "starting";
    this.#listener.changed();
    try {
      const end = await this.#runWorker(slot);
      return end.expected ? undefined : this.#pauseAfterDeath(slot, end.cause);
    } catch (error) {
      return this.#pauseAfterFailedStart(slot, error);
    } finally {
      this.#listener.changed();
    }
  }

  async #runWorker(slot: Slot): Promise<WorkerEnd> {
    const id = String(++this.#workers);
    const log = this.#options.log.child({ worker: id });
    const { spec, cleanUp } = await this.#options.launch(id);
    if (this.#closing.signal.aborted) return cleanUp().then(() => STOPPED);
    const worker = new Worker(spec, log, this.#options.reaper);
    Object.assign(slot, { ...newSlot(), state: slot.state, worker });
    try {
      const warnings = await worker.create();
      await this.#warmUp(worker, log);
      this.#becomeReady(slot, warnings);
      return await worker.ended;
    } finally {
      await worker.stop();
      await cleanUp();
    }
  }

  #becomeReady(slot: Slot, warnings: readonly string[]): void {
    this.#warnings = warnings;
    this.#everReady = true;
    this.#failure = undefined;
    slot.state = "ready";
    this.#listener.changed();
    this.#listener.available();
  }

  /** Whatever the sample is answered with, the worker has run once; only its death is a failure. */
  async #warmUp(worker: Worker, log: Logger): Promise<void> {
    const { warmUp } = this.#options;
    if (warmUp === undefined) return;
    const { code, message, answers } = await worker.call([warmUp]);
    const [answer] = answers;
    const failed = code !== 0 ? { code, message } : answer;
    if (failed !== undefined && failed.code >= 300) {
      log.warn({ code: failed.code }, `the sample was answered with an error: ${failed.message}`);
    }
  }

  #pauseAfterDeath(slot: Slot, cause: string): number {
    this.#listener.workerLost();
    const duringCall = slot.state === "busy";
    slot.state = "restarting";
    slot.worker = undefined;
    return duringCall ? 0 : this.#backOff(slot, cause);
  }

  #pauseAfterFailedStart(slot: Slot, error: unknown): number | undefined {
    slot.worker = undefined;
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#closing.signal.aborted) return undefined;
    this.#options.log.error({ err: error }, `could not start: ${reason}`);
    if (!this.#everReady && error instanceof CreateError) {
      slot.state = "failed";
      this.#failure = reason;
      return undefined;
    }
    return this.#backOff(slot, reason);
  }

  #backOff(slot: Slot, cause: string): number {
    this.#deadStarts += 1;
    if (this.#deadStarts < BREAKER_STARTS)
      return this.#deadStarts === 1 ? 0 : BACK_OFF_MS * 2 ** (this.#deadStarts - 2);
    slot.state = "failed";
    this.#failure = `${this.#deadStarts} workers in a row died before they answered anything; the last one: ${cause}`;
    return BREAKER_RETRY_MS;
  }
}

function hasRoom({ state, worker, calls, duration }: Slot, full: boolean): boolean {
  if (worker?.alive !== true) return false;
  if (state === "ready") return true;
  return full && state === "busy" && calls < Math.min(MAX_CALLS, SEND_AHEAD_MS / duration);
}

function newSlot(): Slot {
  return { state: "starting", worker: undefined, calls: 0, duration: Number.POSITIVE_INFINITY };
}

const STOPPED: WorkerEnd = { cause: "stopped", expected: true };
