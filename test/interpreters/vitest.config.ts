import { defineConfig } from "vitest/config";
import { Matrix } from "./matrix.ts";

/** Every Python that a release may need: fails unless each of them is here and passes. */
export default defineConfig({
  test: {
    include: ["test/interpreters/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    reporters: ["default", new Matrix()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    retry: 1,
  },
});
