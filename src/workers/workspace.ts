import { constants } from "node:fs";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import type { Release } from "../contract/release.ts";

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

async function copyAll(files: Readonly<Record<string, string>>, target: string): Promise<Record<string, string>> {
  const copies = await Promise.all(
    Object.entries(files).map(async ([name, path]) => {
      // A name may hold folders ("mtcnn/det1.prototxt"), but must not lead out of the target.
      const copy = join(target, normalize(`/${name}`));
      await mkdir(dirname(copy), { recursive: true });
      await copyFile(path, copy, constants.COPYFILE_FICLONE);
      return [name, copy] as const;
    }),
  );
  return Object.fromEntries(copies);
}
