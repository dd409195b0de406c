import { BridgeError } from "../../contract/errors.ts";
import type { ComputeStatistics, DurationStatistic } from "../../observe/release-statistics.ts";
import type { Catalog } from "../../releases/catalog.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import type { ModelName } from "./models.ts";

/** Triton's statistics of a model. */
export interface ModelStatistics {
  readonly name: string;
  readonly version: string;
  /** ms since 1970. */
  readonly last_inference: number;
  /** Requests that succeeded. */
  readonly inference_count: number;
  /** Calls of workers. */
  readonly execution_count: number;
  readonly inference_stats: {
    readonly success: DurationStatistic;
    readonly fail: DurationStatistic;
    readonly queue: DurationStatistic;
    readonly compute_input: DurationStatistic;
    readonly compute_infer: DurationStatistic;
    readonly compute_output: DurationStatistic;
    readonly cache_hit: DurationStatistic;
    readonly cache_miss: DurationStatistic;
  };
  readonly batch_stats: readonly {
    readonly batch_size: number;
    readonly compute_input: DurationStatistic;
    readonly compute_infer: DurationStatistic;
    readonly compute_output: DurationStatistic;
  }[];
}

/** Answers are not kept. */
const NO_CACHE: DurationStatistic = { count: 0, ns: 0 };

/**
 * Those of all releases, of a model's or of one version. For operators.
 *
 * @param asked an empty name is that of all
 * @throws BridgeError `not_found`
 */
export function statisticsIn(catalog: Catalog, { name, version }: ModelName): ModelStatistics[] {
  const all = name === "" ? catalog.releases : (catalog.apps.get(name) ?? []);
  const found = all.filter(({ release }) => !version || release.version === version);
  if (name !== "" && found.length === 0) throw new BridgeError("not_found", "there is no such model or version");
  return found.map(statisticsOf);
}

function statisticsOf({ release, metrics }: LoadedRelease): ModelStatistics {
  const { lastInference, success, fail, queue, compute, executions, batches } = metrics.statistics;
  return {
    name: release.app,
    version: release.version,
    last_inference: lastInference,
    inference_count: success.count,
    execution_count: executions,
    inference_stats: {
      success: plain(success),
      fail: plain(fail),
      queue: plain(queue),
      ...computeOf(compute),
      cache_hit: NO_CACHE,
      cache_miss: NO_CACHE,
    },
    batch_stats: [...batches]
      .toSorted(([one], [other]) => one - other)
      .map(([batch_size, times]) => ({ batch_size, ...computeOf(times) })),
  };
}

function computeOf({ input, infer, output }: ComputeStatistics) {
  return { compute_input: plain(input), compute_infer: plain(infer), compute_output: plain(output) };
}

function plain({ count, ns }: DurationStatistic): DurationStatistic {
  return { count, ns };
}
