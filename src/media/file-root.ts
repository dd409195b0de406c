import { constants } from "node:fs";
import { lstat, open, realpath } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { BridgeError } from "../contract/errors.ts";

/** A last link is not followed, a pipe is not waited for. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The one folder whose files clients may name by `file://`. */
export class FileRoot {
  readonly #root: string;

  /** @param root absolute path */
  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The path that a `file://` URI names.
   *
   * @throws BridgeError `bad_request` (`bad uri`) when it names none in the root
   */
  pathOf(uri: string): string {
    const path = pathIn(uri);
    if (path !== undefined && !path.includes("\0") && contains(this.#root, path)) return path;
    throw new BridgeError("bad_request", "bad uri");
  }

  /**
   * The bytes of a regular file that lies in the root after all links are followed.
   *
   * @param path as `pathOf` gave it
   * @throws Error whose message tells why they cannot be had
   */
  async *stream(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    const real = await realpath(path);
    if (!contains(await realpath(this.#root), real)) throw new Error("leads out of uris.file_root");
    // Opening a device may do something, so its kind is asked before.
    if (!(await lstat(real)).isFile()) throw new Error("is not a regular file");
    const file = await open(real, OPEN_FLAGS);
    try {
      // What was opened is judged again: between the two somebody may have put a link in the path.
      const opened = process.platform === "linux" ? await realpath(`/proc/self/fd/${file.fd}`) : await realpath(real);
      if (opened !== real || !(await file.stat()).isFile()) throw new Error("changed while it was opened");
      yield* file.createReadStream({ autoClose: false, signal });
    } finally {
      await file.close();
    }
  }
}

function pathIn(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** Whether a path lies within a folder, and is not the folder itself. Both are absolute. */
export function contains(root: string, path: string): boolean {
  const inner = relative(root, path);
  return inner !== "" && inner !== ".." && !inner.startsWith("../");
}
