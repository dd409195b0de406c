import { fileURLToPath } from "node:url";
import type { CompatSettings } from "../contract/compat.ts";
import type { Device } from "../contract/handler.ts";
import type { Engine, Release, ReleaseSettings } from "../contract/release.ts";
import { PayloadStore } from "../media/payload.ts";
import { inheritedEnvironment } from "./inherited.ts";
import type { PythonMeans } from "./python-means.ts";
import type { WorkerSpec } from "./worker.ts";
import type { Workspace } from "./workspace.ts";
import type { Command } from "./yielding.ts";
import { yieldingCommand } from "./yielding.ts";

/** The package's own folder: this file is `<root>/src/workers/launch.ts`, or the same under `dist`. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface LaunchOptions {
  readonly release: Release;
  readonly device: Device;
  /** What runs a Python release, or what a native one may call Python with; none for others. */
  readonly python: PythonMeans | undefined;
  readonly workspace: Workspace;
  readonly payloadFolder: string;
  /** Where in the release it stands. */
  readonly stage: { readonly index: number; readonly instance: number; readonly env: Readonly<Record<string, string>> };
  readonly compat: CompatSettings;
  /** For a release that names no number of its own. */
  readonly threads: number;
  readonly yielding: boolean;
}

/** How a worker of a release is started, whatever its engine. */
export function launchSpec({
  release,
  device,
  python,
  workspace,
  payloadFolder,
  stage,
  compat,
  threads,
  yielding,
}: LaunchOptions): WorkerSpec {
  const { app, version, settings, stated } = release;
  const command = COMMANDS[release.engine](python);
  return {
    ...(yielding ? yieldingCommand(command) : command),
    env: workerEnvironment({ ...settings.env, ...stage.env }),
    hangMs: settings.hang_ms,
    codes: compat.codes,
    create: {
      folder: release.folder,
      workingFolder: release.workingFolder,
      entry: release.entry,
      dialect: release.dialect,
      preprocess: settings.preprocess,
      payloadDir: payloadFolder,
      modelFiles: namedFiles(workspace.modelFiles),
      customFiles: namedFiles(workspace.customFiles),
      pythonPath: [...settings.python_path],
      inlineLimit: PayloadStore.INLINE_LIMIT,
      version,
      translation: python?.translation ?? "",
      ...(release.engine === "native" && python !== undefined ? forHandler(python) : {}),
      requireGpu: settings.require_gpu,
      observeDir: release.observeDir ?? "",
      threads: settings.threads ?? threads,
      args: [...settings.args],
      stage: stage.index,
      instance: stage.instance,
      timeoutMs: stated.has("timeout_ms") ? settings.timeout_ms : 0,
      compat: Object.entries(compat).map(([key, value]) => ({ key, value: String(value) })),
      documents: [...(python?.documents ?? [])].map(([key, value]) => ({ key, value })),
    },
    params: {
      app,
      workspace: workspace.workspace,
      useDevice: device,
      batchSize: settings.batch_size,
      modelParams: JSON.stringify(settings.model_params),
      customParams: JSON.stringify(customParams(settings)),
    },
  };
}

/** A script finds the release's `image_width` among its parameters (spec: AVA, section 1.5). */
function customParams({ image_width, custom_params }: ReleaseSettings): ReleaseSettings["custom_params"] {
  return image_width === undefined ? custom_params : { image_width, ...custom_params };
}

/** Less the variables that would make a release's interpreter look for its library elsewhere; `env` wins. */
function workerEnvironment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PYTHONHOME: _home, __PYVENV_LAUNCHER__: _launcher, ...inherited } = inheritedEnvironment();
  return { PYTHONIOENCODING: "utf-8", ...inherited, ...env };
}

const COMMANDS: Record<Engine, (python: PythonMeans | undefined) => Command> = {
  python: (python) => pythonCommand(python, "evalbridge_runner/__main__.py"),
  native: nodeRunner,
  onnx: nodeRunner,
};

/** -u: prints reach the log at once. -B: a release's folder stays as its owner left it. */
function pythonCommand({ executable = "", translation }: Partial<PythonMeans> = {}, program: string): Command {
  const args = ["-u", "-B", ...(translation === undefined ? [] : FOR_TRANSLATIONS), `${ROOT}python/${program}`];
  return { command: executable, args };
}

/** For the runner of a native release, which starts Python when the handler asks for it. */
function forHandler(python: PythonMeans): { python: string[]; pythonProblem: string; pythonFolder: string } {
  const { folder, problem = "" } = python;
  const { command, args } = pythonCommand(python, "evalbridge_runner/pythonia/__main__.py");
  return { python: problem === "" ? [command, ...args] : [], pythonProblem: problem, pythonFolder: folder };
}

/** Comparing bytes with text is noticed, and fails in a translation; columns would be those of the translation. */
const FOR_TRANSLATIONS = ["-b", "-X", "no_debug_ranges"];

function nodeRunner(): Command {
  return { command: process.execPath, args: [`${ROOT}dist/runner/main.js`] };
}

function namedFiles(files: Readonly<Record<string, string>>): { name: string; path: string }[] {
  return Object.entries(files).map(([name, path]) => ({ name, path }));
}
