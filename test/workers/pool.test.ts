import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pino } from "pino";
import { expect, it } from "vitest";
import type { Declared } from "../../src/contract/declared.ts";
import { encodeFrame, Kind, PROTOCOL_VERSION } from "../../src/wire/frames.ts";
import type { Launch } from "../../src/workers/pool.ts";
import { Pool } from "../../src/workers/pool.ts";
import { Reaper } from "../../src/workers/reaper.ts";

const LISTENER = { available: () => undefined, changed: () => undefined, workerLost: () => undefined };

const WORKER = `
const { Socket } = require("node:net");
const [first = "", last = ""] = process.argv.slice(1).map((word) => Buffer.from(word, "base64"));
const replies = new Socket({ fd: 4, readable: false, writable: true });
replies.write(first);
new Socket({ fd: 3 }).on("end", () => replies.write(last, () => process.exit())).resume();
`;

/** A worker that ends when its channel does, and says nothing but what it is given: a first and a last word. */
function worker(payloadDir: string, cleanUp: () => Promise<void>, words: readonly Uint8Array[] = []): Launch {
  const spec = {
    command: process.execPath,
    args: ["-e", WORKER, ...words.map((word) => Buffer.from(word).toString("base64"))],
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
    return worker(folder, async () => void cleaned++);
  };
  const pool = new Pool({ instances: 1, launch, warmUp: undefined, log: pino({ level: "silent" }), reaper }, LISTENER);
  await once(closing, "now");
  expect(pool.instances).toEqual([{ state: "starting", pid: null }]);
  await pool.close();
  expect(cleaned).toBe(1);
  reaper.close();
  await rm(folder, { recursive: true });
});

it("what a worker declares that is just being ended is nobody's business", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pool-"));
  const reaper = new Reaper();
  const hello = { kind: Kind.HELLO, protocol: PROTOCOL_VERSION, runtime: "test", pid: 1 };
  const words = [hello, { kind: Kind.READY }].map((head) => Buffer.concat(encodeFrame(head)));
  const declared: Declared[] = [];
  const lines = new PassThrough();
  const options = {
    instances: 1,
    launch: () => Promise.resolve(worker(folder, () => Promise.resolve(), words)),
    accept: (said: Declared) => declared.push(said) > 0,
    warmUp: undefined,
    log: pino({ level: "debug" }, lines),
    reaper,
  };
  const pool = new Pool(options, LISTENER);
  // It is in the log that it has been started; its script is being loaded.
  await once(lines, "data");
  await pool.close();
  expect(declared).toEqual([]);
  reaper.close();
  await rm(folder, { recursive: true });
});
