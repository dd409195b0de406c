import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { ListedRelease, TestHost, TestRelease } from "../support/host.ts";
import { dataUri, isAlive, listReleases, startHost, until, untilBusy } from "../support/host.ts";

let host: TestHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

const rough = (settings: Record<string, unknown> = {}): Record<string, TestRelease> => ({
  "rough/v1": { fixture: "apps/rough/v1", settings },
});

async function versionOf(from: TestHost, name: string): Promise<ListedRelease> {
  const release = (await listReleases(from.url)).get(name);
  if (release === undefined) throw new Error(`/v1/apps does not list ${name}`);
  return release;
}

async function pidOf(from: TestHost, name: string): Promise<number> {
  return (await versionOf(from, name)).instances[0]?.pid ?? 0;
}

describe("a worker that dies over a request", () => {
  it.each([
    ["segv", "worker lost: it was killed by SIGSEGV"],
    ["exit", "worker lost: it exited with code 3"],
  ])("costs that request (%s), says why, and is replaced at once", async (mode, message) => {
    host = await startHost(rough());
    const before = await pidOf(host, "rough/v1");
    const { status, body, headers } = await host.ask("rough/v1", { mode });
    expect([status, body]).toEqual([572, { error: message }]);
    expect(headers.get("retry-after")).toBe("1");
    const died = performance.now();
    expect(await host.ask("rough/v1", {})).toMatchObject({ status: 200, body: { result: "fine" } });
    expect(performance.now() - died).toBeLessThan(5000);
    expect(await pidOf(host, "rough/v1")).not.toBe(before);
    const line = host.log.find(({ level, msg }) => level === 50 && msg.startsWith("worker "));
    expect(line).toMatchObject({ app: "rough", version: "v1", worker: "1", cause: expect.any(String) });
    if (mode === "segv") expect(JSON.stringify(line?.["stderr"])).toContain("Segmentation fault");
  });

  it.each([
    ["garbage", /^worker lost: it sent garbage on its channel/],
    ["close_everything", /^worker lost: it (closed its channel|exited with code \d+)/],
  ])("is taken for lost when its channel is of no use any more (%s)", async (mode, message) => {
    host = await startHost(rough({ timeout_ms: 5000 }));
    const { status, body } = await host.ask("rough/v1", { mode });
    expect(status).toBe(572);
    expect((body as { error: string }).error).toMatch(message);
    expect((await host.ask("rough/v1", {})).status).toBe(200);
  });

  it("does not harm the calls that were sent ahead of its answer", async () => {
    host = await startHost(rough());
    const { ask } = host;
    // Short calls first, so that the next ones are sent ahead.
    for (let call = 0; call < 60; call++) await ask("rough/v1", {});
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => ask("rough/v1", index === 10 ? { mode: "exit" } : {})),
    );
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([572]);
    expect(answers[10]?.status).toBe(572);
  });

  it("leaves every other request unharmed", async () => {
    host = await startHost({ ...rough({ instances: 2 }), "echo/v1": { fixture: "apps/echo/v1" } });
    const { ask } = host;
    const others = Array.from({ length: 40 }, (_, index) =>
      ask(index % 2 === 0 ? "rough/v1" : "echo/v1", index % 2 === 0 ? {} : { mode: "sleep", s: 0.01 }),
    );
    const [killer, ...rest] = await Promise.all([ask("rough/v1", { mode: "segv" }), ...others]);
    expect(killer?.status).toBe(572);
    expect(rest.map(({ status }) => status)).toEqual(Array(40).fill(200));
  });

  it("fails at most the request that it worked on when it is killed -9 under load", async () => {
    host = await startHost(rough({ instances: 2, max_queue: 1000 }));
    const { ask } = host;
    const statuses: number[] = [];
    let running = true;
    const clients = Array.from({ length: 8 }, async () => {
      while (running) statuses.push((await ask("rough/v1", {})).status);
    });
    for (let kills = 0; kills < 5; kills++) {
      const soFar = statuses.length;
      await until(() => statuses.length > soFar + 40);
      const { instances } = await versionOf(host, "rough/v1");
      const victim = instances.find(({ pid }) => pid !== null);
      if (victim !== undefined) process.kill(victim.pid, "SIGKILL");
    }
    running = false;
    await Promise.all(clients);
    const failed = statuses.filter((status) => status !== 200);
    expect(failed.every((status) => status === 572)).toBe(true);
    expect(failed.length).toBeLessThanOrEqual(5);
  });

  it("is not one that prints megabytes or closes every descriptor it knows of", async () => {
    host = await startHost(rough({ timeout_ms: 20_000 }));
    expect((await host.ask("rough/v1", { mode: "close_descriptors" })).status).toBe(200);
    expect(await host.ask("rough/v1", { mode: "print", kib: 3000 })).toMatchObject({ status: 200 });
    expect((await host.ask("rough/v1", { mode: "close_output" })).status).toBe(200);
    expect((await host.ask("rough/v1", {})).status).toBe(200);
  });

  it("has its output in the log, capped and rate-limited", async () => {
    host = await startHost(rough({ timeout_ms: 20_000 }));
    await host.ask("rough/v1", { mode: "print", kib: 2000 });
    await until(() => host?.log.some(({ msg }) => /more lines were printed/.test(msg)) ?? false);
    const lines = host.log.filter(({ stream, msg }) => stream === "stdout" && msg.startsWith("xxx"));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThan(1500);
    expect(lines[0]).toMatchObject({ app: "rough", version: "v1", worker: "1", reqid: expect.any(String) });
  });

  it("is named by its signal when somebody else killed it", async () => {
    host = await startHost(rough());
    process.kill(await pidOf(host, "rough/v1"), "SIGKILL");
    await until(() => host?.log.some(({ msg }) => msg === "worker was killed by SIGKILL") ?? false);
    expect((await host.ask("rough/v1", {})).status).toBe(200);
  });

  it("is replaced at once although a program that it left behind holds its output open", async () => {
    host = await startHost(rough());
    expect(await host.ask("rough/v1", { mode: "leave_program" })).toMatchObject({ status: 572 });
    const started = performance.now();
    expect((await host.ask("rough/v1", {})).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("has its large answer delivered although it dies while the answer is being read", async () => {
    host = await startHost(rough({ timeout_ms: 20_000 }));
    for (const after of [0.1, 0.15, 0.2]) {
      const { status, body } = await host.ask("rough/v1", { mode: "answer_and_die", after, size: 20_000_000 });
      // It may die before it has answered at all; a half-delivered answer there is not.
      if (status === 200) expect((body as { result: string }).result).toHaveLength(20_000_000);
      else expect([status, body]).toEqual([572, { error: "worker lost: it exited with code 5" }]);
    }
  });

  it("takes its children along", async () => {
    host = await startHost(rough());
    const pid = await pidOf(host, "rough/v1");
    await host.ask("rough/v1", { mode: "fork_and_return" });
    await host.ask("rough/v1", { mode: "exit" });
    await until(() => !isAlive(pid));
    await until(() => !groupIsAlive(pid));
  });
});

function groupIsAlive(pid: number): boolean {
  return isAlive(-pid);
}

describe("a call that never ends", () => {
  it("is killed after hang_ms, its stack in the log, and the worker replaced", async () => {
    host = await startHost(rough({ hang_ms: 1000, timeout_ms: 5000 }));
    const { status, body } = await host.ask("rough/v1", { mode: "hang" });
    expect([status, body]).toEqual([
      572,
      { error: "worker lost: it did not answer within hang_ms (1000 ms) and was killed" },
    ]);
    const line = host.log.find(({ msg }) => msg.startsWith("worker did not answer"));
    expect(JSON.stringify(line?.["stderr"])).toContain("hang_in_here");
    expect((await host.ask("rough/v1", {})).status).toBe(200);
  });

  it("times out for its client after timeout_ms, queue included, and its late answer is dropped", async () => {
    host = await startHost({ "echo/v1": { fixture: "apps/echo/v1", settings: { timeout_ms: 300 } } });
    const started = performance.now();
    const { ask } = host;
    const answers = await Promise.all([1, 2].map(() => ask("echo/v1", { mode: "sleep", s: 1.5 })));
    expect(performance.now() - started).toBeLessThan(1490);
    for (const { status, body } of answers) expect([status, body]).toEqual([500, { error: "timeout" }]);
    const { url } = host;
    await until(async () => (await listReleases(url)).get("echo/v1")?.instances[0]?.state === "ready");
    expect(await ask("echo/v1", { mode: "length" })).toMatchObject({ status: 200, body: { result: { length: 5 } } });
  });
});

describe("overload", () => {
  it("is refused at once with 571 and Retry-After", async () => {
    host = await startHost({ "echo/v1": { fixture: "apps/echo/v1", settings: { max_queue: 2 } } });
    const { ask } = host;
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask("echo/v1", { mode: "sleep", s: 0.1 })));
    const refused = answers.filter(({ status }) => status === 571);
    expect(refused).toHaveLength(3);
    expect(refused[0]?.headers.get("retry-after")).toBe("1");
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  });
});

