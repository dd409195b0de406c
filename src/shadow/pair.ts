import type { Answered } from "../compare/answered.ts";
import { answeredOf } from "../compare/answered.ts";
import type { CompareSettings } from "../compare/settings.ts";
import type { Answer } from "../contract/call.ts";
import type { ErrorKind } from "../contract/errors.ts";
import { BridgeError } from "../contract/errors.ts";
import type { Release } from "../contract/release.ts";
import { nameOf } from "../contract/release.ts";
import { messageOf } from "../contract/text.ts";
import type { Logger } from "../observe/log.ts";
import type { ShadowMetrics } from "../observe/metrics.ts";
import type { Exchange } from "../tap.ts";
import type { Judge } from "./judge.ts";
import type { Judgement } from "./judgement.ts";
import type { Outcome } from "./tally.ts";
import { Tally } from "./tally.ts";
import type { Target } from "./target.ts";
import type { WorstPairs } from "./worst-pairs.ts";

/** Errors that a request gets for what it is, so that both sides should have them; all others are of the hour. */
const ANSWERS: ReadonlySet<ErrorKind> = new Set(["script", "bad_answer", "bad_request"]);

/** What primaries' answers may take while their shadows are waited for (bytes); a single one may have any size. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface PairMeans {
  readonly settings: CompareSettings;
  readonly judge: Judge;
  readonly worst: WorstPairs;
  readonly metrics: ShadowMetrics;
  readonly log: Logger;
  /** Requests on their way, from the primary's answer to the judgement. */
  readonly maxQueue: number;
}

/** A release and its shadow: mirrors requests, and counts how the answers differ. */
export class Pair {
  readonly #primary: Release;
  readonly #target: Target;
  /** The shadow as it is compared here. */
  readonly shadow: Release;
  readonly #means: PairMeans;
  readonly #tally = new Tally();
  #open = 0;
  #answerBytes = 0;
  #ended = false;
  #warned = false;

  constructor(primary: Release, target: Target, means: PairMeans) {
    this.#primary = primary;
    this.#target = target;
    this.shadow = target.release;
    this.#means = means;
  }

  /** Whether a request is among those that are mirrored, and there is room for it. */
  wants(): boolean {
    if (Math.random() >= this.#primary.settings.shadow_sample) return false;
    if (this.#open < this.#means.maxQueue && this.#target.isServing) return true;
    this.drop();
    return false;
  }

  /** What was to be mirrored cannot be. */
  drop(): void {
    this.#tally.drop();
    this.#means.metrics.request("dropped");
  }

  /** Resolves when nothing of it is needed any more. */
  async take(exchange: Exchange): Promise<void> {
    const { outcome } = exchange;
    if (this.#ended || isOfTheHour(outcome)) return;
    const bytes = bytesOf(outcome);
    const isFull = this.#open > 0 && this.#answerBytes + bytes > MAX_ANSWER_BYTES;
    if (isFull || this.#open >= this.#means.maxQueue) return this.drop();
    this.#open += 1;
    this.#answerBytes += bytes;
    try {
      await this.#mirror(exchange);
    } finally {
      this.#open -= 1;
      this.#answerBytes -= bytes;
    }
  }

  /** What is on its way counts for nothing. */
  end(): void {
    this.#ended = true;
    for (const { name } of this.#tally.measures) this.#means.metrics.worst(name, undefined);
  }

  /** What operators are told. */
  describe() {
    const { counts, failures, kind, since, measures } = this.#tally;
    const { equal, within, different, failed, dropped } = counts;
    const compared = equal + within + different;
    const { state, reason, warnings, instances } = this.#target.loaded;
    return {
      release: nameOf(this.#primary),
      shadow: nameOf(this.shadow),
      sample: this.#primary.settings.shadow_sample,
      state,
      reason,
      warnings,
      instances,
      since: since.toISOString(),
      mirrored: compared + failed + this.#open,
      dropped,
      failed,
      failures,
      compared,
      equal,
      within,
      different,
      ...(kind === undefined ? {} : { kind }),
      measures,
      worst: this.#means.worst.pairs,
      folder: this.#means.worst.folder,
    };
  }

  async #mirror(exchange: Exchange): Promise<void> {
    const answer = await this.#target.ask(exchange.item).catch(BridgeError.from);
    if (this.#ended) return;
    if (isOfTheHour(answer)) return answer.kind === "overloaded" ? this.drop() : this.#fail(answer.kind);
    const judgement = await this.#judge(exchange.outcome, answer);
    if (judgement === undefined || this.#ended) return;
    if (this.#count(judgement) !== "equal") {
      await this.#means.worst.offer(exchange, { release: this.shadow, outcome: answer }, judgement);
    }
  }

  async #judge(a: Answer | BridgeError, b: Answer | BridgeError): Promise<Judgement | undefined> {
    const { settings, judge, log } = this.#means;
    const { kind } = this.#tally;
    try {
      const question = { settings, a: sideOf(a), b: sideOf(b), ...(kind === undefined ? {} : { kind }) };
      return await judge.judge(question);
    } catch (error) {
      if (this.#ended) return undefined;
      if (!this.#warned) log.warn(`answers could not be compared: ${messageOf(error)}`);
      this.#warned = true;
      this.#fail("not_comparable");
      return undefined;
    }
  }

  #count(judgement: Judgement): Outcome {
    const { metrics } = this.#means;
    const outcome = this.#tally.add(judgement);
    metrics.request(outcome);
    for (const [measure, { exceeds }] of Object.entries(judgement.measures)) if (exceeds) metrics.exceeds(measure);
    for (const { name, worst } of this.#tally.measures) metrics.worst(name, worst);
    return outcome;
  }

  #fail(reason: string): void {
    this.#tally.fail(reason);
    this.#means.metrics.request("failed");
  }
}

function isOfTheHour(outcome: Answer | BridgeError): outcome is BridgeError {
  return outcome instanceof BridgeError && !ANSWERS.has(outcome.kind);
}

function sideOf(outcome: Answer | BridgeError): Answered {
  const { code, message } = outcome;
  return outcome instanceof BridgeError ? { code, message } : answeredOf(outcome);
}

function bytesOf(outcome: Answer | BridgeError): number {
  return outcome instanceof BridgeError ? 0 : outcome.result.length + (outcome.body?.length ?? 0);
}
