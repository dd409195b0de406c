import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { JsonObject } from "../contract/json.ts";
import { isJsonObject } from "../contract/json.ts";
import { SettingsError } from "../contract/settings.ts";
import { messageOf, systemCodeOf } from "../contract/text.ts";

/** There is no such file, or no folder that could hold it. */
const ABSENT: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR"]);

export interface SettingsDocument {
  readonly file: string;
  /** Of an empty file: an empty mapping. */
  readonly value: JsonObject;
}

/**
 * Reads `<name>.yaml`, `<name>.yml` or `<name>.json` in a folder; JSON is YAML, so one parser reads all.
 *
 * @returns `undefined` when the folder has none
 * @throws SettingsError when the file cannot be read or is not YAML
 */
export async function findDocument(folder: string, name: string): Promise<SettingsDocument | undefined> {
  for (const extension of ["yaml", "yml", "json"]) {
    const document = await findDocumentAt(join(folder, `${name}.${extension}`));
    if (document !== undefined) return document;
  }
  return undefined;
}

/**
 * Reads one named file where there is one.
 *
 * @throws SettingsError when it cannot be read or is not YAML
 */
export async function findDocumentAt(file: string): Promise<SettingsDocument | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => absent(error, file));
  return text === undefined ? undefined : { file, value: parseMapping(text, file) };
}

/** Reads one named file. */
export async function readDocument(file: string): Promise<SettingsDocument> {
  const text = await readFile(file, "utf8").catch((error: unknown) => unreadable(error, file));
  return { file, value: parseMapping(text, file) };
}

function absent(error: unknown, file: string): undefined {
  if (!ABSENT.has(systemCodeOf(error))) unreadable(error, file);
}

function unreadable(error: unknown, file: string): never {
  throw new SettingsError(`${file}: cannot be read (${messageOf(error)})`);
}

function parseMapping(text: string, file: string): JsonObject {
  const value = parseYaml(text, file) ?? {};
  if (!isJsonObject(value)) throw new SettingsError(`${file}: must hold a mapping of keys to values`);
  // Copied into another object it would stand behind all keys that are not there.
  if (Object.hasOwn(value, "__proto__")) throw new SettingsError(`${file}: unknown key "__proto__"`);
  return value;
}

/** @throws SettingsError that names `where` the text stands */
export function parseYaml(text: string, where: string): unknown {
  try {
    const document = parseDocument(text);
    // What the parser only warns of, such as an unknown tag, would become another value than its author meant.
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw problem;
    const value: unknown = document.toJS();
    if (containsItself(value)) throw new Error("it contains itself");
    return value;
  } catch (error) {
    const [headline = ""] = messageOf(error).split("\n");
    throw new SettingsError(`${where}: is not YAML: ${headline.replace(/:$/, "")}`);
  }
}

/** YAML's aliases can put a mapping into itself; nothing that walks through it would come to an end. */
function containsItself(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== "object" || value === null) return false;
  return above.includes(value) || Object.values(value).some((inner) => containsItself(inner, [...above, value]));
}
