import type { Stats } from "node:fs";
import { access, readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { AppRules } from "../contract/app.ts";
import { AppSettings } from "../contract/app.ts";
import type { Dialect } from "../contract/dialects.ts";
import { DIALECT_RULES, dialectOf, isStarted } from "../contract/dialects.ts";
import type { Engine, Release } from "../contract/release.ts";
import { nameOf, ReleaseSettings, shadowOf } from "../contract/release.ts";
import { SettingsError, validated } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { findDocument } from "./document.ts";
import type { ImageLayout } from "./image-layout.ts";
import { findImageLayout, imageName } from "./image-layout.ts";
import type { ReadSettings } from "./release-settings.ts";
import { readReleaseSettings } from "./release-settings.ts";

/** Entry files in the order in which they are looked for. A model beside a script is the script's own. */
const SCRIPTS = [
  ...new Set([...DIALECT_RULES.flatMap(({ entries }) => entries), "eval.ts", "eval.mts", "eval.js", "eval.mjs"]),
];
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

/** Folders of an image that hold code and no apps. */
const IMAGE_FOLDERS: ReadonlySet<string> = new Set(["build", "python", "evals", "src", "utils"]);
/** For an image that says nothing about its version. */
const DEFAULT_VERSION = "v1";

/**
 * Finds the releases in `<dir>/<app>/<version>/`. A folder without an entry file is no version; hidden ones are not
 * looked into. A version folder may also be the file system of one of the platform's images, and so may `dir` itself:
 * its one release is then named by `BOOTS_APP` and `BOOTS_VERSION`, and apps beside it are found as well. A folder that
 * holds an entry file itself is one release, and its app has the folder's name.
 *
 * @param env of the process
 * @throws SettingsError when the folder cannot be read, a release's document is wrong, or a release has a name that no
 *   URL can hold
 */
export async function findReleases(dir: string, env: NodeJS.ProcessEnv = process.env): Promise<Release[]> {
  const root = resolve(dir);
  const image = await findImageLayout(root);
  const bare = image === undefined ? await findBareRelease(root) : undefined;
  if (bare !== undefined) {
    checkShadows([bare]);
    return [bare];
  }
  const own = image === undefined ? [] : [await readImage(root, image, env)];
  // In an image's root there are the folders of a whole operating system.
  const apps = image?.level === "root" ? [] : await appsIn(root, image);
  const releases = [...own, ...(await Promise.all(apps.map((app) => versionsOf(app, join(root, app))))).flat()];
  const [twice] = releases.map(nameOf).filter((name, index, names) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new SettingsError(`${root}: holds ${twice} twice (set BOOTS_APP or BOOTS_VERSION)`);
  checkShadows(releases);
  return releases;
}

/**
 * The release in a script's folder as its platform had it, or in a model's, with no layout around it; its app has the folder's name.
 * `undefined` when the folder holds no entry file, or is none.
 *
 * @throws SettingsError as `findReleases` does
 */
export async function findBareRelease(folder: string): Promise<Release | undefined> {
  const root = resolve(folder);
  const name = basename(root).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9._-]+/g, "") || "app";
  const names = (await filesIn(root)).map((file) => basename(file));
  const isRelease = names.some((file) => SCRIPTS.includes(file) || /^release\.(ya?ml|json)$/.test(file));
  // Beside apps a model is none of theirs, and no reason to hide them.
  const isModel = async () => names.includes(MODEL) && (await foldersIn(root)).every((each) => each === SAMPLES);
  if (!isRelease && !(await isModel()) && (await startedIn(root, names)).length === 0) return undefined;
  return readRelease(name, DEFAULT_VERSION, root, await filesIn(join(root, SAMPLES)), NO_APP);
}

