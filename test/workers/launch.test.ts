import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

let host: TestHost;

beforeAll(async () => {
  host = await startHost({
    "rough/v1": { fixture: "apps/rough/v1", settings: { python_path: ["lib", "../common", "/opt/caffe/python"] } },
  });
});
afterAll(() => host?.close());

it("python_path comes first, relative to the version folder", async () => {
  const { body } = await host.ask("rough/v1", { mode: "path" });
  const folder = join(host.dir, "rough", "v1");
  const first = [join(folder, "lib"), join(host.dir, "rough", "common"), "/opt/caffe/python", folder];
  expect(resultOf(body).slice(0, first.length)).toEqual(first);
});

function resultOf(body: unknown): unknown[] {
  const found = typeof body === "object" && body !== null && "result" in body ? body.result : undefined;
  return Array.isArray(found) ? found : [];
}
