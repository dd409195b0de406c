import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findInterpreters } from "../interpreters.ts";
import type { TestHost } from "../support/host.ts";
import { layOut, serveFolder } from "../support/host.ts";

const interpreters = await findInterpreters();
const python2 = interpreters.find(({ minor }) => minor === "2.7")?.path;
const newest = interpreters.at(-1)?.path;
const RIVALS = new URL("../fixtures/installed", import.meta.url).pathname;

let host: TestHost;
beforeAll(async () => {
  const app = (python: string | undefined) => ({
    fixture: "apps/rivals/v1",
    settings: { python, env: { PYTHONPATH: RIVALS } },
  });
  const dir = await layOut({ "on3/v1": app(newest), "translated/v1": app(newest), "on2/v1": app(python2) });
  await appendFile(join(dir, "translated/v1/eval.py"), "\nprint 'only Python 2 reads this'\n");
  host = await serveFolder(dir);
}, 120_000);
afterAll(() => host?.close());

/** As in the platform's images, where a script and its modules lay in one package with `utils` (spec: AVA, section 1.1). */
it.each(["on2", "on3", "translated"])(
  "%s: what lies beside the script wins, but the platform's utils wins over all",
  async (app) => {
    const { body } = await host.ask(app);
    expect(body).toMatchObject({
      result: {
        lib: "beside",
        config: "beside",
        common: "beside",
        deep: "in src",
        utils: "platform",
        same: true,
        helper: "in utils",
      },
    });
  },
);
