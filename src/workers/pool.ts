import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Item } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";
import type { Declared } from "../contract/declared.ts";
import { BridgeError } from "../contract/errors.ts";
import { messageOf } from "../contract/text.ts";
import type { Logger } from "../observe/log.ts";
import type { Families } from "../observe/script-metrics.ts";
import type { Reaper } from "./reaper.ts";
import type { TimedReply, WorkerEnd, WorkerSpec } from "./worker.ts";
import { CreateError, Worker } from "./worker.ts";

/** What a worker is started with, and what to do when it has ended. */
export interface Launch {
  /** Names the worker in the log. */
  readonly worker: string;
  readonly spec: WorkerSpec;
  cleanUp(): Promise<void>;
}

/** A request to warm new workers up with. */
export interface WarmUp {
  readonly item: Item;
  /** Told what a worker has answered it with, unless that is an error. */
  answered(answer: Answer): void;
}

export interface PoolOptions {
  readonly instances: number;
  /**
   * Prepares one worker's folders and files. An error here counts as the release's own failure.
   *
   * @param instance its number, which begins with 1
   */
  launch(instance: number): Promise<Launch>;
  /**
   * Told what a worker declares before it is used. False: it is to be started anew, as was not known before.
   *
   * @throws CreateError it cannot be served
   */
  accept?(declared: Declared, instance: number): boolean;
  /** Where a sample exists. */
  readonly warmUp: WarmUp | undefined;
  readonly log: Logger;
  readonly reaper: Reaper;
}

export type PoolState = "starting" | "ready" | "restarting" | "failed" | "stopped";
export type InstanceState = "starting" | "ready" | "busy" | "restarting" | "failed";

export interface Instance {
  readonly pid: number | null;
  readonly state: InstanceState;
  /** Where a release has several. */
  readonly stage?: string;
}

/** A worker's reply, and the number of its instance. */
export interface WorkerReply extends TimedReply {
  readonly instance: number;
}

export interface PoolListener {
  /** A call may be possible that was not before. */
  available(): void;
  /** `state`, `reason` or `warnings` may have changed. */
  changed(): void;
  workerLost(): void;
}

interface Slot {
  readonly instance: number;
  state: InstanceState;
  worker: Worker | undefined;
  /** Calls sent and not answered. */
  calls: number;
  /** Time in user code of its recent calls: the longest, decaying (ms). */
  duration: number;
  /** Workers that died since one last answered anything. */
  deaths: number;
  /** Why it is failed. */
  failure: string;
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

/** So many workers in a row that die without having answered anything, and their slot counts as failed. */
const BREAKER_DEATHS = 5;
/** How long a failed slot waits before it is tried again (ms). */
const RETRY_MS = 30_000;
const BACK_OFF_MS = 100;

/**
 * A supervised set of workers of one release. Each slot starts a worker, waits for its end and starts the next. The
 * release has failed when every slot has.
 *
 * | what happens                                | what follows                                                   |
 * | ------------------------------------------- | -------------------------------------------------------------- |
 * | the script refuses to start                 | failed; for good when all its workers were refused and none    |
 * |                                             | could ever start, else one more try every 30 s                 |
 * | a worker dies                               | replaced: at once, then after 100 ms, 200 ms, 400 ms           |
 * | five in a row die without any answer        | failed; one more try every 30 s                                |
 *
 * The answer to the sample, with which a new worker is warmed up, counts as one.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #listener: PoolListener;
  readonly #slots: Slot[] = [];
  readonly #closing = new AbortController();
  readonly #loops: Promise<void>[] = [];
  /** Which worker has a session's state. */
  readonly #sessions = new Map<string, Worker>();
  #warnings: readonly string[] = [];
  #everReady = false;

  constructor(options: PoolOptions, listener: PoolListener) {
    this.#options = options;
    this.#listener = listener;
    this.grow(options.instances);
  }