describe("a release that cannot start", () => {
  const create = (mode: string, settings = {}) => ({
    fixture: "apps/create/v1",
    settings: { custom_params: { mode }, ...settings },
  });

  it("is failed, with the reason, while everything else serves", async () => {
    host = await startHost({
      "syntax/v1": { fixture: "apps/syntax_error/v1" },
      "import/v1": { fixture: "apps/import_error/v1" },
      "refuses/v1": create("refuse"),
      "raises/v1": create("raise"),
      "exits/v1": create("exit"),
      "nothing/v1": { fixture: "apps/no_inference/v1" },
      "gpu/v1": create("", { use_device: "GPU", require_gpu: true }),
      "echo/v1": { fixture: "apps/echo/v1" },
    });
    const reasons = {
      syntax: /SyntaxError/,
      import: /No module named/,
      refuses: /no deploy.prototxt config set/,
      raises: /No module named/,
      exits: /SystemExit/,
      nothing: /net_inference/,
      gpu: /no GPU/,
    };
    for (const [app, reason] of Object.entries(reasons)) {
      const version = await versionOf(host, `${app}/v1`);
      expect([app, version.state]).toEqual([app, "failed"]);
      expect(version.reason).toMatch(reason);
      expect((await host.ask(`${app}/v1`)).status).toBe(503);
      expect((await fetch(`${host.url}/health/ready/${app}`)).status).toBe(503);
    }
    expect((await host.ask("echo/v1")).status).toBe(200);
    const ready = await fetch(`${host.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(JSON.stringify(await ready.json())).toContain("no deploy.prototxt config set");
    const traceback = host.log.find(({ app, msg }) => app === "import" && msg.includes("Traceback"));
    expect(traceback?.level).toBe(50);
  });

  it("serves on with fewer workers when only some of them can start", async () => {
    const only = join(await mkdtemp(join(tmpdir(), "evalbridge-once-")), "taken");
    host = await startHost({
      "once/v1": { fixture: "apps/create_once/v1", settings: { instances: 2, custom_params: { only } } },
    });
    const at = host;
    await until(async () => (await versionOf(at, "once/v1")).instances.some(({ state }) => state === "failed"));
    expect(await versionOf(at, "once/v1")).toMatchObject({ state: "ready", reason: "there is room for one" });
    expect((await at.ask("once/v1")).status).toBe(200);
  });

  it("is failed after hang_ms when create_net never returns", async () => {
    host = await startHost({ "hangs/v1": { fixture: "apps/create_hangs/v1", settings: { hang_ms: 500 } } });
    expect(await versionOf(host, "hangs/v1")).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("hang_ms"),
    });
  });

  it("stops being tried in a tight loop when its workers keep dying, and says so", async () => {
    host = await startHost({ "dies/v1": { fixture: "apps/create_dies/v1" } });
    const version = await versionOf(host, "dies/v1");
    expect(version.state).toBe("failed");
    expect(version.reason).toBe(
      "5 workers in a row died without any answer; the last one: the worker exited with code 9",
    );
    expect((await host.ask("dies/v1")).status).toBe(503);
  });

  it("runs on the CPU with one warning when it only prefers a GPU", async () => {
    host = await startHost({ "gpu/v1": create("", { use_device: "GPU" }) });
    const version = await versionOf(host, "gpu/v1");
    expect(version.state).toBe("ready");
    expect(version.warnings).toEqual(["use_device is GPU, but there is no GPU on this machine: running on the CPU"]);
    expect(host.log.filter(({ level, msg }) => level === 40 && msg.includes("no GPU"))).toHaveLength(1);
  });
});

describe("a release that is restarting", () => {
  it("lets requests wait in its queue within their deadline", async () => {
    host = await startHost(rough());
    const { ask, url } = host;
    const [lost, waited] = await Promise.all([ask("rough/v1", { mode: "exit" }), ask("rough/v1", {})]);
    expect([lost?.status, waited?.status]).toEqual([572, 200]);
    expect((await fetch(`${url}/health/ready/rough/v1`)).status).toBe(200);
  });
});

describe("closing", () => {
  it("answers what was accepted and refuses what is new with 570", async () => {
    const closing = await startHost({ "echo/v1": { fixture: "apps/echo/v1" } });
    const accepted = closing.ask("echo/v1", { mode: "sleep", s: 1 });
    await untilBusy(closing.url, "echo/v1");
    const closed = closing.close();
    const late = await closing.post("/v1/eval/echo/v1", { data: { uri: dataUri("x") } });
    expect([late.status, await late.json()]).toEqual([570, { error: "the service is closing" }]);
    expect((await fetch(`${closing.url}/health/ready`)).status).toBe(503);
    expect((await accepted).status).toBe(200);
    await closed;
  });
});
