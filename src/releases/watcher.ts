import type { FSWatcher } from "node:fs";
import { watch } from "node:fs";
import { basename, dirname, extname, isAbsolute, join } from "node:path";
import type { Release } from "../contract/release.ts";
import { nameOf } from "../contract/release.ts";
import { messageOf } from "../contract/text.ts";
import type { Logger } from "../observe/log.ts";
import type { Catalog } from "./catalog.ts";

/** Editors write a file in several steps, and people save several files (ms). */
const SETTLE_MS = 200;
/** What a release is made of. Scripts may write whatever else they like into their folder. */
const CODE: ReadonlySet<string> = new Set([
  ".py",
  ".ts",
  ".mts",
  ".cts",
  ".js",
  ".mjs",
  ".cjs",
  ".onnx",
  ".yaml",
  ".yml",
]);
const DOCUMENTS: ReadonlySet<string> = new Set(["release.json", "requirements.txt"]);

/** Loads a release again when the files in its folder change. */
export class Watcher {
  readonly #catalog: Catalog;
  readonly #find: () => Promise<readonly Release[]>;
  readonly #log: Logger;
  /** By release. */
  readonly #watches = new Map<string, readonly FSWatcher[]>();
  /** After the last change of each release. */
  readonly #settling = new Map<string, NodeJS.Timeout>();
  #closed = false;

  /** @param find reads the served folder */
  constructor(catalog: Catalog, find: () => Promise<readonly Release[]>, log: Logger) {
    this.#catalog = catalog;
    this.#find = find;
    this.#log = log;
    for (const { release } of catalog.releases) this.#watch(release);
  }

  close(): void {
    this.#closed = true;
    for (const name of this.#watches.keys()) this.#unwatch(name);
    for (const timer of this.#settling.values()) clearTimeout(timer);
  }

  /** Watches a release's folder, whether another one takes its place, and the files from elsewhere that it names. */
  #watch(release: Release): void {
    const { folder } = release;
    const files = new Set(filesNamedBy(release));
    const elsewhere = new Set([...files].filter((file) => !file.startsWith(`${folder}/`)).map((file) => dirname(file)));
    this.#unwatch(nameOf(release));
    this.#watches.set(nameOf(release), [
      ...this.#watchFolder(release, folder, (path) => isCode(path) || files.has(path), true),
      ...this.#watchFolder(release, dirname(folder), (path) => path === folder),
      ...[...elsewhere].flatMap((each) => this.#watchFolder(release, each, (path) => files.has(path))),
    ]);
  }

  #watchFolder(release: Release, folder: string, concerns: (path: string) => boolean, recursive = false): FSWatcher[] {
    const fail = (err: unknown) => this.#log.warn({ err }, `${nameOf(release)}: ${folder} is not watched`);
    try {
      const watcher = watch(folder, { recursive, persistent: false }, (_event, path) => {
        if (path !== null && concerns(join(folder, path))) this.#changed(release);
      });
      return [watcher.on("error", fail)];
    } catch (error) {
      fail(error);
      return [];
    }
  }

  #unwatch(name: string): void {
    for (const each of this.#watches.get(name) ?? []) each.close();
  }

  #changed(release: Release): void {
    const name = nameOf(release);
    clearTimeout(this.#settling.get(name));
    const timer = setTimeout(() => void this.#reload(release, () => this.#settling.get(name) === timer), SETTLE_MS);
    this.#settling.set(name, timer);
  }

  /** @param isLatest whether nothing has changed since */
  async #reload(former: Release, isLatest: () => boolean): Promise<void> {
    const name = nameOf(former);
    try {
      const release = (await this.#find()).find((each) => nameOf(each) === name);
      // Nobody would end the workers of what is loaded once this is closed.
      if (this.#closed || !isLatest()) return;
      if (release === undefined) throw new Error("there is no entry file any more");
      // It may be another folder by now, and name other files.
      this.#watch(release);
      const outcome = await this.#catalog.replace(release);
      if (outcome === "replaced") this.#log.info(`${name}: loaded again`);
    } catch (error) {
      if (isLatest()) this.#catalog.select(former.app, former.version).refuseChange(messageOf(error));
    }
  }
}

function isCode(path: string): boolean {
  const name = basename(path);
  return !name.startsWith(".") && (CODE.has(extname(name)) || DOCUMENTS.has(name));
}

/** Those that are files here; others are URIs. */
function filesNamedBy({ settings, folder, entry }: Release): string[] {
  const { model_files, custom_files } = settings;
  return [join(folder, entry), ...Object.values(model_files), ...Object.values(custom_files)].filter(isAbsolute);
}
