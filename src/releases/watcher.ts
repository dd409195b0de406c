import type { FSWatcher } from "node:fs";
import { watch } from "node:fs";
import { basename, extname } from "node:path";
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
  readonly #watches: FSWatcher[];
  readonly #settling = new Map<string, NodeJS.Timeout>();
  #closed = false;

  /** @param find reads the served folder */
  constructor(catalog: Catalog, find: () => Promise<readonly Release[]>, log: Logger) {
    this.#catalog = catalog;
    this.#find = find;
    this.#log = log;
    this.#watches = catalog.releases.map(({ release }) => this.#watch(release));
  }

  close(): void {
    this.#closed = true;
    for (const each of this.#watches) each.close();
    for (const timer of this.#settling.values()) clearTimeout(timer);
  }

  #watch(release: Release): FSWatcher {
    const named = new Set(filesNamedBy(release).map((path) => basename(path)));
    const watcher = watch(release.folder, { recursive: true, persistent: false }, (_event, path) => {
      if (path !== null && (isCode(path) || named.has(basename(path)))) this.#changed(release);
    });
    // A folder that is removed: the release goes on as it was loaded.
    watcher.on("error", (error) => this.#log.warn({ err: error }, `${nameOf(release)}: is no longer watched`));
    return watcher;
  }

  #changed(release: Release): void {
    const name = nameOf(release);
    clearTimeout(this.#settling.get(name));
    this.#settling.set(
      name,
      setTimeout(() => {
        this.#settling.delete(name);
        void this.#reload(release);
      }, SETTLE_MS),
    );
  }

  async #reload(former: Release): Promise<void> {
    const name = nameOf(former);
    try {
      const release = (await this.#find()).find((each) => nameOf(each) === name);
      // Nobody would end the workers of what is loaded from now on.
      if (this.#closed) return;
      if (release === undefined) throw new Error("there is no entry file any more");
      const outcome = await this.#catalog.replace(release);
      if (outcome === "replaced") this.#log.info(`${name}: loaded again`);
    } catch (error) {
      this.#catalog.select(former.app, former.version).refuseChange(messageOf(error));
    }
  }
}

function isCode(path: string): boolean {
  const name = basename(path);
  return !name.startsWith(".") && (CODE.has(extname(name)) || DOCUMENTS.has(name));
}

function filesNamedBy({ settings }: Release): string[] {
  return [...Object.values(settings.model_files), ...Object.values(settings.custom_files)];
}
