import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findInterpreters, REQUIRED } from "../interpreters.ts";
import type { TestHost } from "../support/host.ts";
import { askAll, LEGACY_APPS, serveLegacy } from "../support/legacy.ts";

const interpreters = await findInterpreters();

/** Scripts in the Python 2 of 2018: as they are on 2.7, translated on 3; each must answer what 2.7 answered then. */
describe.each(REQUIRED)("CPython %s", (minor) => {
  const python = interpreters.find((interpreter) => interpreter.minor === minor)?.path;
  let host: TestHost;

  beforeAll(async () => {
    if (python === undefined) throw new Error(`no CPython ${minor} runs from PATH or ~/.pyenv/versions/*/bin`);
    host = await serveLegacy(python);
  });
  afterAll(async () => {
    await host?.close();
    await rm(host?.dir ?? "", { recursive: true, force: true });
  });

  it.each(LEGACY_APPS.map((app) => [app.name, app] as const))("%s", async (_name, app) => {
    expect(await askAll(host, app)).toEqual(app.expected);
  });
});
