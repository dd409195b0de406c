import { createHash } from "node:crypto";
import type { WriteStream } from "node:fs";
import { createWriteStream } from "node:fs";
import { access, mkdir, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brief, causeOf, diskFull } from "./build-failure.ts";
import { lackingIn, packageFolders } from "./installed.ts";
import type { Interpreter } from "./interpreter.ts";
import { EnvironmentError, findInterpreter, findOwnInterpreter, run } from "./interpreter.ts";
import { copyWithoutReplaced, readRequirements } from "./requirements.ts";

/** An interpreter that can run a release. */
export interface Environment {
  /** Absolute path. */
  readonly python: string;
  /** Like "3.11.7". */
  readonly version: string;
}

export interface EnvironmentOptions {
  /** The version folder, or where its Python lies; its `requirements.txt` may be absent or empty. */
  readonly folder: string;
  /** A name on PATH, a path, or the folder of a virtual environment; relative to `home`. */
  readonly python: string;
  /** `folder`, unless another is given. */
  readonly home?: string;
  /** Absolute path of the folder that environments are kept in. */
  readonly cacheDir: string;
  /** Told in one short line what is being done. */
  readonly onProgress: (line: string) => void;
  /** Abort ends the build and all its processes. */
  readonly signal: AbortSignal;
  /**
   * Packages that are needed whatever `requirements.txt` says, named like their modules. It may name one of its own choice,
   * such as `onnxruntime-gpu` for `onnxruntime`.
   */
  readonly needs?: readonly string[];
  /** Also what evalbridge's own modules replace: for comparing them with it. */
  readonly withReplaced?: boolean;
}

/** Part of each key: another number makes all environments anew. */
const LAYOUT = "1";
/** The last one that makes environments for Python 2.7. */
const VIRTUALENV = "20.21.1";
/** Written last. */
const MARKER = "evalbridge-complete";

/**
 * Finds the interpreter of a release. Unless it already has what the `requirements.txt` asks for, makes a virtual
 * environment with that, or finds the one made before. It is made from the base interpreter and sees nothing else that
 * is installed: an environment that is named stays as it is, and what is in the new one does not depend on it.
 *
 * @throws EnvironmentError with the reason and the remedy
 */
export async function prepareEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { folder, python, home = folder, cacheDir, needs = [], signal, withReplaced = false } = options;
  const interpreter = await findInterpreter(python, home, signal);
  const { version, executable } = interpreter;
  const file = join(folder, "requirements.txt");
  const { digest, replaced, names } = await readRequirements(file, withReplaced);
  if (replaced.length > 0) options.onProgress(`evalbridge brings ${replaced.join(", ")}: left out of requirements.txt`);
  const isNamed = (need: string) => names.some((name) => name === need || name.startsWith(`${need}-`));
  const added = version.startsWith("2.") ? [] : needs.filter((need) => !isNamed(need));
  if (digest === undefined && added.length === 0) return { python: executable, version };
  const requirements = digest === undefined ? undefined : file;
  const lacking = await lackingIn(executable, { requirements, replaced, modules: added }, signal);
  if (lacking === "") return { python: executable, version };
  // What is needed besides must not take from a script what its interpreter has.
  const isLaidOver =
    added.length > 0 && (await lackingIn(executable, { requirements, replaced, modules: [] }, signal)) === "";
  const key = createHash("sha256");
  for (const part of [
    LAYOUT,
    version,
    interpreter.platform,
    interpreter.base,
    digest ?? "",
    ...(withReplaced ? ["with replaced"] : []),
    ...added,
    ...(isLaidOver ? [`over ${executable}`] : []),
  ])
    key.update(`${part}\n`);
  const target = join(cacheDir, "environments", key.digest("hex"));
  await buildOnce(target, interpreter, options, (build) =>
    installRelease(build, { lacking, replaced: isLaidOver ? undefined : replaced, added }),
  );
  return { python: join(target, "bin", "python"), version };
}

