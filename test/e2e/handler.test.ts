import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { listReleases, serveFolder, startHost, type TestHost, until } from "../support/host.ts";

let host: TestHost | undefined;
const folders: string[] = [];

afterEach(async () => {
  await host?.close();
  host = undefined;
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Serves files, each by its path in the app folder. */
async function serve(files: Record<string, string>): Promise<TestHost> {
  const dir = await mkdtemp(join(tmpdir(), "evalbridge-handler-"));
  folders.push(dir);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  return serveFolder(dir);
}

const handler = (createNet: string, netInference = "return requests.map(() => ({ result: 1 }));", more = "") => `
import { defineEval } from "evalbridge";
${more}
export default defineEval({
  async createNet(configs) { ${createNet} },
  async netInference(model, requests) { ${netInference} },
});
`;

it("a handler that cannot start has failed with file, line and message, while the others serve", async () => {
  host = await serve({
    "type-error/v1/eval.ts": handler("return configs.model_files.labels.length;"),
    "type-error-below/v1/eval.ts": handler(
      "return labelsOf(configs);",
      undefined,
      'import { labelsOf } from "./lib/labels.ts";',
    ),
    "type-error-below/v1/lib/labels.ts": "export function labelsOf(configs) {\n  return configs.labels.length;\n}\n",
    "missing-export/v1/eval.ts": handler(
      "return labelsOf(configs);",
      undefined,
      'import { labelsOf } from "./labels.ts";',
    ),
    "missing-export/v1/labels.ts": "export const labels = [];\n",
    "no-handler/v1/eval.ts": "export const createNet = () => 1;\n",
    "throws/v1/eval.ts": 'import "./labels.ts";\n',
    "throws/v1/labels.ts": '\nthrow new Error("cannot read /srv/models/labels.csv");\n',
    "syntax/v1/eval.ts": "const a: number = 1;\nexport default { a: };\n",
    "hangs/v1/eval.ts": handler("await new Promise(() => {});"),
    "hangs/v1/release.yaml": "hang_ms: 1500\n",
    "hangs-loading/v1/eval.ts": "await new Promise(() => {});\n",
    "hangs-loading/v1/release.yaml": "hang_ms: 1500\n",
    "params/v1/eval.ts": handler("return 1;").replace(
      "defineEval({",
      'defineEval({ custom_params: { type: "object", properties: { size: { type: "integer" } } },',
    ),
    "params/v1/release.yaml": "custom_params: { size: large }\n",
    "fine/v1/eval.ts": handler("return 1;"),
  });
  const releases = await listReleases(host.url);
  const reasons = [...releases].map(([name, { state, reason }]) => [name, `${state}: ${reason}`]);
  expect(Object.fromEntries(reasons)).toEqual({
    "type-error/v1": "failed: createNet failed: eval.ts:5: Cannot read properties of undefined (reading 'length')",
    "type-error-below/v1":
      "failed: createNet failed: lib/labels.ts:2: Cannot read properties of undefined (reading 'length')",
    "missing-export/v1":
      "failed: cannot load eval.ts: eval.ts:3: The requested module './labels.ts' does not provide an export named 'labelsOf'",
    "no-handler/v1": "failed: eval.ts has no default export; it must end in: export default defineEval({ ... })",
    "throws/v1": "failed: cannot load eval.ts: labels.ts:2: cannot read labels.csv",
    "syntax/v1": 'failed: cannot load eval.ts: eval.ts:2:20: ERROR: Unexpected "}"',
    "hangs/v1": "failed: the worker did not answer within hang_ms (1500 ms) and was killed",
    "hangs-loading/v1": "failed: the worker did not answer within hang_ms (1500 ms) and was killed",
    "params/v1": 'failed: custom_params.size: expected integer, got "large"',
    "fine/v1": "ready: ",
  });
  expect((await host.ask("fine/v1")).status).toBe(200);
  expect((await host.ask("type-error/v1")).status).toBe(503);
});

it("a promise that netInference never settles costs its request, and the worker is replaced", async () => {
  const hang = 'if (requests[0].params === "hang") await new Promise(() => {}); return [{ result: process.pid }];';
  host = await serve({ "app/v1/eval.ts": handler("return 1;", hang), "app/v1/release.yaml": "hang_ms: 4000\n" });
  const before = await host.ask("app/v1");
  expect(await host.ask("app/v1", "hang")).toMatchObject({
    status: 572,
    body: { error: "worker lost: it did not answer within hang_ms (4000 ms) and was killed" },
  });
  const after = await host.ask("app/v1");
  expect([before.status, after.status]).toEqual([200, 200]);
  expect(after.body).not.toEqual(before.body);
});

it("params of the wrong type are 400 with their path", async () => {
  host = await startHost({ "items/v1": { fixture: "native/items/1" } });
  expect(await host.ask("items/v1", { limit: "x" }, "1")).toMatchObject({
    status: 400,
    body: { error: 'params.limit: expected integer, got "x"' },
  });
  expect(await host.ask("items/v1", { limit: 2 }, "1")).toMatchObject({ status: 200, body: { result: { limit: 2 } } });
});

it("onClose is called when the host closes, and a warning of a handler is told once", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "evalbridge-closed-")), "log");
  folders.push(dirname(file));
  const settings = { instances: 2, custom_params: { file } };
  const closing = await startHost({
    "closing/v1": { fixture: "native/closing/1", settings },
    "configs/v1": { fixture: "native/configs/1", settings: { threads: 3 } },
  });
  host = closing;
  await until(
    async () =>
      (await listReleases(closing.url)).get("closing/v1")?.instances.every(({ state }) => state === "ready") ?? false,
  );
  expect((await listReleases(closing.url)).get("configs/v1")?.warnings).toEqual(["there are 3 threads"]);
  expect(closing.log.filter(({ msg }) => msg === "there are 3 threads")).toMatchObject([{ level: 40, app: "configs" }]);
  await closing.close();
  expect(await readFile(file, "utf8")).toBe("closed\nclosed\n");
});
