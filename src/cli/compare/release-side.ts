import type { App } from "../../app.ts";
import type { ResolvedConfig } from "../../config.ts";
import type { ErrorKind } from "../../contract/errors.ts";
import { BridgeError } from "../../contract/errors.ts";
import type { Release } from "../../contract/release.ts";
import { nameOf } from "../../contract/release.ts";
import { newRequestId } from "../../gateways/request-id.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import { withHost } from "../host.ts";
import { timeToReady } from "../loading.ts";
import { groupUsage } from "../processes.ts";
import type { ReleaseIdentity } from "./identity.ts";
import type { Reply } from "./reply.ts";
import { replyOf } from "./reply.ts";
import type { Question, Side, Usage } from "./side.ts";
import { SideLost } from "./side.ts";
import { versionsOf } from "./versions.ts";

/** What a release says that is there for nobody. */
const NOBODY: ReadonlySet<ErrorKind> = new Set(["unavailable", "closing", "overloaded"]);

export interface IdentifiedRelease {
  readonly release: Release;
  readonly identity: ReleaseIdentity;
}

/**
 * Loads one release in its ordinary workers, in a host of its own, so that the machine is all its own while it is asked.
 * Without samples it is not warmed up by the host: the comparison does that, with its own requests.
 *
 * @throws SideLost when it does not start
 */
export async function withRelease<T>(
  { release, identity }: IdentifiedRelease,
  { instances, config, interrupted }: { instances: number; config: ResolvedConfig; interrupted: AbortSignal },
  use: (side: Side) => Promise<T>,
): Promise<T> {
  interrupted.throwIfAborted();
  const settings = { ...release.settings, instances };
  // Stronger than what a script declares: the number of workers, and that requests may wait.
  const stated = new Set([...release.stated, "instances", "max_queue"]);
  return withHost(
    [{ ...release, settings, stated, samples: [] }],
    config,
    async (app) => {
      const [loaded] = app.catalog.releases;
      if (loaded === undefined) throw new Error("a host of one release has one");
      const coldStartMs = await untilReady(app, loaded, interrupted);
      if (loaded.state !== "ready") throw new SideLost(`${loaded.name} is ${loaded.state}: ${loaded.reason}`);
      const { batch_size, max_queue } = settings;
      const versions = await versionsOf(release, identity, loaded.instances[0]?.pid ?? undefined);
      return use({
        name: nameOf(release),
        isLive: true,
        versions,
        workers: {
          coldStartMs,
          capacity: Math.min(max_queue, instances * batch_size),
          usage: () => usageOf(app),
        },
        ask: (question) => ask(app, release, question),
      });
    },
    false,
  );
}

/** Its start can take minutes: who does not want to wait any more need not. */
async function untilReady(app: App, loaded: LoadedRelease, interrupted: AbortSignal): Promise<number> {
  const close = () => void app.close();
  interrupted.addEventListener("abort", close);
  try {
    return await timeToReady(loaded);
  } finally {
    interrupted.removeEventListener("abort", close);
  }
}

async function ask({ service }: App, { app, version }: Release, { name: _, task, ...rest }: Question): Promise<Reply> {
  const start = performance.now();
  try {
    const answer = await service.eval({
      app,
      version,
      reqid: newRequestId(),
      ...task,
      ...rest,
    });
    return replyOf(answer, performance.now() - start);
  } catch (cause) {
    const { kind, code, message } = BridgeError.from(cause);
    if (NOBODY.has(kind)) throw new SideLost(`${app}/${version} cannot be asked: ${message}`);
    return { code, message, ms: performance.now() - start };
  }
}

async function usageOf({ catalog }: App): Promise<Usage | undefined> {
  const instances = catalog.releases.flatMap((loaded) => loaded.instances);
  const pids = instances.map(({ pid }) => pid).filter((pid) => pid !== null);
  const used = await Promise.all(pids.map(groupUsage));
  const known = used.filter((usage) => usage !== undefined);
  if (known.length === 0 || known.length < instances.length) return undefined;
  return {
    pids,
    cpuSeconds: known.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakBytes: known.reduce((sum, { peakBytes }) => sum + peakBytes, 0),
  };
}
