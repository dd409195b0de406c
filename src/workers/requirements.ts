import type { Hash } from "node:crypto";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** Files of a local package that are larger (bytes) are told apart by their size, not by their content. */
const MAX_SOURCE = 1 << 20;

/**
 * Packages that evalbridge's own modules stand for, so that an environment needs no others: taichu-serve, tiinfer under
 * its three names, the mosec under it, Paddle Serving. Names as indexes compare them.
 */
const REPLACED_NAMES = [
  "taichu-serve",
  "tiinfer",
  "ti-cloud-infer-framework",
  "tencent-tiinfer",
  "tinfer",
  "mosec",
  "paddle-serving-(server|client|app)(-[a-z]+)?",
].join("|");
const REPLACED = new RegExp(`^(${REPLACED_NAMES})$`);

/** An extended regular expression, for `sed` without regard to case: a line that asks for one of them by its name. */
export const REPLACED_LINE = `^ *(${REPLACED_NAMES.replaceAll(/-(?!z)/g, "[-_.]")}) *([^a-z0-9._-]|$)`;

/** What a requirements.txt, with the files that it includes, asks for. */
export interface Requirements {
  /** Of the file and of the local files that it names; undefined when nothing is left to install. */
  readonly digest: string | undefined;
  /** Names of packages that it asks for and that evalbridge replaces, each once, as indexes compare them. */
  readonly replaced: readonly string[];
  /** Names of all packages that it asks for, as indexes compare them. */
  readonly names: readonly string[];
  /** Absolute paths of the file and of those that it includes. */
  readonly files: readonly string[];
}

/**
 * Reads what a requirements.txt asks for; nothing, where there is no such file.
 *
 * @param withReplaced packages that evalbridge replaces are like all others
 */
export async function readRequirements(file: string, withReplaced = false): Promise<Requirements> {
  if ((await stat(file).catch(() => undefined)) === undefined)
    return { digest: undefined, replaced: [], names: [], files: [] };
  const reading: Reading = {
    hash: createHash("sha256"),
    root: dirname(file),
    seen: new Set(),
    names: new Set(),
    withReplaced,
  };
  const wanted = await readFileOf(reading, file);
  const digest = wanted ? reading.hash.digest("hex") : undefined;
  const names = [...reading.names].sort();
  const replaced = withReplaced ? [] : names.filter(isReplaced);
  return { digest, replaced, names, files: [...reading.seen] };
}

/**
 * Copies a requirements.txt, and the files that it includes, without the lines that ask for what evalbridge replaces.
 * Everything else stays as it is; what was relative to a file is absolute.
 *
 * @param folder where the copies go
 * @returns the copy's path
 */
export async function copyWithoutReplaced(
  file: string,
  folder: string,
  copies = new Map<string, string>(),
): Promise<string> {
  const known = copies.get(file);
  if (known !== undefined) return known;
  const copy = join(folder, `${copies.size}-${basename(file)}`);
  copies.set(file, copy);
  const content = await readFile(file, "utf8").catch(() => undefined);
  // It is for pip to report the file that is missing.
  if (content === undefined) return file;
  const kept: string[] = [];
  for (const raw of logicalLines(content)) {
    const { option, value } = statedIn(raw);
    if (PACKAGE.has(option) && isReplaced(nameOf(value))) continue;
    const isLocal = NESTED.has(option) && !value.includes("://");
    if (!isLocal) kept.push(raw);
    else if (CONSTRAINTS.has(option)) kept.push(`${option} ${resolve(dirname(file), value)}`);
    else kept.push(`${option} ${await copyWithoutReplaced(resolve(dirname(file), value), folder, copies)}`);
  }
  await writeFile(copy, kept.join("\n"));
  return copy;
}

interface Reading {
  readonly hash: Hash;
  /** Local packages are relative to it. */
  readonly root: string;
  readonly seen: Set<string>;
  readonly names: Set<string>;
  readonly withReplaced: boolean;
}

/** @returns whether there is anything to install */
async function readFileOf(reading: Reading, file: string): Promise<boolean> {
  if (reading.seen.has(file)) return false;
  reading.seen.add(file);
  const content = await readFile(file).catch(() => undefined);
  // It is for pip to report the file that is missing.
  if (content === undefined) return true;
  reading.hash.update(content);
  let wanted = false;
  for (const { option, value } of logicalLines(content.toString("utf8")).map(statedIn)) {
    const nested = NESTED.has(option) && (await readFileOf(reading, resolve(dirname(file), value)));
    if (PACKAGE.has(option) && value !== "") {
      const name = nameOf(value);
      reading.names.add(name);
      if (reading.withReplaced || !isReplaced(name)) {
        wanted = true;
        await addLocal(reading.hash, resolve(reading.root, pathIn(value)));
      }
    }
    wanted ||= nested && !CONSTRAINTS.has(option);
  }
  return wanted;
}

const CONSTRAINTS = new Set(["-c", "--constraint"]);
const NESTED = new Set(["-r", "--requirement", ...CONSTRAINTS]);
/** What may stand before a package; other options ask for nothing. */
const PACKAGE = new Set(["", "-e", "--editable"]);

/** Lines as pip reads them: one that ends with a backslash goes on in the next. */
function logicalLines(content: string): string[] {
  return content.replace("\uFEFF", "").split(/(?<!\\)\r?\n/);
}

function statedIn(line: string): { option: string; value: string } {
  const stated = line
    .replaceAll(/\\\r?\n/g, " ")
    .replace(/(^|\s)#.*/, "")
    .trim();
  const [, option = "", value = ""] = /^(-[a-z]|--[a-z-]+)?[\s=]*(.*)$/.exec(stated) ?? [];
  return { option, value };
}

/** How a requirement names its package, the surest first. */
const NAMES = [/#egg=([\w.-]+)/, /(?:^|\/)([\w.]+)-\d[^/]*\.whl/, /^([\w.-]+)/];

/** The package that a requirement names, as indexes compare names; "" when nothing tells it. */
function nameOf(requirement: string): string {
  const [name = ""] = NAMES.map((pattern) => pattern.exec(requirement)?.[1]).filter((found) => found !== undefined);
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}

function isReplaced(name: string): boolean {
  return REPLACED.test(name);
}

/** The path in `./a.whl`, `file:///a.whl`, `a @ file:///a.whl`, less extras, markers and hashes. */
function pathIn(requirement: string): string {
  return requirement.replace(/^.*?file:(\/\/)?/, "").replace(/(\[[^\]]*\])?(\s.*|;.*)?$/, "");
}

/** Two releases may name different packages by the same relative path, so the files count, not only their name. */
async function addLocal(hash: Hash, path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return addContent(hash, path);
  if (!found?.isDirectory()) return;
  // An editable install points here.
  hash.update(await realpath(path));
  const names = await readdir(path, { recursive: true });
  for (const name of names.filter((entry) => !GENERATED.test(entry)).sort()) {
    const file = await stat(join(path, name)).catch(() => undefined);
    if (!file?.isFile()) continue;
    hash.update(`${name} ${file.size}\n`);
    if (file.size <= MAX_SOURCE) await addContent(hash, join(path, name));
  }
}

/** What pip itself leaves in a package's folder must not change the key. */
const GENERATED = /(^|\/)(build|dist|__pycache__|node_modules|\.[^/]*|[^/]*\.egg-info)(\/|$)/;

async function addContent(hash: Hash, file: string): Promise<void> {
  for await (const chunk of createReadStream(file)) hash.update(chunk);
}
