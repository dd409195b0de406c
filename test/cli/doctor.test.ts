import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { DoctorReport, ScriptReport } from "../../src/cli/doctor/report.ts";
import { validated } from "../../src/contract/settings.ts";
import type { Finished } from "../support/command.ts";
import { evalbridge, MAIN } from "../support/command.ts";
import { layOut } from "../support/host.ts";
import { interpreterOf, write } from "../tools/examine.ts";

const LEGACY = new URL("../fixtures/legacy/", import.meta.url).pathname;
const SCRIPT =
  "def create_net(configs):\n    return {}, 0, ''\n\n\ndef net_inference(model, reqs):\n    return [], 0, ''\n";
const MINUTES = 180_000;

/** `evalbridge doctor --json`, checked against the schema that the document promises. */
async function report(...args: string[]): Promise<DoctorReport & { exit: number | null }> {
  const { code, stdout, stderr } = await evalbridge(["doctor", ...args, "--json", "--log-level", "silent"]);
  if (stdout === "") throw new Error(stderr);
  return { ...validated(DoctorReport, JSON.parse(stdout), "doctor --json"), exit: code };
}

/** What is expected of each legacy script, found by reading it; see `summary` for the form. */
interface Expected {
  readonly generation: string;
  readonly entries: readonly string[];
  readonly sources: readonly string[];
  readonly imports: Readonly<Record<string, readonly string[]>>;
  readonly python2: Readonly<Record<string, readonly string[]>>;
  readonly wants: readonly string[];
}

const EXPECTED: Readonly<Record<string, Expected>> = JSON.parse(
  await readFile(new URL("doctor-legacy.json", import.meta.url), "utf8"),
);

function summary({ folder, generation, entries, sources, imports, python2, wants }: ScriptReport): Expected {
  const own = (path: string) => (path.startsWith("/") ? relative(folder, path) : path);
  return {
    generation,
    entries: entries.map(({ name, line, decorator }) => `${name} ${line} ${decorator}`.trim()),
    sources: sources.map(({ file }) => own(file)),
    imports: grouped(
      imports.map(({ module, status, needed }) => [status, needed === "import" ? module : `${module} (${needed})`]),
    ),
    python2: grouped(python2.map(({ construct, file, line }) => [construct, `${own(file)}:${line}`])),
    wants: wants.map(
      ({ kind, name, required, provided }) => `${kind} ${name}${required ? "" : " (optional)"}: ${own(provided)}`,
    ),
  };
}

function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [key, value] of pairs) groups[key] = [...(groups[key] ?? []), value];
  return groups;
}

/** On Python 2 nothing of its library is renamed; the order of imports does not matter. */
function onPython2({ imports: { renamed = [], standard = [], ...imports }, ...expected }: Expected): Expected {
  return { ...expected, imports: { ...imports, standard: [...standard, ...renamed].sort() } };
}

describe("doctor on scripts of the old platform", () => {
  const names = Object.keys(EXPECTED);
  let third: DoctorReport & { exit: number | null };
  let second: DoctorReport & { exit: number | null };
  beforeAll(async () => {
    third = await report(LEGACY);
    second = await report(LEGACY, "--python", (await interpreterOf("2.7")).python);
  }, MINUTES);

  it("finds them all, and what belongs to none", () => {
    expect(third.scripts.map(({ name }) => name)).toEqual(names);
    expect(third.unused).toEqual(["record.py"]);
    expect([third.exit, third.ok, second.exit, second.ok]).toEqual([0, true, 0, true]);
  });

  it.each(names)("%s", (name) => {
    const found = third.scripts.find((script) => script.name === name);
    expect(found && summary(found)).toEqual(EXPECTED[name]);
    expect(found).toMatchObject({ language: [2], verdict: "runs", translated: true, problems: [], shadows: [] });
    expect(found?.python2.every(({ effect }) => effect === "translated")).toBe(true);
  });

  it.each(names)("%s on Python 2.7", (name) => {
    const found = second.scripts.find((script) => script.name === name);
    expect(found && onPython2(summary(found))).toEqual(EXPECTED[name] && onPython2(EXPECTED[name]));
    expect(found).toMatchObject({ verdict: "runs", translated: false, problems: [], shadows: [] });
    expect(found?.python2.every(({ effect }) => effect === "as it is")).toBe(true);
  });

  it("shows them in one table", { timeout: MINUTES }, async () => {
    const { code, stdout } = await evalbridge(["doctor", LEGACY]);
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(/^script +kind +written in +runs on +missing +mistakes +warnings +verdict$/);
    expect(stdout).toMatch(/^image-hash\/v1 +G1 +Python 2 +3\.\d+\.\d+, translated +- +- +- +runs$/m);
    expect(stdout).toContain("12 of 12 will run as they stand.");
  });
});

