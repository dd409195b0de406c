import { join } from "node:path";
import { SettingsError } from "../contract/settings.ts";
import { placeFiles } from "./init/place.ts";
import { ENGINES, TEMPLATES, templateFiles } from "./init/template.ts";
import { DEFAULT_DIR, parseTarget } from "./options.ts";
import { say } from "./output.ts";

export interface InitOptions {
  readonly template?: string;
  readonly engine?: string;
  readonly dir?: string;
  readonly force?: boolean;
}

const FIRST_VERSION = "v1";

/** `evalbridge init`: writes a new app, or a new version of one, that runs as it is. */
export async function init(target: string, options: InitOptions): Promise<void> {
  const template = oneOf(TEMPLATES, options.template, "--template");
  const engine = oneOf(ENGINES, options.engine ?? "native", "--engine");
  const { app, version = FIRST_VERSION } = parseTarget(target);
  const dir = options.dir ?? DEFAULT_DIR;
  const root = join(dir, app);
  const files = await templateFiles(template, engine, { app, version });
  await placeFiles(root, files, options.force === true);
  say(`${root} has a new version ${version}:`);
  for (const name of [...files.keys()].sort()) say(`  ${name}`);
  const where = dir === DEFAULT_DIR ? "" : ` --dir ${dir}`;
  const sample = [...files.keys()].find((name) => name.startsWith("samples/")) ?? "";
  say("Try it:");
  say(`  evalbridge check ${app}/${version}${where}`);
  say(`  evalbridge run ${app}/${version} ${join(root, sample)}${where}`);
}

function oneOf<T extends string>(known: readonly T[], given: string | undefined, flag: string): T {
  const found = known.find((name) => name === given);
  if (found !== undefined) return found;
  throw new SettingsError(
    `${flag}: must be one of ${known.join(", ")}${given === undefined ? "" : ` (found "${given}")`}`,
  );
}
