import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { inheritedEnvironment } from "../../src/workers/inherited.ts";
import { run } from "../../src/workers/interpreter.ts";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

/** As in an old image, beside what only the host should know. */
const ORDINARY = {
  LANG: "C.UTF-8",
  LD_LIBRARY_PATH: "/opt/cuda/lib64",
  CUDA_VISIBLE_DEVICES: "0",
  NVIDIA_VISIBLE_DEVICES: "all",
  OMP_NUM_THREADS: "2",
  PYTHONPATH: "/workspace/serving/python",
  http_proxy: "http://127.0.0.1:3128",
  NO_PROXY: "localhost",
  BOOTS_APP: "ava-face",
  USE_DEVICE: "CPU",
  MY_EVALBRIDGE_NOTE: "is not ours",
};
const OWN = {
  EVALBRIDGE_ADMIN_KEY: "kept secret",
  EVALBRIDGE_PORT: "8080",
  QINIU_ACCESS_KEY: "kept secret",
  QINIU_SECRET_KEY: "kept secret",
};

let host: TestHost;

beforeAll(async () => {
  for (const [name, value] of Object.entries({ ...ORDINARY, ...OWN })) vi.stubEnv(name, value);
  const env = { LANG: "zh_CN.UTF-8", EVALBRIDGE_PORT: "the script's own" };
  host = await startHost({ "rough/v1": { fixture: "apps/rough/v1", settings: { env } } });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await host?.close();
});

it("a worker gets the host's variables, less the host's own, and those of its release.yaml", async () => {
  const { body } = await host.ask("rough/v1", { mode: "environ" });
  const { PATH, HOME } = process.env;
  expect(body).toMatchObject({ result: { ...ORDINARY, PATH, HOME, LANG: "zh_CN.UTF-8" } });
  expect(body).toMatchObject({ result: { EVALBRIDGE_PORT: "the script's own" } });
  expect(JSON.stringify(body)).not.toContain("kept secret");
});

it("so do pip and what it runs", async () => {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  await run({ file: "/usr/bin/env", args: [], cwd: "/", signal: new AbortController().signal, onLine });
  expect(lines).toContain("http_proxy=http://127.0.0.1:3128");
  expect(lines.join("\n")).not.toMatch(/kept secret|^EVALBRIDGE_/m);
});

it("nothing is taken from the host itself", () => {
  expect(Object.keys(inheritedEnvironment()).filter((name) => name in OWN)).toEqual([]);
  expect(process.env).toMatchObject(OWN);
});