describe("doctor --run", () => {
  it("shows answer, times and memory", { timeout: MINUTES }, async () => {
    const { python, version } = await interpreterOf("2.7");
    const target = join(LEGACY, "image-hash/v1/eval.py");
    const { exit, scripts } = await report(target, "--run", "--python", python);
    const expected = JSON.parse(await readFile(join(LEGACY, "image-hash/expected.json"), "utf8"));
    const [found] = scripts;
    expect([exit, found?.interpreter]).toEqual([0, { python, version, from: "--python" }]);
    expect(found?.trial).toMatchObject({ sample: "astronaut.bmp", outcome: "answered", failure: "" });
    expect(Object.values(expected)).toContainEqual(expect.objectContaining({ result: found?.trial?.result }));
    expect(found?.trial?.create_ms).toBeGreaterThan(0);
    expect(found?.trial?.call_ms).toBeGreaterThan(0);
    expect(found?.trial?.peak_memory_bytes).toBeGreaterThan(1 << 20);
    const text = (await evalbridge(["doctor", target, "--run", "--python", python])).stdout;
    expect(text).toMatch(/Tried with astronaut\.bmp: start \d+ ms, call [\d.]+ ms, peak memory \d+ MiB/);
  });

  it("takes several samples as a group, and params", { timeout: MINUTES }, async () => {
    const samples = [0, 1, 2].map((number) => join(LEGACY, `face-cluster/samples/face-${number}.feature`));
    const args = ["--run", "--python", (await interpreterOf("2.7")).python];
    const group = await report(join(LEGACY, "face-cluster/v1"), ...args, "--sample", ...samples);
    expect(group.scripts[0]?.trial).toMatchObject({
      outcome: "answered",
      sample: "face-0.feature, face-1.feature, face-2.feature",
    });
    const single = await report(join(LEGACY, "face-cluster/v1"), ...args);
    expect([single.exit, single.scripts[0]?.trial]).toMatchObject([0, { outcome: "refused", code: 522 }]);
  });

  it("runs a script that lies anywhere, with a picture of its own making", { timeout: MINUTES }, async () => {
    const body = "    return [{'result': {'size': len(reqs[0]['data']['body'])}}], 0, ''";
    const folder = await write({ "anything.py": SCRIPT.replace("    return [], 0, ''", body) });
    const { exit, scripts } = await report(join(folder, "anything.py"), "--run");
    expect(exit).toBe(0);
    expect(scripts[0]).toMatchObject({
      name: "anything.py",
      trial: { sample: "a generated picture", outcome: "answered" },
    });
    expect(scripts[0]?.trial?.result).toEqual({ size: expect.any(Number) });
  });

  it("exits with 1 when it cannot be loaded, does not answer, or raises", { timeout: MINUTES }, async () => {
    const folder = await write({
      "create.py": SCRIPT.replace("return {}, 0, ''", "raise ValueError('no net')"),
      "crash.py": `import os\n${SCRIPT.replace("    return [], 0, ''", "    os._exit(3)")}`,
      "raise.py": SCRIPT.replace("    return [], 0, ''", "    return undefined"),
    });
    const { exit, scripts } = await report(folder, "--run");
    expect(exit).toBe(1);
    expect(scripts.map(({ name, trial }) => [name, trial])).toMatchObject([
      ["crash.py", { outcome: "failed", code: 572 }],
      ["create.py", { outcome: "failed", failure: expect.stringContaining("no net") }],
      ["raise.py", { outcome: "failed", code: 599 }],
    ]);
  });
});

