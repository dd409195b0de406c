import type { CompatSettings } from "../contract/compat.ts";
import type { Device } from "../contract/handler.ts";
import type { Release } from "../contract/release.ts";
import { messageOf } from "../contract/text.ts";
import type { PayloadStore } from "../media/payload.ts";
import type { Logger } from "../observe/log.ts";
import type { Metrics } from "../observe/metrics.ts";
import { chooseDevice } from "../workers/device.ts";
import { launchSpec } from "../workers/launch.ts";
import type { Launch } from "../workers/pool.ts";
import type { PythonMeans } from "../workers/python-means.ts";
import { pythonMeans } from "../workers/python-means.ts";
import type { Reaper } from "../workers/reaper.ts";
import { CreateError } from "../workers/worker.ts";
import { createWorkspace } from "../workers/workspace.ts";
import type { FileCache } from "./file-cache.ts";
import type { LocalFiles } from "./local-files.ts";
import { localFiles } from "./local-files.ts";
import type { StagePlan } from "./stage.ts";

/** What releases share: the host's own means. */
export interface HostMeans {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly reaper: Reaper;
  readonly payloads: PayloadStore;
  /** Folder for the workers' private files. */
  readonly workFolder: string;
  /** `$EVALBRIDGE_CACHE`. */
  readonly cache: string;
  readonly files: FileCache;
  /** The interpreter for releases that name none. */
  readonly python: string;
  readonly compat: CompatSettings;
  /** Of each worker. */
  readonly threads: number;
  /** Whether the workers give way to everything else on the machine. */
  readonly yielding?: boolean;
}

/** What every worker of a release is started with. */
export interface Prepared {
  readonly device: Device;
  readonly python: PythonMeans | undefined;
  readonly files: LocalFiles;
}

export interface PreparationOptions {
  readonly release: Release;
  readonly means: HostMeans;
  readonly log: Logger;
  /** Told what people should know of it, though it serves. */
  warn(warning: string): void;
  readonly signal: AbortSignal;
}

/**
 * Gets what the workers of a release need: its device, its environment, its files.
 *
 * @throws CreateError when it insists on a GPU and there is none; FileError, EnvironmentError and ToolError
 */
export async function prepare({ release, means, log, warn, signal }: PreparationOptions): Promise<Prepared> {
  const { device, missing } = chooseDevice(release.settings);
  if (missing) {
    if (release.settings.require_gpu) throw new CreateError("require_gpu: there is no GPU on this machine");
    warn("use_device is GPU, but there is no GPU on this machine: running on the CPU");
  }
  const python = await pythonMeans({
    release,
    python: means.python,
    cacheDir: means.cache,
    onProgress: (line) => log.info(line),
    signal,
  });
  for (const warning of python?.warnings ?? []) warn(warning);
  const files = await localFiles(release.settings, means.files, signal);
  for (const warning of files.warnings) warn(warning);
  return { device, python, files };
}

export interface LaunchOptions {
  readonly release: Release;
  readonly means: HostMeans;
  readonly prepared: Prepared;
  /** Its number among all that the release has ever had: their folders must differ. */
  readonly worker: number;
  readonly plan: StagePlan;
  /** Its number in its stage, which begins with 1. */
  readonly instance: number;
}

/** Makes one worker's folders, and says how it is started. @throws CreateError when they cannot be made */
export async function launch({ release, means, prepared, worker, plan, instance }: LaunchOptions): Promise<Launch> {
  const { python, files, device } = prepared;
  const id = `${release.app}-${release.version}-${worker}`;
  const { payloads, workFolder, compat, threads, yielding = false } = means;
  const workspace = await createWorkspace(workFolder, id, python !== undefined, files).catch((error: unknown) => {
    throw new CreateError(messageOf(error));
  });
  const payloadFolder = await payloads.workerFolder(id);
  return {
    worker: String(worker),
    spec: launchSpec({
      release,
      device,
      python,
      workspace,
      payloadFolder,
      stage: { index: plan.index, instance, env: plan.env[instance - 1] ?? {} },
      compat,
      threads,
      yielding,
    }),
    cleanUp: async () => {
      await workspace.remove();
      await payloads.removeWorkerFolder(payloadFolder);
    },
  };
}
