import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, mkdtemp, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { evalbridge, MAIN } from "../support/command.ts";
import { dataUri, layOut } from "../support/host.ts";

describe("check", () => {
  it("exits with 0 when every release would serve", async () => {
    const dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1" } });
    await mkdir(join(dir, "echo/samples"));
    await writeFile(join(dir, "echo/samples/a.txt"), "a");
    const { code, stdout } = await evalbridge(["check", dir]);
    expect([code, stdout]).toEqual([0, "ok    echo/v1: ready; 1 sample answered\n"]);
  });

  it("exits with 1 when one would not, and says why", async () => {
    const dir = await layOut({
      "echo/v1": { fixture: "apps/echo/v1" },
      "broken/v1": { fixture: "apps/syntax_error/v1" },
    });
    const { code, stdout } = await evalbridge(["check", "--dir", dir, "--log-level", "silent"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL {2}broken\/v1: failed: .*SyntaxError/);
    expect((await evalbridge(["check", "echo", "--dir", dir])).code).toBe(0);
  });
});

describe("keys that the configuration names", () => {
  it("are not for the scripts that check and run try", async () => {
    const dir = await layOut({ "rough/v1": { fixture: "apps/rough/v1" } });
    await writeFile(
      join(dir, "evalbridge.yaml"),
      "auth: bearer\nadmin_key: $OUR_ADMIN_KEY\nkeys: { a: { key: $OUR_KEY, uid: 1 } }\n",
    );
    const args = ["run", "rough", dataUri(""), "--dir", dir, "--params", '{"mode":"environ"}'];
    const { stdout } = await evalbridge(args, { OUR_ADMIN_KEY: "kept-secret", OUR_NOTE: "for all" });
    expect(stdout).toContain('"OUR_NOTE": "for all"');
    expect(stdout).not.toContain("kept-secret");
  });
});

describe("what a script says when it starts", () => {
  it("is told once, and not with our own stack", async () => {
    const refusal = 'create_net = lambda configs: (None, 500, "says no")\nnet_inference = None\n';
    const dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1" }, "old/v1": { fixture: "apps/echo/v1" } });
    await writeFile(join(dir, "echo/v1/eval.py"), refusal);
    await appendFile(join(dir, "old/v1/eval.py"), "\nPYTHON2 = xrange(3)\n");
    const { code, stdout, stderr } = await evalbridge(["check", dir]);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^(warn {2}old.*\n|ok .*\n|FAIL {2}echo.*\n){3}$/)]);
    expect(stderr).toContain("says no");
    expect(stderr).not.toMatch(/"stack"|at .*\.[jt]s:\d+|Python 2/);
  });
});

describe("what check takes a target for", () => {
  /** `evalbridge check` in a folder. */
  async function checkIn(cwd: string, ...args: string[]): Promise<{ code: number; output: string }> {
    const child = spawn(process.execPath, [MAIN, "check", ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await once(child, "close");
    return { code, output: (await output).join("") };
  }

  const OK = /^ok +echo\/v1: ready/;

  it("with --dir, a release of it, whatever folders there are", async () => {
    const dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1" } });
    expect(await checkIn(dir, "echo/v1", "--dir", ".")).toMatchObject({ code: 0, output: expect.stringMatching(OK) });
    expect(await checkIn(dir, "echo", "--dir", dir)).toMatchObject({ code: 0, output: expect.stringMatching(OK) });
    expect(await checkIn(dir, ".", "--dir", dir)).toEqual({
      code: 2,
      output: 'evalbridge: "." is not <app> or <app>/<version>\n',
    });
  });

  it("without --dir, an app folder, or else a release of ./evals", async () => {
    const home = await mkdtemp(join(tmpdir(), "home-"));
    await rename(await layOut({ "echo/v1": { fixture: "apps/echo/v1" } }), join(home, "evals"));
    await rename(await layOut({ "plain/v1": { fixture: "native/plain/1" } }), join(home, "other"));
    await mkdir(join(home, "echo/v1"), { recursive: true });
    for (const target of ["echo", "echo/v1", "evals", "evals/", "./evals", join(home, "evals")]) {
      expect([target, await checkIn(home, target)]).toMatchObject([target, { output: expect.stringMatching(OK) }]);
    }
    expect((await checkIn(home, "other")).output).toBe("ok    plain/v1: ready; it has no samples to run\n");
    expect((await checkIn(home, "./echo")).output).toMatch(/^evalbridge: \.\/echo: holds no release/);
    expect((await checkIn(home, "none")).output).toBe("evalbridge: evals: holds no none (it has echo/v1)\n");
    // Nine programs, one after the other.
  }, 120_000);
});

describe("the log level of check and run", () => {
  it("is what the configuration says, and warn otherwise", async () => {
    const dir = await layOut({
      "echo/v1": { fixture: "apps/echo/v1" },
      "broken/v1": { fixture: "apps/syntax_error/v1" },
    });
    expect((await evalbridge(["check", dir])).stderr).toContain("SyntaxError");
    expect((await evalbridge(["check", dir], { EVALBRIDGE_LOG_LEVEL: "silent" })).stderr).toBe("");
    await writeFile(join(dir, "evalbridge.yaml"), "log: { level: silent }\n");
    expect((await evalbridge(["run", "broken", dataUri(""), "--dir", dir])).stderr).toBe("");
    expect((await evalbridge(["check", dir, "--log-level", "error"])).stderr).toContain("SyntaxError");
  });
});

describe("run", () => {
  it("gives a request its whole time, however long the release takes to load", async () => {
    const dir = await layOut({ "plain/v1": { fixture: "native/plain/1", settings: { timeout_ms: 1000 } } });
    const slow = "await new Promise((resolve) => setTimeout(resolve, 1500));\n";
    await appendFile(join(dir, "plain/v1/greeting.js"), slow);
    const { code, stdout } = await evalbridge(["run", "plain", dataUri(""), "--dir", dir]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { result: { greeting: "hello" } }]);
  });

  it("prints one answer on stdout, and nothing else", async () => {
    const dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1" }, "plain/v1": { fixture: "native/plain/1" } });
    await writeFile(join(dir, "in.txt"), "from a file");
    const file = await evalbridge(["run", "echo/v1", join(dir, "in.txt"), "--dir", dir, "--params", '{"a":1}']);
    expect(file).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(file.stdout)).toMatchObject({
      code: 0,
      result: { params: { a: 1 }, data: { body: "from a file" } },
    });
    const uri = await evalbridge(["run", "echo", dataUri("by uri"), "--dir", dir]);
    expect(JSON.parse(uri.stdout)).toMatchObject({ result: { data: { body: "by uri" } } });
  });

  it("exits with 1 when the answer is an error, and with 2 on bad arguments", async () => {
    const dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1" } });
    const params = JSON.stringify({ mode: "ret", ret: { code: 406, message: "no" } });
    const failed = await evalbridge(["run", "echo", dataUri(""), "--dir", dir, "--params", params]);
    expect([failed.code, JSON.parse(failed.stdout)]).toMatchObject([1, { code: 406, message: "no" }]);
    const bad = await evalbridge(["run", "echo", dataUri(""), "--dir", dir, "--params", "{"]);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain("--params: is not JSON");
  });
});
