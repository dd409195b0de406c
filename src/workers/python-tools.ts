import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Static, TSchema } from "typebox";
import { validated } from "../contract/settings.ts";
import { messageOf } from "../contract/text.ts";
import { prepareEnvironment } from "./environment.ts";
import { EnvironmentError, findOwnInterpreter, run } from "./interpreter.ts";

/** Where `evalbridge_tools` lies: this file is `<root>/src/workers/python-tools.ts`, or the same under `dist`. */
const PYTHON = fileURLToPath(new URL("../../python/", import.meta.url));

const TOOLS = join(PYTHON, "evalbridge_tools");
/** The world that translations run in, with the table of renames that the tools share with it. */
const PYTHON2 = join(PYTHON, "evalbridge_runner/python2");

/** Those that get along with the standard library, and run before any environment is built. */
const WITHOUT_PACKAGES = new Set(["detect"]);
/** A tool could not do its work. The message says which and why, for the operator. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

export interface ToolOptions {
  /** Absolute path of `$EVALBRIDGE_CACHE`; the tools' environment is built below it on first use. */
  readonly cacheDir: string;
  /** Told in one short line what is being done. */
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs `python -m evalbridge_tools <command> ...` and returns the JSON that it prints.
 *
 * @param schema what the JSON must be
 * @throws EnvironmentError when the tools' environment cannot be had; ToolError when the tool fails
 */
export async function runTool<T extends TSchema>(
  schema: T,
  command: string,
  args: readonly string[],
  options: ToolOptions,
): Promise<Static<T>> {
  const python = WITHOUT_PACKAGES.has(command) ? await barePython(options.signal) : await toolsPython(options);
  const output = await execute(python, ["-m", "evalbridge_tools", command, ...args], command, options.signal);
  try {
    return validated(schema, JSON.parse(output), `evalbridge_tools ${command}`);
  } catch (error) {
    throw new ToolError(messageOf(error));
  }
}

/** A digest of the tools' own sources: what they made before is theirs no more when it changes. */
export async function toolsDigest(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of [TOOLS, PYTHON2]) {
    const names = await readdir(folder, { recursive: true });
    for (const name of names.filter((entry) => /\.(py|txt)$/.test(entry)).sort()) {
      hash.update(`${name}\n`).update(await readFile(join(folder, name)));
    }
  }
  return hash.digest("hex");
}

/** What `toolsPython` found, by cache folder: to look again takes longer than most tools do. */
const found = new Map<string, string>();

/** The interpreter of the tools' own environment: the tools read Python sources and never run in a release's. */
async function toolsPython({ cacheDir, onProgress, signal }: ToolOptions): Promise<string> {
  const known = found.get(cacheDir);
  if (known !== undefined && existsSync(known)) return known;
  const { python } = await prepareEnvironment({
    folder: TOOLS,
    python: await barePython(signal),
    cacheDir: join(cacheDir, "tools"),
    onProgress: (line) => onProgress(`Python tools: ${line}`),
    signal,
  }).catch((error: unknown) => {
    if (!(error instanceof EnvironmentError)) throw error;
    throw new EnvironmentError(`the environment of the Python tools cannot be had: ${error.message}`);
  });
  found.set(cacheDir, python);
  return python;
}

async function barePython(signal: AbortSignal): Promise<string> {
  const { executable } = await findOwnInterpreter(PYTHON, signal);
  return executable;
}

async function execute(python: string, args: readonly string[], command: string, signal: AbortSignal): Promise<string> {
  const lines = { stdout: [""], stderr: [""] };
  // -E and -s: neither PYTHON* variables nor the user's packages; -B: the installation stays as it is.
  const status = await run({
    file: python,
    args: ["-E", "-s", "-B", ...args],
    cwd: PYTHON,
    signal,
    onLine: (line, from) => lines[from].push(line),
  });
  if (status === 0) return lines.stdout.join("");
  const said = lines.stderr.findLast((line) => line.trim() !== "") ?? `it ended with status ${status}`;
  throw new ToolError(`evalbridge_tools ${command} failed: ${said}`);
}
