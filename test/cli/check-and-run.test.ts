import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evalbridge } from "../support/command.ts";
import { dataUri, layOut } from "../support/host.ts";

describe("check", () => {
  it("exits with 0 when every release would serve", async () => {
    const dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1" } });
    await mkdir(join(dir, "echo/samples"));
    await writeFile(join(dir, "echo/samples/a.txt"), "a");
    const { code, stdout } = await evalbridge(["check", dir]);
    expect([code, stdout]).toEqual([0, "ok    echo/v1: ready; 1 samples answered\n"]);
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

describe("run", () => {
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
