import { setTimeout as sleep } from "node:timers/promises";
import type { LoadedRelease } from "../releases/loaded-release.ts";

/** How often a release is asked whether its worker is being started (ms). */
const POLL_MS = 2;

/** From the worker's start to its being ready (ms); building its environment does not count. */
export async function timeToReady(loaded: LoadedRelease): Promise<number> {
  while (loaded.state === "preparing") await sleep(POLL_MS);
  const started = performance.now();
  await loaded.settled();
  return Math.round(performance.now() - started);
}
