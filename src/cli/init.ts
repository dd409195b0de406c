import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { SettingsError } from "../contract/settings.ts";
import { RELEASE_NAME } from "../releases/folder-store.ts";
import { checkFree } from "./aside.ts";
import { findScripts } from "./doctor/scripts.ts";
import { describeOne } from "./doctor/text.ts";
import { examineOne } from "./doctor.ts";
import { legacyFiles } from "./init/legacy.ts";
import { placeFiles } from "./init/place.ts";
import { ENGINES, PLATFORM_FOLDERS, PLATFORMS, platformFiles, TEMPLATES, templateFiles } from "./init/template.ts";
import { configOf, DEFAULT_DIR, parseTarget, QUIET } from "./options.ts";
import { say } from "./output.ts";
import { ownCommand, quoted } from "./shell.ts";

export interface InitOptions {
  readonly template?: string;
  readonly engine?: string;
  readonly from?: string;
  readonly dialect?: string;
  readonly dir?: string;
  readonly force?: boolean;
}

const FIRST_VERSION = "v1";
/** What doctor calls files that nothing would serve. */
const NO_SCRIPT: ReadonlySet<string> = new Set(["no-entry-points", "no-create"]);

/** `evalbridge init`: writes a new app, or a new version of one, that runs as it is: from a template, or from a script. */
export async function init(target: string | undefined, options: InitOptions): Promise<void> {
  if (options.dialect !== undefined) return initPlatform(target, options.dialect, options);
  if (target === undefined) throw new SettingsError("init: say which release, <app>[/<version>]");
  return options.from === undefined ? initApp(target, options) : initPort(options.from, target, options);
}

/** A script's folder as another platform's own command made it, with clients. */
async function initPlatform(target: string | undefined, given: string, options: InitOptions): Promise<void> {
  rejectFlags(options, ["template", "engine", "from", "dir"], "--dialect");
  const platform = oneOf(PLATFORMS, given, "--dialect");
  const folder = target ?? PLATFORM_FOLDERS[platform];
  const files = await platformFiles(platform);
  await placeFiles(folder, files, options.force === true);
  sayMade(folder, files.keys());
  say("Try it:");
  say(`  ${ownCommand()} serve ${quoted(folder)}`);
  for (const name of [...files.keys()].filter((file) => file.endsWith("client.py"))) {
    const needs = name.includes("grpc") ? `PYTHONPATH=$(${ownCommand()} python-path) ` : "";
    say(`  ${needs}python3 ${quoted(join(folder, name))}`);
  }
}

function rejectFlags(options: InitOptions, flags: readonly (keyof InitOptions)[], other: string): void {
  const found = flags.find((flag) => options[flag] !== undefined);
  if (found !== undefined) throw new SettingsError(`--${found}: does not go with ${other}`);
}

async function initApp(target: string, options: InitOptions): Promise<void> {
  const template = oneOf(TEMPLATES, options.template, "--template");
  const engine = oneOf(ENGINES, options.engine ?? "native", "--engine");
  const { app, version = FIRST_VERSION } = parseTarget(target);
  const dir = options.dir ?? DEFAULT_DIR;
  const root = join(dir, app);
  const files = await templateFiles(template, engine, { app, version });
  await placeFiles(root, files, options.force === true);
  sayMade(root, files.keys());
  const where = dir === DEFAULT_DIR ? "" : ` --dir ${quoted(dir)}`;
  const sample = [...files.keys()].find((name) => name.startsWith("samples/")) ?? "";
  say("Try it:");
  say(`  ${ownCommand()} check ${app}/${version}${where}`);
  say(`  ${ownCommand()} run ${app}/${version} ${quoted(join(root, sample))}${where}`);
}

/** A port in a new version folder, every stage of which calls the original. */
async function initPort(from: string, folder: string, options: InitOptions): Promise<void> {
  rejectFlags(options, ["template", "engine", "dir"], "--from");
  const [app, version] = [basename(dirname(resolve(folder))), basename(resolve(folder))];
  if (!(RELEASE_NAME.test(app) && RELEASE_NAME.test(version))) {
    throw new SettingsError(`${folder}: is no <app>/<version> that a URL can hold`);
  }
  if (options.force !== true) await checkFree(folder);
  const script = await onlyScript(from);
  if (resolve(folder) === script.release.folder) throw new SettingsError(`${folder}: is the original's own folder`);
  if (script.trouble !== undefined) throw new SettingsError(script.trouble);
  const report = await examineOne(script, await configOf(dirname(script.path), {}, { defaults: QUIET }));
  const unserved = report.problems.find(({ rule }) => NO_SCRIPT.has(rule));
  if (unserved !== undefined) throw new SettingsError(`${from}: ${unserved.text}`);
  const files = await legacyFiles(script, report, folder);
  await placeFiles(folder, files, options.force === true);
  sayMade(folder, files.keys());
  say(`\n${describeOne({ format: 1, ok: true, python2: "", unused: [], scripts: [report] }, from)}`);
  say("\nTry it:");
  say(`  ${ownCommand()} check ${app}/${version} --dir ${quoted(dirname(dirname(resolve(folder))))}`);
}

/** @throws SettingsError when the path names no script, or several */
async function onlyScript(path: string) {
  const { scripts } = await findScripts(path);
  const [script] = scripts;
  if (script !== undefined && scripts.length === 1) return script;
  const kind = (await stat(path)).isDirectory() ? "folder" : "file";
  throw new SettingsError(`${path}: this ${kind} holds ${scripts.length} scripts; name one`);
}

function sayMade(folder: string, names: Iterable<string>): void {
  say(`${folder} is made:`);
  for (const name of [...names].sort()) say(`  ${name}`);
}

function oneOf<T extends string>(known: readonly T[], given: string | undefined, flag: string): T {
  const found = known.find((name) => name === given);
  if (found !== undefined) return found;
  throw new SettingsError(
    `${flag}: must be one of ${known.join(", ")}${given === undefined ? "" : ` (found "${given}")`}`,
  );
}
