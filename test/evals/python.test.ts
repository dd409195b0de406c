import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { serveFolder } from "../support/host.ts";

const APPS = ["digits", "text-detection"];
const WRAPPED = 'import { wrapPythonEval } from "evalbridge/python";\n\nexport default wrapPythonEval("eval.py");\n';

let host: TestHost;
let dir: string;

// What only real packages show: numpy's arrays, and originals with cv2 and onnxruntime inside a native worker.
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "evalbridge-python-"));
  for (const app of APPS) {
    const wrapped = join(dir, app, "wrapped");
    await cp(join("evals", app), join(dir, app), { recursive: true });
    await rm(join(dir, app, "ts"), { recursive: true });
    await cp(join("evals", app, "python"), wrapped, { recursive: true });
    await writeFile(join(wrapped, "eval.ts"), WRAPPED);
    await writeFile(
      join(wrapped, "release.yaml"),
      `${await readFile(join(wrapped, "release.yaml"), "utf8")}\nentry: eval.ts\n`,
    );
  }
  await cp("test/fixtures/native/numpy", join(dir, "numpy"), { recursive: true });
  await cp("evals/digits/python/requirements.txt", join(dir, "numpy/1/requirements.txt"));
  host = await serveFolder(dir);
}, 600_000);
afterAll(async () => {
  await host?.close();
  await rm(dir, { recursive: true, force: true });
});

it.each(APPS)("%s answers the same as a Python release and wrapped in a native one", async (app) => {
  for (const sample of await readdir(join("evals", app, "samples"))) {
    const body = await readFile(join("evals", app, "samples", sample));
    const [original, wrapped] = await Promise.all(
      ["python", "wrapped"].map(async (version) => {
        const headers = { "Content-Type": "application/octet-stream" };
        const response = await host.post(`/v1/eval/${app}/${version}`, body, headers);
        return [response.status, response.headers.get("x-origin-a"), JSON.parse(await response.text())];
      }),
    );
    expect([sample, original?.[0]]).toEqual([sample, 200]);
    expect(wrapped).toEqual(original);
  }
});

it("numpy's arrays keep dtype, shape and elements both ways, and can be written to", async () => {
  const { body } = await host.ask("numpy/1");
  const types = [
    "float32",
    "float64",
    "float16",
    "int8",
    "uint8",
    "int16",
    "uint16",
    "int32",
    "uint32",
    "int64",
    "uint64",
    "bool",
  ];
  expect(body).toMatchObject({
    result: {
      seen: Object.fromEntries(
        types.map((type) => [type, ["ndarray", type, [2, 2], true, { type, dims: [2, 2] }, true]]),
      ),
      large: [[100, 200, 3], 60_000, 7],
      others: { scalar: 1.5, integer: 7, bool: true, text: "a", nan: false, keys: { 1: "one" } },
      odd: [[], 3, "PythonObject"],
    },
  });
});
