import type { Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { AppSettings } from "../contract/app.ts";
import type { Engine, Release } from "../contract/release.ts";
import { ReleaseSettings } from "../contract/release.ts";
import { SettingsError, validated } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { findDocument } from "./document.ts";

/** Entry files in the order in which they are looked for. A model beside a script is the script's own. */
const SCRIPTS = ["eval.py", "eval.ts", "eval.mts", "eval.js", "eval.mjs"];
const MODEL = "model.onnx";

const ENGINE_BY_EXTENSION: Readonly<Record<string, Engine>> = {
  ".py": "python",
  ".ts": "native",
  ".mts": "native",
  ".js": "native",
  ".mjs": "native",
  ".onnx": "onnx",
};

/** Apps and versions are path segments of a URL. */
export const RELEASE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const SAMPLES = "samples";

/**
 * Finds the releases in `<dir>/<app>/<version>/`. A folder without an entry file is no version; hidden ones are not
 * looked into.
 *
 * @throws SettingsError when the folder cannot be read, a `release.yaml` is wrong, or a release has a name that no URL
 *   can hold
 */
export async function findReleases(dir: string): Promise<Release[]> {
  const root = resolve(dir);
  const apps = await foldersIn(root);
  const releases = await Promise.all(apps.map((app) => releasesOf(app, join(root, app))));
  return releases.flat();
}

async function releasesOf(app: string, folder: string): Promise<Release[]> {
  const samples = await filesIn(join(folder, SAMPLES));
  // What cannot be an app need not be readable: `lost+found` is the superuser's.
  const versions = await foldersIn(folder).catch((error: unknown) => {
    if (RELEASE_NAME.test(app)) throw error;
    return [];
  });
  const settings = await readApp(app, folder);
  const found = await Promise.all(
    versions.map((version) => readRelease(app, version, join(folder, version), samples, settings)),
  );
  return found.filter((release) => release !== undefined);
}

/** A folder that cannot be an app may hold any file of that name. */
async function readApp(app: string, folder: string): Promise<AppSettings> {
  const document = RELEASE_NAME.test(app) ? await findDocument(folder, "app") : undefined;
  return validated(AppSettings, document?.value ?? {}, document?.file ?? folder);
}

async function readRelease(
  app: string,
  version: string,
  folder: string,
  samples: readonly string[],
  { timeout_ms, ...rules }: AppSettings,
): Promise<Release | undefined> {
  const files = await filesIn(folder);
  const document = await findDocument(folder, "release");
  const where = document?.file ?? folder;
  const inherited = timeout_ms === undefined ? {} : { timeout_ms };
  const settings = validated(ReleaseSettings, { ...inherited, ...document?.value }, where);
  const names = files.map((file) => basename(file));
  const entry = settings.entry ?? findEntry(names, where);
  if (entry === undefined) return undefined;
  checkName(app, "an app", folder);
  checkName(version, "a version", folder);
  const engine = engineOf(entry, settings.engine, where);
  return {
    app,
    version,
    folder,
    engine,
    dialect: engine === "python" ? (settings.dialect ?? "ava") : "",
    entry,
    settings,
    rules,
    modelFiles: absolute(settings.model_files, folder),
    customFiles: absolute(settings.custom_files, folder),
    samples,
    lastModified: await newest([folder, ...files]),
  };
}

function checkName(name: string, what: string, folder: string): void {
  if (RELEASE_NAME.test(name)) return;
  const rule = 'letters, digits, ".", "_" and "-", the first a letter or digit';
  throw new SettingsError(`${folder}: "${name}" cannot be ${what}'s name (${rule})`);
}

function engineOf(entry: string, given: Engine | undefined, where: string): Engine {
  const engine = ENGINE_BY_EXTENSION[extname(entry)];
  if (engine === undefined) {
    const endings = Object.keys(ENGINE_BY_EXTENSION).join(", ");
    throw new SettingsError(`${where}: entry "${entry}" must end with one of ${endings}`);
  }
  if (given !== undefined && given !== engine) {
    throw new SettingsError(`${where}: engine is ${given}, but entry "${entry}" runs on ${engine}`);
  }
  return engine;
}

function findEntry(files: readonly string[], where: string): string | undefined {
  const scripts = SCRIPTS.filter((name) => files.includes(name));
  if (scripts.length > 1) throw new SettingsError(`${where}: holds ${scripts.join(" and ")}: say which with "entry"`);
  return scripts[0] ?? (files.includes(MODEL) ? MODEL : undefined);
}

function absolute(files: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, path]) => [name, resolve(folder, path)]));
}

/** Names, sorted. */
async function foldersIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new SettingsError(`${folder}: cannot be read (${messageOf(error)})`);
  });
  return visibleOf(folder, names, (stats) => stats.isDirectory());
}

/** Paths, sorted; none where there is no such folder. */
async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return (await visibleOf(folder, names, (stats) => stats.isFile())).map((name) => join(folder, name));
}

/** Links count as what they lead to: everything in a mounted ConfigMap is one. */
async function visibleOf(folder: string, names: readonly string[], is: (stats: Stats) => boolean): Promise<string[]> {
  const visible = names.filter((name) => !name.startsWith(".")).sort();
  const stats = await Promise.all(visible.map((name) => stat(join(folder, name)).catch(() => undefined)));
  return visible.filter((_, index) => {
    const found = stats[index];
    return found !== undefined && is(found);
  });
}

async function newest(paths: readonly string[]): Promise<Date> {
  const stats = await Promise.all(paths.map((path) => stat(path)));
  return new Date(Math.max(...stats.map(({ mtimeMs }) => mtimeMs)));
}
