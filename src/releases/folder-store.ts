import { readdir, stat } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import type { Engine, Release } from "../contract/release.ts";
import { ReleaseSettings } from "../contract/release.ts";
import { SettingsError, validated } from "../contract/settings.ts";
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
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const SAMPLES = "samples";

/**
 * Finds the releases in `<dir>/<app>/<version>/`. A folder without an entry file is no version.
 *
 * @throws SettingsError when the folder cannot be read or a `release.yaml` is wrong
 */
export async function findReleases(dir: string): Promise<Release[]> {
  const root = resolve(dir);
  const apps = await foldersIn(root);
  const releases = await Promise.all(apps.map((app) => releasesOf(app, join(root, app))));
  return releases.flat();
}

async function releasesOf(app: string, folder: string): Promise<Release[]> {
  const samples = await filesIn(join(folder, SAMPLES));
  const versions = await foldersIn(folder);
  const found = await Promise.all(versions.map((version) => readRelease(app, version, join(folder, version), samples)));
  return found.filter((release) => release !== undefined);
}

async function readRelease(
  app: string,
  version: string,
  folder: string,
  samples: readonly string[],
): Promise<Release | undefined> {
  const files = await filesIn(folder);
  const document = await findDocument(folder, "release");
  const where = document?.file ?? folder;
  const settings = validated(ReleaseSettings, document?.value ?? {}, where);
  const entry =
    settings.entry ??
    findEntry(
      files.map((file) => file.slice(folder.length + 1)),
      where,
    );
  if (entry === undefined) return undefined;
  const engine = settings.engine ?? ENGINE_BY_EXTENSION[extname(entry)];
  if (engine === undefined) throw new SettingsError(`${where}: engine cannot be told from entry "${entry}": name it`);
  return {
    app,
    version,
    folder,
    engine,
    dialect: engine === "python" ? (settings.dialect ?? "ava") : "",
    entry,
    settings,
    modelFiles: absolute(settings.model_files, folder),
    customFiles: absolute(settings.custom_files, folder),
    samples,
    lastModified: await newest([folder, ...files]),
  };
}

function findEntry(files: readonly string[], where: string): string | undefined {
  const scripts = SCRIPTS.filter((name) => files.includes(name));
  if (scripts.length > 1) throw new SettingsError(`${where}: holds ${scripts.join(" and ")}: say which with "entry"`);
  return scripts[0] ?? (files.includes(MODEL) ? MODEL : undefined);
}

function absolute(files: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, path]) => [name, resolve(folder, path)]));
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new SettingsError(`${folder}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  });
  const names = await Promise.all(entries.map(async ({ name }) => ((await isFolder(join(folder, name))) ? name : "")));
  return names.filter((name) => NAME.test(name)).sort();
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => join(folder, name))
    .sort();
}

async function newest(paths: readonly string[]): Promise<Date> {
  const stats = await Promise.all(paths.map((path) => stat(path)));
  return new Date(Math.max(...stats.map(({ mtimeMs }) => mtimeMs)));
}
