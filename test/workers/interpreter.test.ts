import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EnvironmentError, findOwnInterpreter } from "../../src/workers/interpreter.ts";
import { findInterpreters } from "../interpreters.ts";

const interpreters = await findInterpreters();
const pathOf = (minor: string) => interpreters.find((interpreter) => interpreter.minor === minor)?.path;
const modern = interpreters.findLast(({ minor }) => minor === "3.11") ?? interpreters.at(-1);
if (modern === undefined) throw new Error("these tests need a Python interpreter");

/** The only folder on PATH. */
let bin: string;

beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), "evalbridge-interpreter-"));
  await mkdir(join(bin, "pyenv"));
  vi.stubEnv("PATH", bin);
  vi.stubEnv("PYENV_ROOT", join(bin, "pyenv"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(bin, { recursive: true, force: true });
});

async function put(name: string, program: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${program}\n`);
  await chmod(join(bin, name), 0o755);
}

describe("the interpreter of the host's own programs", () => {
  const find = (signal = new AbortController().signal) => findOwnInterpreter(bin, signal);

  it.runIf(pathOf("3.6"))("is new enough, whatever python3 is", async () => {
    await put("python3", `exec ${pathOf("3.6")} "$@"`);
    await put("python3.13", "exit 127");
    await put(`python${modern.minor}`, `exec ${modern.path} "$@"`);
    expect(await find()).toMatchObject({ version: modern.version });
  });

  it("can make virtual environments", async () => {
    await writeFile(join(bin, "ensurepip.py"), "raise ImportError('No module named ensurepip')\n");
    await put("python3", `PYTHONPATH=${bin} exec ${modern.path} "$@"`);
    await expect(find()).rejects.toThrow(EnvironmentError);
    await put(`python${modern.minor}`, `exec ${modern.path} "$@"`);
    expect(await find()).toMatchObject({ version: modern.version });
  });

  it("is asked for when there is none", async () => {
    await expect(find()).rejects.toThrow(/need a Python 3\.8 or newer with venv on PATH.*apt-get install python3-venv/);
    await put("python3", "exec /bin/sleep 60");
    await expect(find(AbortSignal.timeout(200))).rejects.toThrow("stopped before");
  });
});
