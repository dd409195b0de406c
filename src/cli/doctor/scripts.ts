import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import type { Dialect } from "../../contract/dialects.ts";
import { DIALECT_RULES, detectDialect } from "../../contract/dialects.ts";
import type { Release } from "../../contract/release.ts";
import { nameOf } from "../../contract/release.ts";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import { findRelease, findReleases, RELEASE_NAME, releaseOfScript } from "../../releases/folder-store.ts";
import { findImageLayout } from "../../releases/image-layout.ts";
import { pythonFiles } from "../../workers/python-files.ts";

/** A Python script that somebody wants served. */
export interface Script {
  /** `<app>/<version>`, or a path relative to the folder that was asked about. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly release: Release;
  /** Whether the folder is a version folder, all of which belongs to the script. */
  readonly hasFolder: boolean;
  /** What is wrong with its release's own settings; the release then has defaults. */
  readonly trouble: string | undefined;
}

export interface Inventory {
  readonly scripts: readonly Script[];
  /** The other Python files, absolute. */
  readonly others: readonly string[];
}

/** A function or a name that makes a file a script, at the start of a line. */
const ENTRY_POINT =
  /^(?:[ \t]*def[ \t]+(?:create_net|net_init|net_inference)\b|(?:create_net|net_init|net_inference)[ \t]*=)/m;
/** Larger files (bytes) are no scripts. */
const MAX_SOURCE = 16 << 20;
/** More files than a collection of scripts has: a whole disk was named. */
const MAX_FILES = 50_000;
/**
 * The scripts that a path stands for: a file, a version folder, an app folder, or any folder with scripts in it.
 *
 * @throws SettingsError when there is no such path, or no Python in it
 */
export async function findScripts(target: string): Promise<Inventory> {
  const path = resolve(target);
  const found = await stat(path).catch((error: unknown) => {
    throw new SettingsError(`${target}: cannot be read (${messageOf(error)})`);
  });
  if (!found.isDirectory()) return { scripts: [await readScript(path, dirname(path))], others: [] };
  const image = await findImage(path);
  if (image !== undefined) return { scripts: [image], others: [] };
  const files = await pythonFiles(path, MAX_FILES);
  if (files.length === 0) throw new SettingsError(`${target}: holds no Python file`);
  return sortOut(path, files);
}

/** The script of one of the platform's images, of whose file system the rest is not the script's. */
async function findImage(path: string): Promise<Script | undefined> {
  const layout = await findImageLayout(path);
  if (layout === undefined) return undefined;
  const release = (await findReleases(path)).find(({ folder }) => folder === layout.evals);
  return (
    release && {
      name: nameOf(release),
      path: join(release.folder, release.entry),
      release,
      hasFolder: true,
      trouble: undefined,
    }
  );
}

async function sortOut(root: string, files: readonly string[]): Promise<Inventory> {
  const scripts: Script[] = [];
  const others: string[] = [];
  for (const folder of new Set(files.map(dirname))) {
    const inFolder = files.filter((file) => dirname(file) === folder);
    const version = await readVersion(folder);
    const entry = version?.path;
    if (version !== undefined) scripts.push(version);
    for (const file of inFolder.filter((name) => name !== entry)) {
      // Beside a release's entry there are its helpers, whatever they define.
      if (version === undefined && (await looksLikeScript(file))) scripts.push(await readScript(file, root));
      else others.push(file);
    }
  }
  return { scripts: scripts.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true })), others };
}

/** A release's script by its version folder; `undefined` when the folder is none, or runs on another engine. */
async function readVersion(folder: string): Promise<Script | undefined> {
  const app = basename(dirname(folder));
  const version = basename(folder);
  const name = `${app}/${version}`;
  try {
    const release = await findRelease(urlName(app), urlName(version), folder);
    if (release?.engine !== "python") return undefined;
    return { name, path: join(release.folder, release.entry), release, hasFolder: true, trouble: undefined };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const files = await readdir(folder);
    const entries = DIALECT_RULES.flatMap((rule) => rule.entries);
    const path = join(folder, entries.find((entry) => files.includes(entry)) ?? "eval.py");
    return { name, path, release: await releaseAnywhere(path), hasFolder: true, trouble: error.message };
  }
}

async function readScript(path: string, root: string): Promise<Script> {
  const version = await readVersion(dirname(path));
  const name = relative(root, path).split(sep).join("/") || basename(path);
  if (version?.path === path) return version;
  return { name, path, release: await releaseAnywhere(path), hasFolder: false, trouble: undefined };
}

function releaseAnywhere(path: string): Promise<Release> {
  return releaseOfScript(path, urlName(basename(path, extname(path))), "doctor");
}

/** A name that a URL can hold, since a script need not have one. */
function urlName(name: string): string {
  return RELEASE_NAME.test(name) ? name : `script-${name.replaceAll(/[^A-Za-z0-9._-]/g, "_")}`;
}

/** A file of another platform: by its name, or since it puts a server of its own together. */
function isPlatformScript(name: string, text: string): boolean {
  const { dialect, by } = detectDialect(name, text);
  return dialect !== "ava" && by === "what it imports" && (SERVED.test(text) || isEntry(name, dialect));
}

/** What files under other names than those that a platform looked for have to be served by it. */
const SERVED =
  /\.append_worker\(|^[^#\n]*\.run(?:_service|_server)?\(|^class\s+\w+\([^)]*\b(?:Model|Service|ModelServer|WebService)\b/m;

function isEntry(name: string, dialect: Dialect): boolean {
  return DIALECT_RULES.some((rule) => rule.dialect === dialect && rule.entries.includes(name));
}

async function looksLikeScript(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isFile() || stats.size > MAX_SOURCE) return false;
  const text = (await readFile(path, "latin1").catch(() => "")).replaceAll("\r", "\n");
  return ENTRY_POINT.test(text) || isPlatformScript(basename(path), text);
}
