import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findInterpreters } from "../interpreters.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, layOut, serveFolder } from "../support/host.ts";
import { askAll, LEGACY_APPS, serveLegacy } from "../support/legacy.ts";

const WRAPPED = 'import { wrapPythonEval } from "evalbridge/python";\n\nexport default wrapPythonEval("eval.py");\n';
const python = (await findInterpreters()).at(-1)?.path ?? "";

describe("scripts of all generations, in Python 2", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await serveLegacy(python, WRAPPED);
  }, 180_000);
  afterAll(async () => {
    await host?.close();
    await rm(host?.dir ?? "", { recursive: true, force: true });
  });

  it.each(LEGACY_APPS.map((app) => [app.name, app] as const))("%s answers as it did in 2018", async (_name, app) => {
    expect(await askAll(host, app)).toEqual(app.expected);
  });
});

/** Each of these scripts is served by the Python engine, and wrapped; what is asked of both. */
const SCRIPTS: readonly [string, Record<string, unknown>, readonly unknown[]][] = [
  [
    "g2",
    { batch_size: 2 },
    [
      undefined,
      ...[522, 299, 300, 600, 999, 1000, -1].map((code) => ({ mode: "ret", ret: { code, message: "m" } })),
      { mode: "triple" },
      { mode: "none" },
      { mode: "raise" },
    ],
  ],
  ["g1_mapping", { preprocess: true }, [undefined, { a: 1 }]],
  ["preprocess", { preprocess: true }, [{}, { pre: "raise" }, { pre: "message" }, { pre: "code" }, { pre: "list" }]],
  ["preprocess", { preprocess: false }, [{}, { pre: "raise" }]],
  ["create", {}, [{}]],
];

describe.each(SCRIPTS)("%s with %j", (fixture, settings, asked) => {
  let host: TestHost;
  beforeAll(async () => {
    const release = { fixture: `apps/${fixture}/v1` };
    const dir = await layOut({
      "script/python": { ...release, settings: { ...settings, python } },
      "script/native": { ...release, settings: { ...settings, python, entry: "eval.ts" } },
    });
    await writeFile(join(dir, "script/native/eval.ts"), WRAPPED);
    host = await serveFolder(dir);
  });
  afterAll(async () => {
    await host?.close();
    await rm(host?.dir ?? "", { recursive: true, force: true });
  });

  it.each(asked)("answers the same to %j", async (params) => {
    const [original, wrapped] = await Promise.all(
      ["python", "native"].map(async (version) => {
        const asked = { data: { uri: dataUri("hello") }, params };
        const response = await host.post(`/v1/eval/script/${version}`, asked, { "X-Reqid": "the-request" });
        const { status, headers } = response;
        return { status, body: JSON.parse(withoutOwn(await response.json())), origin: headers.get("x-origin-a") };
      }),
    );
    expect(wrapped).toEqual(original);
  });

  it("answers the same to a group", async () => {
    const data = ["one", "two"].map((text) => ({ uri: dataUri(text), attribute: { text } }));
    const [original, wrapped] = await Promise.all(
      ["python", "native"].map(async (version) => {
        const response = await host.post(`/v1/eval/script/${version}`, { data }, { "X-Reqid": "the-request" });
        return [response.status, JSON.parse(withoutOwn(await response.json()))];
      }),
    );
    expect(wrapped).toEqual(original);
  });
});

/** Less what is each worker's own: its folders and files. */
function withoutOwn(body: unknown): string {
  return JSON.stringify(body).replaceAll(/"\/[^"]*"/g, '"/"');
}
