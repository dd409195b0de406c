import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Release } from "../contract/release.ts";

/** Where the kernel tells a container its own quota (cgroup v2). */
const QUOTA_FILE = "/sys/fs/cgroup/cpu.max";

/**
 * The threads that one worker may use when all workers of all releases run at once: together they never use more than
 * there are cores, but for one thread each, which every worker has.
 */
export function threadsPerWorker(releases: readonly Release[], cores = usableCores()): number {
  const workers = releases.reduce((sum, { settings }) => sum + settings.instances, 0);
  return Math.max(1, Math.floor(cores / Math.max(1, workers)));
}

/** Cores that this process may use: those that it may run on, and no more than its container's quota. */
export function usableCores(): number {
  return Math.min(availableParallelism(), coresOf(quota()));
}

/** @param quota microseconds of CPU per period, or `max`: `150000 100000` is one core and a half, which counts as one */
export function coresOf(quota: string): number {
  const [share, period] = quota.split(" ").map(Number);
  const cores = Math.floor((share ?? Number.NaN) / (period ?? Number.NaN));
  return Number.isNaN(cores) ? Number.POSITIVE_INFINITY : Math.max(1, cores);
}

function quota(): string {
  try {
    return readFileSync(QUOTA_FILE, "utf8").trim();
  } catch {
    return "max";
  }
}
