import { mkdir, open, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes } from "../contract/bytes.ts";
import { lengthOf } from "../contract/bytes.ts";
import type { Logger } from "../observe/log.ts";
import { openHostFolder } from "./host-folder.ts";

/**
 * Files that carry large bodies between the host and its workers, on tmpfs where there is one: a path crosses the
 * socket, the bytes do not. One private folder per host, one in it per worker for what the worker writes.
 */
export class PayloadStore {
  /** Bodies longer than this travel as files (bytes). The socket is faster, 5 MB twice as fast, but both its ends hold them. */
  static readonly INLINE_LIMIT = 8 * 1024 * 1024;

  readonly #folder: string;
  readonly #log: Logger;
  #last = 0;
  #warned = false;

  private constructor(folder: string, log: Logger) {
    this.#folder = folder;
    this.#log = log;
  }

  /** @param parent `payload_dir`; must exist */
  static async open(parent: string, log: Logger): Promise<PayloadStore> {
    return new PayloadStore(await openHostFolder(parent), log);
  }

  /** A folder for what one worker writes. */
  async workerFolder(worker: string): Promise<string> {
    const folder = join(this.#folder, worker);
    await mkdir(folder, { mode: 0o700 });
    return folder;
  }

  /** Writes a body to a file; `undefined` when there is no room: the caller then sends it inline. */
  async write(body: Bytes): Promise<string | undefined> {
    const file = join(this.#folder, `in-${++this.#last}`);
    try {
      await writeParts(file, body);
      return file;
    } catch (error) {
      if (!this.#warned)
        this.#log.warn({ err: error }, "no room for payload files: large bodies go through the socket");
      this.#warned = true;
      await this.remove(file);
      return undefined;
    }
  }

  async remove(file: string): Promise<void> {
    await unlink(file).catch(() => undefined);
  }

  async removeWorkerFolder(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function writeParts(file: string, parts: Bytes): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    const { bytesWritten } = await handle.writev(parts);
    if (bytesWritten < lengthOf(parts)) throw new Error(`only ${bytesWritten} bytes could be written`);
  } finally {
    await handle.close();
  }
}
