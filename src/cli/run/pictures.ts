import { stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { SettingsError } from "../../contract/settings.ts";
import { hasFont } from "../draw/labels.ts";
import { note } from "../output.ts";
import type { Inputs } from "./inputs.ts";
import { isUri } from "./inputs.ts";

const EXTENSIONS: ReadonlySet<string> = new Set([".png", ".jpg", ".jpeg"]);

/**
 * Where `--draw` puts the picture of each input: one file for one answer, files in a folder for many.
 *
 * @throws SettingsError when the target cannot be what it must be, or an input would be overwritten
 */
export async function picturesOf(target: string, { names, isList }: Inputs): Promise<readonly string[]> {
  const found = await stat(target).catch(() => undefined);
  if (isList && found !== undefined && !found.isDirectory()) {
    throw new SettingsError(`--draw: ${target} is a file; pictures of several inputs need a folder`);
  }
  if (!isList && (found?.isDirectory() || !EXTENSIONS.has(extname(target).toLowerCase()))) {
    throw new SettingsError(`--draw: ${target} must be a file that ends in .png, .jpg or .jpeg`);
  }
  const pictures = isList ? fileNames(names).map((name) => join(target, name)) : [target];
  const inputs = new Set(names.filter((name) => !isUri(name)).map((name) => resolve(name)));
  const overwritten = pictures.find((picture) => inputs.has(resolve(picture)));
  if (overwritten !== undefined) throw new SettingsError(`--draw: ${overwritten} is an input, and is not overwritten`);
  if (!(await hasFont()))
    note("--draw: there is no font, so no label can be read; install fonts-dejavu-core or another one");
  return pictures;
}

/** `rocket.png` for `photos/rocket.jpg`; where several inputs have that name, `rocket-2.png` for the second. */
function fileNames(inputs: readonly string[]): string[] {
  const taken = new Set<string>();
  return inputs.map((input) => {
    const path = isUri(input) ? pathOf(input) : input;
    const stem = basename(path, extname(path)) || "input";
    let file = `${stem}.png`;
    for (let next = 2; taken.has(file); next++) file = `${stem}-${next}.png`;
    taken.add(file);
    return file;
  });
}

function pathOf(uri: string): string {
  if (uri.startsWith("data:")) return "data";
  return URL.canParse(uri) ? new URL(uri).pathname : "";
}
