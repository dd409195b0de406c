import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findReleases } from "../../src/releases/folder-store.ts";
import { usableCores } from "../../src/workers/cores.ts";
import { evalbridge } from "../support/command.ts";
import type { TestHost, TestRelease } from "../support/host.ts";
import { isAlive, layOut, listReleases, serveFolder, startHost, until } from "../support/host.ts";

/** What `GET /v1/shadow/<app>` tells of one pair, as far as it is looked at here. */
interface Told {
  readonly release: string;
  readonly shadow: string;
  readonly state: string;
  readonly reason: string;
  readonly instances: readonly { readonly pid: number }[];
  readonly mirrored: number;
  readonly dropped: number;
  readonly failed: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly compared: number;
  readonly equal: number;
  readonly within: number;
  readonly different: number;
  readonly kind?: string;
  readonly measures: readonly { readonly name: string; readonly worst: number; readonly exceeding: number }[];
  readonly worst: readonly { readonly name: string; readonly measures: Readonly<Record<string, number>> }[];
  readonly folder: string;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function scored(custom_params: object = {}, settings: object = {}): TestRelease {
  return { fixture: "apps/scored/v1", settings: { custom_params, ...settings } };
}

interface Served {
  readonly host: TestHost;
  /** Where pairs are kept. */
  readonly dir: string;
}

/** A host whose app has a release `a` and its shadow `b`, which is ready unless it gives way to others. */
async function shadowed(
  b: TestRelease,
  { a = {}, config = {}, compare = "{}" }: { a?: object; config?: object; compare?: string } = {},
): Promise<Served> {
  const dir = await mkdtemp(join(tmpdir(), "shadows-"));
  const folder = await layOut({ "app/a": scored({}, { shadow: "b", ...a }), "app/b": b });
  await writeFile(join(folder, "app/compare.yaml"), compare);
  const settings = { dir, yielding: false, ...config };
  const host = await serveFolder(folder, { shadow: settings });
  closing.push(async () => {
    await host.close();
    for (const each of [dir, folder]) await rm(each, { recursive: true, force: true });
  });
  await until(async () => settings.yielding || (await told(host))[0]?.state === "ready");
  return { host, dir };
}

async function told(host: TestHost, app = "app"): Promise<readonly Told[]> {
  const response = await fetch(`${host.url}/v1/shadow/${app}`);
  expect(response.status).toBe(200);
  const { shadows }: { shadows: Told[] } = JSON.parse(await response.text());
  return shadows;
}

async function pairOf(host: TestHost): Promise<Told> {
  const [pair] = await told(host);
  if (pair === undefined) throw new Error("there is no pair");
  return pair;
}

/** Waits until nothing is on its way any more. */
async function settled(host: TestHost, requests: number): Promise<Told> {
  await until(async () => {
    const { mirrored, dropped, compared, failed } = await pairOf(host);
    return mirrored === compared + failed && mirrored + dropped >= requests;
  });
  return pairOf(host);
}

function ask(host: TestHost, body: string): Promise<{ status: number }> {
  return host.ask("app/a", undefined, body);
}

describe("a shadow", () => {
  it("is asked what its primary was, and equal answers are counted", async () => {
    const { host } = await shadowed(scored());
    for (const body of ["x", "yy", "zzz"]) expect((await ask(host, body)).status).toBe(200);
    expect(await settled(host, 3)).toMatchObject({
      release: "app/a",
      shadow: "app/b",
      mirrored: 3,
      compared: 3,
      equal: 3,
      different: 0,
      kind: "classification",
      worst: [],
    });
    const metrics = await (await fetch(`${host.url}/metrics`)).text();
    expect(metrics).toContain(
      'evalbridge_shadow_requests_total{app="app",version="a",shadow="app/b",outcome="equal"} 3',
    );
    // What a shadow is asked is no request of the release's own.
    expect(metrics).not.toMatch(/evalbridge_requests_total\{app="app",version="b"/);
  });

  it("runs in workers of its own, which give way to everything else", async () => {
    const { host } = await shadowed(scored(), { config: { yielding: true } });
    const [{ instances: own = [] } = {}] = host.app.catalog.releases.filter(({ name }) => name === "app/b");
    const pid = async () => (await told(host))[0]?.instances[0]?.pid ?? process.pid;
    // See proc(5): nice, and the scheduling policy, of which 5 is SCHED_IDLE. It sets them before it becomes the worker.
    const priority = async () => {
      const fields = (await readFile(`/proc/${await pid()}/stat`, "utf8")).replace(/^.*\) /, "").split(" ");
      return [fields[16], fields[38]].join(" ");
    };
    await until(async () => (await priority()) === "19 5");
    await until(async () => (await readFile(`/proc/${await pid()}/oom_score_adj`, "utf8")).trim() === "1000");
    expect(own.map((instance) => instance.pid)).not.toContain(await pid());
  });

  it("is asked once its host has nothing better to do", async () => {
    const busy = Math.max(1, Math.floor(usableCores() / 2));
    const a = { custom_params: { wait: "w", wait_s: 3 }, instances: busy + 1 };
    const { host } = await shadowed(scored(), { a, config: { yielding: true } });
    // It starts in the time that all else on this machine leaves.
    await until(async () => (await pairOf(host)).state === "ready", 100_000);
    const slow = Promise.all(Array.from({ length: busy }, () => ask(host, "w")));
    await until(async () => {
      const { instances = [] } = (await listReleases(host.url)).get("app/a") ?? {};
      return instances.filter(({ state }) => state === "busy").length === busy;
    });
    expect((await ask(host, "x")).status).toBe(200);
    let isBusy = true;
    const done = slow.then(() => (isBusy = false));
    const compared: number[] = [];
    await until(async () => {
      const pair = await pairOf(host);
      if (isBusy) compared.push(pair.compared);
      return !isBusy;
    });
    await done;
    expect(new Set(compared)).toEqual(new Set([0]));
    expect(await settled(host, busy + 1)).toMatchObject({ equal: busy + 1, dropped: 0 });
  });

  it("differs: counted by measure, exposed, and the worst pairs are kept with their inputs", async () => {
    const off = { b: 0.1, c: 0.3, d: 0.2 };
    const { host, dir } = await shadowed(scored({ off }), { config: { pairs: 2 } });
    for (const body of ["aa", "bb", "cc", "dd", "dd", "cc"]) await ask(host, body);
    const pair = await settled(host, 6);
    expect(pair).toMatchObject({ compared: 6, equal: 1, different: 5, within: 0 });
    const score = pair.measures.find(({ name }) => name === "score");
    expect(score?.worst).toBeCloseTo(0.3);
    expect(score?.exceeding).toBe(5);
    // Two that were asked the same are one.
    await until(async () => (await pairOf(host)).worst.length === 2);
    expect((await pairOf(host)).worst.map(({ measures }) => measures["score"]?.toFixed(1))).toEqual(["0.3", "0.2"]);
    expect(pair.folder).toBe(join(dir, "app/a/app/b"));
    const lines = (await readFile(join(pair.folder, "requests.jsonl"), "utf8")).trim().split("\n");
    const requests = lines.map((line) => JSON.parse(line));
    const bodies = requests.map(({ data }) => readFile(join(pair.folder, data.file), "utf8"));
    expect((await Promise.all(bodies)).sort()).toEqual(["cc", "dd"]);
    expect(requests[0]).toMatchObject({ release: "app/a", beside: { release: "app/b", answer: { code: 0 } } });
    const metrics = await (await fetch(`${host.url}/metrics`)).text();
    const labels = 'app="app",version="a",shadow="app/b",measure="score"';
    expect(metrics).toContain(`evalbridge_shadow_exceeding_total{${labels}} 5`);
    expect(metrics).toMatch(new RegExp(`evalbridge_shadow_worst\\{${labels}\\} 0\\.(3|29)`));
  });

  it("is measured by the app's compare.yaml", async () => {
    const compare = "limits: { score: 0.2 }\nlabels: nowhere.csv\nwarm_up: 1\n";
    const { host } = await shadowed(scored({ off: { b: 0.1, c: 0.3 } }), { compare });
    for (const body of ["a", "b", "c"]) await ask(host, body);
    expect(await settled(host, 3)).toMatchObject({ equal: 1, within: 1, different: 1 });
  });

  it("agrees where both fail with one code, and differs where it alone fails", async () => {
    const { host } = await shadowed(scored({ fail: "f" }), { a: { custom_params: { fail: "ff" } } });
    expect((await ask(host, "ff")).status).toBe(450);
    expect((await ask(host, "f")).status).toBe(200);
    const pair = await settled(host, 2);
    expect(pair).toMatchObject({ compared: 2, equal: 1, different: 1, failed: 0 });
    expect(pair.worst.map(({ measures }) => measures["code"])).toEqual([0]);
  });

  it("leaves pairs that compare opens, and a host that starts again keeps them until there are worse ones", async () => {
    const { host } = await shadowed(scored({ off: { b: 0.1, c: 0.3 } }), { config: { pairs: 2 } });
    for (const body of ["bb", "cc"]) await ask(host, body);
    await until(async () => (await pairOf(host)).worst.length === 2);
    const { folder } = await pairOf(host);
    const out = await mkdtemp(join(tmpdir(), "compared-"));
    const sides = ["app/a", "app/b", "--dir", host.dir];
    const { code, stdout } = await evalbridge(["compare", ...sides, "--data", folder, "--out", out]);
    expect([code, stdout]).toEqual([1, expect.stringContaining(`2 requests of the recording ${folder}`)]);
    await host.close();

    const again = await serveFolder(host.dir, {
      shadow: { dir: folder.replace("/app/a/app/b", ""), yielding: false, pairs: 2 },
    });
    closing.push(again.close);
    await until(async () => (await told(again))[0]?.state === "ready");
    await ask(again, "bbb");
    await until(async () => (await pairOf(again)).worst.length === 1);
    const lines = (await readFile(join(folder, "requests.jsonl"), "utf8")).trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(await readdir(join(folder, "bodies"))).toHaveLength(2);
    await rm(out, { recursive: true, force: true });
  });

  it("is loaded again with its release, and counts from then on; who has no shadow any more is let alone", async () => {
    const { host } = await shadowed(scored({ off: { b: 0.1 } }));
    await ask(host, "b");
    expect(await settled(host, 1)).toMatchObject({ different: 1 });
    const replace = async (version: string, settings: object) => {
      await writeFile(join(host.dir, "app", version, "release.yaml"), JSON.stringify(settings));
      const release = (await findReleases(host.dir)).find((each) => each.version === version);
      if (release !== undefined) await host.app.catalog.replace(release);
    };
    const [{ instances: [former] = [] } = { instances: [] }] = await told(host);
    await replace("b", { custom_params: {} });
    await until(async () => (await pairOf(host)).different === 0 && (await pairOf(host)).state === "ready");
    await ask(host, "b");
    expect(await settled(host, 1)).toMatchObject({ compared: 1, equal: 1 });
    await until(() => former !== undefined && !isAlive(former.pid));
    const { instances } = await pairOf(host);
    await replace("a", {});
    await until(async () => (await told(host)).length === 0 && instances.every(({ pid }) => !isAlive(pid)));
    expect((await ask(host, "b")).status).toBe(200);
    await replace("a", { shadow: "b" });
    await until(async () => (await told(host))[0]?.state === "ready");
    await ask(host, "b");
    expect(await settled(host, 1)).toMatchObject({ equal: 1 });
  });

  it("ends with the host, whatever it is at", async () => {
    const { host } = await shadowed(scored({ hang: "hang" }));
    await ask(host, "hang");
    await until(async () => (await pairOf(host)).mirrored === 1);
    const { instances } = await pairOf(host);
    // It would be at it for ten minutes.
    await host.close();
    expect(instances.map(({ pid }) => isAlive(pid))).toEqual([false]);
  });

  it("crashes: its primary answers, and the shadow goes on", async () => {
    const { host } = await shadowed(scored({ crash: "crash" }));
    expect((await ask(host, "crash")).status).toBe(200);
    expect(await settled(host, 1)).toMatchObject({ failed: 1, failures: { worker_lost: 1 } });
    await until(async () => {
      await ask(host, "x");
      return (await pairOf(host)).equal > 0;
    });
    expect(host.app.catalog.select("app", "b").state).toBe("ready");
  });

  it("hangs: its primary goes on answering, its queue drops, and it is ended in the end", async () => {
    const { host } = await shadowed(scored({ hang: "hang" }, { hang_ms: 300 }), { config: { max_queue: 3 } });
    expect((await ask(host, "hang")).status).toBe(200);
    await until(async () => (await pairOf(host)).mirrored === 1);
    const answers = await Promise.all(["x", "x", "x", "x", "x"].map((body) => ask(host, body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await until(async () => (await pairOf(host)).dropped > 0);
    const pair = await settled(host, 6);
    expect(pair.failures).toEqual({ worker_lost: 1 });
    expect(pair.dropped + pair.mirrored).toBe(6);
  });

  it("is slow: what is beyond its queue is dropped, and nobody waits for it", async () => {
    const { host } = await shadowed(scored({ wait: "w", wait_s: 1 }), { config: { max_queue: 2 } });
    const start = performance.now();
    for (let times = 0; times < 10; times++) expect((await ask(host, "w")).status).toBe(200);
    const took = performance.now() - start;
    const pair = await settled(host, 10);
    expect(pair.mirrored + pair.dropped).toBe(10);
    expect(pair.dropped).toBeGreaterThan(0);
    // Of the ten seconds that the shadow would take for them.
    expect(took).toBeLessThan(8000);
  });

  it("gets the sampled share alone", async () => {
    const { host } = await shadowed(scored(), { a: { shadow_sample: 0 } });
    await ask(host, "x");
    await host.ask("app/b", undefined, "x");
    expect(await pairOf(host)).toMatchObject({ sample: 0, mirrored: 0, dropped: 0 });
  });

  it("that cannot start is told of, and drops", async () => {
    const dir = await mkdtemp(join(tmpdir(), "shadows-"));
    const releases = {
      "app/a": scored({}, { shadow: "b" }),
      "app/b": { fixture: "apps/syntax_error/v1" },
      "lone/v1": scored(),
    };
    const host = await startHost(releases, { shadow: { dir, yielding: false } });
    closing.push(host.close);
    await until(async () => (await told(host))[0]?.state === "failed");
    expect((await pairOf(host)).reason).toContain("SyntaxError");
    expect((await ask(host, "x")).status).toBe(200);
    await until(async () => (await pairOf(host)).dropped === 1);
    expect(await told(host, "lone")).toEqual([]);
    expect((await fetch(`${host.url}/v1/shadow/nobody`)).status).toBe(404);
  });
});
