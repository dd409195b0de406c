import { join } from "node:path";
import { resolveConfig } from "../../src/config.ts";
import { prepareEnvironment } from "../../src/workers/environment.ts";
import { findInterpreters } from "../interpreters.ts";

/** Folders here, each with the `requirements.txt` of one environment. */
export type OriginalName =
  | "imaging"
  | "mosec-0.4.4"
  | "mosec-0.9"
  | "opencv"
  | "opencv-5"
  | "pillow-12"
  | "pillow-13"
  | "protobuf-3"
  | "taichu"
  | "taichu-2.0.17"
  | "taichu-2.0.31"
  | "tiinfer";

/** The newest CPython that has their packages; all others take the newest here. */
const MINORS: Partial<Record<OriginalName, string>> = {
  "mosec-0.4.4": "3.8",
  "mosec-0.9": "3.11",
  "protobuf-3": "3.6",
  taichu: "3.9",
  "taichu-2.0.17": "3.9",
  "taichu-2.0.31": "3.8",
  tiinfer: "3.8",
};

/**
 * The interpreter of a virtual environment with packages from PyPI; made on first use, in the cache that those of
 * releases are in, too.
 */
export async function originalPython(name: OriginalName): Promise<string> {
  const wanted = MINORS[name];
  const found = (await findInterpreters()).findLast(({ minor }) => wanted === undefined || minor === wanted);
  if (found === undefined) throw new Error(`no CPython ${wanted ?? ""} runs from PATH or ~/.pyenv/versions/*/bin`);
  const { config } = await resolveConfig({ flags: {}, env: process.env, file: undefined, dir: "." });
  const { python } = await prepareEnvironment({
    folder: join(import.meta.dirname, name),
    python: found.path,
    cacheDir: config.cache,
    onProgress: (line) => process.stderr.write(`${name}: ${line}\n`),
    signal: AbortSignal.timeout(600_000),
  });
  return python;
}
