import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SettingsError } from "../../contract/settings.ts";
import { prepareEnvironment } from "../../workers/environment.ts";
import type { Interpreter } from "../../workers/interpreter.ts";
import { EnvironmentError, findInterpreter, run } from "../../workers/interpreter.ts";
import { note } from "../output.ts";

/** This file is `<root>/src/cli/convert/to-onnx.ts`, or the same under `dist`. */
const CONVERTER = fileURLToPath(new URL("../../../python/evalbridge_converter/", import.meta.url));
/** What its paddle2onnx has been built for. */
const OLDEST_MINOR = 8;
const NEWEST_MINOR = 12;

/** One model's conversion. */
export interface Conversion {
  /** The program's file. */
  readonly program: string;
  /** The file with all its parameters; "" when it has none. */
  readonly parameters: string;
  /** Where the ONNX model is written. */
  readonly target: string;
}

export interface ConverterOptions {
  /** The interpreter whose environment it is; undefined: the first that will do. */
  readonly python: string | undefined;
  readonly cacheDir: string;
  readonly signal: AbortSignal;
}

/**
 * Makes an ONNX model of a Paddle program by paddle2onnx, in an environment of its own.
 *
 * @throws SettingsError when it cannot be had, or cannot convert the model
 */
export async function toOnnx({ program, parameters, target }: Conversion, options: ConverterOptions): Promise<void> {
  try {
    const { python } = await prepareEnvironment({
      folder: CONVERTER,
      python: await interpreterFor(options),
      home: process.cwd(),
      cacheDir: join(options.cacheDir, "tools"),
      onProgress: (line) => note(`paddle2onnx: ${line}`),
      signal: options.signal,
    });
    const lines: string[] = [];
    const status = await run({
      file: python,
      args: ["-EsB", join(CONVERTER, "to_onnx.py"), program, parameters, target],
      cwd: CONVERTER,
      signal: options.signal,
      onLine: (line) => lines.push(line),
    });
    if (status !== 0) throw new SettingsError(`${program}: paddle2onnx cannot convert it: ${reasonIn(lines)}`);
  } catch (error) {
    if (error instanceof EnvironmentError) throw new SettingsError(error.message);
    throw error;
  }
}

async function interpreterFor({ python, signal }: ConverterOptions): Promise<string> {
  if (python !== undefined) {
    const found = await findInterpreter(python, process.cwd(), signal);
    if (isSuited(found)) return found.executable;
    throw new SettingsError(`--python: ${python} is Python ${found.version}; ${WANTED}`);
  }
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => NEWEST_MINOR - index);
  for (const name of ["python3", ...minors.map((minor) => `python3.${minor}`)]) {
    const found = await findInterpreter(name, process.cwd(), signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return undefined;
    });
    if (found !== undefined && isSuited(found)) return found.executable;
  }
  throw new SettingsError(
    `${WANTED}: install one (Debian, Ubuntu: apt-get install python3-venv), or name it by --python`,
  );
}

const WANTED = `paddle2onnx needs a Python 3.${OLDEST_MINOR} to 3.${NEWEST_MINOR} with venv`;

function isSuited({ version, bundledPip }: Interpreter): boolean {
  const [major, minor = 0] = version.split(".").map(Number);
  return major === 3 && minor >= OLDEST_MINOR && minor <= NEWEST_MINOR && bundledPip !== "";
}

/** The first line that names an operator or an error, else the last that says anything. */
function reasonIn(lines: readonly string[]): string {
  const stated = lines.map((line) => line.replace("[Paddle2ONNX]", "").trim()).filter((line) => line !== "");
  return stated.find((line) => /not supported|error/i.test(line)) ?? stated.at(-1) ?? "it said nothing";
}
