import { copyFile, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { SettingsError } from "../contract/settings.ts";
import type { ModelFiles } from "./convert/model-files.ts";
import { findModelFiles, joinParameters } from "./convert/model-files.ts";
import type { ModelConfig } from "./convert/prototxt.ts";
import { modelConfig } from "./convert/prototxt.ts";
import { toOnnx } from "./convert/to-onnx.ts";
import { interruptible } from "./host.ts";
import { configOf } from "./options.ts";
import { say } from "./output.ts";

/** The flags of `paddle_serving_client.convert`, and where paddle2onnx runs. */
export interface ConvertOptions {
  readonly dirname?: string;
  readonly model_filename?: string;
  readonly params_filename?: string;
  readonly serving_server: string;
  readonly serving_client: string;
  readonly feed_alias_names?: string;
  readonly fetch_alias_names?: string;
  /** Any text but an empty one, as there; true where the flag stands alone. */
  readonly show_proto?: string | true;
  readonly python?: string;
}

/** What a server's folder is known by. */
const SERVER_CONFIG = "serving_server_conf.prototxt";
const ONNX_MODEL = "model.onnx";
/** Names in the server's folder where the caller gave none and they were Paddle's oldest. */
const PROGRAM = "model.pdmodel";
const PARAMETERS = "params.pdiparams";

/**
 * `evalbridge convert`: writes the server's and the client's folder of a Paddle inference model, as Paddle Serving's own
 * convert does, and beside the server's prototxt the same model for ONNX Runtime.
 *
 * @param given a server's folder, which only gets the latter
 */
export async function convert(given: string | undefined, options: ConvertOptions): Promise<void> {
  const { dirname } = options;
  if (given === undefined ? dirname === undefined : dirname !== undefined) {
    throw new SettingsError("name one folder: --dirname for a model as Paddle saved it, else a server's");
  }
  if (given !== undefined) return addOnnx(given, options);
  if (dirname !== undefined) return makeFolders(dirname, options);
}

async function addOnnx(folder: string, options: ConvertOptions): Promise<void> {
  const model = await findModelFiles(folder, options.model_filename, options.params_filename);
  if ((await stat(join(folder, SERVER_CONFIG)).catch(() => undefined)) === undefined) {
    throw new SettingsError(`${folder}: holds no ${SERVER_CONFIG}; for a model as Paddle saved it use --dirname`);
  }
  await withOnnx(model, options, (onnx) => copyFile(onnx, join(folder, ONNX_MODEL)));
  say(`${join(folder, ONNX_MODEL)} is made`);
}

async function makeFolders(folder: string, options: ConvertOptions): Promise<void> {
  const { model_filename, params_filename, serving_server: server, serving_client: client } = options;
  const model = await findModelFiles(folder, model_filename, params_filename);
  const config = modelConfig(model.program, split(options.feed_alias_names), split(options.fetch_alias_names));
  if (options.show_proto) return say(config.text);
  await withOnnx(model, options, async (onnx, parameters) => {
    await Promise.all([server, client].map((path) => mkdir(path, { recursive: true })));
    await copyFile(model.programFile, join(server, model_filename ?? newName(model.programFile, PROGRAM)));
    const joined = model.parameterFiles.length === 1 ? model.parameterFiles[0] : undefined;
    const parametersName = params_filename ?? newName(joined ?? PARAMETERS, PARAMETERS);
    if (parameters !== "") await copyFile(parameters, join(server, parametersName));
    await copyFile(onnx, join(server, ONNX_MODEL));
    await writeConfig(server, "server", config);
    await writeConfig(client, "client", config);
  });
  say(`${server} and ${client} are made, with ${join(server, ONNX_MODEL)}`);
}

async function writeConfig(folder: string, side: "server" | "client", { text, stream }: ModelConfig): Promise<void> {
  await writeFile(join(folder, `serving_${side}_conf.prototxt`), text);
  await writeFile(join(folder, `serving_${side}_conf.stream.prototxt`), stream);
}

/** @param use gets the ONNX model and the one file with all parameters, which are gone afterwards; "" where there are none */
async function withOnnx(
  model: ModelFiles,
  { python }: ConvertOptions,
  use: (onnx: string, parameters: string) => Promise<void>,
): Promise<void> {
  const { config } = await configOf(".", {}, {});
  const scratch = await mkdtemp(join(tmpdir(), "evalbridge-convert-"));
  try {
    const target = join(scratch, ONNX_MODEL);
    const parameters = model.parameterFiles.length === 0 ? "" : join(scratch, PARAMETERS);
    if (parameters !== "") await joinParameters(model, parameters);
    const conversion = { program: resolve(model.programFile), parameters, target };
    await interruptible((signal) => toOnnx(conversion, { python, cacheDir: config.cache, signal }));
    await use(target, parameters);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function newName(file: string, instead: string): string {
  const name = basename(file);
  return name.startsWith("__") ? instead : name;
}

function split(names: string | undefined): string[] | undefined {
  return names?.split(",");
}
