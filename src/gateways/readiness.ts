import type { LoadedRelease } from "../releases/loaded-release.ts";

type Loaded = Pick<LoadedRelease, "state">;

/** Whether it would be answered now: warmed up, and with a worker that lives. */
export function isReady({ state }: Loaded): boolean {
  return state === "ready";
}

/**
 * Whether a host serves what it can: none of its releases is still starting, and at least one is ready. Failed ones are not
 * waited for.
 */
export function isServing(releases: readonly Loaded[], closing: boolean): boolean {
  const isPending = ({ state }: Loaded) => state === "preparing" || state === "starting";
  return !closing && !releases.some(isPending) && releases.some(isReady);
}
