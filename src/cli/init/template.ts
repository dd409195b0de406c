import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { filesBelow } from "../files.ts";
import type { Files } from "./place.ts";

export const TEMPLATES = ["classification", "detection", "segmentation", "text-detection", "tensor"] as const;
export type Template = (typeof TEMPLATES)[number];

export const ENGINES = ["native", "python"] as const;
export type Engine = (typeof ENGINES)[number];

/** Dialects whose platform had a folder for a script, and what it is called unless somebody says otherwise. */
export const PLATFORM_FOLDERS = { tiinfer: "model", taichu: "project", paddle: "pipeline" } as const;
export type Platform = keyof typeof PLATFORM_FOLDERS;
export const PLATFORMS = ["tiinfer", "taichu", "paddle"] as const satisfies readonly Platform[];

const FOLDER = fileURLToPath(new URL("../../../src/templates/", import.meta.url));

/**
 * The files of a new app by path within its folder. A template's folder has `samples` for the app, `version` for what a
 * version has whatever its engine, and one folder for each engine.
 */
export async function templateFiles(
  template: Template,
  engine: Engine,
  { app, version }: { readonly app: string; readonly version: string },
): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  const layers = { samples: "samples", version, [engine]: version };
  for (const [layer, place] of Object.entries(layers)) {
    const folder = join(FOLDER, template, layer);
    for (const name of await filesBelow(folder)) files.set(join(place, name), await readFile(join(folder, name)));
  }
  const readme = join(version, "README.md");
  const text = Buffer.from(files.get(readme) ?? []).toString("utf8");
  const named = text.replaceAll("{{release}}", `${app}/${version}`).replaceAll("{{app}}", app);
  return files.set(readme, Buffer.from(named));
}

/** The files of a script's folder as its platform had it, with clients. */
export async function platformFiles(platform: Platform): Promise<Files> {
  const folder = join(FOLDER, platform);
  const names = await filesBelow(folder);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}
