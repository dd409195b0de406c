import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Item } from "../contract/call.ts";
import type { Declared } from "../contract/declared.ts";
import { bodyOfFields } from "../contract/dialects.ts";
import { BridgeError } from "../contract/errors.ts";
import type { Release, ReleaseState } from "../contract/release.ts";
import { nameOf } from "../contract/release.ts";
import { messageOf } from "../contract/text.ts";
import type { Logger } from "../observe/log.ts";
import type { ReleaseMetrics } from "../observe/metrics.ts";
import type { Families } from "../observe/script-metrics.ts";
import { EnvironmentError } from "../workers/interpreter.ts";
import type { Instance } from "../workers/pool.ts";
import { ToolError } from "../workers/python-tools.ts";
import { CreateError } from "../workers/worker.ts";
import { FileError } from "./file-cache.ts";
import type { HostMeans } from "./preparation.ts";
import { launch, prepare } from "./preparation.ts";
import { Stages } from "./stages.ts";

/** A client's stream, whose requests belong together. */
export interface Session {
  readonly id: string;
  close(): void;
}

/** Their messages say all; where our code stands says nothing of them. */
const FORESEEN = [CreateError, FileError, EnvironmentError, ToolError];
/** Pause before loading is tried again (ms), as long as the pool's between workers. */
const RETRY_MS = 30_000;

/** A release that is being served: its environment, its workers and its queue, and the truth about them. */
export class LoadedRelease {
  readonly release: Release;
  readonly name: string;
  /** Of this release; requests are counted here. */
  readonly metrics: ReleaseMetrics;
  readonly #means: HostMeans;
  readonly #log: Logger;
  /** Workers started, in this one and in those that it follows: their folders must differ. */
  readonly #workers: { started: number };
  readonly #closing = new AbortController();
  readonly #warnings: string[] = [];
  readonly #stages: Stages;
  readonly #loading: Promise<void>;
  #sampleAnswer: Answer | undefined;
  #lastSession = 0;
  /** Set when there will be no pool. */
  #dead: { readonly state: "failed" | "unavailable"; readonly reason: string } | undefined;
  #unloaded = false;
  #settled = false;
  #successor: LoadedRelease | undefined;
  #refusedChange: string | undefined;
  readonly #waiting: (() => void)[] = [];

  /** @param predecessor of the same name, which serves until this one is ready */
  constructor(release: Release, means: HostMeans, predecessor?: LoadedRelease) {
    const { app, version } = release;
    this.release = release;
    this.name = nameOf(release);
    this.#means = means;
    this.#log = means.log.child({ app, version });
    this.#workers = predecessor === undefined ? { started: 0 } : predecessor.#workers;
    this.metrics = predecessor?.metrics ?? means.metrics.release(app, version);
    this.#stages = new Stages(release, this.metrics);
    this.#loading = this.#load();
  }

  get state(): ReleaseState {
    return this.#unloaded ? "unavailable" : this.#ownState;
  }

  /** What it would be had nobody unloaded it: what it has been asked before is still answered then. */
  get #ownState(): ReleaseState {
    if (this.#closing.signal.aborted) return "stopped";
    return this.#dead?.state ?? this.#stages.state;
  }

  /** What the script said of itself; nothing before a worker could. */
  get declared(): Declared {
    return this.#stages.declared;
  }

  /** Whether a worker could say anything of it yet, be it nothing. */
  get hasDeclared(): boolean {
    return this.#stages.hasDeclared;
  }

  /** To the first sample, which has warmed its workers up; undefined where none was, or with an error. */
  get sampleAnswer(): Answer | undefined {
    return this.#sampleAnswer;
  }

  /** For one request, its time in the queue included (ms). */
  get timeoutMs(): number {
    const { settings, stated } = this.release;
    return stated.has("timeout_ms") ? settings.timeout_ms : (this.declared.timeoutMs ?? settings.timeout_ms);
  }

