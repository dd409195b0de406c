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
    kserve: await originalPython("kserve"),
    "mnist-pytorch": await originalPython("mnist-pytorch"),
    "mnist-tensorflow": await originalPython("mnist-tensorflow"),
    "mosec-0.4.4": await originalPython("mosec-0.4.4"),
    "mosec-0.9": await originalPython("mosec-0.9"),
    "opencv-5": await originalPython("opencv-5"),
    "paddle-0.7": await originalPython("paddle-0.7"),
    "paddle-0.9": await originalPython("paddle-0.9"),
    "pillow-13": await originalPython("pillow-13"),
    predictor: await originalPython("predictor"),
    "protobuf-3": await originalPython("protobuf-3"),
    schemathesis: await originalPython("schemathesis"),
    taichu: await originalPython("taichu"),
    "taichu-2.0.17": await originalPython("taichu-2.0.17"),
    "taichu-2.0.31": await originalPython("taichu-2.0.31"),
    tiinfer: await originalPython("tiinfer"),
    tritonclient: await originalPython("tritonclient"),
  });
  const { seed } = config.provide;
  process.stdout.write(`Seed ${seed}; the same cases again: ORIGINALS_SEED=${seed} npm run test:originals\n`);
}