/** @throws SettingsError for a shadow that is not there, and for releases that shadow one another */
function checkShadows(releases: readonly Release[]): void {
  const shadows = new Map(releases.map((release) => [nameOf(release), shadowOf(release)]));
  for (const { app, version, folder } of releases) {
    const name = nameOf({ app, version });
    const passed = [name];
    for (let next = shadows.get(name); next !== undefined; next = shadows.get(next)) {
      if (!shadows.has(next)) throw new SettingsError(`${folder}: shadow: there is no release ${next}`);
      if (passed.includes(next)) throw new SettingsError(`${folder}: shadow: ${[...passed, next].join(" shadows ")}`);
      passed.push(next);
    }
  }
}

async function appsIn(root: string, image: ImageLayout | undefined): Promise<string[]> {
  const folders = await foldersIn(root);
  if (image === undefined) return folders;
  const packages = await Promise.all(folders.map((name) => exists(join(root, name, "__init__.py"))));
  return folders.filter((name, index) => !(IMAGE_FOLDERS.has(name) || packages[index]));
}

/** The release of an image that is served by itself (spec: AVA, section 6.9). */
async function readImage(root: string, image: ImageLayout, env: NodeJS.ProcessEnv): Promise<Release> {
  const { inherited, rules } = await readApp(root);
  const read = await readReleaseSettings(imageFolders(root, image), inherited);
  // An empty variable counts as none, as it did there.
  const app = (env["BOOTS_APP"] || (read.name ?? imageName(image) ?? "eval")).replace(/^ava-(?=.)/, "");
  const version = env["BOOTS_VERSION"] || (read.version ?? DEFAULT_VERSION);
  checkName(app, "an app", image.evals, "; set BOOTS_APP to another one");
  checkName(version, "a version", image.evals, "; set BOOTS_VERSION to another one");
  return releaseOf({
    app,
    version,
    folder: image.evals,
    image,
    read,
    rules,
    entry: "eval.py",
    samples: await filesIn(join(root, SAMPLES)),
  });
}

/** The port on which an image's stand-alone host listened, and the document that says so. */
export async function findImagePort(dir: string): Promise<{ port: number; file: string } | undefined> {
  const root = resolve(dir);
  const image = await findImageLayout(root);
  return image === undefined ? undefined : (await readReleaseSettings(imageFolders(root, image))).port;
}

/** Where an image's documents may lie; the one outermost may be the only one that can be written to. */
function imageFolders(root: string, { evals, workingFolder }: ImageLayout): [string, ...string[]] {
  return [root, ...new Set([workingFolder, evals].filter((folder) => folder !== root))];
}

/**
 * The release in one version folder, whatever else its app holds; `undefined` when the folder is none.
 *
 * @throws SettingsError as `findReleases` does
 */
export async function findRelease(app: string, version: string, folder: string): Promise<Release | undefined> {
  const parent = dirname(folder);
  return readRelease(app, version, folder, await filesIn(join(parent, SAMPLES)), await appSettings(app, parent));
}

/** A Python script that lies anywhere, as a release with defaults for everything. */
export async function releaseOfScript(path: string, app: string, version: string): Promise<Release> {
  const read = { settings: validated(ReleaseSettings, {}, path), stated: new Set<string>(), where: path };
  const { rules } = NO_APP;
  const folder = dirname(path);
  return releaseOf({ app, version, folder, image: undefined, read, rules, entry: basename(path), samples: [] });
}

async function versionsOf(app: string, folder: string): Promise<Release[]> {
  const samples = await filesIn(join(folder, SAMPLES));
  // What cannot be an app need not be readable: `lost+found` is the superuser's.
  const versions = await foldersIn(folder).catch((error: unknown) => {
    if (RELEASE_NAME.test(app)) throw error;
    return [];
  });
  const settings = await appSettings(app, folder);
  const found = await Promise.all(
    versions.map((version) => readRelease(app, version, join(folder, version), samples, settings)),
  );
  return found.filter((release) => release !== undefined);
}

/** What `app.yaml` says of all releases of an app. */
interface AppDocument {
  /** Where a release says nothing. */
  readonly inherited: Pick<AppSettings, "timeout_ms">;
  readonly rules: AppRules;
}

