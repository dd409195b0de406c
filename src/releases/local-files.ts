import { stat } from "node:fs/promises";
import type { ReleaseSettings } from "../contract/release.ts";
import type { FileCache } from "./file-cache.ts";
import { FileError } from "./file-cache.ts";
import { isRemote } from "./release-settings.ts";

/** A release's files by the names that its script knows, on this machine. They are not to be written to. */
export interface LocalFiles {
  readonly modelFiles: Readonly<Record<string, string>>;
  readonly customFiles: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/**
 * Fetches what a release names by a URI, and unpacks its package. What `model_files` names stands before a member of
 * the package that has the same name.
 *
 * @param settings paths in them are absolute
 * @throws FileError naming the key
 */
export async function localFiles(
  { tar_file, model_files, custom_files }: ReleaseSettings,
  cache: FileCache,
  signal: AbortSignal,
): Promise<LocalFiles> {
  const warnings: string[] = [];
  const pathOf = async (key: string, location: string): Promise<string> => {
    if (!isRemote(location)) {
      await checkKind(key, location);
      return location;
    }
    const { path, warning } = await named(key, cache.fetch(location, signal));
    if (warning !== undefined) warnings.push(`${key}: ${warning}`);
    return path;
  };
  const pathsOf = async (key: string, files: Readonly<Record<string, string>>) => {
    const paths = Object.entries(files).map(async ([name, at]) => [name, await pathOf(`${key}.${name}`, at)] as const);
    return Object.fromEntries(await Promise.all(paths));
  };
  const packaged = async () =>
    tar_file === undefined ? [] : named("tar_file", cache.unpack(await pathOf("tar_file", tar_file)));
  const [members, modelFiles, customFiles] = await Promise.all([
    packaged(),
    pathsOf("model_files", model_files),
    pathsOf("custom_files", custom_files),
  ]);
  return { modelFiles: { ...Object.fromEntries(members), ...modelFiles }, customFiles, warnings };
}

/**
 * A pipe that nobody writes to, or an endless device, would keep the thread that reads it for ever, and soon all of
 * them. What is not there is told by whoever wants it.
 *
 * @throws FileError
 */
async function checkKind(key: string, path: string): Promise<void> {
  const kind = await stat(path).catch(() => undefined);
  if (kind === undefined || kind.isFile() || kind.isDirectory()) return;
  throw new FileError(`${key}: ${path} is neither a file nor a folder`);
}

/** Says which key of the release a failure belongs to. */
function named<T>(key: string, made: Promise<T>): Promise<T> {
  return made.catch((error: unknown) => {
    if (!(error instanceof FileError)) throw error;
    throw new FileError(`${key}: ${error.message}`, { passing: error.passing, cause: error });
  });
}
