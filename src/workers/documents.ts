import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentOptions, ParseOptions, SchemaOptions, Tags } from "yaml";
import { parse } from "yaml";

/** YAML files of a release, each as JSON text, by absolute path. */
export type Documents = ReadonlyMap<string, string>;

const IS_YAML = /\.ya?ml$/i;
/** A configuration is smaller; what is larger is data. */
const MAX_BYTES = 1024 * 1024;
/** A folder may hold anything, and each worker gets all of them. */
const MAX_FILES = 200;

/** Like PyYAML, which takes less than YAML 1.1 does for a truth value, or for a number that has an exponent, and the last of equal keys. */
const AS_PYYAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: "1.1",
  uniqueKeys: false,
  customTags: (tags) => tags.map(asPyYaml),
};
const BOOL = "tag:yaml.org,2002:bool";
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const EXPONENT = /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*[eE][-+][0-9]+$/;

function asPyYaml(tag: Tags[number]): Tags[number] {
  if (typeof tag === "string" || tag.collection !== undefined) return tag;
  if (tag.tag === BOOL) return { ...tag, test: tag.test?.test("true") === true ? TRUE : FALSE };
  return tag.format === "EXP" ? { ...tag, test: EXPONENT } : tag;
}

/**
 * Reads the YAML files of a folder and those below it, as PyYAML does: YAML 1.1, and of two equal keys the last one. What
 * no YAML can be made of is left out; so are hidden folders.
 */
export async function readDocuments(folder: string): Promise<Documents> {
  const names = await readdir(folder, { recursive: true });
  const chosen = names.filter((name) => IS_YAML.test(name) && !/(^|\/)\./.test(name)).toSorted();
  const read = chosen.slice(0, MAX_FILES).map(async (name) => {
    const path = join(folder, name);
    const json = await readDocument(path);
    return json === undefined ? [] : [[path, json] as const];
  });
  return new Map((await Promise.all(read)).flat());
}

async function readDocument(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) return undefined;
    return JSON.stringify(parse(await readFile(path, "utf8"), AS_PYYAML) ?? null);
  } catch {
    return undefined;
  }
}