  /** Why it does not serve; `""` while it does. */
  get reason(): string {
    if (this.#unloaded) return "it was unloaded";
    return this.#dead?.reason ?? this.#stages.reason;
  }

  get warnings(): readonly string[] {
    const change = this.#refusedChange === undefined ? [] : [this.#refusedChange];
    return [...this.#warnings, ...this.#stages.warnings, ...change];
  }

  /** Why what is in its folder now does not serve, while it goes on as it was loaded; undefined where nobody has tried. */
  get refusedChange(): string | undefined {
    return this.#refusedChange;
  }

  get instances(): readonly Instance[] {
    return this.#unloaded ? [] : this.#stages.instances;
  }

  get queueDepth(): number {
    return this.#stages.depth;
  }

  get readyInstances(): number {
    return this.#unloaded ? 0 : this.#stages.readyInstances;
  }

  /** See `Pool.scriptMetrics`. */
  scriptMetrics(): Promise<ReadonlyMap<number, Families>> {
    return this.#stages.scriptMetrics();
  }

  /** Requests per instance that wait or run: the smaller, the sooner the next one is served. */
  get pressure(): number {
    return this.#stages.load / Math.max(1, this.readyInstances);
  }

  /** Resolves when it is ready or has failed, for the first time. */
  settled(): Promise<void> {
    if (this.#settled) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Has a request answered; see `Dispatcher.submit`.
   *
   * @throws BridgeError `unavailable` when the release has failed, `worker_lost` when another one has taken over its
   *   session
   */
  submit(item: Item, timeoutMs: number, free: () => void): Promise<Answer> {
    const refusal = this.#refusalOf(item);
    if (refusal !== undefined) {
      free();
      return Promise.reject(refusal);
    }
    if (this.#successor !== undefined) return this.#successor.submit(item, timeoutMs, free);
    return this.#stages.submit(item, timeoutMs, free);
  }

  /** Begins a session: all its requests go to one worker, which keeps what belongs to it until it is closed. */
  openSession(): Session {
    const id = `${this.name}-${++this.#lastSession}`;
    return { id, close: () => this.#stages.endSession(id) };
  }

  #refusalOf({ session }: Item): BridgeError | undefined {
    if (this.#successor === undefined) return this.isDead ? this.#unavailable() : undefined;
    return session === undefined
      ? undefined
      : new BridgeError("worker_lost", "worker lost: the release was loaded anew");
  }

  /** Why a request would be refused now: `unavailable`, `closing` or `overloaded`. */
  refusal(asked: Pick<Item, "target" | "platform">): BridgeError | undefined {
    if (this.#successor !== undefined) return this.#successor.refusal(asked);
    return this.isDead ? this.#unavailable() : this.#stages.refusal(asked);
  }

  /** It has failed, and nothing will be answered unless a later try succeeds. */
  get isDead(): boolean {
    return hasFailed(this.state);
  }

  /** Answers what it has accepted and ends its workers. What comes to it from now on goes to its successor. */
  async handOver(successor: LoadedRelease): Promise<void> {
    this.#successor = successor;
    await this.#stages.drained();
    await this.close();
  }

  /** Ends the workers once they have answered. Nothing is answered from now on, until another one takes its place. */
  async unload(): Promise<void> {
    this.#unloaded = true;
    await this.#stages.drained();
    await this.close();
  }

  /** Notes that what is in its folder now does not serve, and that it goes on as it was loaded. */
  refuseChange(reason: string): void {
    this.#refusedChange = `its files have changed, and what they are now does not serve: ${reason}`;
    this.#log.error(`${this.name}: ${this.#refusedChange}`);
  }

  /** Ends the workers; what still waits for one is answered with `closing`. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#stages.refuse();
    await this.#loading;
    await this.#stages.close();
  }

  /** What keeps it from loading may pass: a file's source that is down comes back. */
  async #load(): Promise<void> {
    const { signal } = this.#closing;
    while ((await this.#tryToLoad()) === "later" && !signal.aborted) {
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #tryToLoad(): Promise<"done" | "later"> {
    let next: "done" | "later" = "done";
    try {
      await this.#start();
      this.#dead = undefined;
    } catch (error) {
      const state = error instanceof CreateError || error instanceof FileError ? "failed" : "unavailable";
      const reason = messageOf(error);
      this.#dead = { state, reason };
      const details = FORESEEN.some((kind) => error instanceof kind) ? {} : { err: error };
      if (!this.#closing.signal.aborted) this.#log.error(details, `${this.name} is ${state}: ${reason}`);
      if (error instanceof FileError && error.passing) next = "later";
    }
    this.#changed();
    return next;
  }

  async #start(): Promise<void> {
    const { signal } = this.#closing;
    this.#warnings.length = 0;
    const common = { release: this.release, means: this.#means };
    const warn = (warning: string) => this.#warn(warning);
    const prepared = await prepare({ ...common, log: this.#log, warn, signal });
    const item = await this.#warmUpItem();
    if (signal.aborted) return;
    this.#stages.open({
      launch: (plan, instance) => launch({ ...common, prepared, worker: ++this.#workers.started, plan, instance }),
      warmUp: item && { item, answered: (answer) => (this.#sampleAnswer ??= answer) },
      log: this.#log,
      reaper: this.#means.reaper,
      changed: () => this.#changed(),
      workerLost: () => this.metrics.workerLost(),
    });
  }

  #warn(warning: string): void {
    this.#warnings.push(warning);
    this.#log.warn(warning);
  }

  /** The first sample as a request. A bare model has no use for pictures, and other platforms warm their scripts up. */
  async #warmUpItem(): Promise<Item | undefined> {
    const { engine, dialect, samples } = this.release;
    const [sample] = samples;
    if (sample === undefined || engine === "onnx" || bodyOfFields(dialect) !== undefined) return undefined;
    return { reqid: "warm-up", group: false, inputs: [{ body: [await readFile(sample)] }] };
  }

  #changed(): void {
    const { state } = this;
    if (hasFailed(this.#ownState)) this.#stages.failWaiting(this.#unavailable());
    if (this.#settled || state === "preparing" || state === "starting") return;
    this.#settled = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #unavailable(): BridgeError {
    return new BridgeError("unavailable", `${this.name} is ${this.state}; GET /v1/apps says why`);
  }
}

function hasFailed(state: ReleaseState): boolean {
  return state === "failed" || state === "unavailable";
}
