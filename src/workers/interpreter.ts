import type { StdioOptions } from "node:child_process";
import { spawn } from "node:child_process";
import { access, constants, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { messageOf } from "../contract/text.ts";
import { inheritedEnvironment } from "./inherited.ts";

/** The environment cannot be had here. The message gives the reason and the remedy, for the operator. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** What an interpreter said about itself when it was run. */
export interface Interpreter {
  /** Absolute path: as set, since it may be a wrapper; for a name on PATH, as the interpreter behind its shim says. */
  readonly executable: string;
  /** Like "3.11.7". */
  readonly version: string;
  /** Real path of the interpreter outside of any virtual environment. */
  readonly base: string;
  /** Machine, C library and build: what compiled packages depend on beside the version. */
  readonly platform: string;
  /** Version of the pip that it puts into new virtual environments; "" when it cannot make any. */
  readonly bundledPip: string;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** A descriptor that the command, and what it starts, holds open as its number 3. */
  readonly inherited?: number;
  /** Called for each line of either output. */
  readonly onLine: (line: string, from: "stdout" | "stderr") => void;
}

/** Runs on CPython 2.7 and 3; the release's own modules must not shadow what it imports. */
const PROBE = `
import sys
sys.path[:] = [path for path in sys.path if path]
import os, sysconfig
prefix = getattr(sys, 'real_prefix', getattr(sys, 'base_prefix', sys.prefix))
base = os.path.join(prefix, 'bin', 'python%d.%d' % sys.version_info[:2])
if prefix == sys.prefix or not os.path.exists(base):
    base = sys.executable
platform = [sysconfig.get_platform(), str(sysconfig.get_config_var('SOABI')), str(sys.maxunicode)]
try:
    import ensurepip, venv
    pip = ensurepip.version()
except ImportError:
    pip = ''
version = '%d.%d.%d' % sys.version_info[:3]
print('\\t'.join(['interpreter', sys.executable, version, os.path.realpath(base), ' '.join(platform), pip]))
`;

/** Variables that lead an interpreter to foreign modules, or pip to another place than the virtual environment. */
const LEAKING = [
  "PYTHONPATH",
  "PYTHONHOME",
  "PYTHONSTARTUP",
  "PYTHONUSERBASE",
  "__PYVENV_LAUNCHER__",
  "PIP_PREFIX",
  "PIP_PYTHON",
  "PIP_ROOT",
  "PIP_TARGET",
];

/**
 * Finds an interpreter by running it.
 *
 * @param python a name on PATH, a path, or the folder of a virtual environment; relative to `folder`
 * @throws EnvironmentError when there is none, or it does not run
 */
export async function findInterpreter(python: string, folder: string, signal: AbortSignal): Promise<Interpreter> {
  let reason = python.includes("/") ? "not found" : "not found on PATH";
  for (const path of await candidates(python, folder)) {
    const found = await probe(path, folder, signal);
    if (typeof found !== "string") return python.includes("/") ? { ...found, executable: path } : found;
    reason = found;
  }
  throw new EnvironmentError(`python: ${python} ${reason}; install it or set "python:" in release.yaml`);
}

/** What the host's own Python programs run on, the likeliest first. */
const OWN = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python3.9", "python3.8"];
const OLDEST_MINOR = 8;

/**
 * Finds an interpreter for the host's own Python programs, whatever the releases run on.
 *
 * @param folder an existing one
 * @throws EnvironmentError when there is none that is new enough and can make virtual environments
 */
export async function findOwnInterpreter(folder: string, signal: AbortSignal): Promise<Interpreter> {
  for (const name of OWN) {
    const found = await findInterpreter(name, folder, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return undefined;
    });
    const [major, minor = 0] = found?.version.split(".").map(Number) ?? [];
    if (found !== undefined && found.bundledPip !== "" && major === 3 && minor >= OLDEST_MINOR) return found;
  }
  throw new EnvironmentError(
    `evalbridge's own Python programs (virtualenv, for Python 2.7, is one) need a Python 3.${OLDEST_MINOR} or newer with ` +
      "venv on PATH, whatever the releases run on; install one (Debian, Ubuntu: apt-get install python3-venv)",
  );
}

/**
 * Runs a command to its end, in a process group of its own; abort kills the group.
 *
 * @returns its exit status; null when a signal ended it
 * @throws EnvironmentError on abort; the system's error when the command cannot be started
 */
export function run({ file, args, cwd, signal, inherited, onLine }: Command): Promise<number | null> {
  const stopped = () => new EnvironmentError("stopped before Python had done its work; try again");
  if (signal.aborted) return Promise.reject(stopped());
  return new Promise((settle, reject) => {
    const stdio: StdioOptions = ["ignore", "pipe", "pipe", inherited ?? "ignore"];
    const child = spawn(file, args, { cwd, env: cleanEnvironment(), detached: true, stdio });
    // At once: when there are no descriptors left, the error comes and the streams do not.
    child.once("error", reject);
    const kill = () => killGroup(child.pid);
    signal.addEventListener("abort", kill, { once: true });
    for (const from of ["stdout", "stderr"] as const) {
      const input = child[from];
      if (input != null) createInterface({ input }).on("line", (line) => onLine(line, from));
    }
    child.once("close", (status) => {
      signal.removeEventListener("abort", kill);
      if (signal.aborted) reject(stopped());
      else settle(status);
    });
  });
}

async function candidates(python: string, folder: string): Promise<string[]> {
  const path = resolve(folder, python);
  const inFolder = join(path, "bin", "python");
  if (await isExecutable(inFolder)) return [inFolder];
  if (python.includes("/")) return (await isExecutable(path)) ? [path] : [];
  const { PATH = "" } = process.env;
  const folders = [...PATH.split(delimiter).filter(isAbsolute), ...(await pyenvFolders())];
  const paths = folders.map((entry) => join(entry, python));
  const executable = await Promise.all(paths.map(isExecutable));
  return paths.filter((_, index) => executable[index]);
}

/** A pyenv shim refuses versions that are installed but not chosen; they are here, the newest first. */
async function pyenvFolders(): Promise<string[]> {
  const { PYENV_ROOT = join(homedir(), ".pyenv") } = process.env;
  const versions = join(PYENV_ROOT, "versions");
  const names = await readdir(versions).catch(() => []);
  const newestFirst = names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  return newestFirst.map((name) => join(versions, name, "bin"));
}

/** @returns the interpreter, or why the file is none */
async function probe(file: string, cwd: string, signal: AbortSignal): Promise<Interpreter | string> {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  try {
    await run({ file, args: ["-c", PROBE], cwd, signal, onLine });
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    return `cannot be started (${file}: ${messageOf(error)})`;
  }
  const fields = lines.findLast((line) => line.startsWith("interpreter\t"))?.split("\t") ?? [];
  const [, executable, version, base, platform, bundledPip] = fields;
  if (!executable || !version || !base || !platform || bundledPip === undefined) {
    return `does not run as Python (${file}: ${lines.find((line) => line.trim() !== "") ?? "it printed nothing"})`;
  }
  return { executable, version, base, platform, bundledPip };
}

/** The host's environment, with the user's pip settings (index, proxy, certificates), less what leaks. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const env = { ...inheritedEnvironment(), PIP_USER: "0", PYTHONIOENCODING: "utf-8", PYTHONUNBUFFERED: "1" };
  return Object.fromEntries(Object.entries(env).filter(([name]) => !LEAKING.includes(name)));
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
