import { open as openFile, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { Bytes } from "../contract/bytes.ts";
import { BridgeError } from "../contract/errors.ts";
import { messageOf, systemCodeOf } from "../contract/text.ts";
import { unlessAborted } from "./abort.ts";
import { DATA_PREFIX, decodeDataUri, isBase64Data } from "./data-uri.ts";
import { Fetcher } from "./fetch.ts";
import { FileRoot } from "./file-root.ts";
import type { Lookup } from "./network-guard.ts";
import { NetworkGuard } from "./network-guard.ts";
import type { QiniuKeys } from "./qiniu.ts";
import { isQiniu, Qiniu, userOf } from "./qiniu.ts";
import { Semaphore } from "./semaphore.ts";
import type { SharedFetches } from "./shared-fetches.ts";

/** The keys under `uris:` of the host's configuration. */
export interface UriSettings {
  readonly allow: readonly string[];
  readonly timeout_ms: number;
  readonly redirects: number;
  readonly concurrency: number;
  readonly data: "platform" | "any";
  readonly file_root?: string;
  readonly qiniu: Readonly<Record<string, string>>;
}

export interface FetchLimits {
  readonly maxBytes: number;
  /** For all of it, waiting included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ResolveOptions extends FetchLimits {
  /** Of the caller, whose objects `qiniu://` means. */
  readonly uid?: number | undefined;
  /** Of the batch or group that the URI belongs to. */
  readonly shared?: SharedFetches | undefined;
}

type Stream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
/** Opens what a URI names. */
type Opener = (uid: number | undefined, signal: AbortSignal) => Stream;

/** Characters of a URI in a log line. */
const MAX_SHOWN = 300;

/** URIs to bytes: `http(s)://`, `qiniu://`, `data:` and, where a root is allowed, `file://` (spec: AVA, section 6.3). */
export class UriResolver {
  readonly #settings: UriSettings;
  readonly #fetcher: Fetcher;
  readonly #qiniu: Qiniu;
  readonly #files: FileRoot | undefined;
  readonly #slots: Semaphore;

  /**
   * @param keys absent: `qiniu://` cannot be fetched
   * @throws SettingsError naming the key under `uris:` that cannot be used
   */
  constructor(settings: UriSettings, keys: QiniuKeys | undefined, lookup?: Lookup) {
    this.#settings = settings;
    this.#fetcher = new Fetcher(new NetworkGuard(settings.allow, lookup), settings.redirects);
    this.#qiniu = new Qiniu(settings.qiniu, keys);
    this.#files = settings.file_root === undefined ? undefined : new FileRoot(settings.file_root);
    this.#slots = new Semaphore(settings.concurrency);
  }

  /**
   * Judges a URI by what it says, before anything is fetched.
   *
   * @throws BridgeError `bad_request` (`bad uri`)
   */
  check(uri: string): void {
    if (!this.#isData(uri)) this.#openerOf(uri);
  }

  /**
   * The bytes behind a client's URI.
   *
   * @throws BridgeError `bad_request` (`bad uri`, `bad data uri`), `too_large`, `fetch_failed` for every other reason;
   *   its cause says which, for the log
   */
  async resolve(uri: string, { uid, shared, maxBytes, ...time }: ResolveOptions): Promise<Bytes> {
    if (this.#isData(uri)) return [decodeDataUri(uri)];
    const open = this.#openerOf(uri);
    const fetch = (signal: AbortSignal) =>
      unlessAborted(
        this.#slots.run(() => collect(limited(open(uid, signal), maxBytes, shared)), signal),
        signal,
      );
    const timeoutMs = Math.min(time.timeoutMs, this.#settings.timeout_ms);
    return inTime(uri, { ...time, timeoutMs }, async (signal) => shared?.get(uri, signal, fetch) ?? fetch(signal));
  }

  /**
   * Writes what an operator's URI names to a new file, under the same guard. The user part of `qiniu://` stands, and
   * `uris.timeout_ms` does not count: a model is larger than a picture.
   *
   * @param path must not exist; after a failure it does not either
   * @throws BridgeError as `resolve` does
   */
  async download(uri: string, path: string, { maxBytes, ...time }: FetchLimits): Promise<void> {
    const open = this.#isData(uri) ? undefined : this.#openerOf(uri);
    const stream = (signal: AbortSignal) => open?.(userOf(uri), signal) ?? [decodeDataUri(uri)];
    await inTime(uri, time, async (signal) => {
      // Before the file: where there is nothing to be had, none is left open.
      const bytes = limited(stream(signal), maxBytes);
      const file = await openFile(path, "wx");
      try {
        await pipeline(bytes, file.createWriteStream(), { signal });
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    });
  }

  #isData(uri: string): boolean {
    return uri.startsWith(DATA_PREFIX) || (this.#settings.data === "any" && isBase64Data(uri));
  }

  #openerOf(uri: string): Opener {
    if (uri.startsWith("http://") || uri.startsWith("https://")) {
      return (_uid, signal) => this.#fetcher.stream(new URL(uri), signal);
    }
    if (isQiniu(uri)) return (uid, signal) => this.#fetcher.stream(this.#qiniu.urlOf(uri, uid), signal);
    const files = this.#files;
    if (files === undefined || !uri.startsWith("file://")) throw new BridgeError("bad_request", "bad uri");
    const path = files.pathOf(uri);
    return (_uid, signal) => files.stream(path, signal);
  }
}

/** Runs a download in its time, and gives every failure its one form. */
async function inTime<T>(
  uri: string,
  { timeoutMs, signal }: Omit<FetchLimits, "maxBytes">,
  download: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any(): Node 20 may collect it, with its timer, while it is still awaited.
  const stop = new AbortController();
  const leave = () => stop.abort(signal?.reason);
  if (signal?.aborted === true) leave();
  signal?.addEventListener("abort", leave, { once: true });
  const timer = setTimeout(() => stop.abort(new Error(`not within ${Math.ceil(timeoutMs)} ms`)), timeoutMs);
  try {
    return await download(stop.signal);
  } catch (error) {
    throw failure(uri, stop.signal.aborted ? stop.signal.reason : error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", leave);
  }
}

/** The client is told only that it failed; where and why is the cause, without what a URI may hold of secrets. */
function failure(uri: string, error: unknown): BridgeError {
  if (error instanceof BridgeError) return error;
  const [shown = ""] = uri.replace(/\/\/[^/?#]*@/, "//").split(/[?#]/);
  // When every address of a name refuses the connection, the error has a code alone.
  const reason = messageOf(error) || String(systemCodeOf(error));
  const cause = new Error(`${shown.slice(0, MAX_SHOWN)}: ${reason}`, { cause: error });
  return new BridgeError("fetch_failed", "fetch uri failed", { cause });
}

async function* limited(
  stream: Stream,
  maxBytes: number,
  shared?: SharedFetches,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    shared?.count(chunk.length);
    if (bytes > maxBytes) throw new BridgeError("too_large", `the bytes behind the uri are more than ${maxBytes}`);
    yield chunk;
  }
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}
