import type { Answer, Item } from "../contract/call.ts";
import type { Declared, DeclaredStage } from "../contract/declared.ts";
import type { Release } from "../contract/release.ts";
import type { ReleaseMetrics } from "../observe/metrics.ts";
import { Dispatcher } from "../scheduler/dispatcher.ts";
import type { Instance, PoolListener, PoolOptions, PoolState } from "../workers/pool.ts";
import { Pool } from "../workers/pool.ts";

/** What a stage is run with. */
export interface StagePlan extends DeclaredStage {
  /** 0 is the first. */
  readonly index: number;
  readonly maxQueue: number;
  readonly noQueue: boolean;
  readonly maxConcurrent: number;
}

/**
 * The stages of a release. Where there is one, what its documents state is stronger than what the script declares;
 * several are as the script says.
 */
export function stagePlans({ settings, stated }: Release, declared: Declared): readonly [StagePlan, ...StagePlan[]] {
  const maxQueue = stated.has("max_queue") ? settings.max_queue : (declared.maxQueue ?? settings.max_queue);
  // Who lets requests wait does not want them refused.
  const { noQueue = false, maxConcurrent = Infinity } = stated.has("max_queue") ? {} : declared;
  const own = {
    instances: settings.instances,
    batchSize: settings.batch_size,
    batchDelayMs: settings.batch_delay_ms,
  };
  const [first = { name: "", env: [], targets: [], ...own }, ...others] = declared.stages;
  const only = {
    ...first,
    instances: stated.has("instances") ? own.instances : first.instances,
    batchSize: stated.has("batch_size") ? own.batchSize : first.batchSize,
    batchDelayMs: stated.has("batch_delay_ms") ? own.batchDelayMs : first.batchDelayMs,
  };
  const later = others.map((stage, index) => ({
    ...stage,
    index: index + 1,
    // What was let in at the first is not refused half-way.
    maxQueue: Infinity,
    noQueue: false,
    maxConcurrent: Infinity,
  }));
  return [{ ...(others.length === 0 ? only : first), index: 0, maxQueue, noQueue, maxConcurrent }, ...later];
}

/** One step of a release: its queue and its workers. */
export class Stage {
  readonly #dispatcher: Dispatcher;
  #plan: StagePlan;
  #pool: Pool | undefined;

  constructor(plan: StagePlan, metrics: ReleaseMetrics) {
    this.#plan = plan;
    const pool = () => this.#pool;
    const workers = {
      call: (items: readonly Item[]) => pool()?.call(items) ?? noWorker(),
      canCall: (full: boolean, session?: string) => pool()?.canCall(full, session) ?? false,
    };
    const call: ReleaseMetrics["call"] = (made) => metrics.call(made, this.#plan);
    this.#dispatcher = new Dispatcher(workers, plan, { ...metrics, call });
  }

  get plan(): StagePlan {
    return this.#plan;
  }

  /** For when the script has said what it is; workers are only added. */
  adopt(plan: StagePlan): void {
    this.#plan = plan;
    this.#dispatcher.configure(plan);
    this.#pool?.grow(plan.instances);
  }

  /** Starts its workers. */
  open(options: Omit<PoolOptions, "instances">, listener: Omit<PoolListener, "available">): void {
    const available = () => this.#dispatcher.pump();
    this.#pool = new Pool({ ...options, instances: this.#plan.instances }, { ...listener, available });
  }

  /** `undefined` before its workers are started. */
  get state(): PoolState | undefined {
    return this.#pool?.state;
  }

  get reason(): string {
    return this.#pool?.reason ?? "";
  }

  get warnings(): readonly string[] {
    return this.#pool?.warnings ?? [];
  }

  get instances(): readonly Instance[] {
    return this.#pool?.instances ?? [];
  }

  get readyInstances(): number {
    return this.#pool?.readyInstances ?? 0;
  }

  /** Requests that wait for a worker. */
  get depth(): number {
    return this.#dispatcher.depth;
  }

  /** Requests that wait or run. */
  get load(): number {
    return this.#dispatcher.load;
  }

  /** See `Pool.scriptMetrics`. */
  scriptMetrics(): ReturnType<Pool["scriptMetrics"]> {
    return this.#pool?.scriptMetrics() ?? Promise.resolve(new Map());
  }

  /** Whether requests for a target come by here. */
  serves(target: string): boolean {
    const { targets } = this.#plan;
    return targets.length === 0 || targets.includes(target);
  }

  /** See `Dispatcher.submit`. */
  submit(item: Item, timeoutMs: number, free: () => void): Promise<Answer> {
    return this.#dispatcher.submit(item, timeoutMs, free);
  }

  /** See `Dispatcher.refusal`. */
  refusal(...args: Parameters<Dispatcher["refusal"]>): ReturnType<Dispatcher["refusal"]> {
    return this.#dispatcher.refusal(...args);
  }

  /** See `Dispatcher.failWaiting`. */
  failWaiting(...args: Parameters<Dispatcher["failWaiting"]>): void {
    this.#dispatcher.failWaiting(...args);
  }

  /** See `Pool.endSession`. */
  endSession(session: string): void {
    this.#pool?.endSession(session);
  }

  /** Resolves when nothing waits or runs. */
  drained(): Promise<void> {
    return this.#dispatcher.drained();
  }

  /** Refuses new requests and fails what waits, now or later. */
  refuse(): void {
    this.#dispatcher.close();
  }

  /** Ends the workers. */
  async close(): Promise<void> {
    await this.#pool?.close();
  }
}

function noWorker(): never {
  throw new Error("calls are made only when a worker can take them");
}
