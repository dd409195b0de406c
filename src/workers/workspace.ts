import { constants } from "node:fs";
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";

/** Model and custom files, by the names that the script knows. */
export interface NamedFiles {
  readonly modelFiles: Readonly<Record<string, string>>;
  readonly customFiles: Readonly<Record<string, string>>;
}

/** The folders and files that belong to one worker alone. */
export interface Workspace extends NamedFiles {
  /** The script's own working files; exists, is writable and empty. */
  readonly workspace: string;
  remove(): Promise<void>;
}

/**
 * Makes a worker's folders under `parent`.
 *
 * @param copies for Python scripts, which get copies of their model and custom files, never links, because scripts of
 *   the old platform rename and rewrite them (spec: AVA, section 1.5); others only read theirs
 * @throws Error naming the file when one cannot be copied
 */
export async function createWorkspace(
  parent: string,
  worker: string,
  copies: boolean,
  files: NamedFiles,
): Promise<Workspace> {
  const folder = join(parent, worker);
  const workspace = join(folder, "init");
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(workspace, { recursive: true, mode: 0o700 });
    const modelFiles = copies ? await copyAll(files.modelFiles, join(folder, "models")) : files.modelFiles;
    const customFiles = copies ? await copyAll(files.customFiles, join(folder, "customs")) : files.customFiles;
    return { workspace, modelFiles, customFiles, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function copyAll(files: Readonly<Record<string, string>>, target: string): Promise<Record<string, string>> {
  // A name may hold folders ("mtcnn/det1.prototxt"), but must not lead out of the target.
  const named = Object.entries(files).map(([name, path]) => ({
    name,
    path,
    copy: join(target, normalize(`/${name}`)),
  }));
  // A member of a package has two names, "./x" and "x", and is one file all the same.
  const sources = new Map(named.map(({ copy, path }) => [copy, path]));
  await Promise.all([...sources].map(([copy, path]) => copyOne(path, copy)));
  return Object.fromEntries(named.map(({ name, copy }) => [name, copy]));
}

/** The copy can be written to, even where the original cannot. */
async function copyOne(path: string, copy: string): Promise<void> {
  await mkdir(dirname(copy), { recursive: true });
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
  await chmod(copy, 0o644);
}