  /** Starts workers until there are so many; those that there are stay. */
  grow(instances: number): void {
    while (this.#slots.length < instances) {
      const slot = newSlot(this.#slots.length + 1);
      this.#slots.push(slot);
      this.#loops.push(this.#keepServing(slot));
    }
  }

  get state(): PoolState {
    if (this.#closing.signal.aborted) return "stopped";
    if (this.readyInstances > 0) return "ready";
    if (this.#slots.every(({ state }) => state === "failed")) return "failed";
    return this.#everReady ? "restarting" : "starting";
  }

  /** Why slots are failed; `""` when none is. */
  get reason(): string {
    return [...new Set(this.#slots.map(({ failure }) => failure))].filter((failure) => failure !== "").join("; ");
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

  /**
   * Whether a call can be made now. A full batch may be sent ahead, one that could still grow had better wait.
   *
   * @param session whose call it is; one that has lost its worker can be called, and learns so
   */
  canCall(full: boolean, session?: string): boolean {
    const holder = session === undefined ? undefined : this.#sessions.get(session);
    if (holder === undefined) return this.#takeSlot(full) !== undefined;
    return !holder.alive || this.#slots.some((slot) => slot.worker === holder && hasRoom(slot, full));
  }

  /**
   * Gives a call to a worker. Ask `canCall` first.
   *
   * @throws NotReachedError when the worker was gone before it read the call; BridgeError `worker_lost` when it ended
   *   during the call, or its session's worker has ended
   */
  async call(items: readonly Item[]): Promise<WorkerReply> {
    const slot = this.#slotOf(items[0]?.session);
    if (slot?.worker === undefined) throw new Error("no worker can take a call");
    const { worker } = slot;
    slot.calls += 1;
    slot.state = "busy";
    try {
      const reply = await worker.call(items);
      slot.deaths = 0;
      slot.duration = Math.max(reply.inferenceUs / 1000, Math.min(slot.duration, LONG_CALL_MS) * DECAY);
      return { ...reply, instance: slot.instance };
    } finally {
      // The slot of a dead worker is its loop's business.
      if (worker.alive) this.#free(slot);
    }
  }

  /** Lets its worker forget a session. */
  endSession(session: string): void {
    this.#sessions.get(session)?.endSession(session);
    this.#sessions.delete(session);
  }

  /** What the scripts of its workers tell about themselves, by the number of the instance, which begins with 1. */
  async scriptMetrics(): Promise<ReadonlyMap<number, Families>> {
    const told = this.#slots.map(async ({ worker }, index) => [index + 1, await worker?.metrics()] as const);
    return new Map((await Promise.all(told)).flatMap(([number, families]) => (families ? [[number, families]] : [])));
  }

  /** Ends all workers. Calls that still run are lost: drain first. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#slots.map(({ worker }) => worker?.stop()));
    await Promise.all(this.#loops);
  }

  #slotOf(session: string | undefined): Slot | undefined {
    const holder = session === undefined ? undefined : this.#sessions.get(session);
    if (holder !== undefined) return this.#slots.find(({ worker }) => worker === holder) ?? lostSession();
    const slot = this.#takeSlot(true);
    if (session !== undefined && slot?.worker !== undefined) this.#sessions.set(session, slot.worker);
    return slot;
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
      this.#listener.changed();
      if (signal.aborted) return;
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (!this.#everReady && this.#slots.every(hasRefused)) return;
    }
  }

  /** Runs one worker to its end. Returns the pause before the next (ms). */
  async #serveOnce(slot: Slot): Promise<number> {
    if (slot.state !== "failed") slot.state = this.#everReady ? "restarting" : "starting";
    this.#listener.changed();
    try {
      const end = await this.#runWorker(slot);
      return end.expected ? 0 : this.#pauseAfterDeath(slot, end.cause);
    } catch (error) {
      return this.#pauseAfterFailedStart(slot, error);
    }
  }

  async #runWorker(slot: Slot): Promise<WorkerEnd> {
    const { worker: id, spec, cleanUp } = await this.#options.launch(slot.instance);
    const log = this.#options.log.child({ worker: id });
    let worker: Worker | undefined;
    try {
      if (this.#closing.signal.aborted) return STOPPED;
      worker = await Worker.start(spec, log, this.#options.reaper);
      // Who closes the pool did not see this one yet.
      if (this.#closing.signal.aborted) return STOPPED;
      Object.assign(slot, { worker, calls: 0, duration: Number.POSITIVE_INFINITY });
      const { warnings, declared } = await worker.create();
      // One that was just being made ready may still say so when it is told to end: nothing may follow from it.
      if (this.#closing.signal.aborted) return STOPPED;
      if (this.#options.accept?.(declared, slot.instance) === false) return STOPPED;
      await this.#warmUp(slot, worker, log);
      this.#becomeReady(slot, warnings);
      return await worker.ended;
    } finally {
      slot.worker = undefined;
      await worker?.stop();
      await cleanUp();
    }
  }

  #becomeReady(slot: Slot, warnings: readonly string[]): void {
    this.#warnings = warnings;
    this.#everReady = true;
    slot.failure = "";
    slot.state = "ready";
    this.#listener.changed();
    this.#listener.available();
  }

  /**
   * Whatever the sample is answered with, the worker has run once; only its death is a failure.
   *
   * @throws CreateError when it hangs: it would only hang again
   */
  async #warmUp(slot: Slot, worker: Worker, log: Logger): Promise<void> {
    const { warmUp } = this.#options;
    if (warmUp === undefined) return;
    const { code, message, answers } = await worker.call([warmUp.item]).catch((error: unknown) => {
      throw worker.hung ? new CreateError(`the sample: ${messageOf(error)}`) : error;
    });
    slot.deaths = 0;
    const [answer] = answers;
    const outcome = code === 0 ? answer : { code, message };
    if (outcome !== undefined && isFailure(outcome)) {
      log.warn({ code: outcome.code }, `the sample was answered with an error: ${outcome.message}`);
    } else if (answer !== undefined) warmUp.answered(answer);
  }

  #pauseAfterDeath(slot: Slot, cause: string): number {
    this.#listener.workerLost();
    slot.state = "restarting";
    return this.#backOff(slot, cause);
  }

  #pauseAfterFailedStart(slot: Slot, error: unknown): number {
    const reason = messageOf(error);
    if (this.#closing.signal.aborted) return 0;
    // Where our code stands says nothing of why a script refuses.
    this.#options.log.error(error instanceof CreateError ? {} : { err: error }, `could not start: ${reason}`);
    if (!(error instanceof CreateError)) return this.#backOff(slot, reason);
    slot.state = "failed";
    slot.failure = reason;
    slot.deaths = 0;
    return RETRY_MS;
  }

  #backOff(slot: Slot, cause: string): number {
    slot.deaths += 1;
    if (slot.deaths < BREAKER_DEATHS) return slot.deaths === 1 ? 0 : BACK_OFF_MS * 2 ** (slot.deaths - 2);
    slot.state = "failed";
    slot.failure = `${slot.deaths} workers in a row died without any answer; the last one: ${cause}`;
    return RETRY_MS;
  }
}

function hasRoom({ state, worker, calls, duration }: Slot, full: boolean): boolean {
  if (worker?.alive !== true) return false;
  if (state === "ready") return true;
  return full && state === "busy" && calls < Math.min(MAX_CALLS, SEND_AHEAD_MS / duration);
}

/** The script itself said no; a worker that died may do better next time. */
function hasRefused({ state, deaths }: Slot): boolean {
  return state === "failed" && deaths === 0;
}

function lostSession(): never {
  throw new BridgeError("worker_lost", "worker lost: the one that held the session has ended");
}

function newSlot(instance: number): Slot {
  const duration = Number.POSITIVE_INFINITY;
  return { instance, state: "starting", worker: undefined, calls: 0, duration, deaths: 0, failure: "" };
}

const STOPPED: WorkerEnd = { cause: "stopped", expected: true };
