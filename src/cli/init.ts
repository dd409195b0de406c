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
import { ENGINES, TEMPLATES, templateFiles } from "./init/template.ts";
import { configOf, DEFAULT_DIR, parseTarget, QUIET } from "./options.ts";
import { say } from "./output.ts";

export interface InitOptions {
  readonly template?: string;
  readonly engine?: string;
  readonly from?: string;
  readonly dir?: string;
  readonly force?: boolean;
}

const FIRST_VERSION = "v1";

/** `evalbridge init`: writes a new app, or a new version of one, that runs as it is: from a template, or from a script. */
export async function init(target: string, options: InitOptions): Promise<void> {
  return options.from === undefined ? initApp(target, options) : initPort(options.from, target, options);
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
  const where = dir === DEFAULT_DIR ? "" : ` --dir ${dir}`;
  const sample = [...files.keys()].find((name) => name.startsWith("samples/")) ?? "";
  say("Try it:");
  say(`  evalbridge check ${app}/${version}${where}`);
  say(`  evalbridge run ${app}/${version} ${join(root, sample)}${where}`);
}

/** A port in a new version folder, every stage of which calls the original. */
async function initPort(from: string, folder: string, options: InitOptions): Promise<void> {
  for (const flag of ["template", "engine", "dir"] as const) {
    if (options[flag] !== undefined) throw new SettingsError(`--${flag}: does not go with --from`);
  }
  const [app, version] = [basename(dirname(resolve(folder))), basename(resolve(folder))];
  if (!(RELEASE_NAME.test(app) && RELEASE_NAME.test(version))) {
    throw new SettingsError(`${folder}: is no <app>/<version> that a URL can hold`);
  }
  if (options.force !== true) await checkFree(folder);
  const script = await onlyScript(from);
  if (resolve(folder) === script.release.folder) throw new SettingsError(`${folder}: is the original's own folder`);
  if (script.trouble !== undefined) throw new SettingsError(script.trouble);
  const report = await examineOne(script, await configOf(dirname(script.path), {}, { defaults: QUIET }));
  if (report.generation === "")
    throw new SettingsError(`${from}: defines no create_net or net_init with net_inference`);
  const files = await legacyFiles(script, report, folder);
  await placeFiles(folder, files, options.force === true);
  sayMade(folder, files.keys());
  say(`\n${describeOne({ format: 1, ok: true, python2: "", unused: [], scripts: [report] }, from)}`);
  say("\nTry it:");
  say(`  evalbridge check ${app}/${version} --dir ${dirname(dirname(resolve(folder)))}`);
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
