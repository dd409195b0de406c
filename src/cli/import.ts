import { stat, writeFile } from "node:fs/promises";
import { basename, extname, join, normalize, resolve } from "node:path";
import type { Scalar } from "yaml";
import { Document, isMap } from "yaml";
import type { ReleaseSettings } from "../contract/release.ts";
import { SettingsError } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { readDocument } from "../releases/document.ts";
import { isRemote, settingsIn } from "../releases/release-settings.ts";
import { checkFree, copy, makeAside } from "./aside.ts";
import { filesBelow } from "./files.ts";
import { DEFAULT_DIR, parseTarget } from "./options.ts";
import { say } from "./output.ts";

export interface ImportOptions {
  readonly dir?: string;
  readonly module: readonly string[];
  readonly model: readonly string[];
  readonly release?: string;
}

const ENTRY = "eval.py";
const DOCUMENT = "release.yaml";
/** Where model and custom files go in a version folder: names that no Python package has. */
const MODEL_FOLDER = "model_files";
const CUSTOM_FOLDER = "custom_files";
const PACKAGE = /\.(tar|tar\.gz|tgz)$/;

/**
 * `evalbridge import`: makes a version folder of a script, as the platform's build step did. The script and its helpers
 * are copied as they are. Nothing is overwritten, and a failure leaves nothing behind.
 *
 * @returns the folder
 */
export async function importScript(script: string, target: string, options: ImportOptions): Promise<string> {
  const { app, version } = parseTarget(target);
  if (version === undefined) throw new SettingsError(`"${target}" is not <app>/<version>`);
  const folder = join(options.dir ?? DEFAULT_DIR, app, version);
  await checkFree(folder);
  const plan = await planFolder(script, options);
  await makeAside(folder, async (part) => {
    for (const [name, source] of plan.copies) await copy(source, join(part, name));
    await writeFile(join(part, DOCUMENT), documentOf(plan.settings, script));
  });
  say(`${folder} is made:`);
  for (const [name, source] of plan.copies) say(`  ${name}  from ${source}`);
  say(`  ${DOCUMENT}`);
  return folder;
}

type GivenSettings = Partial<ReleaseSettings>;

/** What a version folder will hold. */
interface Plan {
  /** Name in the folder to what is copied there, a file or a folder. */
  readonly copies: ReadonlyMap<string, string>;
  /** Of `release.yaml`. */
  readonly settings: GivenSettings;
}

async function planFolder(script: string, { module, model, release }: ImportOptions): Promise<Plan> {
  if (extname(script) !== ".py") throw new SettingsError(`${script}: is no Python script (*.py)`);
  const copies = new Copies();
  await copies.add(script, ENTRY, "file");
  for (const path of module) await copies.add(path, basename(resolve(path)));
  const given = release === undefined ? {} : settingsIn(await readDocument(release));
  const settings = await withFiles(given, copies);
  for (const path of model) await addModel(path, settings, copies);
  return { copies: copies.byName, settings };
}

/** What is copied, each under a name of its own. */
class Copies {
  readonly byName = new Map<string, string>();

  /**
   * @param name in the version folder
   * @param as what the source must be; a folder will do as well when absent
   * @throws SettingsError when there is no such file, or its name is taken
   */
  async add(source: string, name: string, as?: "file"): Promise<string> {
    const taken = name === DOCUMENT ? "written by this command" : this.byName.get(name);
    if (taken !== undefined) throw new SettingsError(`${source}: cannot become ${name}, which is ${taken}`);
    const found = await stat(source).catch((error: unknown) => {
      throw new SettingsError(`${source}: cannot be read (${messageOf(error)})`);
    });
    if (!(found.isFile() || (found.isDirectory() && as !== "file"))) throw new SettingsError(`${source}: is no file`);
    this.byName.set(name, source);
    return name;
  }

  /** A file comes along; what has a URI stays where it is. */
  async addLocal(location: string, folder: string, name: string): Promise<string> {
    // The name is a script's own, and may lead anywhere.
    return isRemote(location) ? location : this.add(location, join(folder, normalize(`/${name}`)), "file");
  }
}

/** A release's settings with the files that they name, which come along. */
async function withFiles(given: GivenSettings, copies: Copies): Promise<GivenSettings> {
  const { tar_file, model_files, custom_files, ...settings } = given;
  const all = async (files: Readonly<Record<string, string>>, folder: string) => {
    const copied: Record<string, string> = {};
    for (const [name, location] of Object.entries(files)) copied[name] = await copies.addLocal(location, folder, name);
    return copied;
  };
  return {
    ...settings,
    ...(tar_file && { tar_file: await copies.addLocal(tar_file, MODEL_FOLDER, basename(tar_file)) }),
    ...(model_files && { model_files: await all(model_files, MODEL_FOLDER) }),
    ...(custom_files && { custom_files: await all(custom_files, CUSTOM_FOLDER) }),
  };
}

/**
 * A package, a file, or a folder whose files keep its name before theirs, as in a package. A package at hand stands in
 * for the URI of one.
 */
async function addModel(path: string, settings: GivenSettings, copies: Copies): Promise<void> {
  const name = basename(resolve(path));
  if (PACKAGE.test(name)) {
    if (settings.tar_file !== undefined && copies.byName.has(settings.tar_file)) {
      throw new SettingsError(`${path}: ${settings.tar_file} is the package already, and there is one at most`);
    }
    settings.tar_file = await copies.add(path, join(MODEL_FOLDER, name), "file");
    return;
  }
  const names = (await isFolder(path)) ? await filesBelow(path) : [""];
  for (const inner of names) {
    const key = join(name, inner);
    const copy = await copies.add(join(path, inner), join(MODEL_FOLDER, key), "file");
    settings.model_files = { ...settings.model_files, [key]: copy };
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** What stands before a key of `release.yaml`, for who reads it later. */
const COMMENTS: Partial<Record<keyof ReleaseSettings, string>> = {
  tar_file: " the package of model files; its members' names are the keys of model_files",
  model_files: " the name that the script sees: a path relative to this folder, or a URI",
  custom_files: " as model_files",
  custom_params: " handed to create_net as they are",
  model_params: " handed to create_net as they are",
};

function documentOf(settings: GivenSettings, script: string): string {
  const head = ` Made by "evalbridge import" from ${basename(script)}. What is not said here has its default.`;
  // Nothing to say is not `{}`, below which no key could be added.
  if (Object.keys(settings).length === 0) return `#${head}\n`;
  const document = new Document(settings);
  document.commentBefore = head;
  for (const { key } of isMap<Scalar<keyof ReleaseSettings>>(document.contents) ? document.contents.items : []) {
    key.commentBefore = COMMENTS[key.value] ?? null;
  }
  return document.toString();
}
