import type { Latency } from "../../compare/report.ts";
import { distributionOf, mean, quantile, randomNumbers } from "../../compare/statistics.ts";
import { isFailure } from "../../contract/call.ts";
import type { Case, Run, SideRun } from "./journal.ts";
import type { Reply } from "./reply.ts";

/** Samples of the bootstrap. */
const RESAMPLES = 2000;

/** A request's times on both sides, pair by pair (ms). */
interface Pairs {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/**
 * What both sides took. Pairs in which one failed do not count: an error is often quicker than an answer.
 *
 * @returns `undefined` where there are not two pairs with times on both sides
 */
export function latencyOf(cases: readonly Case[], runs: readonly Run[]): Latency | undefined {
  const timed = cases.map(pairsOf).filter(({ a }) => a.length > 0);
  const a = timed.flatMap((pairs) => pairs.a);
  const b = timed.flatMap((pairs) => pairs.b);
  if (a.length < 2) return undefined;
  // Repeats of a request are alike; only where there is no other are they all that can be drawn from.
  const differences =
    timed.length > 1
      ? timed.map((pairs) => mean(pairs.b) - mean(pairs.a))
      : a.map((ms, index) => (b[index] ?? ms) - ms);
  return {
    pairs: a.length,
    a: { ...quantiles(a), ...costs(runs.map((run) => run.a)) },
    b: { ...quantiles(b), ...costs(runs.map((run) => run.b)) },
    difference: { mean: mean(differences), ...interval(differences) },
    curves: { a: curve(a), b: curve(b) },
    distribution: distributionOf(ascending(differences)),
  };
}

function pairsOf({ a, b }: Case): Pairs {
  const both = a.map((reply, index) => [timeOf(reply), timeOf(b[index])] as const);
  const whole = both.filter((pair): pair is readonly [number, number] => !pair.includes(undefined));
  return { a: whole.map(([ms]) => ms), b: whole.map(([, ms]) => ms) };
}

function timeOf(reply: Reply | undefined): number | undefined {
  return reply === undefined || isFailure(reply) ? undefined : reply.ms;
}

function quantiles(ms: readonly number[]): { p50: number; p90: number; p99: number; mean: number } {
  const sorted = ascending(ms);
  return { p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), p99: quantile(sorted, 0.99), mean: mean(ms) };
}

function curve(ms: readonly number[]): number[] {
  const sorted = ascending(ms);
  return Array.from({ length: 101 }, (_, percent) => quantile(sorted, percent / 100));
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((one, other) => one - other);
}

/** Of all runs of a comparison: the first start, the highest peak, all CPU time, the last throughput. */
function costs(runs: readonly SideRun[]) {
  const peaks = runs.map((run) => run.peak_bytes ?? 0);
  const worked = runs.filter((run) => run.cpu_s !== undefined && run.asked > 0);
  const cpu = sum(worked.map((run) => run.cpu_s ?? 0)) / sum(worked.map((run) => run.asked));
  const cold = runs.find((run) => run.cold_start_ms !== undefined)?.cold_start_ms;
  const throughput = runs.findLast((run) => run.throughput_per_s !== undefined)?.throughput_per_s;
  return {
    ...(throughput === undefined ? {} : { throughput_per_s: throughput }),
    ...(cold === undefined ? {} : { cold_start_ms: cold }),
    ...(Math.max(0, ...peaks) === 0 ? {} : { memory_bytes: Math.max(...peaks) }),
    ...(Number.isNaN(cpu) ? {} : { cpu_s_per_request: cpu }),
  };
}

/** The 95 % interval of the mean by the percentile bootstrap: times are far from normal, and few are enough. */
function interval(values: readonly number[]): { low: number; high: number } {
  const random = randomNumbers();
  const draw = () => values[Math.floor(random() * values.length)] ?? 0;
  const means = Array.from({ length: RESAMPLES }, () => mean(values.map(draw))).sort((one, other) => one - other);
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
