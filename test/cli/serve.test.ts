import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import type { Server } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evalbridge, MAIN, startServing } from "../support/command.ts";
import { TaichuClient } from "../support/grpc.ts";
import { dataUri, isAlive, layOut, listReleases, until, untilBusy } from "../support/host.ts";

const ECHO = { "echo/v1": { fixture: "apps/echo/v1" }, "plain/v1": { fixture: "native/plain/1" } };

const NEW_SCRIPT = `
from evals.utils import create_net_handler, net_inference_handler

@create_net_handler
def create_net(configs):
    return {}, 0, ''

@net_inference_handler
def net_inference(model, reqs):
    return [{'code': 0, 'message': '', 'result': 'the new one'} for _ in reqs], 0, ''
`;

async function pids(url: string): Promise<number[]> {
  const releases = [...(await listReleases(url)).values()];
  return releases.flatMap(({ instances }) => instances.map(({ pid }) => pid));
}

function ask(url: string, params: unknown): Promise<Response> {
  const body = JSON.stringify({ data: { uri: dataUri("x") }, params });
  return fetch(`${url}/v1/eval/echo/v1`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
}

async function listening(): Promise<Server> {
  const server = createServer().listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function freePort(): Promise<number> {
  const server = await listening();
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

describe("serve", () => {
  it("says what it serves, and one command that works when pasted", async () => {
    const dir = await layOut(ECHO);
    await mkdir(join(dir, "echo/samples"));
    await writeFile(join(dir, "echo/samples/one.txt"), "a sample");
    const { process: host, stdout } = await startServing(dir);
    await until(() => stdout().includes("curl"));
    expect(stdout()).toMatch(/echo\/v1 +python \(ava\) +ready\n +plain\/v1 +native +ready/);
    const command = stdout().trim().split("\n").at(-1) ?? "";
    const answer = execFileSync("sh", ["-c", command]).toString();
    expect(JSON.parse(answer)).toMatchObject({ code: 0, result: { data: { body: "a sample" } } });
    host.kill("SIGTERM");
    expect(await once(host, "exit")).toEqual([0, null]);
  });

  it("has another command for a model of tensors, which would not take the samples of its app", async () => {
    const dir = await layOut({});
    await mkdir(join(dir, "digits/samples"), { recursive: true });
    await copyFile("evals/digits/model/digits.onnx", join(dir, "digits/model.onnx"));
    await copyFile("evals/digits/samples/digit-7-00000.png", join(dir, "digits/samples/7.png"));
    const { process: host, stdout, url } = await startServing(join(dir, "digits"));
    await until(() => stdout().includes("curl"));
    expect(stdout().trim().split("\n").slice(-2)).toEqual(["Try it:", `  curl -s ${url}/v2/models/digits/versions/v1`]);
    host.kill("SIGTERM");
    expect(await once(host, "exit")).toEqual([0, null]);
  });

  it("has another command for a pipeline without a picture, which it answers", async () => {
    const {
      process: host,
      stdout,
      url,
    } = await startServing(await layOut({ "plain/v1": { fixture: "paddle/plain", settings: { args: ["svc"] } } }));
    await until(() => stdout().includes("curl"));
    const command = stdout().trim().split("\n").at(-1) ?? "";
    expect(command).toBe(`  curl -s ${url}/svc/prediction -d '{"key":["image"],"value":["..."]}'`);
    expect(JSON.parse(execFileSync("sh", ["-c", command]).toString())).toMatchObject({ err_no: 0 });
    host.kill("SIGTERM");
    expect(await once(host, "exit")).toEqual([0, null]);
  });

  it("listens for gRPC as well, unless it is off", async () => {
    const dir = await layOut({ "plain/v1": { fixture: "native/plain/1" } });
    const live = async (args: readonly string[]) => {
      const { process: host, stdout } = await startServing(dir, args);
      const [, address] = /gRPC on (\S+)/.exec(stdout()) ?? [];
      const client = address === undefined ? undefined : new TaichuClient(address);
      const answer = await client?.call("ServerLive", {});
      client?.close();
      host.kill("SIGTERM");
      expect(await once(host, "exit")).toEqual([0, null]);
      return answer?.status;
    };
    expect(await live([])).toBe("OK");
    expect(await live(["--grpc-port", "off"])).toBeUndefined();
  });

  it("serves without gRPC where the next port is taken, but not where it was asked for", async () => {
    const dir = await layOut({ "plain/v1": { fixture: "native/plain/1" } });
    const taken = await listening();
    const port = portOf(taken);
    const { process: host, stderr } = await startServing(dir, ["--port", String(port - 1)]);
    expect(stderr()).toContain(`no gRPC: 127.0.0.1:${port} is in use by another program`);
    host.kill("SIGTERM");
    await once(host, "exit");
    const { code, stderr: problem } = await evalbridge(["serve", dir, "--port", "0", "--grpc-port", String(port)]);
    expect([code, problem]).toEqual([2, expect.stringContaining("in use by another program (choose another port")]);
  });

  it("drains on SIGTERM: what was accepted is answered, and nothing is left behind", async () => {
    const payloads = await mkdtemp(join(tmpdir(), "payloads-"));
    const config = join(payloads, "host.yaml");
    await writeFile(config, `payload_dir: ${payloads}\nwork_dir: ${payloads}\n`);
    const { process: host, url } = await startServing(await layOut(ECHO), ["--config", config]);
    const workers = await pids(url);
    const answer = ask(url, { mode: "sleep", s: 1 });
    await untilBusy(url, "echo/v1");
    host.kill("SIGTERM");
    expect((await answer).status).toBe(200);
    expect(await once(host, "exit")).toEqual([0, null]);
    expect(workers.map(isAlive)).toEqual([false, false]);
    expect(await readdir(payloads)).toEqual(["host.yaml"]);
  });

  it("leaves no orphan when it is killed with SIGKILL, not even a busy one, and the next host cleans up", async () => {
    const payloads = await mkdtemp(join(tmpdir(), "payloads-"));
    const config = join(payloads, "host.yaml");
    await writeFile(config, `payload_dir: ${payloads}\nwork_dir: ${payloads}\n`);
    const dir = await layOut({ ...ECHO, "busy/v1": { fixture: "native/busy/v1" } });
    const { process: host, url } = await startServing(dir, ["--config", config]);
    const workers = await pids(url);
    expect(workers).toHaveLength(3);
    void ask(url, { mode: "sleep", s: 60 }).catch(() => undefined);
    void fetch(`${url}/v1/eval/busy`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: "x",
    }).catch(() => undefined);
    await untilBusy(url, "echo/v1");
    await untilBusy(url, "busy/v1");
    host.kill("SIGKILL");
    await until(() => workers.every((pid) => !isAlive(pid)), 2000);
    expect((await readdir(payloads)).length).toBeGreaterThan(1);
    const next = await startServing(dir, ["--config", config]);
    expect(await readdir(payloads)).toHaveLength(3);
    next.process.kill("SIGTERM");
    await once(next.process, "exit");
  });

  it("takes flags over environment over file over defaults, and shows which", async () => {
    const dir = await layOut(ECHO);
    await writeFile(join(dir, "evalbridge.yaml"), "port: 1000\nhost: 0.0.0.0\nlimits: { pixels: 5 }\n");
    const env = { EVALBRIDGE_PORT: "2000", EVALBRIDGE_LIMITS_GROUP: "7" };
    const { code, stdout } = await evalbridge(["serve", dir, "--port", "3000", "--print-config"], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^port: 3000 +# --port$/m);
    expect(stdout).toMatch(/^limits\.group: 7 +# EVALBRIDGE_LIMITS_GROUP$/m);
    expect(stdout).toMatch(new RegExp(`^limits\\.pixels: 5 +# ${dir}/evalbridge.yaml$`, "m"));
    expect(stdout).toMatch(/^limits\.batch: 256 +# default$/m);
  });
  it("--watch: a saved script answers in place of the old one", async () => {
    const dir = await layOut({ "echo/v1": ECHO["echo/v1"] });
    const { process: host, url } = await startServing(dir, ["--watch"]);
    await writeFile(join(dir, "echo/v1/eval.py"), NEW_SCRIPT);
    await until(async () => (await (await ask(url, {})).text()).includes("the new one"), 20_000);
    host.kill("SIGTERM");
    expect(await once(host, "exit")).toEqual([0, null]);
  }, 40_000);
});

describe("who may call", () => {
  it.each([
    ["a flag", ["--auth", "none"], ""],
    ["the configuration", [], "auth: none\n"],
  ])("off loopback it is served when %s says so, and operators want their key", async (_name, args, text) => {
    const dir = await layOut({ "plain/v1": { fixture: "native/plain/1" } });
    await writeFile(join(dir, "evalbridge.yaml"), text);
    const { process: host, url, stderr } = await startServing(dir, ["--host", "0.0.0.0", ...args]);
    const statusOf = async (path: string) => (await fetch(url + path)).status;
    expect(await Promise.all(["/health", "/health/ready", "/v1/apps", "/metrics"].map(statusOf))).toEqual([
      200, 200, 401, 401,
    ]);
    const answer = await fetch(`${url}/v1/eval/plain`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: "x",
    });
    expect(answer.status).toBe(200);
    expect(stderr()).toContain("operators' routes answer nobody: there is no admin_key");
    host.kill("SIGTERM");
    await once(host, "exit");
  });

  it("takes its keys from where they are kept, and tells when rules are of no use", async () => {
    const dir = await layOut({ "plain/v1": { fixture: "native/plain/1" } });
    await writeFile(join(dir, "plain/app.yaml"), "user_whitelist: [7]\n");
    await writeFile(join(dir, "admin"), "admin-key\n");
    await writeFile(
      join(dir, "evalbridge.yaml"),
      `auth: bearer\nkeys: { phone: { key: $PHONE_KEY, uid: 7 } }\nadmin_key: file:${dir}/admin\n`,
    );
    await mkdir(join(dir, "plain/samples"));
    await writeFile(join(dir, "plain/samples/one.txt"), "a sample");
    const { process: host, url, stdout } = await startServing(dir, [], { PHONE_KEY: "phone-key" });
    const statusOf = async (path: string, key: string, method = "GET") =>
      (await fetch(url + path, { method, headers: { Authorization: `Bearer ${key}` } })).status;
    expect(await statusOf("/v1/apps", "admin-key")).toBe(200);
    expect(await statusOf("/v1/apps", "phone-key")).toBe(401);
    expect(await statusOf("/v1/eval/plain", "admin-key", "POST")).toBe(401);
    // Known and allowed: it is the missing body that is wrong.
    expect(await statusOf("/v1/eval/plain", "phone-key", "POST")).toBe(400);
    await until(() => stdout().includes("plain/v1"));
    expect(stdout()).not.toContain("curl");
    host.kill("SIGTERM");
    await once(host, "exit");
    await writeFile(join(dir, "evalbridge.yaml"), "");
    const open = await startServing(dir);
    await until(() => open.stderr().includes("auth is none: everybody may call, whatever app.yaml says"));
    open.process.kill("SIGTERM");
    await once(open.process, "exit");
  });
});

describe("a reader that leaves, as in `| head -1`", () => {
  /** Starts a command whose stdout and stderr are closed at once. */
  function startUnread(args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    child.stderr.destroy();
    return child;
  }

  it("does not end serve", async () => {
    const port = await freePort();
    const host = startUnread(["serve", await layOut(ECHO), "--port", String(port), "--log-level", "debug"]);
    const answer = async () => (await ask(`http://127.0.0.1:${port}`, {}).catch(() => undefined))?.status;
    await until(async () => (await answer()) === 200 || host.exitCode !== null);
    expect(await answer()).toBe(200);
    host.kill("SIGTERM");
    expect(await once(host, "exit")).toEqual([0, null]);
  });

  it.each([["check"], ["run", "plain", dataUri("")], ["--help"]])("does not make %s fail", async (...args) => {
    const unread = startUnread([...args, ...(args[0] === "--help" ? [] : ["--dir", await layOut(ECHO)])]);
    expect(await once(unread, "exit")).toEqual([0, null]);
  });
});

describe("mistakes of the operator get one clear line and exit code 2", () => {
  const mistakes: [string, string, () => Promise<string[]>][] = [
    ["a missing folder", "/nowhere: cannot be read", async () => ["serve", "/nowhere"]],
    [
      "a file where the app folder should be",
      "package.json: cannot be read (ENOTDIR",
      async () => ["serve", "package.json"],
    ],
    ["an empty folder", "holds no release", async () => ["serve", await layOut({})]],
    [
      "an unknown key in release.yaml",
      'echo/v1/release.yaml: unknown key "batchsize"',
      async () => ["serve", await layOut({ "echo/v1": { fixture: "apps/echo/v1", settings: { batchsize: 3 } } })],
    ],
    [
      "a wrong value in release.yaml",
      "echo/v1/release.yaml: instances must be >= 1 (found 0)",
      async () => ["serve", await layOut({ "echo/v1": { fixture: "apps/echo/v1", settings: { instances: 0 } } })],
    ],
    [
      "a time that no timer can wait",
      "echo/v1/release.yaml: timeout_ms must be <= 2147483647 (found 3000000000)",
      async () => ["check", await layOut({ "echo/v1": { fixture: "apps/echo/v1", settings: { timeout_ms: 3e9 } } })],
    ],
    [
      "a list in release.yaml",
      "echo/v1/release.yaml: must hold a mapping of keys to values",
      async () => {
        const dir = await layOut(ECHO);
        await writeFile(join(dir, "echo/v1/release.yaml"), "- a\n");
        return ["serve", dir];
      },
    ],
    [
      "YAML that is none",
      "release.yaml: is not YAML",
      async () => {
        const dir = await layOut(ECHO);
        await writeFile(join(dir, "echo/v1/release.yaml"), "a: [1\n");
        return ["serve", dir];
      },
    ],
    ["a wrong flag", "--port: port must be <= 65535", async () => ["serve", await layOut(ECHO), "--port", "99999"]],
    ["a missing config file", "cannot be read", async () => ["serve", await layOut(ECHO), "--config", "/none.yaml"]],
    [
      "an address that others reach, and no word about callers",
      "host 0.0.0.0 can be reached from other machines: say who may call with auth",
      async () => ["serve", await layOut(ECHO), "--host", "0.0.0.0"],
    ],
    [
      "a wrong value in app.yaml",
      "echo/app.yaml: owner must be integer",
      async () => {
        const dir = await layOut(ECHO);
        await writeFile(join(dir, "echo/app.yaml"), "owner: someone\n");
        return ["serve", dir];
      },
    ],
    [
      "a key that is nowhere",
      "keys.phone.key: the environment variable NO_SUCH_KEY must hold a key",
      async () => {
        const dir = await layOut(ECHO);
        await writeFile(join(dir, "evalbridge.yaml"), "auth: bearer\nkeys: { phone: { key: $NO_SUCH_KEY, uid: 7 } }\n");
        return ["serve", dir];
      },
    ],
    [
      "keys and no word that they are wanted",
      'keys: are of no use unless auth has "bearer"',
      async () => {
        const dir = await layOut(ECHO);
        await writeFile(join(dir, "evalbridge.yaml"), "keys: { phone: { key: x, uid: 7 } }\n");
        return ["serve", dir];
      },
    ],
    [
      "an unknown release",
      "holds no echo/v7 (it has echo/v1, plain/v1)",
      async () => ["check", "echo/v7", "--dir", await layOut(ECHO)],
    ],
    [
      "a port in use",
      "is in use by another program",
      async () => {
        return ["serve", await layOut(ECHO), "--port", String(portOf(await listening()))];
      },
    ],
  ];

  it.each(mistakes)("%s", async (_name, message, args) => {
    const { code, stderr } = await evalbridge(await args(), { EVALBRIDGE_LOG_LEVEL: "silent" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it("an unknown option is refused", async () => {
    const { code, stderr } = await evalbridge(["serve", "--prot", "1"]);
    expect(code).not.toBe(0);
    expect(stderr).toContain("unknown option '--prot'");
  });
});
