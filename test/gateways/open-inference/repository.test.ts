import { afterAll, beforeAll, expect, it } from "vitest";
import { loadModel, repositoryIndex, unloadModel } from "../../../src/gateways/open-inference/repository.ts";
import type { TestHost } from "../../support/host.ts";
import { startHost, until, untilBusy } from "../../support/host.ts";

let host: TestHost;
beforeAll(async () => {
  host = await startHost({
    "plain/1": { fixture: "native/plain/1" },
    "echo/v1": { fixture: "apps/echo/v1" },
  });
});
afterAll(() => host.close());

const catalog = () => host.app.catalog;
const load = (name: string) => loadModel(catalog(), name, {});
const unload = (name: string) => unloadModel(catalog(), name);
const stateOf = (name: string) => repositoryIndex(catalog(), false).find((each) => each.name === name)?.state;
const pids = (name: string) =>
  (catalog().apps.get(name) ?? []).flatMap(({ instances }) => instances.map(({ pid }) => pid));

it("whoever loads what another is loading is told when it is there", async () => {
  await unload("plain");
  await Promise.all([load("plain"), load("plain"), load("plain")]);
  expect(stateOf("plain")).toBe("READY");
  expect(await host.ask("plain")).toMatchObject({ status: 200 });
});

it("unloading ends the loading that goes before it", async () => {
  const told = expect(load("plain")).rejects.toThrow("plain/1 does not load: it was unloaded");
  await unload("plain");
  await told;
  expect(stateOf("plain")).toBe("UNAVAILABLE");
  await Promise.all([unload("plain"), unload("plain")]);
  await Promise.all([unload("plain"), load("plain")]);
  expect(stateOf("plain")).toBe("READY");
});

it("loading again takes what is about to be loaded, not what it takes the place of", async () => {
  const { release } = catalog().select("plain", "1");
  const changed = catalog().replace({ ...release, settings: { ...release.settings, instances: 2 } });
  await Promise.all([load("plain"), changed]);
  expect(pids("plain")).toHaveLength(2);
});

it("unloading waits for what was asked before, also where a worker is lost meanwhile", async () => {
  const [pid] = pids("echo");
  const first = host.ask("echo", { mode: "sleep", s: 0.5 });
  await untilBusy(host.url, "echo/v1");
  const second = host.ask("echo", { mode: "length" });
  await until(() => catalog().select("echo", "v1").queueDepth === 1);
  const unloading = unload("echo");
  process.kill(Number(pid), "SIGKILL");
  expect(await second).toMatchObject({ status: 200 });
  await first;
  expect(await host.ask("echo", { mode: "length" })).toMatchObject({ status: 503 });
  await unloading;
  expect(pids("echo")).toEqual([]);
});