/** A build under way: runs its steps one after another, and keeps what they print. */
interface Build extends EnvironmentOptions {
  /** The folder being built. */
  readonly target: string;
  readonly interpreter: Interpreter;
  /** Descriptor of the lock file. */
  readonly lock: number;
  /** Everything that the steps print. */
  readonly log: WriteStream;
}

/**
 * Builds a folder unless it is complete. One builder works at a time, in whatever process. The kernel drops its lock
 * when the host and all that it started have ended, however that came about, so no lock is ever stale.
 */
async function buildOnce(
  target: string,
  interpreter: Interpreter,
  options: EnvironmentOptions,
  install: (build: Build) => Promise<void>,
): Promise<void> {
  if (await isComplete(target)) return;
  try {
    await mkdir(dirname(target), { recursive: true });
    const lock = await open(`${target}.lock`, "w");
    try {
      await acquire(lock.fd, interpreter, options);
      if (await isComplete(target)) return;
      const log = createWriteStream(`${target}.log`).on("error", () => undefined);
      await buildAnew({ ...options, target, interpreter, lock: lock.fd, log }, install);
    } finally {
      await lock.close();
    }
  } catch (error) {
    throw explained(error, options.cacheDir);
  }
}

async function isComplete(target: string): Promise<boolean> {
  return (await exists(join(target, MARKER))) && (await exists(join(target, "bin", "python")));
}

/** Node cannot lock files; a child that shares the descriptor can, and the lock stays with the descriptor. */
const LOCK = `
import fcntl, sys
try:
    fcntl.flock(3, fcntl.LOCK_EX | fcntl.LOCK_NB)
except (IOError, OSError):
    print('waiting for another build of the same environment')
    fcntl.flock(3, fcntl.LOCK_EX)
`;

async function acquire(lock: number, { base }: Interpreter, options: EnvironmentOptions): Promise<void> {
  const { cacheDir, signal, onProgress } = options;
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    if (line.startsWith("waiting")) onProgress(line);
  };
  const status = await run({ file: base, args: ["-c", LOCK], cwd: cacheDir, signal, inherited: lock, onLine });
  if (status === 0) return;
  const reason = lines.at(-1) ?? `exit status ${status}`;
  throw new EnvironmentError(
    `${cacheDir} cannot be locked (${reason}); set EVALBRIDGE_CACHE to a folder on a local disk`,
  );
}

async function buildAnew(build: Build, install: (build: Build) => Promise<void>): Promise<void> {
  const { target, log } = build;
  await rm(target, { recursive: true, force: true });
  try {
    await install(build);
    await writeFile(join(target, MARKER), "");
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw error;
  } finally {
    await new Promise((ended) => log.end(ended));
  }
}

interface Wanted {
  /** What the interpreter does not have. */
  readonly lacking: string;
  /** Packages that are left out of requirements.txt; undefined: the interpreter has what it asks for, and is built upon. */
  readonly replaced: readonly string[] | undefined;
  /** Packages that are needed besides. */
  readonly added: readonly string[];
}

async function installRelease(build: Build, { lacking, replaced, added }: Wanted): Promise<void> {
  const { folder, interpreter, target, onProgress } = build;
  const { version, executable } = interpreter;
  onProgress(`making a virtual environment for Python ${version} (in ${executable}: ${brief(lacking)})`);
  await (interpreter.version.startsWith("2.") ? makeLegacyVenv(build) : makeVenv(build));
  if (replaced === undefined) {
    await layOver(build);
    return pip(build, folder, added);
  }
  if (replaced.length === 0) return pip(build, folder, ["-r", "requirements.txt", ...added]);
  const copies = join(target, "requirements");
  await mkdir(copies);
  const copy = await copyWithoutReplaced(join(folder, "requirements.txt"), copies);
  await pip(build, folder, ["-r", copy, ...added]);
}

/** Lets the environment find what its interpreter has, behind what it has itself. */
async function layOver({ interpreter, target, signal }: Build): Promise<void> {
  const { executable, version } = interpreter;
  const folders = await packageFolders(executable, target, signal);
  const lines = folders.map((path) => `import site; site.addsitedir(${JSON.stringify(path)})\n`);
  const [minor = ""] = /^\d+\.\d+/.exec(version) ?? [];
  await writeFile(join(target, "lib", `python${minor}`, "site-packages", "evalbridge.pth"), lines.join(""));
}

