import { devNull } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { lastWord } from "./build-failure.ts";
import { run } from "./interpreter.ts";

/** The package's own folder: this file is `<root>/src/workers/installed.ts`, or the same under `dist`. */
const CHECK = fileURLToPath(new URL("../../python/environment/check_requirements.py", import.meta.url));
const VERDICT = "requirements\t";

/** What an interpreter is to have. */
export interface Asked {
  /** Path of a requirements.txt; undefined where none asks for anything. */
  readonly requirements: string | undefined;
  /** Packages in it that are not looked for, as indexes compare names. */
  readonly replaced: readonly string[];
  /** Modules that must be there, too. */
  readonly modules: readonly string[];
}

/** @returns what of it an interpreter does not have; "" when it has everything */
export async function lackingIn(
  python: string,
  { requirements = devNull, replaced, modules }: Asked,
  signal: AbortSignal,
): Promise<string> {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  const args = ["-B", CHECK, requirements, ...replaced, ...modules.map((name) => `+${name}`)];
  await run({ file: python, args, cwd: dirname(requirements), signal, onLine });
  const verdict = lines.findLast((line) => line.startsWith(VERDICT));
  return verdict?.slice(VERDICT.length) ?? `what is installed cannot be told: ${lastWord(lines)}`;
}

const SITES = "sites\t";
const TELL_SITES = `
import json, os, sys
names = ("site-packages", "dist-packages")
print(${JSON.stringify(SITES)} + json.dumps([path for path in sys.path if os.path.basename(path) in names]))
`;

/** The folders that an interpreter finds installed packages in, the first ones first. */
export async function packageFolders(python: string, cwd: string, signal: AbortSignal): Promise<readonly string[]> {
  const lines: string[] = [];
  await run({ file: python, args: ["-c", TELL_SITES], cwd, signal, onLine: (line) => lines.push(line) });
  const found: unknown = JSON.parse(lines.findLast((line) => line.startsWith(SITES))?.slice(SITES.length) ?? "[]");
  return Array.isArray(found) ? found.filter((path) => typeof path === "string") : [];
}
