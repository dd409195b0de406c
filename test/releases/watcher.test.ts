import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { findReleases } from "../../src/releases/folder-store.ts";
import { Watcher } from "../../src/releases/watcher.ts";
import { listReleases, serveFolder, type TestHost, until } from "../support/host.ts";

let dir: string;
let host: TestHost;
let watcher: Watcher;

const answering = (value: number) =>
  `export default { createNet: () => null, netInference: (_, requests) => requests.map(() => ({ result: ${value} })) };`;
const save = (name: string, text: string) => writeFile(join(dir, "app/v1", name), text);
const listed = async () => (await listReleases(host.url)).get("app/v1");
/** The result as text; of what is no answer, all of it. */
const answer = async () => {
  const { status, body } = await host.ask("app/v1");
  const text = JSON.stringify(body);
  return /^{"code":0,"message":"","result":(\d)}$/.exec(text)?.[1] ?? `${status} ${text}`;
};
const answers = (value: number) => async () => (await answer()) === String(value);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "watcher-"));
  await mkdir(join(dir, "app/v1"), { recursive: true });
  await save("eval.js", answering(1));
  host = await serveFolder(dir);
  watcher = new Watcher(host.app.catalog, () => findReleases(dir), pino({ level: "silent" }));
});

afterEach(async () => {
  watcher.close();
  await host.close();
  await rm(dir, { recursive: true, force: true });
});

it("a changed handler takes over, and no request is lost", async () => {
  const before = (await listed())?.instances[0]?.pid ?? 0;
  const seen: string[] = [];
  let done = false;
  const ask = async () => {
    while (!done) seen.push(await answer());
  };
  const clients = [ask(), ask(), ask()];
  await save("eval.js", answering(2));
  await until(() => seen.at(-1) === "2", 20_000);
  done = true;
  await Promise.all(clients);
  expect(new Set(seen)).toEqual(new Set(["1", "2"]));
  await until(() => !alive(before));
  const metrics = await (await fetch(`${host.url}/metrics`)).text();
  expect(metrics).toContain(`evalbridge_requests_total{app="app",version="v1",code="0"} ${seen.length}`);
  expect(metrics).toContain('evalbridge_ready_instances{app="app",version="v1"} 1');
}, 30_000);

it("what does not load changes nothing but the warnings, until it is mended", async () => {
  await save("eval.js", "export default {");
  await until(async () => (await listed())?.warnings.some((each) => each.includes("eval.js:1")) ?? false, 20_000);
  expect(await listed()).toMatchObject({ state: "ready", reason: "" });
  expect(await answer()).toBe("1");
  await save("release.yaml", "instances: none");
  await until(async () => (await listed())?.warnings.some((each) => each.includes("instances")) ?? false, 20_000);
  expect(await answer()).toBe("1");
  await save("release.yaml", "instances: 2");
  await save("eval.js", answering(3));
  await until(answers(3), 20_000);
  expect(await listed()).toMatchObject({ warnings: [] });
  expect((await listed())?.instances).toHaveLength(2);
}, 60_000);

it("one that is still being created is overtaken by the next change", async () => {
  const line = answering(2).replace("() => null", "() => new Promise(() => setInterval(() => {}, 1000))");
  await save("eval.js", line);
  await until(async () => (await newestWorkers()) > 1, 20_000);
  await save("eval.js", answering(4));
  await until(answers(4), 20_000);
}, 60_000);

it("what was read before a later change takes nobody's place", async () => {
  watcher.close();
  const { catalog } = host.app;
  const former = await findReleases(dir);
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let reads = 0;
  const find = async () => {
    if (reads++ > 0) return findReleases(dir);
    await held;
    return former;
  };
  watcher = new Watcher(catalog, find, pino({ level: "silent" }));
  const loaded = vi.spyOn(catalog, "replace");
  await save("release.yaml", "instances: 2");
  await until(() => reads > 0);
  await save("release.yaml", "instances: 3");
  await until(async () => (await listed())?.instances.length === 3);
  goOn();
  await setImmediate();
  expect(loaded.mock.calls.map(([{ settings }]) => settings.instances)).not.toContain(1);
});

it("a release that has failed is revived by a change; what a script writes by itself is none", async () => {
  await save("eval.js", "throw new Error('not yet')");
  await until(async () => (await listed())?.warnings.length === 1, 20_000);
  watcher.close();
  await host.close();
  host = await serveFolder(dir);
  watcher = new Watcher(host.app.catalog, () => findReleases(dir), pino({ level: "silent" }));
  expect(await listed()).toMatchObject({ state: "failed", reason: expect.stringContaining("not yet") });
  await save("eval.js", answering(5));
  await until(answers(5), 20_000);
  await save("answers.log", "5");
  await save("answers.csv", "5");
  const started = await newestWorkers();
  await save("eval.js", answering(6));
  await until(answers(6), 20_000);
  expect(await newestWorkers()).toBe(started + 1);
}, 60_000);

it("a folder that takes the place of another is watched, too; so is a file from elsewhere", async () => {
  const other = join(dir, ".other");
  await mkdir(join(dir, "shared"));
  await writeFile(join(dir, "shared/value.txt"), "3");
  const replace = async (value: number) => {
    await mkdir(other);
    await writeFile(join(other, "eval.js"), answering(value));
    await rename(join(dir, "app/v1"), join(dir, `.old-${value}`));
    await rename(other, join(dir, "app/v1"));
    await until(answers(value), 20_000);
  };
  await replace(1);
  await replace(2);
  await save("release.yaml", "custom_files: { value: ../../shared/value.txt }");
  await save("eval.js", READING);
  await until(answers(3), 20_000);
  await writeFile(join(dir, "shared/value.txt"), "4");
  await until(answers(4), 20_000);
}, 60_000);

/** A handler that answers what is in its file. */
const READING = `
import { readFileSync } from "node:fs";
export default {
  createNet: ({ custom_files }) => Number(readFileSync(custom_files.value, "utf8")),
  netInference: (value, requests) => requests.map(() => ({ result: value })),
};`;

/** The highest number of a worker that has started. */
async function newestWorkers(): Promise<number> {
  return Math.max(...host.log.map(({ worker }) => Number(worker ?? 0)));
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
