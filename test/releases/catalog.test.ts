import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unloadModel } from "../../src/gateways/open-inference/repository.ts";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

let host: TestHost;
beforeAll(async () => {
  const native = { fixture: "native/plain/1" };
  host = await startHost({
    "two/a": native,
    "two/b": native,
    "two/c": { ...native, settings: { phase: "staging" } },
    "staged/a": { ...native, settings: { phase: "staging" } },
    "half/a": { fixture: "apps/syntax_error/v1" },
    "half/b": native,
    "late/a": native,
  });
});
afterAll(() => host.close());

/** The releases that answer so many requests without a version. */
function chosen(app: string, count: number): string[] {
  return Array.from({ length: count }, () => host.app.catalog.select(app, undefined).name);
}

describe("select", () => {
  it("spreads over an idle app's releases in production", () => {
    expect(chosen("two", 6).sort()).toEqual(["two/a", "two/a", "two/a", "two/b", "two/b", "two/b"]);
  });

  it("takes any release where none is in production", () => {
    expect(chosen("staged", 1)).toEqual(["staged/a"]);
  });

  it("leaves a failed release alone while another serves", () => {
    expect(chosen("half", 4)).toEqual(["half/b", "half/b", "half/b", "half/b"]);
  });

  it("gives a release that is named, failed or not", () => {
    expect(host.app.catalog.select("half", "a").state).toBe("failed");
    expect(host.app.catalog.select("two", "c").name).toBe("two/c");
  });

  it.each([
    ["nobody", undefined, "no such app: nobody"],
    ["two", "z", "no such version: two/z"],
    ["__proto__", undefined, "no such app: __proto__"],
  ])("knows no %s %s", (app, version, message) => {
    expect(() => host.app.catalog.select(app, version)).toThrow(
      expect.objectContaining({ kind: "not_found", message }),
    );
  });
});

it("lists apps with their versions in order", () => {
  const listed = [...host.app.catalog.apps].map(([app, versions]) => [app, versions.map(({ name }) => name)]);
  expect(listed).toContainEqual(["two", ["two/a", "two/b", "two/c"]]);
  expect(host.app.catalog.releases).toHaveLength(7);
});

describe("replace", () => {
  /** Begins to load `late/a` with so many workers, none of which is ready before it may be. */
  async function beginToLoad(instances: number) {
    const { catalog } = host.app;
    const go = join(host.dir, "go");
    await rm(go, { force: true });
    const waiting = `async () => { while (!existsSync(${JSON.stringify(go)})) await new Promise((done) => setTimeout(done, 10)); }`;
    const handler = `export default { createNet: ${waiting}, netInference: (_net, requests) => requests.map(() => ({})) };`;
    await writeFile(join(host.dir, "late/a/eval.ts"), `import { existsSync } from "node:fs";\n${handler}`);
    const { release } = catalog.select("late", "a");
    const loading = catalog.replace({ ...release, settings: { ...release.settings, instances } });
    return { loading, go: () => writeFile(go, "") };
  }
  const late = () => host.app.catalog.select("late", "a");

  it("is overtaken by a later one", async () => {
    const first = await beginToLoad(2);
    const second = await beginToLoad(3);
    await second.go();
    expect(await Promise.all([first.loading, second.loading])).toEqual(["overtaken", "replaced"]);
    expect(late()).toMatchObject({ state: "ready", release: { settings: { instances: 3 } } });
  });

  it("is overtaken by whoever unloads it", async () => {
    const { loading, go } = await beginToLoad(1);
    await unloadModel(host.app.catalog, "late");
    await go();
    expect(await loading).toBe("overtaken");
    expect(late()).toMatchObject({ state: "unavailable", reason: "it was unloaded" });
  });
});
