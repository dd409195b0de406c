import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { SettingsError } from "../contract/settings.ts";

export interface SettingsDocument {
  readonly file: string;
  readonly value: unknown;
}

/**
 * Reads `<name>.yaml`, `<name>.yml` or `<name>.json` in a folder; JSON is YAML, so one parser reads all.
 *
 * @returns `undefined` when the folder has none; an empty file is an empty mapping
 * @throws SettingsError when the file cannot be read or is not YAML
 */
export async function findDocument(folder: string, name: string): Promise<SettingsDocument | undefined> {
  for (const extension of ["yaml", "yml", "json"]) {
    const file = join(folder, `${name}.${extension}`);
    const text = await readFile(file, "utf8").catch((error: unknown) => absent(error, file));
    if (text !== undefined) return { file, value: parseText(text, file) };
  }
  return undefined;
}

/** Reads one named file. */
export async function readDocument(file: string): Promise<SettingsDocument> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new SettingsError(`${file}: cannot be read (${reasonOf(error)})`);
  });
  return { file, value: parseText(text, file) };
}

function absent(error: unknown, file: string): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw new SettingsError(`${file}: cannot be read (${reasonOf(error)})`);
}

function parseText(text: string, file: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    throw new SettingsError(`${file}: is not YAML: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
}
