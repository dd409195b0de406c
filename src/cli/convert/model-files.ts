import { createReadStream, createWriteStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";
import type { Program } from "./program.ts";
import { readProgram } from "./program.ts";

/** A Paddle inference model on disk. */
export interface ModelFiles {
  readonly programFile: string;
  readonly program: Program;
  /** One file with all parameters, or a file for each in the order in which one file would hold them; may be empty. */
  readonly parameterFiles: readonly string[];
}

/**
 * Finds a model in a folder by the names that Paddle gives its files: `__model__` with `__params__` or a file for each
 * parameter, or else the only `*.pdmodel` with its `*.pdiparams`.
 *
 * @param programName of the program's file, instead
 * @param parametersName of the file with all parameters, instead
 * @throws SettingsError naming what is missing or cannot be read
 */
export async function findModelFiles(
  folder: string,
  programName: string | undefined,
  parametersName: string | undefined,
): Promise<ModelFiles> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new SettingsError(`${folder}: cannot be read (${messageOf(error)})`);
  });
  const programFile = join(folder, programName ?? nameOfProgram(folder, names));
  const program = await read(programFile);
  const together = parametersName ?? nameOfParameters(basename(programFile), names);
  const parameterFiles = (together === undefined ? program.parameters : [together]).map((name) => join(folder, name));
  for (const file of program.parameters.length === 0 ? [] : parameterFiles) await checkFile(file);
  return { programFile, program, parameterFiles: program.parameters.length === 0 ? [] : parameterFiles };
}

/** Writes all parameters into one file: the files of single ones, one behind the other. */
export async function joinParameters({ parameterFiles }: ModelFiles, target: string): Promise<void> {
  await pipeline(contentsOf(parameterFiles), createWriteStream(target));
}

async function* contentsOf(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file);
}

function nameOfProgram(folder: string, names: readonly string[]): string {
  if (names.includes("__model__")) return "__model__";
  const programs = names.filter((name) => name.endsWith(".pdmodel"));
  const [name] = programs;
  if (programs.length === 1 && name !== undefined) return name;
  if (programs.length > 1) {
    throw new SettingsError(`${folder}: holds ${programs.sort().join(", ")}; name one by --model_filename`);
  }
  const newer = names.find((one) => one.endsWith(".json") && names.includes(one.replace(/json$/, "pdiparams")));
  if (newer !== undefined) {
    throw new SettingsError(
      `${join(folder, newer)}: is Paddle 3's own form, which Paddle Serving never read; save it with ` +
        "FLAGS_enable_pir_api=0, or make model.onnx with paddle2onnx 2",
    );
  }
  throw new SettingsError(`${folder}: holds no Paddle model (__model__ or *.pdmodel); name it by --model_filename`);
}

function nameOfParameters(program: string, names: readonly string[]): string | undefined {
  const candidates = program.endsWith(".pdmodel")
    ? [program.replace(/pdmodel$/, "pdiparams"), ...names.filter((name) => name.endsWith(".pdiparams"))]
    : ["__params__"];
  return candidates.find((name) => names.includes(name));
}

async function read(file: string): Promise<Program> {
  await checkFile(file);
  const bytes = await readFile(file);
  try {
    return readProgram(bytes);
  } catch (error) {
    const why = `${messageOf(error)}; one that is encrypted cannot be converted`;
    throw new SettingsError(`${file}: is no program of a Paddle inference model (${why})`);
  }
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new SettingsError(`${file}: there is no such file`);
}
