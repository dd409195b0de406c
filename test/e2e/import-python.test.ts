import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findInterpreters } from "../interpreters.ts";
import type { TestHost } from "../support/host.ts";
import { isAlive, layOut, listReleases, startHost, until, untilBusy } from "../support/host.ts";

const interpreters = await findInterpreters();
const python = interpreters.at(-1)?.path ?? "";
const FUNCTIONS = { fixture: "native/python/1" };

describe("a handler that calls Python", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startHost({ "py/v1": { ...FUNCTIONS, settings: { python, timeout_ms: 20_000 } } });
  });
  afterAll(() => host?.close());

  const call = (name: string, ...args: unknown[]) => host.ask("py/v1", { call: name, args });
  const pythonPid = async () => Number(resultOf((await call("pid")).body));

  it("answers what Python returned", async () => {
    expect(await call("add", 1, 2)).toMatchObject({ status: 200, body: { result: 3 } });
  });

  it("an exception answers as it would in a Python release, and its traceback is in the log alone", async () => {
    expect(await call("fail", "boom")).toMatchObject({ status: 599, body: { error: "boom" } });
    expect(await call("refuse")).toMatchObject({ status: 400, body: { error: expect.stringContaining("too small") } });
    const line = host.log.find(({ msg }) => msg.includes("ValueError: boom"));
    expect(line).toMatchObject({ level: 50, reqid: expect.any(String) });
    expect(line?.msg).toMatch(/Traceback \(most recent call last\):\s+File ".*functions\.py", line \d+, in fail/);
  });

  it.each([
    ["die", [3], "worker lost: it exited with code 3"],
    ["kill", [11], "worker lost: it was killed by SIGSEGV"],
    ["kill", [9], "worker lost: it was killed by SIGKILL"],
    ["kill", [15], "worker lost: it was killed by SIGTERM"],
  ])("a Python that ends in a call (%s %j) costs that request, and both are replaced", async (name, args, message) => {
    const { status, body, headers } = await call(name, ...args);
    expect([status, body, headers.get("retry-after")]).toEqual([572, { error: message }, "1"]);
    expect((await call("add", 1, 2)).status).toBe(200);
  });

  it("one that is killed between calls costs nothing", async () => {
    const pid = await pythonPid();
    process.kill(pid, "SIGKILL");
    await until(() => host.log.some(({ msg }) => msg === "the Python of importPython was killed by SIGKILL"));
    expect(await pythonPid()).not.toBe(pid);
  });

  it("what Python prints is in the log, however much, and never taken for an answer", async () => {
    expect(await call("flood", 100_000)).toMatchObject({ status: 200, body: { result: 100_000 } });
    await until(() => host.log.some(({ msg }) => msg.includes("more lines were printed")));
    expect(host.log.find(({ msg }) => msg.includes('"val": "line 0"'))).toMatchObject({ stream: "stdout", app: "py" });
  });

  it("no Python outlives a worker that somebody killed", async () => {
    const pid = await pythonPid();
    const [instance] = (await listReleases(host.url)).get("py/v1")?.instances ?? [];
    process.kill(instance?.pid ?? 0, "SIGKILL");
    await until(() => !isAlive(pid));
    expect((await call("add", 1, 2)).status).toBe(200);
  });

  it("what a function of `keep` returns stays in Python", async () => {
    const { status, body } = await call("make_net");
    expect([status, body]).toEqual([599, { error: expect.stringContaining("PythonObject") }]);
  });

  it("leaves no payload file behind", async () => {
    const size = 300_000;
    expect(await host.ask("py/v1", { call: "length", bytes: true }, "x".repeat(size))).toMatchObject({
      body: { result: size },
    });
    const folders = (await readdir("/dev/shm")).filter((name) => name.startsWith(`evalbridge-${process.pid}`));
    const files = await Promise.all(folders.map((name) => readdir(join("/dev/shm", name), { recursive: true })));
    expect(files.flat().filter((name) => /python-|reply-|uri-/.test(name))).toEqual([]);
  });
});