async function makeVenv(build: Build): Promise<void> {
  const { base, version, bundledPip } = build.interpreter;
  if (bundledPip === "") {
    throw new EnvironmentError(
      `${base} (Python ${version}) cannot make virtual environments: its module venv or ensurepip is missing; ` +
        'install it (Debian, Ubuntu: apt-get install python3-venv) or set "python:" in release.yaml to another one',
    );
  }
  await step(build, build.cacheDir, base, ["-m", "venv", "--without-pip", build.target]);
  // venv would run this itself, but hide what it prints.
  await step(build, build.cacheDir, join(build.target, "bin", "python"), ["-Im", "ensurepip", "--default-pip"]);
  if (knowsWheels(bundledPip)) return;
  build.onProgress(`bringing pip ${bundledPip} up to date`);
  await pip(build, build.cacheDir, ["--upgrade", "pip"]).catch((error: unknown) => {
    if (build.signal.aborted) throw error;
    build.onProgress(`pip ${bundledPip} stays, its update failed`);
  });
}

/** Since 20.3 pip takes the wheels that are made today (PEP 600); an older one would compile the sources instead. */
function knowsWheels(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 20 || (major === 20 && minor >= 3);
}

/** Python 2.7 has no venv; virtualenv, in an environment of its own on a newer Python, makes one for it. */
async function makeLegacyVenv(build: Build): Promise<void> {
  const { cacheDir, interpreter, signal, target } = build;
  const own = await findOwnInterpreter(cacheDir, signal);
  const tools = join(cacheDir, "tools");
  const tool = join(tools, `virtualenv-${VIRTUALENV}`);
  await buildOnce(tool, own, build, async (toolBuild) => {
    toolBuild.onProgress(`making virtualenv ${VIRTUALENV}, for Python 2.7`);
    await makeVenv(toolBuild);
    await pip(toolBuild, tools, [`virtualenv==${VIRTUALENV}`]);
  });
  const options = ["--app-data", join(tools, "virtualenv-data"), "--no-download", "--no-periodic-update"];
  const args = ["-m", "virtualenv", ...options, "-p", interpreter.base, target];
  await step(build, cacheDir, join(tool, "bin", "python"), args);
}

/** pip is run by its path: with `-m`, Python 3.6 would import modules that the release's folder happens to have. */
async function pip(build: Build, cwd: string, what: readonly string[]): Promise<void> {
  const bin = join(build.target, "bin");
  const options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"];
  await step(build, cwd, join(bin, "python"), [join(bin, "pip"), "install", ...options, ...what]);
}

/** @throws EnvironmentError when the command fails */
async function step(build: Build, cwd: string, file: string, args: readonly string[]): Promise<void> {
  const { signal, lock: inherited, log } = build;
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    log.write(`${line}\n`);
    const [, progress] = PROGRESS.exec(line) ?? [];
    if (progress !== undefined) build.onProgress(progress.slice(0, MAX_PROGRESS));
  };
  log.write(`$ ${[file, ...args].join(" ")}\n`);
  const status = await run({ file, args, cwd, signal, inherited, onLine });
  if (status !== 0) throw new EnvironmentError(`${causeOf(lines, build)} (all output: ${build.target}.log)`);
}

/** What pip says of its steps. */
const PROGRESS = /^\s*((?:Collecting|Downloading|Building wheel for|Running setup\.py|Installing) .*)/;
/** Characters of a line of progress. */
const MAX_PROGRESS = 160;

/** The cache itself may be what fails. */
function explained(error: unknown, cacheDir: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "ENOSPC" || error.code === "EDQUOT") return new EnvironmentError(diskFull(cacheDir));
  return new EnvironmentError(
    `the Python environment could not be built in ${cacheDir} (${error.message}); set EVALBRIDGE_CACHE to a folder ` +
      "that the host can write to",
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
