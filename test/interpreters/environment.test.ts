import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareEnvironment } from "../../src/workers/environment.ts";
import { findInterpreters, REQUIRED } from "../interpreters.ts";

const SHOW = "import six, sys; print(six.__version__ + ' ' + sys.prefix)";

const interpreters = await findInterpreters();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-environments-"));
  await writeFile(join(folder, "requirements.txt"), "six==1.15.0\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(REQUIRED)("CPython %s", (minor) => {
  it("environments", { timeout: 180_000 }, async () => {
    const base = interpreters.find((interpreter) => interpreter.minor === minor)?.path;
    if (base === undefined) throw new Error(`no CPython ${minor} runs from PATH or ~/.pyenv/versions/*/bin`);
    const built = await prepare(base);
    const { stdout } = await promisify(execFile)(built.python, ["-c", SHOW]);
    const own = dirname(dirname(built.python));
    expect(stdout.trim()).toBe(`1.15.0 ${own}`);
    expect(own).not.toBe(dirname(dirname(base)));
    // Named as the interpreter, it has what is asked for, and nothing is built again.
    expect(await prepare(own, join(folder, "another cache"))).toEqual(built);
  });
});

function prepare(python: string, cacheDir = join(folder, "cache")) {
  const { signal } = new AbortController();
  return prepareEnvironment({ folder, python, cacheDir, onProgress: () => undefined, signal });
}