it("a Python that hangs is killed with its worker after hang_ms, and the log shows where it hung", async () => {
  const host = await startHost({ "py/v1": { ...FUNCTIONS, settings: { python, hang_ms: 5000, timeout_ms: 20_000 } } });
  try {
    const pid = Number(resultOf((await host.ask("py/v1", { call: "pid" })).body));
    expect(await host.ask("py/v1", { call: "hang" })).toMatchObject({
      status: 572,
      body: { error: "worker lost: it did not answer within hang_ms (5000 ms) and was killed" },
    });
    await until(() => !isAlive(pid));
    expect(host.log.some(({ msg }) => /functions\.py", line \d+ in hang/.test(msg))).toBe(true);
    expect((await host.ask("py/v1", { call: "add", args: [1, 2] })).status).toBe(200);
  } finally {
    await host.close();
  }
}, 60_000);

it("no Python outlives a host that is killed, not even one that hangs", async () => {
  const dir = await layOut({ "py/v1": { ...FUNCTIONS, settings: { python } } });
  const host = spawn(process.execPath, ["dist/main.js", "serve", dir, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    const url = await new Promise<string>((resolve) => {
      for (const input of [host.stdout, host.stderr]) {
        createInterface({ input }).on("line", (line) => {
          const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
          if (found !== undefined) resolve(found);
        });
      }
    });
    const ask = (params: unknown) =>
      fetch(`${url}/v1/eval/py/v1`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ data: { uri: "data:application/octet-stream;base64," }, params }),
      });
    const pid = Number(resultOf(await (await ask({ call: "pid" })).json()));
    const hanging = ask({ call: "hang" }).catch(() => undefined);
    await untilBusy(url, "py/v1");
    host.kill("SIGKILL");
    await until(() => !isAlive(pid));
    await hanging;
  } finally {
    host.kill("SIGKILL");
    if (host.exitCode === null && host.signalCode === null) await once(host, "exit");
    await rm(dir, { recursive: true, force: true });
  }
}, 60_000);

describe("what a native release has for Python", () => {
  let host: TestHost;
  const old = interpreters.find(({ minor }) => minor === "2.7")?.path;
  let fake: string;
  beforeAll(async () => {
    const script = '#!/bin/sh\nprintf \'interpreter\\t%s\\t2.7.18\\t%s\\tlinux\\t\\n\' "$0" "$0"\n';
    fake = join(await mkdtemp(join(tmpdir(), "evalbridge-python-")), "python2.7");
    await writeFile(fake, script);
    await chmod(fake, 0o755);
    host = await startHost({
      "port/v1": { fixture: "native/python-port/1", settings: { python, preprocess: true } },
      "port/old": { fixture: "native/python-port/1", settings: { python: old ?? fake } },
      "port/none": { fixture: "native/python-port/1", settings: { python: "/no/such/python" } },
      "echo/none": { fixture: "native/echo/1", settings: { python: "/no/such/python" } },
      "nothing/v1": { fixture: "native/python-nothing/1" },
    });
  }, 120_000);
  afterAll(() => host?.close());

  it("is in legacy, with its own siblings and files, translated where it is Python 2", async () => {
    expect(await host.ask("port/v1", {}, "abc")).toMatchObject({
      status: 200,
      body: { code: 0, result: { half: 1, label: "one" } },
    });
    expect(await host.ask("port/v1", {}, "")).toMatchObject({ status: 400, body: { error: "empty" } });
    expect((await host.ask("port/v1", {}, "abc")).headers.get("x-origin-a")).toBe("PORT:1");
    // A dict with keys that are no text, and changes: it has stayed what it is, through one worker's calls.
    expect((await host.ask("port/v1", {}, "abc")).body).toMatchObject({ result: { half: 1, calls: 3 } });
    const { warnings } = (await listReleases(host.url)).get("port/v1") ?? {};
    expect(warnings).toEqual([
      expect.stringContaining("read as Python 2 (as legacy/eval.py:10 shows: syntax of Python 2)"),
    ]);
    expect(host.log.some(({ msg, stream }) => msg === "loading port" && stream === "stdout")).toBe(true);
  });

  it.each([
    ["port/old", "it needs Python 3.6 or newer, and"],
    ["port/none", "python: /no/such/python not found"],
    ["nothing/v1", "this release has no Python: put its .py files"],
  ])("%s fails with the reason", async (name, reason) => {
    expect((await listReleases(host.url)).get(name)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining(reason),
    });
  });

  it("a handler that calls none serves without it, with a warning", async () => {
    expect((await host.ask("echo/none")).status).toBe(200);
    expect((await listReleases(host.url)).get("echo/none")?.warnings).toEqual([
      expect.stringContaining("python: /no/such/python not found"),
    ]);
  });
});

function resultOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "result" in body ? body.result : undefined;
}
