import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** A CPython that runs on this machine. */
export interface FoundInterpreter {
  /** Like "3.11.7". */
  readonly version: string;
  /** Like "3.11". */
  readonly minor: string;
  /** Absolute path of the interpreter itself, not of a shim. */
  readonly path: string;
}

/** The minor versions that a release may need; `npm run test:interpreters` fails unless each has run. */
export const REQUIRED = ["2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"] as const;

const NAMES = ["python3", ...REQUIRED.map((minor) => `python${minor}`)];
const PROBE =
  "import platform, sys; print('\\t'.join([platform.python_implementation(), platform.python_version(), sys.executable]))";

let once: Promise<FoundInterpreter[]> | undefined;

/** Runs what pyenv and PATH offer, once, and returns one CPython of each minor version, the oldest first. */
export function findInterpreters(): Promise<FoundInterpreter[]> {
  once ??= runAll();
  return once;
}

async function runAll(): Promise<FoundInterpreter[]> {
  const found = await Promise.all((await candidates()).map(probe));
  const byMinor = new Map<string, FoundInterpreter>();
  for (const interpreter of found) {
    if (interpreter !== undefined && !byMinor.has(interpreter.minor)) byMinor.set(interpreter.minor, interpreter);
  }
  return [...byMinor.values()].sort((a, b) => a.minor.localeCompare(b.minor, "en", { numeric: true }));
}

/** A pyenv shim is left out: it only leads to one of pyenv's versions, slowly. */
async function candidates(): Promise<string[]> {
  const { PATH = "", PYENV_ROOT = join(homedir(), ".pyenv") } = process.env;
  const versions = await readdir(join(PYENV_ROOT, "versions")).catch(() => []);
  const pyenv = versions.map((name) => join(PYENV_ROOT, "versions", name, "bin", "python"));
  const folders = PATH.split(delimiter).filter((folder) => folder !== "" && !folder.endsWith("/shims"));
  return [...pyenv, ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))];
}

/** Undefined when nothing is there, it does not run, or it is no CPython. */
async function probe(file: string): Promise<FoundInterpreter | undefined> {
  const run = promisify(execFile)(file, ["-c", PROBE], { timeout: 20_000 });
  const { stdout } = await run.catch(() => ({ stdout: "" }));
  const [implementation, version, path] = stdout.trim().split("\t");
  if (implementation !== "CPython" || version === undefined || path === undefined) return undefined;
  return { version, minor: version.split(".").slice(0, 2).join("."), path };
}
