import { describe, expect, it } from "vitest";
import { findInterpreters, REQUIRED } from "../interpreters.ts";
import { PROGRAMS_IN_PYTHON_2, runOriginal, runTranslated, translatePrograms } from "../support/python2.ts";

const interpreters = await findInterpreters();

/** They print the same as they are on 2.7, and translated on 3. */
describe.each(REQUIRED)("CPython %s", (minor) => {
  it("programs in Python 2", { timeout: 180_000 }, async () => {
    const python = interpreters.find((interpreter) => interpreter.minor === minor)?.path;
    if (python === undefined) throw new Error(`no CPython ${minor} runs from PATH or ~/.pyenv/versions/*/bin`);
    const translation = await translatePrograms();
    for (const { name, path, expected } of PROGRAMS_IN_PYTHON_2) {
      const printed = minor === "2.7" ? runOriginal(python, path) : runTranslated(python, translation, path);
      expect([name, await printed]).toEqual([name, expected]);
    }
  });
});
