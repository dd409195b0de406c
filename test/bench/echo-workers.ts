import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
// The compiled modules, as they run in production: what tsx makes of the sources is a little slower.
import { PayloadStore } from "../../dist/media/payload.js";
import { createLog } from "../../dist/observe/log.js";
import { findReleases } from "../../dist/releases/folder-store.js";
import { launchSpec } from "../../dist/workers/launch.js";
import { Reaper } from "../../dist/workers/reaper.js";
import { Worker } from "../../dist/workers/worker.js";
import { createWorkspace } from "../../dist/workers/workspace.js";
import { CompatSettings } from "../../src/contract/compat.ts";
import { validated } from "../../src/contract/settings.ts";
import { layOut } from "../support/host.ts";

export const ENGINES = ["Python", "native"] as const;
export type Engine = (typeof ENGINES)[number];
/** How bytes get to the other side: through the socket, or in a payload file. */
export const WAYS = ["inline", "file"] as const;
export type Way = (typeof WAYS)[number];

/** Workers of the echo app with no host around them, and the payload files that they share with this process. */
export interface EchoWorkers {
  readonly payloads: PayloadStore;
  /** @param answers how its answers travel, whatever their size */
  worker(engine: Engine, answers: Way): Worker;
  close(): Promise<void>;
}

const VERSIONS: Readonly<Record<Engine, string>> = { Python: "python", native: "ts" };
const INLINE_LIMITS: Readonly<Record<Way, number>> = { inline: 1 << 30, file: 0 };

/** @param python absolute path of an interpreter */
export async function startEchoWorkers(python: string, payloadDir: string): Promise<EchoWorkers> {
  const log = createLog({ level: "warn", format: "json" });
  const reaper = new Reaper();
  const payloads = await PayloadStore.open(payloadDir, log);
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-bench-"));
  const apps = await layOut(
    Object.fromEntries(
      Object.values(VERSIONS).map((version) => [`echo/${version}`, { fixture: `../bench/apps/echo/${version}` }]),
    ),
  );
  const workers = new Map<string, Worker>();
  const close = async () => {
    await Promise.all([...workers.values()].map((worker) => worker.stop()));
    reaper.close();
    await payloads.close();
    for (const path of [folder, apps]) await rm(path, { recursive: true, force: true });
  };
  const start = async (engine: Engine, answers: Way) => {
    const name = `${engine}-${answers}`;
    const release = (await findReleases(apps)).find(({ version }) => version === VERSIONS[engine]);
    if (release === undefined) throw new Error(`the echo app has no version for ${engine}`);
    const workspace = await createWorkspace(folder, name, false, { modelFiles: {}, customFiles: {} });
    const payloadFolder = await payloads.workerFolder(name);
    const means = { executable: python, folder: release.folder, warnings: [] };
    const spec = launchSpec({
      release,
      device: "CPU",
      python: means,
      workspace,
      payloadFolder,
      stage: { index: 0, instance: 1, env: {} },
      compat: validated(CompatSettings, {}, "compat"),
      threads: 1,
      yielding: false,
    });
    const limited = { ...spec, create: { ...spec.create, inlineLimit: INLINE_LIMITS[answers] } };
    const worker = await Worker.start(limited, log, reaper);
    workers.set(name, worker);
    await worker.create();
  };
  try {
    for (const engine of ENGINES) for (const way of WAYS) await start(engine, way);
  } catch (error) {
    await close();
    throw error;
  }
  const worker = (engine: Engine, answers: Way) => {
    const found = workers.get(`${engine}-${answers}`);
    if (found === undefined) throw new Error(`there is no ${engine} worker`);
    return found;
  };
  return { payloads, worker, close };
}