async function readApp(folder: string): Promise<AppDocument> {
  const document = await findDocument(folder, "app");
  const { timeout_ms, ...rules } = validated(AppSettings, document?.value ?? {}, document?.file ?? folder);
  return { inherited: timeout_ms === undefined ? {} : { timeout_ms }, rules };
}

/** A folder that cannot be an app may hold any file of that name. */
async function appSettings(app: string, folder: string): Promise<AppDocument> {
  return RELEASE_NAME.test(app) ? readApp(folder) : NO_APP;
}

const NO_APP: AppDocument = { inherited: {}, rules: validated(AppSettings, {}, "") };

async function readRelease(
  app: string,
  version: string,
  folder: string,
  samples: readonly string[],
  { inherited, rules }: AppDocument,
): Promise<Release | undefined> {
  const names = (await filesIn(folder)).map((file) => basename(file));
  const read = await readReleaseSettings([folder], inherited);
  const entry = read.settings.entry ?? (await findEntry(folder, names, read.where));
  const image = entry === undefined ? await findImageLayout(folder) : undefined;
  if (entry === undefined && image === undefined) return undefined;
  checkName(app, "an app", folder);
  checkName(version, "a version", folder);
  if (image === undefined) return releaseOf({ app, version, folder, image, read, rules, entry: entry ?? "", samples });
  const whole = await readReleaseSettings(imageFolders(folder, image), inherited);
  return releaseOf({ app, version, folder: image.evals, image, read: whole, rules, entry: "eval.py", samples });
}

interface FoundRelease extends Pick<Release, "app" | "version" | "folder" | "entry" | "rules" | "samples"> {
  readonly image: ImageLayout | undefined;
  readonly read: Pick<ReadSettings, "settings" | "stated" | "where">;
}

async function releaseOf({ app, version, folder, entry, rules, samples, image, read }: FoundRelease): Promise<Release> {
  const { settings, stated, where } = read;
  const engine = engineOf(entry, settings.engine, where);
  const python_path = image === undefined ? settings.python_path : [...settings.python_path, image.python];
  return {
    app,
    version,
    folder,
    workingFolder: image?.workingFolder ?? folder,
    engine,
    dialect: settings.dialect ?? (engine === "python" ? await dialectIn(join(folder, entry)) : ""),
    entry,
    settings: { ...settings, python_path },
    stated,
    rules,
    samples,
    lastModified: await newest([folder, ...(await filesIn(folder))]),
  };
}

/** A script that is not there is told of when it is loaded. */
async function dialectIn(script: string): Promise<Dialect> {
  return dialectOf(basename(script), await readFile(script, "utf8").catch(() => ""));
}

function checkName(name: string, what: string, folder: string, remedy = ""): void {
  if (RELEASE_NAME.test(name)) return;
  const rule = 'letters, digits, ".", "_" and "-", the first a letter or digit';
  throw new SettingsError(`${folder}: "${name}" cannot be ${what}'s name (${rule})${remedy}`);
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

/** The script or model by its usual name, or else the one script that is started by whatever name it has. */
async function findEntry(folder: string, files: readonly string[], where: string): Promise<string | undefined> {
  const usual = SCRIPTS.filter((name) => files.includes(name));
  if (usual.length === 0 && files.includes(MODEL)) return MODEL;
  const scripts = usual.length > 0 ? usual : await startedIn(folder, files);
  if (scripts.length > 1) throw new SettingsError(`${where}: holds ${scripts.join(" and ")}: say which with "entry"`);
  return scripts[0];
}

/** The scripts that were started by their names. */
async function startedIn(folder: string, files: readonly string[]): Promise<string[]> {
  const scripts = files.filter((name) => name.endsWith(".py"));
  const sources = await Promise.all(scripts.map((name) => readFile(join(folder, name), "utf8").catch(() => "")));
  return scripts.filter((_, index) => isStarted(sources[index] ?? ""));
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

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
