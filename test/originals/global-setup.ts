import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { resolveConfig } from "../../src/config.ts";
import { prepareEnvironment } from "../../src/workers/environment.ts";
import { findInterpreters } from "../interpreters.ts";

/** Folders here, each with the `requirements.txt` of one environment. */
const ENVIRONMENTS = ["opencv", "pillow-12", "pillow-13"] as const;

export type OriginalName = (typeof ENVIRONMENTS)[number];

declare module "vitest" {
  interface ProvidedContext {
    readonly seed: number;
    /** The interpreter of each environment. */
    readonly pythons: Readonly<Record<OriginalName, string>>;
  }
}

/** Virtual environments with the packages from PyPI, made on first use in the cache where those of releases are, too. */
export default async function setup({ provide, config }: TestProject): Promise<void> {
  const newest = (await findInterpreters()).at(-1);
  if (newest === undefined) throw new Error("no CPython runs from PATH or ~/.pyenv/versions/*/bin");
  const { cache: cacheDir } = (await resolveConfig({ flags: {}, env: process.env, file: undefined, dir: "." })).config;
  const python = async (name: OriginalName) => {
    const environment = await prepareEnvironment({
      folder: join(import.meta.dirname, name),
      python: newest.path,
      cacheDir,
      onProgress: (line) => process.stdout.write(`${name}: ${line}\n`),
      signal: AbortSignal.timeout(600_000),
    });
    return environment.python;
  };
  const [opencv, pillow12, pillow13] = [await python("opencv"), await python("pillow-12"), await python("pillow-13")];
  provide("pythons", { opencv, "pillow-12": pillow12, "pillow-13": pillow13 });
  process.stdout.write(
    `Seed ${config.provide.seed}; the same cases again: ORIGINALS_SEED=${config.provide.seed} npm run test:originals\n`,
  );
}
