import type { Answer, Item } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";
import type { Declared } from "../contract/declared.ts";
import { NOTHING_DECLARED } from "../contract/declared.ts";
import { bodyOfFields } from "../contract/dialects.ts";
import type { BridgeError } from "../contract/errors.ts";
import type { Release } from "../contract/release.ts";
import { takenName } from "../contract/service-names.ts";
import type { ReleaseMetrics } from "../observe/metrics.ts";
import type { Families } from "../observe/script-metrics.ts";
import { tooManyWait } from "../scheduler/dispatcher.ts";
import type { Instance, PoolOptions, PoolState, WarmUp } from "../workers/pool.ts";
import { CreateError } from "../workers/worker.ts";
import type { StagePlan } from "./stage.ts";
import { Stage, stagePlans } from "./stage.ts";

/** How the stages' workers are started and watched. */
export interface StageMeans extends Pick<PoolOptions, "log" | "reaper"> {
  launch(plan: StagePlan, instance: number): ReturnType<PoolOptions["launch"]>;
  /** Of the workers of the first stage. */
  readonly warmUp: WarmUp | undefined;
  changed(): void;
  workerLost(): void;
}

/** The way of a request through a release: nearly always one stage, or what its script declares. */
export class Stages {
  readonly #release: Release;
  readonly #metrics: ReleaseMetrics;
  /** Those after the first are known when a worker has declared them. */
  readonly #stages: [Stage, ...Stage[]];
  #declared: Declared | undefined;
  /** Requests that are on their way through several stages. */
  readonly #walks = new Set<Promise<Answer>>();

  constructor(release: Release, metrics: ReleaseMetrics) {
    this.#release = release;
    this.#metrics = metrics;
    this.#stages = [new Stage(stagePlans(release, NOTHING_DECLARED)[0], metrics)];
  }

  /** Starts the workers of the first stage, and of the others once they are known. */
  open(means: StageMeans): void {
    this.#open(this.#stages[0], means, means.warmUp);
  }

  get declared(): Declared {
    return this.#declared ?? NOTHING_DECLARED;
  }

  get hasDeclared(): boolean {
    return this.#declared !== undefined;
  }

  /** That of the stage which is furthest from serving. */
  get state(): PoolState | "preparing" {
    const states = this.#stages.map((stage) => stage.state ?? "preparing");
    return STATES.find((state) => states.includes(state)) ?? "ready";
  }

