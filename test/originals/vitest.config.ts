import { randomInt } from "node:crypto";
import { defineConfig } from "vitest/config";
import { Exactness } from "./exactness.ts";

const { ORIGINALS_SEED = String(randomInt(2 ** 31)) } = process.env;

/** What this project stands in for, from PyPI: libraries beside ours, and platforms with their recorded answers. */
export default defineConfig({
  test: {
    include: ["test/originals/**/*.test.ts"],
    globalSetup: ["test/originals/global-setup.ts"],
    reporters: ["default", new Exactness(ORIGINALS_SEED)],
    provide: { seed: Number(ORIGINALS_SEED) },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    retry: 1,
  },
});
