import { constants } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { SettingsError } from "../contract/settings.ts";
import { messageOf, systemCodeOf } from "../contract/text.ts";

/**
 * Makes a folder aside, so that a host never finds half of it, and puts it in its place by one rename. A failure leaves
 * nothing behind.
 *
 * @param fill writes into the folder that it gets, a hidden sibling of `folder`
 * @param place puts that folder into its place
 * @throws SettingsError with the reason of any failure
 */
export async function makeAside(
  folder: string,
  fill: (part: string) => Promise<void>,
  place: (part: string) => Promise<void> = (part) => rename(part, folder),
): Promise<void> {
  const parent = dirname(resolve(folder));
  const created = await mkdir(parent, { recursive: true });
  // Hidden folders are no releases.
  const part = await mkdtemp(join(parent, ".part-"));
  try {
    await fill(part);
    await chmod(part, 0o755);
    await place(part);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    await removeEmpty(parent, created);
    throw new SettingsError(`${folder}: cannot be made (${messageOf(error)})`);
  }
  await rm(part, { recursive: true, force: true });
}

/** Copies a file or a folder as it is, what links lead to instead of links. */
export function copy(source: string, target: string): Promise<void> {
  return cp(source, target, {
    recursive: true,
    // A release does not depend on what lies elsewhere.
    dereference: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => basename(path) !== "__pycache__",
  });
}

/** Removes folders upwards as long as they are empty, to `top`, the first that was made; none when there is no such. */
async function removeEmpty(folder: string, top: string | undefined): Promise<void> {
  if (top === undefined) return;
  await rmdir(folder).catch(() => undefined);
  if (resolve(folder) !== resolve(top)) await removeEmpty(dirname(folder), top);
}

/** @throws SettingsError naming what a folder holds that is to be made */
export async function checkFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCodeOf(error) === "ENOENT") return [];
    throw new SettingsError(`${folder}: cannot be used (${messageOf(error)})`);
  });
  if (names.length === 0) return;
  throw new SettingsError(`${folder}: exists and holds ${names.sort().join(", ")}; nothing is overwritten`);
}
