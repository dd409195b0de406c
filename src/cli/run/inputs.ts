import { access, constants, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Source } from "../../contract/call.ts";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import { isPattern, matching } from "./glob.ts";

/** What the command line names to be answered. */
export interface Inputs {
  /** Files and URIs, in the order given; those of a folder or pattern in the order of their names. */
  readonly names: readonly string[];
  /** Whether one answer is meant, or a line for each. */
  readonly isList: boolean;
}

/** @throws SettingsError when an argument names nothing */
export async function inputsOf(args: readonly string[]): Promise<Inputs> {
  const named = await Promise.all(args.map(expand));
  return { names: named.flatMap(({ names }) => names), isList: args.length > 1 || named.some(({ isList }) => isList) };
}

async function expand(arg: string): Promise<Inputs> {
  if (isUri(arg)) return { names: [arg], isList: false };
  const found = await stat(arg).catch(() => undefined);
  if (found?.isDirectory()) return { names: orNone(await visibleFiles(arg), `${arg}: holds no file`), isList: true };
  // A file may have a pattern's characters in its name.
  if (found !== undefined || !isPattern(arg)) return { names: [arg], isList: false };
  return { names: orNone(await matching(arg), `${arg}: matches no file`), isList: true };
}

function orNone(names: readonly string[], message: string): readonly string[] {
  if (names.length === 0) throw new SettingsError(message);
  return names;
}

/** The files right in a folder, hidden ones left out. */
async function visibleFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  // Reading a pipe could wait for ever.
  const files = entries.filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !entry.name.startsWith("."));
  return files.map(({ name }) => join(folder, name)).sort();
}

export function isUri(name: string): boolean {
  return /^(https?:\/\/|data:)/.test(name);
}

/**
 * A single input that is not there is a mistake on the command line; one of many fails for itself.
 *
 * @throws SettingsError when it cannot be read
 */
export async function checkReadable({ names: [only = ""], isList }: Inputs): Promise<void> {
  // It is not read yet: a pipe can be read once.
  if (!isList && !isUri(only)) await access(only, constants.R_OK).catch(unreadable(only));
}

/** @throws SettingsError when the file cannot be read */
export async function sourceOf(name: string): Promise<Source> {
  if (isUri(name)) return { uri: name };
  return { body: [await readFile(name).catch(unreadable(name))] };
}

function unreadable(name: string): (error: unknown) => never {
  return (error) => {
    throw new SettingsError(`${name}: cannot be read (${messageOf(error)})`);
  };
}
