import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import type { Static } from "typebox";
import Type from "typebox";
import * as Value from "typebox/value";
import { BridgeError } from "../contract/errors.ts";
import { messageOf, systemCodeOf } from "../contract/text.ts";
import { openHostFolder } from "../media/host-folder.ts";
import { pathOfMember, unpackTar } from "./tar.ts";

/** Writes what a URI names to a new file, under the host's network guard. */
export interface Downloads {
  download(uri: string, path: string, limits: DownloadLimits): Promise<void>;
}

export interface DownloadLimits {
  readonly maxBytes: number;
  /** For the whole transfer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Keys under `limits:` of the host's configuration. */
export interface FileLimits {
  /** Of one fetched file, and of one unpacked package. */
  readonly file_bytes: number;
  /** For fetching one file. */
  readonly file_ms: number;
  /** Members of one package. */
  readonly package_members: number;
}

/** A file of a release cannot be had. The message gives the reason and the remedy, for the operator. */
export class FileError extends Error {
  override readonly name = "FileError";
  /** It may work later, without a change. */
  readonly passing: boolean;

  constructor(message: string, { passing = false, cause }: { passing?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.passing = passing;
  }
}

export interface CachedFile {
  /** Absolute; not to be written to. */
  readonly path: string;
  /** Set when it is the copy of an earlier time, because its source could not be asked. */
  readonly warning?: string;
}

/** Pauses between the tries of one fetch (ms). */
const PAUSES_MS = [1000, 3000];

/**
 * Files that releases name, kept by content under `$EVALBRIDGE_CACHE`: `files/<sha256>` what was fetched,
 * `packages/<sha256>/` what was unpacked, `uris/<sha256 of the URI>.json` what a URI held when it was fetched last.
 * Any number of hosts may share it: everything is made aside and put in its place by one rename.
 */
export class FileCache {
  readonly #folder: string;
  readonly #downloads: Downloads;
  readonly #limits: FileLimits;
  /** What several releases name at the same time is had once. */
  readonly #fetches = new Map<string, Promise<CachedFile>>();
  readonly #unpackings = new Map<string, Promise<ReadonlyMap<string, string>>>();
  #scratch: Promise<string> | undefined;

  constructor(folder: string, downloads: Downloads, limits: FileLimits) {
    this.#folder = folder;
    this.#downloads = downloads;
    this.#limits = limits;
  }

  /**
   * What a URI holds now. When its source cannot be reached, what it held the last time. One that ends with
   * `#sha256=<digest>` is asked only for what is not there yet.
   *
   * @throws FileError
   */
  fetch(uri: string, signal: AbortSignal): Promise<CachedFile> {
    return once(this.#fetches, uri, () => this.#fetch(uri, signal));
  }

  /**
   * The files of a tar package, plain or gzipped, by the names that it gives them, with and without a leading `./`.
   *
   * @param path absolute, of the package
   * @throws FileError
   */
  unpack(path: string): Promise<ReadonlyMap<string, string>> {
    return once(this.#unpackings, path, () => this.#unpack(path));
  }

  /** Removes what is half-made. Call it when nothing is under way any more. */
  async close(): Promise<void> {
    const scratch = await this.#scratch?.catch(() => undefined);
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  }

  async #fetch(uri: string, signal: AbortSignal): Promise<CachedFile> {
    const { address, pin } = parsePinned(uri);
    if (pin !== undefined) return { path: await this.#fetchPinned(address, pin, signal) };
    const note = join(this.#folder, "uris", `${sha256(address)}.json`);
    const known = await readNote(note);
    try {
      // Who has a copy need not wait.
      const path = await this.#download(address, known === undefined ? PAUSES_MS : [], signal);
      await this.#put(note, JSON.stringify({ sha256: basename(path), fetched: new Date().toISOString() }));
      return { path };
    } catch (error) {
      const copy = known === undefined ? "" : this.#pathOf("files", known.sha256);
      const usable = known !== undefined && isPassing(error) && !signal.aborted && (await isWhole(copy, known.sha256));
      if (!usable) throw fetchError(address, error);
      return { path: copy, warning: `${reasonOf(address, error)}: serving the copy of ${known.fetched}` };
    }
  }

  /** What is there by its digest need not be asked for: nothing else could be meant. */
  async #fetchPinned(address: string, pin: string, signal: AbortSignal): Promise<string> {
    const path = this.#pathOf("files", pin);
    if (await isWhole(path, pin)) return path;
    const fetched = await this.#download(address, PAUSES_MS, signal).catch((error: unknown) => {
      throw fetchError(address, error);
    });
    if (fetched === path) return path;
    throw new FileError(`${shown(address)} holds ${basename(fetched)}, not what its #sha256= says`);
  }

