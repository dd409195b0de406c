import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { isJsonObject } from "../../contract/json.ts";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";

/**
 * A file of true classes by the name of a request or its base name: a JSON object, or CSV with a name and a class in
 * each line.
 *
 * @returns finds the class of a request
 * @throws SettingsError when it cannot be read
 */
export async function readLabels(path: string): Promise<(name: string) => string | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new SettingsError(`${path}: cannot be read (${messageOf(error)})`);
  });
  const labels = new Map(text.trimStart().startsWith("{") ? ofJson(text, path) : ofCsv(text, path));
  return (name) => labels.get(name) ?? labels.get(basename(name));
}

function ofJson(text: string, path: string): [string, string][] {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? Object.entries(value).map(([name, label]) => [name, String(label)]) : [];
  } catch (error) {
    throw new SettingsError(`${path}: is not JSON (${messageOf(error)})`);
  }
}

function ofCsv(text: string, path: string): [string, string][] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const cut = line.lastIndexOf(",");
    if (cut < 1) throw new SettingsError(`${path}: "${line}" is not <name>,<class>`);
    return [line.slice(0, cut).trim(), line.slice(cut + 1).trim()];
  });
}
