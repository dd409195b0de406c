import type { Hash } from "node:crypto";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** Files of a local package that are larger (bytes) are told apart by their size, not by their content. */
const MAX_SOURCE = 1 << 20;

/** @returns a digest of the file and of the local files that it names; undefined when it asks for nothing */
export async function digestRequirements(file: string): Promise<string | undefined> {
  if ((await stat(file).catch(() => undefined)) === undefined) return undefined;
  const reading: Reading = { hash: createHash("sha256"), root: dirname(file), seen: new Set() };
  return (await readRequirements(reading, file)) ? reading.hash.digest("hex") : undefined;
}

interface Reading {
  readonly hash: Hash;
  /** Local packages are relative to it. */
  readonly root: string;
  readonly seen: Set<string>;
}

/** @returns whether there is anything to install */
async function readRequirements(reading: Reading, file: string): Promise<boolean> {
  if (reading.seen.has(file)) return false;
  reading.seen.add(file);
  const content = await readFile(file).catch(() => undefined);
  // It is for pip to report the file that is missing.
  if (content === undefined) return true;
  reading.hash.update(content);
  let wanted = false;
  for (const { option, value } of requirementLines(content)) {
    const nested = NESTED.has(option) && (await readRequirements(reading, resolve(dirname(file), value)));
    wanted ||= nested ? !CONSTRAINTS.has(option) : PACKAGE.has(option);
    if (PACKAGE.has(option)) await addLocal(reading.hash, resolve(reading.root, pathIn(value)));
  }
  return wanted;
}

const CONSTRAINTS = new Set(["-c", "--constraint"]);
const NESTED = new Set(["-r", "--requirement", ...CONSTRAINTS]);
/** What may stand before a package; other options ask for nothing. */
const PACKAGE = new Set(["", "-e", "--editable"]);

function requirementLines(content: Buffer): { option: string; value: string }[] {
  const lines = content.toString("utf8").replace("\uFEFF", "").split("\n");
  const stated = lines.map((line) => line.replace(/(^|\s)#.*/, "").trim()).filter((line) => line !== "");
  return stated.map((line) => {
    const [, option = "", value = ""] = /^(-[a-z]|--[a-z-]+)?[\s=]*(.*)$/.exec(line) ?? [];
    return { option, value };
  });
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