  /** @returns its place in the cache */
  async #download(uri: string, pauses: readonly number[], signal: AbortSignal): Promise<string> {
    const { file_bytes: maxBytes, file_ms: timeoutMs } = this.#limits;
    const part = join(await this.#scratchFolder(), randomUUID());
    for (const pause of [...pauses, undefined]) {
      try {
        await this.#downloads.download(uri, part, { maxBytes, timeoutMs, signal });
        const path = this.#pathOf("files", await digestOf(part));
        await this.#moveTo(path, part);
        return path;
      } catch (error) {
        await rm(part, { force: true });
        if (pause === undefined || !isPassing(error)) throw error;
        await sleep(pause, undefined, { signal });
      }
    }
    throw new Error("the last try neither failed nor succeeded");
  }

  async #unpack(path: string): Promise<ReadonlyMap<string, string>> {
    try {
      const target = this.#pathOf("packages", await digestOf(path));
      const names = (await readNames(target)) ?? (await this.#unpackTo(target, path));
      return new Map(
        names.flatMap((name) => {
          const member = pathOfMember(name);
          const file = join(target, "files", member);
          return [name, member].map((key) => [key, file] as const);
        }),
      );
    } catch (error) {
      throw new FileError(`${path}: ${messageOf(error)}`, { cause: error });
    }
  }

  async #unpackTo(target: string, path: string): Promise<string[]> {
    const { file_bytes: maxBytes, package_members: maxMembers } = this.#limits;
    const part = await mkdtemp(join(await this.#scratchFolder(), "package-"));
    await mkdir(join(part, "files"));
    const archive = await openArchive(path);
    try {
      // From here on its errors have a listener: nothing is awaited before it is read.
      const names = await unpackTar(archive, join(part, "files"), { maxBytes, maxMembers });
      await writeFile(join(part, "names.json"), JSON.stringify(names));
      await this.#moveTo(target, part);
      return names;
    } finally {
      archive.destroy();
      await rm(part, { recursive: true, force: true });
    }
  }

  #pathOf(kind: "files" | "packages", digest: string): string {
    return join(this.#folder, kind, digest);
  }

  /** A folder of this process in the cache: renaming works only within one file system. */
  #scratchFolder(): Promise<string> {
    this.#scratch ??= mkdir(join(this.#folder, "scratch"), { recursive: true }).then(() =>
      openHostFolder(join(this.#folder, "scratch")),
    );
    return this.#scratch;
  }

  async #put(path: string, text: string): Promise<void> {
    const part = join(await this.#scratchFolder(), randomUUID());
    await writeFile(part, text);
    await mkdir(dirname(path), { recursive: true });
    await rename(part, path);
  }

  /** What lies there already has the same content, since its name is its digest. */
  async #moveTo(path: string, part: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await rename(part, path).catch((error: unknown) => {
      if (!["ENOTEMPTY", "EEXIST"].includes(String(systemCodeOf(error)))) throw error;
    });
  }
}

function once<T>(underWay: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = underWay.get(key) ?? make().finally(() => underWay.delete(key));
  underWay.set(key, made);
  return made;
}

const DIGEST = /^[0-9a-f]{64}$/;

/** `<address>#sha256=<digest>`, as pip has it, says what the address must hold. */
function parsePinned(uri: string): { address: string; pin: string | undefined } {
  const [address = "", pin] = uri.split("#sha256=", 2);
  return { address, pin: pin?.toLowerCase() };
}

const Note = Type.Object({ sha256: Type.String({ pattern: DIGEST.source }), fetched: Type.String() });

/** What a URI held when it was fetched last. */
async function readNote(path: string): Promise<Static<typeof Note> | undefined> {
  const note: unknown = await readFile(path, "utf8")
    .then(JSON.parse)
    .catch(() => undefined);
  return Value.Check(Note, note) ? note : undefined;
}

async function isWhole(path: string, digest: string): Promise<boolean> {
  return (await digestOf(path).catch(() => undefined)) === digest;
}

function isPassing(error: unknown): boolean {
  return error instanceof BridgeError && error.kind === "fetch_failed";
}

function fetchError(uri: string, error: unknown): FileError {
  return new FileError(reasonOf(uri, error), { passing: isPassing(error), cause: error });
}

function reasonOf(uri: string, error: unknown): string {
  const { cause } = error instanceof BridgeError ? error : {};
  // The cause of a failed fetch names the URI itself.
  return `cannot be fetched: ${cause === undefined ? `${shown(uri)}: ${messageOf(error)}` : messageOf(cause)}`;
}

/** Without what a URI may hold of secrets: users, passwords, signatures. */
function shown(uri: string): string {
  return uri.replace(/\/\/[^/?#]*@/, "//").replace(/[?#].*$/s, "");
}

async function readNames(target: string): Promise<string[] | undefined> {
  const names: unknown = await readFile(join(target, "names.json"), "utf8")
    .then(JSON.parse)
    .catch(() => undefined);
  return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : undefined;
}

const GZIP = Buffer.from([0x1f, 0x8b]);

async function openArchive(path: string): Promise<Readable> {
  const first = await firstBytes(path, GZIP.length);
  const file = createReadStream(path);
  if (!first.equals(GZIP)) return file;
  const plain = createGunzip();
  file.on("error", (error) => plain.destroy(error));
  plain.on("close", () => file.destroy());
  return file.pipe(plain);
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}
