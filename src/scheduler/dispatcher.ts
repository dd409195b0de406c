import type { Answer, CallReply, Item, PartListener } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";
import { BridgeError } from "../contract/errors.ts";
import { unlessAborted } from "../contract/unless-aborted.ts";
import type { ReleaseMetrics, WorkerCall } from "../observe/metrics.ts";
import type { WorkerReply } from "../workers/pool.ts";
import { NotReachedError } from "../workers/worker.ts";

/** The workers as the dispatcher sees them. */
export interface Workers {
  /** Whether a call can be made now; more often so for a batch that is full and cannot gain by waiting. */
  canCall(full: boolean, session?: string): boolean;
  call(items: readonly Item[]): Promise<WorkerReply>;
}

export interface DispatcherSettings {
  /** The most requests in one call; a group counts as one. */
  readonly batchSize: number;
  /** How long the first request of a batch waits for others (ms). */
  readonly batchDelayMs: number;
  readonly maxQueue: number;
  /** What comes by its platform's own routes is refused where no worker is idle. */
  readonly noQueue: boolean;
  /** The same where so many requests wait or run. */
  readonly maxConcurrent: number;
}

interface Job {
  item: Item;
  readonly enqueued: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: BridgeError) => void;
  /** Called once, when neither the queue nor a worker holds the request any more. */
  readonly free: () => void;
  readonly timer: NodeJS.Timeout;
  /** Its client has an answer; what still comes is dropped. */
  settled: boolean;
  /** It was in a call that failed as a whole, and is repeated by itself. */
  alone: boolean;
  /** It was sent to a worker that was already gone; that is forgiven once. */
  resent: boolean;
  /** How often it was sent to a worker. */
  attempts: number;
  /** Settles when the parts that came have been taken. */
  parts: Promise<void>;
  /** Aborted when nobody waits for it any more. */
  stop: AbortController | undefined;
}

/**
 * The bounded queue of one release, and what decides when a call is made: as soon as a worker is idle and a batch is
 * full or its first request has waited long enough. Singles and groups never share a call, nor do those whose clients
 * take parts and others.
 */
export class Dispatcher {
  readonly #workers: Workers;
  #settings: DispatcherSettings;
  readonly #metrics: ReleaseMetrics;
  #queue: Job[] = [];
  #running = 0;
  /** Some request belongs to a session: it may wait for one worker alone, or learn that that one is lost. */
  #hasSessions = false;
  #delay: NodeJS.Timeout | undefined;
  #closed = false;
  readonly #draining: (() => void)[] = [];

  constructor(workers: Workers, settings: DispatcherSettings, metrics: ReleaseMetrics) {
    this.#workers = workers;
    this.#settings = settings;
    this.#metrics = metrics;
  }

  /** For when the script itself has said what it can do. */
  configure(settings: DispatcherSettings): void {
    this.#settings = settings;
  }

  /** Requests that wait for a worker. */
  get depth(): number {
    return this.#queue.length;
  }

  /** Requests that wait or run. */
  get load(): number {
    return this.#queue.length + this.#running;
  }

