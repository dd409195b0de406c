import { writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findInterpreters } from "../interpreters.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, listReleases, startHost } from "../support/host.ts";

/** A script is told private paths; a client is not (its own way of saying it is the platform's: an empty `uri`). */
const APPS = ["on3", "on2", "native"] as const;

let host: TestHost;

beforeAll(async () => {
  const python2 = (await findInterpreters()).find(({ minor }) => minor === "2.7")?.path ?? "python2.7";
  const model = join(await mkdtemp(join(tmpdir(), "evalbridge-test-")), "weights");
  writeFileSync(model, "bytes");
  const settings = { model_files: { "net.bin": model } };
  const refuse = { ...settings, custom_params: { refuse: true } };
  host = await startHost({
    "on3/v1": { fixture: "apps/paths/v1", settings },
    "on2/v1": { fixture: "apps/paths/v1", settings: { ...settings, python: python2 } },
    "native/v1": { fixture: "native/paths/1" },
    "refuses/v1": { fixture: "apps/paths/v1", settings: refuse },
  });
});
afterAll(() => host.close());

describe.each(APPS)("%s", (app) => {
  it("an exception", async () => {
    const { body } = await host.ask(app, { mode: "raise" }, app === "native" ? "x".repeat(3_000_000) : "x");
    expect(body).toEqual({ error: "cv2 load  failed" });
  });
});

describe.each(["on3", "on2"])("%s", (app) => {
  it("a message, of a call and of an item", async () => {
    expect((await host.ask(app, { mode: "call" })).body).toEqual({ error: "no cache/x beside net.bin" });
    expect((await host.ask(app, { mode: "item" })).body).toEqual({ error: "file not exist: " });
  });

  it("a result", async () => {
    const { body } = await host.ask(app, { mode: "result" });
    expect(body).toMatchObject({
      result: { uri: "", name: ".jpg", folder: "", model: "net.bin", workspace: ".", inside: "a/b", listed: [] },
    });
  });

  it("a header", async () => {
    expect((await host.ask(app, { mode: "header" })).headers.get("x-origin-a")).toBe(":1");
  });

  it("but bytes are bytes, and a result_file is found", async () => {
    const ask = (mode: string) => host.post(`/v1/eval/${app}`, { data: { uri: dataUri("x") }, params: { mode } });
    expect(await (await ask("body")).text()).toMatch(/^\/.*\/models\/net\.bin$/);
    expect(await (await ask("result_file")).text()).toBe("from the workspace");
  });
});

it("the reason why it does not start; the log has the paths", async () => {
  const { reason } = (await listReleases(host.url)).get("refuses/v1") ?? {};
  expect(reason).toBe("cannot use net.bin for .");
  const lines = host.log.map(({ msg }) => msg).join("\n");
  expect(lines).toMatch(/cannot use \/.*\/models\/net\.bin/);
  expect(lines).toMatch(/cv2 load \/.*\/uri-\d+-\d+ failed/);
});