describe("what doctor is asked about", () => {
  it("runs nothing without --run", { timeout: MINUTES }, async () => {
    const mark = "import os\nopen(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'ran'), 'w')\n";
    const folder = await write({ "eval.py": `import helper\n${mark}${SCRIPT}`, "helper.py": mark, "json.py": mark });
    await report(folder);
    await expect(readFile(join(folder, "ran"))).rejects.toThrow("ENOENT");
    expect((await report(folder, "--run")).scripts[0]?.trial?.outcome).toBe("failed");
    await expect(readFile(join(folder, "ran"))).resolves.toBeDefined();
  });

  it("may be a folder full of scripts", { timeout: MINUTES }, async () => {
    const folder = await write({
      "b/second.py": `import helper\n${SCRIPT}`,
      "b/helper.py": "import cv2\n",
      "a/first.py": SCRIPT,
      "notes.py": "x = 1\n",
      ".hidden/eval.py": SCRIPT,
      "env/pyvenv.cfg": "",
      "env/lib/python3/eval.py": SCRIPT,
      "broken.py": "def create_net(c)\n",
    });
    await symlink("..", join(folder, "a/up"));
    await symlink("gone.py", join(folder, "a/gone.py"));
    await symlink("loop.py", join(folder, "a/loop.py"));
    const { exit, scripts, unused } = await report(folder);
    expect(scripts.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["a/first.py", "runs"],
      ["b/second.py", "needs"],
      ["broken.py", "fails"],
    ]);
    expect([exit, unused]).toEqual([1, ["notes.py"]]);
    expect((await report(join(folder, "a"))).exit).toBe(0);
  });

  it("may be the file system of an old image, with its models in a package", { timeout: MINUTES }, async () => {
    const script = await readFile(join(LEGACY, "image-hash/v1/eval.py"));
    const members = { "blacklist.txt": await readFile(join(LEGACY, "image-hash/v1/model/blacklist.txt")) };
    const folder = await write({
      "workspace/serving/python/evals/eval.py": script,
      "workspace/serving/python/evals/utils/__init__.py": "def net_inference_handler(f):\n    return f\n",
      "usr/lib/other.py": "def create_net(c): pass\n",
      "release.yaml": "tar_file: model.tar\n",
      ...members,
    });
    await promisify(execFile)("tar", ["cf", "model.tar", "./blacklist.txt"], { cwd: folder });
    const { exit, scripts } = await report(folder, "--run", "--python", (await interpreterOf("2.7")).python);
    expect(scripts.map(({ generation, verdict }) => [generation, verdict])).toEqual([["G1", "runs"]]);
    expect(scripts[0]?.problems.map(({ severity, rule }) => [severity, rule])).toEqual([["note", "shadow"]]);
    expect(scripts[0]?.wants[0]).toMatchObject({ name: "blacklist.txt", provided: join(folder, "model.tar") });
    // The picture that is made here is no BMP: the script says so.
    expect([exit, scripts[0]?.trial]).toMatchObject([0, { outcome: "refused", code: 400 }]);
  });

  it("may be a release with settings that are wrong", { timeout: MINUTES }, async () => {
    const dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1", settings: { batchsize: 1 } } });
    const { exit, scripts } = await report(dir);
    expect([exit, scripts.map(({ name, verdict }) => [name, verdict])]).toEqual([1, [["echo/v1", "fails"]]]);
    expect(scripts[0]?.problems[0]).toMatchObject({
      rule: "release",
      text: expect.stringContaining('unknown key "batchsize"'),
    });
  });

  it("may name an interpreter that is not there", { timeout: MINUTES }, async () => {
    const dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1", settings: { python: "python9.9" } } });
    const { exit, scripts } = await report(join(dir, "echo/v1"));
    expect([exit, scripts[0]?.problems[0]]).toMatchObject([
      1,
      { rule: "interpreter", text: expect.stringContaining("python9.9") },
    ]);
  });

  it("may name an interpreter that is not trusted with the host's keys", { timeout: MINUTES }, async () => {
    const { python } = await interpreterOf("3.11");
    const folder = await write({
      "eval.py": SCRIPT,
      "requirements.txt": "six\n",
      "evalbridge.yaml": "admin_key: $OPERATORS_KEY\nkeys: {one: {key: $CLIENTS_KEY, uid: 1}}\n",
      "wrapper.sh": `#!/bin/sh\nenv >> "$(dirname "$0")/seen"\nexec ${python} "$@"\n`,
    });
    const wrapper = join(folder, "wrapper.sh");
    await chmod(wrapper, 0o755);
    const config = join(folder, "evalbridge.yaml");
    const env = { OPERATORS_KEY: "secret-1", CLIENTS_KEY: "secret-2", OTHER: "seen" };
    const args = ["doctor", join(folder, "eval.py"), "--python", wrapper, "--config", config];
    expect((await evalbridge(args, env)).stdout).toContain("eval.py");
    const seen = await readFile(join(folder, "seen"), "utf8");
    expect(seen).toContain("OTHER=seen");
    expect(seen).not.toMatch(/_KEY|secret/);
  });

  it("must be there, and hold Python", { timeout: MINUTES }, async () => {
    const folder = await write({ "a.txt": "" });
    await mkdir(join(folder, "eval.py"));
    const empty = await evalbridge(["doctor", folder]);
    const gone = await evalbridge(["doctor", join(folder, "gone")]);
    expect(empty).toMatchObject({ code: 2, stderr: `evalbridge: ${folder}: holds no Python file\n` });
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining("gone: cannot be read")]);
    await writeFile(join(folder, "a.py"), "x = 1\n");
    const none = await evalbridge(["doctor", folder]);
    expect([none.code, none.stdout]).toEqual([1, `${folder}: no script in it that any platform would serve\n`]);
  });
});