  get reason(): string {
    return [...new Set(this.#stages.map(reasonOf))].filter((reason) => reason !== "").join("; ");
  }

  get warnings(): readonly string[] {
    return this.#stages.flatMap(({ warnings }) => warnings);
  }

  get instances(): readonly Instance[] {
    if (this.#stages.length === 1) return this.#stages[0].instances;
    return this.#stages.flatMap(({ plan, instances }) => instances.map((each) => ({ ...each, stage: plan.name })));
  }

  /** Of the stage that has the fewest. */
  get readyInstances(): number {
    return Math.min(...this.#stages.map(({ readyInstances }) => readyInstances));
  }

  /** Requests that wait for a worker. */
  get depth(): number {
    return this.#stages.reduce((sum, { depth }) => sum + depth, 0);
  }

  /** Requests that wait or run. */
  get load(): number {
    return this.#stages.reduce((sum, { load }) => sum + load, 0);
  }

  /** See `Pool.scriptMetrics`; only scripts of one stage measure anything. */
  scriptMetrics(): Promise<ReadonlyMap<number, Families>> {
    return this.#stages[0].scriptMetrics();
  }

  /** See `Dispatcher.submit`. */
  submit(item: Item, timeoutMs: number, free: () => void): Promise<Answer> {
    const { dialect } = this.#release;
    // These have one stage.
    if (bodyOfFields(dialect) === undefined) return this.#stages[0].submit(item, timeoutMs, free);
    const walk = this.#walk(item, performance.now() + timeoutMs, free);
    this.#walks.add(walk);
    return walk.finally(() => this.#walks.delete(walk));
  }

  /** See `Dispatcher.refusal`. */
  refusal(asked: Pick<Item, "target" | "platform">): BridgeError | undefined {
    const [first, ...later] = this.#wayOf(asked);
    if (later.length === 0 && first.plan.index === 0) return first.refusal(asked);
    // Wherever on its way others wait, they are before it.
    const waiting = [first, ...later].reduce((sum, { depth }) => sum + depth, 0);
    return first.refusal(asked) ?? (waiting >= this.#stages[0].plan.maxQueue ? tooManyWait(waiting) : undefined);
  }

  /** See `Pool.endSession`. */
  endSession(session: string): void {
    this.#stages[0].endSession(session);
  }

  /** See `Dispatcher.failWaiting`. */
  failWaiting(error: BridgeError): void {
    for (const stage of this.#stages) stage.failWaiting(error);
  }

  /** Resolves when nothing waits or runs. */
  async drained(): Promise<void> {
    await Promise.allSettled(this.#walks);
    await Promise.all(this.#stages.map((stage) => stage.drained()));
  }

  /** Refuses new requests and fails what waits, now or later. */
  refuse(): void {
    for (const stage of this.#stages) stage.refuse();
  }

  /** Ends all workers. */
  async close(): Promise<void> {
    await Promise.all(this.#stages.map((stage) => stage.close()));
  }

  #open(stage: Stage, means: StageMeans, warmUp?: WarmUp): void {
    const { log, reaper } = means;
    const plans = new Map<number, StagePlan>();
    const launch = (instance: number) => {
      plans.set(instance, stage.plan);
      return means.launch(stage.plan, instance);
    };
    const accept = (declared: Declared, instance: number) => {
      const taken = takenName(this.#release.dialect, declared);
      if (taken !== undefined) throw new CreateError(`the service is called ${taken}, and /${taken} is the host's own`);
      this.#declare(declared, means);
      // One that was launched before anything was declared lacks what its environment has by now.
      return plans.get(instance) === stage.plan || Object.keys(stage.plan.env[instance - 1] ?? {}).length === 0;
    };
    stage.open({ launch, accept, warmUp, log, reaper }, means);
  }

  /** The first worker says what the release is. */
  #declare(declared: Declared, means: StageMeans): void {
    if (this.#declared !== undefined) return;
    this.#declared = declared;
    const [first, ...others] = stagePlans(this.#release, declared);
    this.#stages[0].adopt(first);
    for (const plan of others) {
      const stage = new Stage(plan, this.#metrics);
      this.#stages.push(stage);
      this.#open(stage, means);
    }
  }

  /** The stages that a request comes by. */
  #wayOf({ target = "" }: Pick<Item, "target">): readonly [Stage, ...Stage[]] {
    const [first = this.#stages[0], ...later] = this.#stages.filter((stage) => stage.serves(target));
    return [first, ...later];
  }

  /**
   * Leads a request through the stages: what one answers without an error, the next one gets as its input.
   *
   * @param end when its time is over, by `performance.now()`
   */
  async #walk(item: Item, end: number, free: () => void): Promise<Answer> {
    const refusal = this.refusal(item);
    if (refusal !== undefined) {
      free();
      throw refusal;
    }
    const [first] = this.#wayOf(item);
    let answer = await first.submit(item, end - performance.now(), free);
    // The later stages are known now.
    for (const stage of this.#wayOf(item)) {
      if (isFailure(answer)) break;
      if (stage.plan.index <= first.plan.index) continue;
      const inputs = [{ body: [answer.body ?? new Uint8Array(0)] }];
      answer = await stage.submit({ ...item, inputs }, end - performance.now(), () => undefined);
    }
    return answer;
  }
}

/** From the furthest to the nearest. */
const STATES: readonly (PoolState | "preparing")[] = [
  ...(["failed", "stopped", "preparing", "starting", "restarting", "ready"] as const),
];

function reasonOf({ reason, plan }: Stage): string {
  return reason === "" || plan.name === "" ? reason : `stage ${plan.name}: ${reason}`;
}
