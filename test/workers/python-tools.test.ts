import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Type from "typebox";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EnvironmentError } from "../../src/workers/interpreter.ts";
import { runTool, ToolError } from "../../src/workers/python-tools.ts";
import { CACHE } from "../support/python2.ts";

const Anything = Type.Object({ needed: Type.Boolean() });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-tools-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function run(command: string, args: readonly string[] = [], cacheDir = CACHE): Promise<unknown> {
  const { signal } = new AbortController();
  return runTool(Anything, command, args, { cacheDir, onProgress: () => undefined, signal });
}

describe("a tool", () => {
  it("that does not exist is an error of the tools", async () => {
    const failure = await run("divine").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ToolError);
    expect(failure).toHaveProperty(
      "message",
      expect.stringContaining("divine failed: usage: python -m evalbridge_tools"),
    );
  });

  it("that fails says what it said last", async () => {
    await expect(run("detect", [folder])).rejects.toThrow(/^evalbridge_tools detect failed: FileNotFoundError/);
  });

  it("ends on abort", async () => {
    const signal = AbortSignal.abort();
    const options = { cacheDir: CACHE, onProgress: () => undefined, signal };
    await expect(runTool(Anything, "detect", [folder], options)).rejects.toThrow(EnvironmentError);
  });

  it("needs a Python that is new enough", async () => {
    vi.stubEnv("PATH", folder);
    vi.stubEnv("PYENV_ROOT", folder);
    await expect(run("translate", [folder], folder)).rejects.toThrow(/need a Python 3\.8 or newer/);
  });
});
