import { readFile } from "node:fs/promises";
import type { CreateConfigs } from "../contract/handler.ts";
import type { JsonValue } from "../contract/json.ts";
import { messageOf } from "../contract/text.ts";

/**
 * The absolute local path of one of the release's model files.
 *
 * @param name a key of `model_files` in `release.yaml`, or a member's name in its `tar_file`
 * @throws Error that says what there is instead
 */
export function modelFile({ model_files }: Pick<CreateConfigs, "model_files">, name: string): string {
  return fileOf(model_files, "model_files", name);
}

/** The same for `custom_files`. */
export function customFile({ custom_files }: Pick<CreateConfigs, "custom_files">, name: string): string {
  return fileOf(custom_files, "custom_files", name);
}

function fileOf(files: Readonly<Record<string, string>>, key: string, name: string): string {
  const path = Object.hasOwn(files, name) ? files[name] : undefined;
  if (path !== undefined) return path;
  const names = Object.keys(files);
  const found = names.length === 0 ? "it is empty" : `it has ${names.join(", ")}`;
  throw new Error(`${key} of the release has no "${name}": ${found}`);
}

/**
 * The lines of a UTF-8 text, such as a list of labels, without their ends (`\n` or `\r\n`). The end of the last line
 * starts no further one; other empty lines count.
 */
export async function readLines(path: string): Promise<string[]> {
  const lines = (await readText(path)).split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** @throws Error naming the file when it is not JSON */
export async function readJson(path: string): Promise<JsonValue> {
  const text = await readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${messageOf(error)}`, { cause: error });
  }
}

async function readText(path: string): Promise<string> {
  const text = await readFile(path, "utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
