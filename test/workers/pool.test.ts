import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, it } from "vitest";
import type { Launch } from "../../src/workers/pool.ts";
import { Pool } from "../../src/workers/pool.ts";
import { Reaper } from "../../src/workers/reaper.ts";

const LISTENER = { available: () => undefined, changed: () => undefined, workerLost: () => undefined };

/** A worker that never says a word, and ends when its channel does. */
function silent(payloadDir: string, cleanUp: () => Promise<void>): Launch {
  const spec = {
    command: process.execPath,
    args: ["-e", "new (require('node:net').Socket)({ fd: 3 }).on('end', () => process.exit()).resume()"],
    env: process.env,
    create: { folder: "/", payloadDir },
    params: { app: "", workspace: "", useDevice: "CPU", batchSize: 1, modelParams: "{}", customParams: "{}" },
    hangMs: 60_000,
    codes: "kept" as const,
  };
  return { worker: "1", spec, cleanUp };
}

it("a pool that is closed while a worker's process is being started ends that one too", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pool-"));
  const reaper = new Reaper();
  let cleaned = 0;
  const closing = new EventEmitter();
  const launch = async () => {
    // Before anything that starting a process waits for.
    setImmediate(() => closing.emit("now"));
    return silent(folder, async () => void cleaned++);
  };
  const pool = new Pool({ instances: 1, launch, warmUp: undefined, log: pino({ level: "silent" }), reaper }, LISTENER);
  await once(closing, "now");
  expect(pool.instances).toEqual([{ state: "starting", pid: null }]);
  await pool.close();
  expect(cleaned).toBe(1);
  reaper.close();
  await rm(folder, { recursive: true });
}, 10_000);