describe("its README", () => {
  it("explains every key of a script in --json", async () => {
    const readme = await readFile(new URL("../../src/cli/doctor/README.md", import.meta.url), "utf8");
    const rows = readme.split("| key of a script | what |\n| --- | --- |\n")[1]?.split("\n\n")[0]?.split("\n") ?? [];
    const keys = rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`(\w+)`/g)].map(([, key]) => key));
    expect(keys.sort()).toEqual(Object.keys(ScriptReport.properties).sort());
  });
});

describe("doctor's text", () => {
  let text: Finished;
  beforeAll(async () => {
    const files = {
      "eval.py": `import cv2\nimport string\n${SCRIPT.replace("return [], 0, ''", "return [], 0, 'success'")}`,
      "string.py": "",
    };
    text = await evalbridge([
      "doctor",
      join(await write(files), "eval.py"),
      "--python",
      (await interpreterOf("3.11")).python,
    ]);
  }, MINUTES);

  it("says what to do, the most important first", () => {
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/: will not run on Python 3\.11\.\d+ as it stands\n/);
    const order = [
      "Must be mended",
      "a message fails the call",
      "string.py is hidden by",
      "Must be supplied",
      "opencv-python-headless",
      "Good to know",
      "net_inference has no decorator",
      "Imports",
    ];
    const places = order.map((words) => text.stdout.indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place >= 0)).toBe(true);
  });
});

it("doctor takes along what it has started when it is interrupted", async () => {
  const cache = await mkdtemp(join(tmpdir(), "cache-"));
  const child = spawn(process.execPath, [MAIN, "doctor", LEGACY], { env: { ...process.env, EVALBRIDGE_CACHE: cache } });
  const [started] = await once(child.stderr, "data");
  expect(String(started)).toContain("making a virtual environment");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([2, null]);
  const { stdout } = await promisify(execFile)("ps", ["-eo", "args"]);
  expect(stdout.split("\n").filter((line) => line.includes(cache))).toEqual([]);
});
