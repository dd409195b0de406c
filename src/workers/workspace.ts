import { constants } from "node:fs";
import { chmod, copyFile, mkdir, rm, stat } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import type { Release } from "../contract/release.ts";

const OWNER_READS_AND_WRITES = 0o600;

/** The folders and files that belong to one worker alone. */
export interface Workspace {
  /** The script's own working files; exists, is writable and empty. */
  readonly workspace: string;
  readonly modelFiles: Readonly<Record<string, string>>;
  readonly customFiles: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * Makes a worker's folders under `parent`. Python scripts get copies of their model and custom files, never links,
 * because scripts of the old platform rename and rewrite them (spec: AVA, section 1.5); other engines only read theirs.
 *
 * @throws Error naming the file when one cannot be copied
 */
export async function createWorkspace(parent: string, worker: string, release: Release): Promise<Workspace> {
  const folder = join(parent, worker);
  const workspace = join(folder, "init");
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(workspace, { recursive: true, mode: 0o700 });
    const copies = release.engine === "python";
    const modelFiles = copies ? await copyAll(release.modelFiles, join(folder, "models")) : release.modelFiles;
    const customFiles = copies ? await copyAll(release.customFiles, join(folder, "customs")) : release.customFiles;
    return { workspace, modelFiles, customFiles, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Copies by the names that scripts ask for; what is named `./x` is there as `x` too (spec: AVA, section 6.9). */
async function copyAll(files: Readonly<Record<string, string>>, target: string): Promise<Record<string, string>> {
  const sources = new Map(Object.entries(files).map(([name, path]) => [plain(name), path]));
  await Promise.all([...sources].map(([name, path]) => copy(path, join(target, name))));
  const names = [...Object.keys(files), ...sources.keys()];
  return Object.fromEntries(names.map((name) => [name, join(target, plain(name))]));
}

/** A name may hold folders ("mtcnn/det1.prototxt"), but must not lead out of the target. */
function plain(name: string): string {
  return normalize(`/${name}`).slice(1);
}

async function copy(path: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await copyFile(path, target, constants.COPYFILE_FICLONE);
  // Scripts rewrite files that their owner may have protected.
  await chmod(target, (await stat(target)).mode | OWNER_READS_AND_WRITES);
}
