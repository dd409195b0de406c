import type { TestProject } from "vitest/node";
import type { OriginalName } from "./environments.ts";
import { originalPython } from "./environments.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly seed: number;
    /** The interpreter of each environment. */
    readonly pythons: Readonly<Record<OriginalName, string>>;
  }
}

export default async function setup({ provide, config }: TestProject): Promise<void> {
  provide("pythons", {
    imaging: await originalPython("imaging"),
    opencv: await originalPython("opencv"),
    "opencv-5": await originalPython("opencv-5"),
    "pillow-12": await originalPython("pillow-12"),
    "pillow-13": await originalPython("pillow-13"),
    tiinfer: await originalPython("tiinfer"),
    "protobuf-3": await originalPython("protobuf-3"),
    taichu: await originalPython("taichu"),
  });
  const { seed } = config.provide;
  process.stdout.write(`Seed ${seed}; the same cases again: ORIGINALS_SEED=${seed} npm run test:originals\n`);
}
