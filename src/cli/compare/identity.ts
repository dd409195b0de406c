import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Release } from "../../contract/release.ts";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import type { Request } from "./request.ts";

/** What is in a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw new SettingsError(`${path}: cannot be read (${messageOf(error)})`);
  }
  return hash.digest("hex");
}

/** All that both sides are asked: names, bytes, parameters. */
export async function identityOfRequests(requests: readonly Request[]): Promise<string> {
  const hash = createHash("sha256");
  for (const { inputs, ...rest } of requests) {
    const read = await Promise.all(
      inputs.map(async ({ file, ...input }) =>
        file === undefined ? input : { ...input, sha256: await sha256Of(file) },
      ),
    );
    hash.update(JSON.stringify([rest, read]));
  }
  return hash.digest("hex");
}

/** What a release is made of: the code in its folder, its settings, and each of its files by name. */
export interface ReleaseIdentity {
  readonly code: string;
  readonly settings: string;
  readonly files: Readonly<Record<string, string>>;
}

export async function identityOfRelease({ folder, settings }: Release): Promise<ReleaseIdentity> {
  const { model_files, custom_files, tar_file, ...rest } = settings;
  const named = { ...model_files, ...custom_files, ...(tar_file === undefined ? {} : { tar_file }) };
  const files: Record<string, string> = {};
  for (const [name, location] of Object.entries(named)) files[name] = await identityOfPath(location);
  return {
    code: await identityOfPath(folder),
    settings: createHash("sha256").update(JSON.stringify(rest)).digest("hex"),
    files,
  };
}

/** Of what is fetched, and of what is not there, its name is all that is known. */
async function identityOfPath(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return sha256Of(path);
  if (!found?.isDirectory()) return path;
  const hash = createHash("sha256");
  for (const name of await filesBelow(path)) hash.update(JSON.stringify([name, await sha256Of(join(path, name))]));
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"));
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
}
