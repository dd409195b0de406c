import { join } from "node:path";
import type { CreateConfigs } from "../contract/handler.ts";
import { isJsonObject, type JsonObject } from "../contract/json.ts";
import type { PythonContext } from "../python/context.ts";
import { decodeCreateParams } from "../wire/codec.ts";
import { type Frame, ProtocolError } from "../wire/frames.ts";
import type { evalbridge } from "../wire/messages.js";

/** What a CREATE frame asks for. */
export interface Creation {
  /** Absolute path of the working directory. */
  readonly workingFolder: string;
  /** Absolute path of the entry file. */
  readonly entry: string;
  readonly preprocess: boolean;
  /** Of the original; see `Release`. */
  readonly dialect: string;
  /** Where large replies go; empty means nowhere. */
  readonly payloadDir: string;
  /** Largest reply that travels in its frame (bytes). */
  readonly inlineLimit: number;
  /** Where what passes in the handler is written; empty means that it is not observed. */
  readonly observeDir: string;
  readonly configs: Omit<CreateConfigs, "warn">;
  /** How the handler's Python is started. */
  readonly python: Omit<PythonContext, "onEnd">;
}

/** @throws ProtocolError when the frame does not say what to create */
export function creationOf({ head, payload }: Frame): Creation {
  const { create } = head;
  if (!create?.folder || !create.entry) throw new ProtocolError("CREATE names no folder or no entry");
  const configs = configsOf(create, payload);
  return {
    workingFolder: create.workingFolder || create.folder,
    entry: join(create.folder, create.entry),
    preprocess: create.preprocess ?? false,
    dialect: create.dialect ?? "",
    payloadDir: create.payloadDir ?? "",
    inlineLimit: create.inlineLimit ?? 0,
    observeDir: create.observeDir ?? "",
    configs,
    python: pythonOf(create, configs),
  };
}

const NO_PYTHON =
  'this release has no Python: put its .py files or a requirements.txt into the version folder, or "python:" into release.yaml';

function pythonOf(create: evalbridge.ICreate, { workspace }: Pick<CreateConfigs, "workspace">): Creation["python"] {
  const { folder, pythonFolder, pythonPath, translation, documents, compat, payloadDir } = create;
  const command = create.python ?? [];
  return {
    command,
    problem: create.pythonProblem || (command.length > 0 ? "" : NO_PYTHON),
    folder: folder ?? "",
    home: pythonFolder ?? "",
    pythonPath: pythonPath ?? [],
    translation: translation ?? "",
    documents: entriesOf(documents),
    compat: entriesOf(compat),
    payloadDir: payloadDir ?? "",
    workspace,
  };
}

function configsOf(create: evalbridge.ICreate, payload: Uint8Array): Creation["configs"] {
  const params = decodeCreateParams(payload);
  return {
    app: params.app,
    version: create.version ?? "",
    workspace: params.workspace,
    batch_size: params.batchSize,
    use_device: params.useDevice === "GPU" ? "GPU" : "CPU",
    require_gpu: create.requireGpu ?? false,
    model_files: pathsOf(create.modelFiles),
    model_params: objectOf(params.modelParams, "model_params"),
    custom_files: pathsOf(create.customFiles),
    custom_params: objectOf(params.customParams, "custom_params"),
    threads: Math.max(1, create.threads ?? 1),
  };
}

function entriesOf(entries: readonly evalbridge.IEntry[] | null | undefined): { key: string; value: string }[] {
  return (entries ?? []).map(({ key, value }) => ({ key: key ?? "", value: value ?? "" }));
}

function pathsOf(files: readonly evalbridge.INamedFile[] | null | undefined): Record<string, string> {
  return Object.fromEntries((files ?? []).map(({ name, path }) => [name ?? "", path ?? ""]));
}

function objectOf(text: string, name: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new ProtocolError(`${name} is not a JSON object`);
  return value;
}