  /**
   * Queues a request and resolves with its answer.
   *
   * @param timeoutMs what is left of the request's time, for its answer or the next part of it; past it the client gets
   *   `timeout` and a late answer is dropped
   * @param free called once when no worker can still be reading the request's payload files
   * @throws BridgeError `closing`, `overloaded`, `timeout`, `worker_lost`, or the script's own
   */
  submit(item: Item, timeoutMs: number, free: () => void): Promise<Answer> {
    const refusal = this.refusal(item) ?? (timeoutMs <= 0 ? timedOut() : undefined);
    if (refusal !== undefined) {
      free();
      return Promise.reject(refusal);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#timeOut(job), timeoutMs);
      const enqueued = performance.now();
      const state = { settled: false, alone: false, resent: false, attempts: 0, parts: NO_PARTS, stop: undefined };
      const job: Job = { item, enqueued, resolve, reject, free, timer, ...state };
      if (item.signal !== undefined || item.onPart !== undefined) this.#follow(job);
      this.#hasSessions ||= item.session !== undefined;
      this.#queue.push(job);
      this.pump();
    });
  }

  /** Makes every call that can be made now. To be called when the workers can take more. */
  pump(): void {
    while (this.#queue.length > 0) {
      const hasRoom = this.#workers.canCall(true);
      if (!hasRoom && !this.#hasSessions) return;
      const batch = this.#takeBatch(hasRoom, performance.now());
      if (batch === undefined) return;
      void this.#run(batch);
    }
  }

  /** Fails everything that waits: there will be no worker for it. */
  failWaiting(error: BridgeError): void {
    for (const job of this.#queue.splice(0)) this.#fail(job, error);
    this.#noteDrained();
  }

  /** Resolves when nothing waits or runs. */
  drained(): Promise<void> {
    if (this.load === 0) return Promise.resolve();
    return new Promise((resolve) => this.#draining.push(resolve));
  }

  /** Refuses new requests and fails what waits, now or later. */
  close(): void {
    this.#closed = true;
    this.#stopDelay();
    this.failWaiting(closing());
  }

  /** Why a request would be refused now: `closing` or `overloaded`. */
  refusal({ platform = false }: Pick<Item, "platform">): BridgeError | undefined {
    if (this.#closed) return closing();
    const { maxQueue, noQueue, maxConcurrent } = this.#settings;
    if (platform && this.load >= maxConcurrent) return overloaded(`${this.load} requests are being worked on already`);
    if (this.depth >= maxQueue) return tooManyWait(this.depth);
    const isFree = !platform || !noQueue || (this.depth === 0 && this.#workers.canCall(false));
    return isFree ? undefined : overloaded("no worker is idle");
  }

  /** The first request and those of its kind that may go with it, or nothing while it is worth waiting for more. */
  #takeBatch(hasRoom: boolean, now: number): Job[] | undefined {
    const first = this.#queue.find(({ item: { session } }) =>
      session === undefined ? hasRoom : this.#workers.canCall(true, session),
    );
    if (first === undefined) return undefined;
    const { batchSize, batchDelayMs } = this.#settings;
    const alone = first.alone || first.item.session !== undefined;
    const batch = alone ? [first] : this.#alike(first, batchSize);
    const full = batch.length === batchSize || alone;
    if (!full && !this.#workers.canCall(false)) return undefined;
    const wait = first.enqueued + batchDelayMs - now;
    if (!full && wait > 0) {
      this.#delay ??= setTimeout(() => {
        this.#delay = undefined;
        this.pump();
      }, Math.ceil(wait));
      return undefined;
    }
    this.#stopDelay();
    if (batch.length === 1) this.#queue.splice(this.#queue.indexOf(first), 1);
    else this.#queue = this.#queue.filter((job) => !batch.includes(job));
    return batch;
  }

  #stopDelay(): void {
    clearTimeout(this.#delay);
    this.#delay = undefined;
  }

  #alike(first: Job, batchSize: number): Job[] {
    if (batchSize === 1) return [first];
    const isAlike = ({ item, alone }: Job) =>
      !alone &&
      item.group === first.item.group &&
      item.session === undefined &&
      // Who takes no parts gets one answer, which is not made of them.
      (item.onPart === undefined) === (first.item.onPart === undefined);
    return this.#queue.filter(isAlike).slice(0, batchSize);
  }

  /** A client that goes away ends its request. Each part starts the clock anew, and is taken before the answer is. */
  #follow(job: Job): void {
    const { signal, onPart } = job.item;
    const stop = new AbortController();
    job.stop = stop;
    const leave = () => this.#giveUp(job, gone());
    signal?.addEventListener("abort", leave, { once: true });
    // Not by the option `signal`: Node notes that weakly, and whatever is held weakly lives until a full collection.
    stop.signal.addEventListener("abort", () => signal?.removeEventListener("abort", leave), { once: true });
    const take: PartListener = (part) => {
      job.timer.refresh();
      job.parts = job.parts
        // A client that stands still holds nothing once its request is over.
        .then(() => (job.settled ? undefined : unlessAborted(Promise.resolve(onPart?.(part)), stop.signal, gone)))
        .catch(() => this.#giveUp(job, gone()));
      return job.parts;
    };
    job.item = { ...job.item, signal: stop.signal, ...(onPart === undefined ? undefined : { onPart: take }) };
    if (signal?.aborted === true) queueMicrotask(() => this.#giveUp(job, gone()));
  }

  async #run(batch: readonly Job[]): Promise<void> {
    const started = performance.now();
    for (const job of batch) {
      job.attempts += 1;
      this.#metrics.queued((started - job.enqueued) / 1000);
    }
    this.#running += batch.length;
    try {
      const reply = await this.#workers.call(batch.map(({ item }) => item));
      this.#metrics.call(callOf(batch, reply, started));
      const seconds = (performance.now() - started) / 1000;
      for (const { attempts } of batch) this.#metrics.called(seconds, attempts);
      this.#finish(batch, reply);
    } catch (error) {
      this.#recover(batch, error);
    } finally {
      this.#running -= batch.length;
      this.pump();
      this.#noteDrained();
    }
  }

  #noteDrained(): void {
    if (this.load === 0) for (const resolve of this.#draining.splice(0)) resolve();
  }

  #finish(batch: readonly Job[], reply: CallReply): void {
    if (reply.code !== 0) {
      this.#failCall(batch, new BridgeError("script", reply.message, { code: reply.code }));
      return;
    }
    batch.forEach((job, index) => {
      const answer = reply.answers[index];
      if (answer === undefined) this.#fail(job, tooFew(reply, batch.length));
      else if (job.parts === NO_PARTS) this.#settle(job, () => job.resolve(answer));
      else void job.parts.then(() => this.#settle(job, () => job.resolve(answer)));
    });
  }

  /** One caller's rubbish must not fail a stranger's request: a call that failed as a whole is repeated one by one. */
  #failCall(batch: readonly Job[], error: BridgeError): void {
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) {
      this.#fail(only, error);
      return;
    }
    this.#queueAgain(batch, (job) => {
      job.alone = true;
    });
  }

  #recover(batch: readonly Job[], error: unknown): void {
    const failure =
      error instanceof NotReachedError ? new BridgeError("worker_lost", "worker lost", { cause: error }) : error;
    const again = error instanceof NotReachedError ? batch.filter(({ resent }) => !resent) : [];
    for (const job of batch) if (!again.includes(job)) this.#fail(job, BridgeError.from(failure));
    this.#queueAgain(again, (job) => {
      job.resent = true;
    });
  }

  #queueAgain(jobs: readonly Job[], mark: (job: Job) => void): void {
    const waiting = jobs.filter(({ settled }) => !settled);
    for (const job of jobs) if (job.settled) job.free();
    waiting.forEach(mark);
    this.#queue.unshift(...waiting);
    if (this.#closed) this.failWaiting(closing());
  }

  #timeOut(job: Job): void {
    this.#giveUp(job, timedOut());
  }

  #giveUp(job: Job, error: BridgeError): void {
    const index = this.#queue.indexOf(job);
    if (index >= 0) {
      this.#queue.splice(index, 1);
      this.#fail(job, error);
      this.#noteDrained();
      return;
    }
    if (job.settled) return;
    // A worker has it: the client is answered now, the payload files go when the call ends.
    job.settled = true;
    job.reject(error);
    job.stop?.abort(OVER);
  }

  #fail(job: Job, error: BridgeError): void {
    this.#settle(job, () => job.reject(error));
  }

  #settle(job: Job, answer: () => void): void {
    clearTimeout(job.timer);
    job.stop?.abort(OVER);
    job.free();
    if (job.settled) return;
    job.settled = true;
    answer();
  }
}

