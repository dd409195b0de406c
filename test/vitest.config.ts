import { defineConfig } from "vitest/config";

// The suite drives real processes on few cores: files run two at a time, and a hung test is cut off, but no slow one of a
// machine that has other things to do. A test that fails is run once more, and told of as retried: of five thousand one
// loses a race now and then, and what is wrong fails twice.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/interpreters/{host,environment,legacy}.test.ts", "test/originals/**"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    maxConcurrency: 3,
    retry: 1,
  },
});
