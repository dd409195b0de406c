import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evalbridge } from "../support/command.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, serveFolder } from "../support/host.ts";

/** The sample apps, and how many of their samples are asked here where the model is slow. */
const APPS: readonly (readonly [string, number])[] = [
  ["digits", 4],
  ["object-detection", 2],
  ["photo-classification", 3],
  ["salient-object", 1],
  ["text-detection", 2],
  ["text-recognition", 3],
];

let host: TestHost;
let dir: string;

// What only real packages show: numpy's arrays, and originals with cv2 and onnxruntime beside a native worker.
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "evalbridge-python-"));
  await Promise.all(
    APPS.map(async ([app]) => {
      for (const part of ["python", "model"])
        await cp(join("evals", app, part), join(dir, app, part), { recursive: true });
      const made = await evalbridge(["init", "--from", join(dir, app, "python"), join(dir, app, "ported")]);
      expect([made.code, made.stderr]).toEqual([0, ""]);
    }),
  );
  await cp("test/fixtures/native/numpy", join(dir, "numpy"), { recursive: true });
  await cp("evals/digits/python/requirements.txt", join(dir, "numpy/1/requirements.txt"));
  host = await serveFolder(dir);
}, 600_000);
afterAll(async () => {
  await host?.close();
  await rm(dir, { recursive: true, force: true });
});

describe.each(APPS)("a port of %s as init --from writes it", (app, asked) => {
  const answers = (body: Uint8Array, params?: unknown) =>
    Promise.all(
      ["python", "ported"].map(async (version) => {
        const response = await host.post(`/v1/eval/${app}/${version}`, { data: { uri: dataUri(body) }, params });
        return [response.status, response.headers.get("x-origin-a"), JSON.parse(await response.text())];
      }),
    );

  it("answers what the original answers, with parameters too", async () => {
    for (const sample of (await readdir(join("evals", app, "samples"))).slice(0, asked)) {
      const body = await readFile(join("evals", app, "samples", sample));
      for (const params of [undefined, { limit: 1 }]) {
        const [original, port] = await answers(body, params);
        expect([sample, original?.[0]]).toEqual([sample, 200]);
        expect(port).toEqual(original);
      }
    }
  }, 60_000);

  it("refuses what the original refuses, in the same words", async () => {
    for (const body of [Buffer.alloc(0), Buffer.from("not an image")]) {
      const [original, port] = await answers(body);
      expect(original?.[0]).toBe(400);
      expect(port).toEqual(original);
    }
  });
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
