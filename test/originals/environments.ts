import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { resolveConfig } from "../../src/config.ts";
import { prepareEnvironment } from "../../src/workers/environment.ts";
import { findInterpreters } from "../interpreters.ts";

/** Folders with the `requirements.txt` of one environment each: here, but for those of `FOLDERS`. */
export type OriginalName =
  | "imaging"
  | "kserve"
  | "mnist-pytorch"
  | "mnist-tensorflow"
  | "mosec-0.4.4"
  | "mosec-0.9"
  | "opencv-5"
  | "paddle-0.7"
  | "paddle-0.9"
  | "pillow-13"
  | "predictor"
  | "protobuf-3"
  | "schemathesis"
  | "taichu"
  | "taichu-2.0.17"
  | "taichu-2.0.31"
  | "tiinfer"
  | "tritonclient";

const FOLDERS: Partial<Record<OriginalName, string>> = {
  "mnist-pytorch": "../fixtures/seeds/mnist-pytorch",
  "mnist-tensorflow": "../fixtures/seeds/mnist-tensorflow",
};

/** The newest CPython that has their packages; all others take the newest here. */
const MINORS: Partial<Record<OriginalName, string>> = {
  kserve: "3.12",
  "mnist-pytorch": "3.8",
  "mnist-tensorflow": "3.8",
  "mosec-0.4.4": "3.8",
  "mosec-0.9": "3.11",
  "paddle-0.7": "3.8",
  "paddle-0.9": "3.8",
  "protobuf-3": "3.6",
  taichu: "3.9",
  "taichu-2.0.17": "3.9",
  "taichu-2.0.31": "3.8",
  tiinfer: "3.8",
  tritonclient: "3.12",
};

/** Installed without what they ask for, in versions that no longer can be: `requirements.txt` has others. */
const ALONE: Partial<Record<OriginalName, readonly string[]>> = {
  "paddle-0.7": ["paddle-serving-app==0.7.0", "paddle-serving-client==0.7.0"],
  "paddle-0.9": ["paddle-serving-app==0.9.0", "paddle-serving-client==0.9.0"],
};

/**
 * The interpreter of a virtual environment with packages from PyPI; made on first use, in the cache that those of
 * releases are in, too.
 */
export async function originalPython(name: OriginalName): Promise<string> {
  const { config } = await resolveConfig({ flags: {}, env: process.env, file: undefined, dir: "." });
  try {
    const { python } = await prepareEnvironment({
      folder: join(import.meta.dirname, FOLDERS[name] ?? name),
      python: await basePython(name),
      cacheDir: config.cache,
      onProgress: (line) => process.stderr.write(`${name}: ${line}\n`),
      signal: AbortSignal.timeout(1_200_000),
      withReplaced: true,
    });
    for (const requirement of ALONE[name] ?? []) await installAlone(python, requirement);
    return python;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the environment of the original "${name}" cannot be made: ${reason}; then run it again`, {
      cause: error,
    });
  }
}

async function installAlone(python: string, requirement: string): Promise<void> {
  const [name, version] = requirement.split("==");
  const found = `import importlib.metadata as m; assert m.version("${name}") == "${version}"`;
  const run = promisify(execFile);
  const isThere = await run(python, ["-c", found]).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  try {
    await run(python, ["-m", "pip", "install", "--quiet", "--no-deps", "--no-input", requirement]);
  } catch (error) {
    throw new Error(`pip cannot install ${requirement} from its index: mend the network or pip's settings`, {
      cause: error,
    });
  }
}

/** The interpreter that an environment is made with. */
export async function basePython(name: OriginalName): Promise<string> {
  const wanted = MINORS[name];
  const found = (await findInterpreters()).findLast(({ minor }) => wanted === undefined || minor === wanted);
  if (found === undefined) throw new Error(`no CPython ${wanted ?? ""} runs from PATH or ~/.pyenv/versions/*/bin`);
  return found.path;
}
