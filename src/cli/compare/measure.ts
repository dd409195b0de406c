import type { ResolvedConfig } from "../../config.ts";
import { isFailure } from "../../contract/call.ts";
import { messageOf } from "../../contract/text.ts";
import { Progress } from "../run/progress.ts";
import type { Case, Journal, SideRun } from "./journal.ts";
import { JournalError } from "./journal.ts";
import type { Plan } from "./paired.ts";
import { askBoth } from "./paired.ts";
import type { Request } from "./request.ts";
import { taskOf } from "./requests.ts";
import type { RunSettings } from "./settings.ts";
import type { Question, Side, Usage } from "./side.ts";
import { SideLost } from "./side.ts";
import type { NamedSide } from "./sides.ts";
import { withSide } from "./sides.ts";
import type { Throughput } from "./throughput.ts";
import { throughputOf } from "./throughput.ts";

/** What is to be measured, and how. */
export interface Task {
  readonly a: NamedSide;
  readonly b: NamedSide;
  readonly requests: readonly Request[];
  readonly plan: Plan;
  readonly settings: RunSettings;
  readonly config: ResolvedConfig;
}

/** How far a measurement came. */
export interface Progressed {
  /** Requests that one of the sides knows nothing about. */
  readonly unknown: readonly string[];
  /** Why it ended before its end. */
  readonly stopped?: string;
}

/** Requests whose throughput is measured, which are kept in memory. */
const FLOODED = 16;

/** Asks both sides what is not in the journal yet. What it has found when it has to stop is kept. */
export async function measure(task: Task, journal: Journal, interrupted: AbortSignal): Promise<Progressed> {
  const unknown: string[] = [];
  const means = { settings: task.settings, config: task.config, interrupted };
  try {
    await withSide(task.a, means, (a) =>
      withSide(task.b, means, (b) => new Measurement(a, b, task, journal, interrupted).run(unknown)),
    );
    return { unknown };
  } catch (error) {
    // Whatever went wrong then went wrong because of it.
    if (interrupted.aborted) return { unknown, stopped: messageOf(interrupted.reason) };
    if (error instanceof SideLost || error instanceof JournalError) return { unknown, stopped: error.message };
    throw error;
  }
}

/** What had been used, and done, at one moment. */
interface Meter {
  readonly a: Usage | undefined;
  readonly b: Usage | undefined;
  readonly cases: number;
}

class Measurement {
  readonly #a: Side;
  readonly #b: Side;
  readonly #task: Task;
  readonly #journal: Journal;
  readonly #interrupted: AbortSignal;

  constructor(a: Side, b: Side, task: Task, journal: Journal, interrupted: AbortSignal) {
    this.#a = a;
    this.#b = b;
    this.#task = task;
    this.#journal = journal;
    this.#interrupted = interrupted;
  }

  async run(unknown: string[]): Promise<void> {
    const { requests } = this.#task;
    const pending = requests.filter(({ name }) => !this.#journal.cases.has(name));
    await this.#warmUp(pending);
    const before = await this.#usage();
    try {
      await this.#askAll(pending, unknown);
    } catch (error) {
      await this.#noteRun(before).catch(() => undefined);
      throw error;
    }
    await this.#noteRun(before, () => this.#throughput());
  }

  async #askAll(pending: readonly Request[], unknown: string[]): Promise<void> {
    const progress = new Progress(pending.length, process.stderr);
    try {
      for (const request of pending) {
        this.#interrupted.throwIfAborted();
        const found = await askBoth(this.#a, this.#b, await questionOf(request), this.#task.plan);
        if (found === undefined) unknown.push(request.name);
        else await this.#journal.addCase(found);
        progress.step(found === undefined || !bothAnswered(found), () => undefined);
      }
    } finally {
      progress.clear();
    }
  }

  async #warmUp(requests: readonly Request[]): Promise<void> {
    for (const request of requests.slice(0, this.#task.settings.warm_up)) {
      const question = await questionOf(request);
      this.#interrupted.throwIfAborted();
      for (const side of [this.#a, this.#b]) if (side.isLive) await side.ask(question);
    }
  }

  async #usage(): Promise<Meter> {
    const [a, b] = await Promise.all([this.#a.workers?.usage(), this.#b.workers?.usage()]);
    return { a, b, cases: this.#journal.cases.size };
  }

  /** What the paired requests took, and then, with the workers at their busiest, the throughput. */
  async #noteRun(before: Meter, flood?: () => Promise<Throughput | undefined>): Promise<void> {
    const after = await this.#usage();
    const { repeat, calibrate } = this.#task.plan;
    const cases = after.cases - before.cases;
    const rates = await flood?.();
    await this.#journal.addRun({
      a: sideRun(this.#a, before.a, after.a, cases * (repeat + calibrate), rates?.a),
      b: sideRun(this.#b, before.b, after.b, cases * repeat, rates?.b),
    });
  }

  /** Of releases alone: nobody else's service is put under load. */
  async #throughput(): Promise<Throughput | undefined> {
    const { requests, settings } = this.#task;
    if (settings.throughput_ms === 0 || this.#a.workers === undefined || this.#b.workers === undefined)
      return undefined;
    const answered = requests.filter(({ name }) => {
      const found = this.#journal.cases.get(name);
      return found !== undefined && bothAnswered(found);
    });
    if (answered.length === 0) return undefined;
    const questions = await Promise.all(answered.slice(0, FLOODED).map(questionOf));
    return throughputOf({ a: this.#a, b: this.#b }, questions, settings.throughput_ms);
  }
}

/** What is asked, with its bytes. */
export async function questionOf(request: Request): Promise<Question> {
  const { name, target, platform } = request;
  const rest = { ...(target === undefined ? {} : { target }), ...(platform === undefined ? {} : { platform }) };
  return { name, task: await taskOf(request), ...rest };
}

function bothAnswered({ a, b }: Case): boolean {
  return ![...a, ...b].some(isFailure);
}

function sideRun(
  { workers, versions = {} }: Side,
  before: Usage | undefined,
  after: Usage | undefined,
  asked: number,
  rate: number | undefined,
): SideRun {
  if (workers === undefined) return { versions, asked };
  // A worker that was lost took with it what it had used.
  const isSame = before !== undefined && after !== undefined && before.pids.join() === after.pids.join();
  return {
    versions,
    cold_start_ms: workers.coldStartMs,
    asked,
    ...(after === undefined ? {} : { peak_bytes: after.peakBytes }),
    ...(isSame && asked > 0 ? { cpu_s: after.cpuSeconds - before.cpuSeconds } : {}),
    ...(rate === undefined ? {} : { throughput_per_s: rate }),
  };
}