const NO_PARTS = Promise.resolve();
/** Nobody reads it; without a reason each `abort` would make an error with a stack. */
const OVER = new Error("the request is over");

/** @param waiting requests */
export function tooManyWait(waiting: number): BridgeError {
  return overloaded(`${waiting} requests are waiting already`);
}

function overloaded(why: string): BridgeError {
  return new BridgeError("overloaded", `overloaded: ${why}`);
}

function gone(): BridgeError {
  return new BridgeError("timeout", "the client has gone away");
}

/** @param started when it was given to a worker (`performance.now`) */
function callOf(batch: readonly Job[], reply: WorkerReply, started: number): WorkerCall {
  const { instance, code, answers, inferenceUs, begun, sent } = reply;
  const succeeded = batch.filter((_, index) => {
    const answer = answers[index];
    return code === 0 && answer !== undefined && !isFailure(answer);
  });
  return {
    instance,
    requests: batch.length,
    input: (sent - begun) / 1000,
    seconds: inferenceUs / 1e6,
    // The way there and user code are measured by two clocks.
    output: Math.max(0, (performance.now() - sent) / 1000 - inferenceUs / 1e6),
    gathered: (started - (batch[0]?.enqueued ?? started)) / 1000,
    succeeded: succeeded.length === batch.length,
    waited: succeeded.map(({ enqueued }) => (begun - enqueued) / 1000),
  };
}

function tooFew({ answers }: CallReply, requests: number): BridgeError {
  return new BridgeError("bad_answer", `${answers.length} answers came for ${requests} requests`);
}

function closing(): BridgeError {
  return new BridgeError("closing", "the service is closing");
}

function timedOut(): BridgeError {
  return new BridgeError("timeout", "timeout");
}
