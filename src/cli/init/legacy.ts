import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Document } from "yaml";
import { ReleaseSettings } from "../../contract/release.ts";
import { SettingsError, validated } from "../../contract/settings.ts";
import { contains } from "../../media/file-root.ts";
import { isRemote } from "../../releases/release-settings.ts";
import type { ScriptReport } from "../doctor/report.ts";
import type { Script } from "../doctor/scripts.ts";
import type { Content, Files } from "./place.ts";
import { platformPortOf } from "./platform-port.ts";
import { portOf } from "./port.ts";
import { BRIDGE } from "./port-files.ts";

/** Where the original goes in the version folder of its port. */
const LEGACY = "legacy";
const ENTRY = "eval.py";
const REQUIREMENTS = "requirements.txt";
/** What says how the original was served; the port has a release.yaml of its own. */
const DOCUMENTS: ReadonlySet<string> = new Set(["release.yaml", "release.yml", "release.json", "serving-eval.conf"]);
/** Keys that say what the original was; the port's files say what it is. */
const OF_THE_ORIGINAL: ReadonlySet<string> = new Set(["engine", "entry", "dialect", "args"]);

/**
 * The files of a port's version folder: the original with all that belongs to it, and a handler that calls it.
 *
 * @param folder the port's version folder
 */
export async function legacyFiles(script: Script, report: ScriptReport, folder: string): Promise<Files> {
  const copies = await copiesOf(script, report);
  const entry = copies.get(script.path) ?? join(LEGACY, ENTRY);
  const files = new Map<string, Content>([...copies].map(([source, name]) => [name, { copyOf: source }]));
  for (const [name, text] of portFiles(entry, report, script.release.settings.args)) {
    if (files.has(name))
      throw new SettingsError(`${script.name}: has a ${basename(name)} of its own, where the port's goes`);
    files.set(name, Buffer.from(text));
  }
  const settings = settingsOf(script, report, { folder: resolve(folder), copies, files });
  // Who names no version goes on getting the original's answers.
  const dialect = report.dialect === "ava" ? {} : { dialect: report.dialect };
  const document = new Document({ ...dialect, ...settings, phase: "staging" });
  document.commentBefore = ` As ${script.name} has it, but for the phase. Paths start from this folder.`;
  files.set("release.yaml", Buffer.from(document.toString()));
  return files;
}

/** What is written, and not copied. */
function portFiles(entry: string, report: ScriptReport, args: readonly string[]): [string, string][] {
  if (report.dialect === "ava") {
    const hasPreprocess = report.entries.some(({ name }) => name === "net_preprocess");
    return [["eval.ts", portOf(entry, hasPreprocess)]];
  }
  const port = platformPortOf(entry, report, args);
  if (port === undefined) throw new SettingsError(`${report.script}: holds no class that could be ported`);
  return [
    ["eval.ts", port.handler],
    [join(dirname(entry), BRIDGE), port.bridge],
  ];
}

/** Absolute path of each file that belongs to the script, to its name in the port's folder. */
async function copiesOf(
  { path, release, name, hasFolder }: Script,
  { sources, dialect }: ScriptReport,
): Promise<Map<string, string>> {
  const root = release.folder;
  if (hasFolder) return new Map((await originalFiles(root)).map((file) => [file, join(LEGACY, relative(root, file))]));
  const entry = join(LEGACY, dialect === "ava" ? ENTRY : basename(path));
  const copies = new Map([[path, entry]]);
  // Beside a script that lies anywhere, only what it imports is its own.
  const own = sources.map(({ file }) => file).filter((file) => file !== path && contains(root, file));
  for (const file of [...own, join(root, REQUIREMENTS)]) {
    const target = join(LEGACY, relative(root, file));
    if (target === entry) throw new SettingsError(`${name}: imports another script of the name ${ENTRY}`);
    if (await isFile(file)) copies.set(file, target);
  }
  return copies;
}

/** All files of a version folder but documents, hidden ones, and what tools leave. */
async function originalFiles(folder: string, isTop = true): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name === "pyvenv.cfg")) return [];
  const kept = entries.filter(
    ({ name }) => !(name.startsWith(".") || FOREIGN.has(name) || (isTop && DOCUMENTS.has(name))),
  );
  const found = kept.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? originalFiles(path, false) : [path];
  });
  return (await Promise.all(found)).flat().sort();
}

const FOREIGN: ReadonlySet<string> = new Set(["__pycache__", "node_modules"]);

interface Place {
  /** Absolute. */
  readonly folder: string;
  readonly copies: ReadonlyMap<string, string>;
  readonly files: Map<string, Content>;
}

/** What the original's documents say, less what is the default, with paths as they are for the port. */
function settingsOf({ release }: Script, { interpreter }: ScriptReport, place: Place): Partial<ReleaseSettings> {
  const defaults: Record<string, unknown> = validated(ReleaseSettings, {}, "");
  const given = Object.entries(release.settings).filter(
    ([key, value]) => !OF_THE_ORIGINAL.has(key) && JSON.stringify(value) !== JSON.stringify(defaults[key]),
  );
  const settings: Partial<ReleaseSettings> = Object.fromEntries(given);
  const { model_files, custom_files, tar_file, python, python_path } = settings;
  const all = (paths: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, located(path, name, place)]));
  const moved = {
    ...settings,
    ...(model_files && { model_files: all(model_files) }),
    ...(custom_files && { custom_files: all(custom_files) }),
    ...(tar_file && { tar_file: located(tar_file, basename(tar_file), place) }),
    ...(python?.startsWith("/") &&
      contains(dirname(place.folder), python) && { python: relative(place.folder, python) }),
    ...(python_path && { python_path: python_path.map((path) => inLegacy(path, release.folder)) }),
  };
  // A port calls Python 3: there sources of Python 2 are translated.
  if (interpreter.version.startsWith("2.")) delete moved.python;
  return moved;
}

/** A file that came along, or comes along now; in the port's own app it stays where it is. */
function located(path: string, name: string, { folder, copies, files }: Place): string {
  if (isRemote(path)) return path;
  const copied = copies.get(path);
  if (copied !== undefined) return copied;
  if (contains(dirname(folder), path)) return relative(folder, path);
  // The name is a script's own, and may lead anywhere.
  const target = join(LEGACY, "files", join("/", name));
  files.set(target, { copyOf: path });
  return target;
}

function inLegacy(path: string, original: string): string {
  return path === original || contains(original, path) ? join(LEGACY, relative(original, path)) : path;
}

async function isFile(path: string): Promise<boolean> {
  const entries = await readdir(dirname(path), { withFileTypes: true });
  return entries.some((entry) => entry.name === basename(path) && !entry.isDirectory());
}
