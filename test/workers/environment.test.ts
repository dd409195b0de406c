import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Environment, EnvironmentOptions } from "../../src/workers/environment.ts";
import { prepareEnvironment } from "../../src/workers/environment.ts";
import { EnvironmentError } from "../../src/workers/interpreter.ts";
import { findInterpreters } from "../interpreters.ts";

vi.setConfig({ testTimeout: 120_000 });

const execute = promisify(execFile);
const WHEEL = "tiny-1.0-py2.py3-none-any.whl";
const MODULE = new URL("../../src/workers/environment.ts", import.meta.url).href;
const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("tiny.py", "VALUE = %s\\n" % sys.argv[2])
    wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
    wheel.writestr("tiny-1.0.dist-info/WHEEL",
                   "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py2-none-any\\nTag: py3-none-any\\n")
    wheel.writestr("tiny-1.0.dist-info/RECORD", "")
`;

/** A package index that has `tiny` 1.0 and nothing else; it can fall silent. */
class Index {
  silent = false;
  downloads = 0;
  readonly #wheel: Buffer;
  readonly #server: Server;

  constructor(wheel: Buffer) {
    this.#wheel = wheel;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  async listen(): Promise<void> {
    await once(this.#server.listen(0, "127.0.0.1"), "listening");
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the index does not listen");
    return `http://127.0.0.1:${address.port}/simple`;
  }

  /** The next request's connection; pip has come as far as asking for a package. */
  async asked(): Promise<IncomingMessage> {
    const [request]: IncomingMessage[] = await once(this.#server, "request");
    if (request === undefined) throw new Error("no request");
    return request;
  }

  speak(): void {
    this.silent = false;
    this.#server.closeAllConnections();
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.silent) return;
    if (request.url === "/simple/tiny/") {
      response.setHeader("content-type", "text/html").end(`<!DOCTYPE html><a href="/${WHEEL}">${WHEEL}</a>`);
    } else if (request.url === `/${WHEEL}`) {
      this.downloads += 1;
      response.end(this.#wheel);
    } else {
      response.writeHead(404).end();
    }
  }
}

const interpreters = await findInterpreters();
const modern = interpreters.findLast(({ minor }) => minor === "3.11") ?? interpreters.at(-1);
const legacy = interpreters.find(({ minor }) => minor === "2.7");
if (modern === undefined) throw new Error("these tests need a Python interpreter");

let root: string;
let wheel: Buffer;
let index: Index;
/** Of one test. */
let place: string;
let progress: string[];

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "evalbridge-environment-")));
  wheel = await makeWheel(join(root, WHEEL), 1);
});

beforeEach(async () => {
  place = await mkdtemp(join(root, "test-"));
  progress = [];
  index = new Index(wheel);
  await index.listen();
  vi.stubEnv("PIP_INDEX_URL", index.url);
  vi.stubEnv("PIP_NO_CACHE_DIR", "1");
  vi.stubEnv("PIP_RETRIES", "1");
});

afterEach(() => {
  vi.unstubAllEnvs();
  index.close();
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function makeWheel(path: string, value: number): Promise<Buffer> {
  await execute(modern?.path ?? "", ["-c", MAKE_WHEEL, path, String(value)]);
  return readFile(path);
}

async function releaseWith(requirements: string | undefined, name = "release"): Promise<string> {
  const folder = join(place, name);
  await mkdir(folder, { recursive: true });
  if (requirements !== undefined) await writeFile(join(folder, "requirements.txt"), requirements);
  return folder;
}

function optionsFor(folder: string, more: Partial<EnvironmentOptions> = {}): EnvironmentOptions {
  const onProgress = (line: string) => progress.push(line);
  const signal = new AbortController().signal;
  return { folder, python: modern?.path ?? "", cacheDir: join(place, "cache"), onProgress, signal, ...more };
}

function prepare(folder: string, more: Partial<EnvironmentOptions> = {}): Promise<Environment> {
  return prepareEnvironment(optionsFor(folder, more));
}

/** What an interpreter prints for an expression. */
async function evaluate(python: string, imports: string, expression: string): Promise<string> {
  const { stdout } = await execute(python, ["-c", `import ${imports}; print(${expression})`], { cwd: root });
  return stdout.trim();
}

async function failureOf(result: Promise<unknown>): Promise<string> {
  const error: unknown = await result.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EnvironmentError);
  return error instanceof Error ? error.message : "";
}

/** The environments that count as built. */
async function builtIn(cacheDir: string): Promise<string[]> {
  const folder = join(cacheDir, "environments");
  const names = await readdir(folder);
  const built = names.map((name) => access(join(folder, name, "evalbridge-complete")).then(() => [name]));
  return (await Promise.all(built.map((found) => found.catch(() => [])))).flat();
}

describe("an interpreter as it is", () => {
  test.each([undefined, "", "# six\n\n", "--index-url http://127.0.0.1:1/\n", "-r more.txt\n-c more.txt\n"])(
    "is used for requirements %j",
    async (requirements) => {
      const folder = await releaseWith(requirements);
      await writeFile(join(folder, "more.txt"), "# nothing\n-r requirements.txt\n");
      expect(await prepare(folder)).toEqual({ python: modern.path, version: modern.version });
      await expect(access(join(place, "cache"))).rejects.toThrow();
      expect(progress).toEqual([]);
    },
  );

  test("is found on PATH, behind its shim", async () => {
    const shims = join(place, "shims");
    await mkdir(shims);
    await writeFile(join(shims, "python3"), `#!/bin/sh\nexec "${modern.path}" "$@"\n`, { mode: 0o755 });
    vi.stubEnv("PATH", `${shims}:${process.env["PATH"]}`);
    const found = await prepare(await releaseWith(undefined), { python: "python3" });
    expect(found).toEqual({ python: modern.path, version: modern.version });
  });

  test("that a shim refuses is looked for further on PATH", async () => {
    const [shims, bin] = [join(place, "shims"), join(place, "bin")];
    await mkdir(shims);
    await mkdir(bin);
    await writeFile(join(shims, "python3.99"), "#!/bin/sh\necho no such version >&2; exit 127\n", { mode: 0o755 });
    vi.stubEnv("PATH", `${shims}:${bin}:${process.env["PATH"]}`);
    const folder = await releaseWith(undefined);
    expect(await failureOf(prepare(folder, { python: "python3.99" }))).toContain("no such version");
    await writeFile(join(bin, "python3.99"), `#!/bin/sh\nexec "${modern.path}" "$@"\n`, { mode: 0o755 });
    expect(await prepare(folder, { python: "python3.99" })).toMatchObject({ version: modern.version });
  });

  test("may be a virtual environment beside the release's files", async () => {
    const folder = await releaseWith(undefined);
    await execute(modern.path, ["-m", "venv", "--without-pip", join(folder, "own")]);
    const python = join(folder, "own", "bin", "python");
    for (const given of ["own", "./own", join(folder, "own"), "own/bin/python"]) {
      expect(await prepare(folder, { python: given })).toEqual({ python, version: modern.version });
    }
    expect(await evaluate(python, "sys", "sys.prefix")).toBe(join(folder, "own"));
  });

  test("that is set by a path is run by that path, since it may be a wrapper", async () => {
    const wrapper = join(await releaseWith(undefined), "python-with-cuda");
    await writeFile(wrapper, `#!/bin/sh\nexport CUDA=8\nexec "${modern.path}" "$@"\n`, { mode: 0o755 });
    const found = await prepare(dirname(wrapper), { python: "./python-with-cuda" });
    expect(await evaluate(found.python, "os", "os.environ['CUDA']")).toBe("8");
  });
});

describe("an interpreter with requirements", () => {
  /** A virtual environment that has `tiny`, but no pip. */
  async function ownEnvironment(): Promise<string> {
    const folder = join(place, "own");
    await execute(modern?.path ?? "", ["-m", "venv", "--without-pip", folder]);
    const site = await evaluate(join(folder, "bin", "python"), "sysconfig", "sysconfig.get_path('purelib')");
    await execute(modern?.path ?? "", ["-m", "zipfile", "-e", join(root, WHEEL), site]);
    return folder;
  }

  test.each(["tiny==1.0\n", "-r more.txt\ntiny >= 0.9 ; python_version > '3'\n", "tiny==1.0 \\\n  --hash=sha256:00\n"])(
    "is used as it is when it has them: %j",
    async (requirements) => {
      const folder = await releaseWith(requirements);
      await writeFile(join(folder, "more.txt"), "--index-url http://127.0.0.1:1/\nTINY!=2\n");
      // What the script imports must not confuse the judgement.
      for (const name of ["json", "pip", "packaging"])
        await writeFile(join(folder, `${name}.py`), "raise SystemExit()\n");
      const own = await ownEnvironment();
      expect(await prepare(folder, { python: own })).toMatchObject({ python: join(own, "bin", "python") });
      expect(progress).toEqual([]);
      await expect(access(join(place, "cache"))).rejects.toThrow();
    },
  );

  test.each([
    ["tiny>1.0,<2", "tiny<2,>1.0 is asked for and 1.0 is installed"],
    ["tiny\nhuge", "huge is not installed"],
    ["-c limits.txt\ntiny", "tiny<1 is asked for and 1.0 is installed"],
  ])("is not used when it lacks some: %j", async (requirements, reason) => {
    const folder = await releaseWith(`${requirements}\n`);
    await writeFile(join(folder, "limits.txt"), "tiny<1\n");
    const own = await ownEnvironment();
    const controller = new AbortController();
    const onProgress = (line: string) => {
      progress.push(line);
      controller.abort();
    };
    await failureOf(prepare(folder, { python: own, onProgress, signal: controller.signal }));
    const where = `in ${join(own, "bin", "python")}: ${reason}`;
    expect(progress).toEqual([`making a virtual environment for Python ${modern.version} (${where})`]);
  });

  test.each([undefined, "Mosec[dev]==0.4.9\n"])("is built upon for what is needed besides %j", async (requirements) => {
    const needs = ["tiny"];
    const folder = await releaseWith(requirements);
    await writeFile(join(folder, "json.py"), "raise SystemExit()\n");
    const own = join(place, "other");
    await execute(modern.path, ["-m", "venv", "--without-pip", own]);
    const site = await evaluate(join(own, "bin", "python"), "sysconfig", "sysconfig.get_path('purelib')");
    await writeFile(join(site, "other.py"), "VALUE = 2\n");
    const { python } = await prepare(folder, { needs, python: own });
    expect(await evaluate(python, "tiny, other", "tiny.VALUE, other.VALUE")).toBe("1 2");
    expect(progress.join("\n")).toContain(`(in ${join(own, "bin", "python")}: tiny is not installed)`);
    expect(await prepare(folder, { needs, python: own })).toMatchObject({ python });
    expect(await prepare(folder, { python: own })).toMatchObject({ python: join(own, "bin", "python") });
    await expect(access(join(site, "tiny.py"))).rejects.toThrow();
    expect(index.downloads).toBe(1);
  });

  test("may name what it needs in another way", async () => {
    const own = await ownEnvironment();
    for (const folder of [await releaseWith("tiny==1.0\n", "asks"), await releaseWith(undefined)])
      expect(await prepare(folder, { python: own, needs: ["tiny"] })).toMatchObject({
        python: join(own, "bin", "python"),
      });
    const other = await releaseWith("tiny_gpu==1.0\n", "other");
    expect(await failureOf(prepare(other, { needs: ["tiny"] }))).toContain("no version of tiny_gpu==1.0");
    expect(progress.join("\n")).not.toContain(" tiny ");
  });

  test("has no way to add to packages with hashes", async () => {
    const folder = await releaseWith("huge==1.0 --hash=sha256:00\n");
    expect(await failureOf(prepare(folder, { needs: ["tiny"] }))).toContain(
      "requirements.txt has hashes, and none for tiny: name it there, with its version and its hash",
    );
  });

  test("needs nothing for what evalbridge brings itself", async () => {
    const folder = await releaseWith("tiny==1.0\nMosec[dev]==0.4.9\n-r more.txt\n");
    await writeFile(join(folder, "more.txt"), "TinFer\n");
    const own = await ownEnvironment();
    expect(await prepare(folder, { python: own })).toMatchObject({ python: join(own, "bin", "python") });
    expect(progress).toEqual(["evalbridge brings mosec, tinfer: left out of requirements.txt"]);
  });

  test("stays untouched when another is made from its base", async () => {
    const folder = await releaseWith(`./${WHEEL}\n`);
    await makeWheel(join(folder, WHEEL), 2);
    const own = await ownEnvironment();
    const files = await readdir(own, { recursive: true });
    const built = await prepare(folder, { python: own });
    expect(progress[0]).toContain(`./${WHEEL} cannot be told from what is installed`);
    expect(await evaluate(built.python, "tiny", "tiny.VALUE")).toBe("2");
    expect(await evaluate(join(own, "bin", "python"), "tiny", "tiny.VALUE")).toBe("1");
    expect((await readdir(own, { recursive: true })).filter((name) => !name.includes("__pycache__"))).toEqual(files);
  });
});

describe("a virtual environment", () => {
  test("is built once from PyPI, not installed globally, and found again at once", async () => {
    vi.unstubAllEnvs();
    const folder = await releaseWith("six==1.16.0  # pinned\n");
    const built = await prepare(folder);
    expect(built.version).toBe(modern.version);
    expect(await evaluate(built.python, "six", "six.__version__ + ' ' + six.__file__")).toContain(`1.16.0 ${place}`);
    expect(await evaluate(modern.path, "sys", "[p for p in sys.path if 'cache' in p]")).toBe("[]");
    expect(progress.join("\n")).toContain("Collecting six==1.16.0");
    progress.length = 0;
    expect(await prepare(folder)).toEqual(built);
    expect(progress).toEqual([]);
  });

  test("is built once for concurrent calls and for releases that ask for the same", async () => {
    const [one, other] = [await releaseWith("tiny==1.0\n", "one"), await releaseWith("tiny==1.0\n", "other")];
    const [first, ...others] = await Promise.all([prepare(one), prepare(one), prepare(other)]);
    expect(others).toEqual([first, first]);
    expect(index.downloads).toBe(1);
    expect(await evaluate(first.python, "tiny", "tiny.VALUE")).toBe("1");
    await expect(evaluate(modern.path, "tiny", "tiny.VALUE")).rejects.toThrow("No module named");
  });

  test("has what is asked for beside what evalbridge brings itself", async () => {
    const folder = await releaseWith("-r nested/more.txt\ntaichu_serve==2.0.12\n");
    await mkdir(join(folder, "nested"));
    await writeFile(join(folder, "nested", "more.txt"), `# theirs\nti-cloud-infer-framework\n./${WHEEL}\n`);
    await makeWheel(join(folder, WHEEL), 4);
    const { python } = await prepare(folder);
    expect(progress[0]).toBe("evalbridge brings taichu-serve, ti-cloud-infer-framework: left out of requirements.txt");
    expect(await evaluate(python, "tiny", "tiny.VALUE")).toBe("4");
    await expect(evaluate(python, "taichu_serve", "1")).rejects.toThrow("No module named");
    expect(await readFile(join(folder, "requirements.txt"), "utf8")).toContain("taichu_serve");
  });

  test("takes packages from the release's folder, and nothing from the host's environment", async () => {
    const folder = await releaseWith("-r nested/more.txt\n");
    await mkdir(join(folder, "nested"));
    await writeFile(join(folder, "nested", "more.txt"), `./${WHEEL}\n`);
    await makeWheel(join(folder, WHEEL), 2);
    await makeWheel(join(place, WHEEL), 3);
    for (const name of ["json", "queue", "logging", "sitecustomize"]) {
      await writeFile(join(folder, `${name}.py`), "raise SystemExit('the release shadows pip')\n");
    }
    vi.stubEnv("PYTHONPATH", folder);
    vi.stubEnv("PYTHONHOME", folder);
    vi.stubEnv("PIP_TARGET", join(place, "target"));
    vi.stubEnv("PIP_USER", "1");
    const before = await prepare(folder);
    await copyFile(join(place, WHEEL), join(folder, WHEEL));
    const after = await prepare(folder);
    vi.unstubAllEnvs();
    expect(await evaluate(before.python, "tiny", "tiny.VALUE")).toBe("2");
    expect(await evaluate(after.python, "tiny", "tiny.VALUE")).toBe("3");
    await expect(access(join(place, "target"))).rejects.toThrow();
  });

  test("whose build is aborted ends with all its processes and does not count", async () => {
    const folder = await releaseWith("tiny\n");
    index.silent = true;
    const controller = new AbortController();
    const result = prepare(folder, { signal: controller.signal });
    const failure = failureOf(result);
    const { socket } = await index.asked();
    const closed = once(socket, "close");
    controller.abort();
    expect(await failure).toMatch(/stopped .* try again/);
    await closed;
    expect(await builtIn(join(place, "cache"))).toEqual([]);
    index.speak();
    expect(await evaluate((await prepare(folder)).python, "tiny", "tiny.VALUE")).toBe("1");
  });

  test("whose host is killed is built anew, once the killed host's processes have ended", async () => {
    const folder = await releaseWith("tiny\n");
    index.silent = true;
    const script = `import { prepareEnvironment } from ${JSON.stringify(MODULE)};
      const signal = new AbortController().signal;
      await prepareEnvironment({ ...${JSON.stringify(optionsFor(folder))}, onProgress() {}, signal });`;
    const host = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
    await index.asked();
    host.kill("SIGKILL");
    await once(host, "exit");
    const rebuilt = prepare(folder);
    await vi.waitUntil(() => progress.includes("waiting for another build of the same environment"), 20_000);
    expect(await builtIn(join(place, "cache"))).toEqual([]);
    index.speak();
    expect(await evaluate((await rebuilt).python, "tiny", "tiny.VALUE")).toBe("1");
    expect(await builtIn(join(place, "cache"))).toHaveLength(1);
  });

  test.runIf(legacy)("is made for Python 2.7 by virtualenv", async () => {
    vi.unstubAllEnvs();
    const folder = await releaseWith("six==1.16.0\n");
    const built = await prepare(folder, { python: legacy?.path ?? "" });
    expect(built.version).toBe(legacy?.version);
    expect(await evaluate(built.python, "six, sys", "six.PY2 and six.__file__.startswith(sys.prefix)")).toBe("True");
    expect(await evaluate(built.python, "sys", "sys.prefix")).toBe(dirname(dirname(built.python)));
    expect(await prepare(folder, { python: legacy?.path ?? "" })).toEqual(built);

    const python = dirname(dirname(built.python));
    const satisfied = await releaseWith("six>=1.10; python_version < '3'\nabsent; python_version > '3'\n", "satisfied");
    expect(await prepare(satisfied, { python })).toEqual(built);
    const other = await prepare(await releaseWith("six==1.15.0\n", "other"), { python });
    expect(await evaluate(other.python, "six", "six.__version__")).toBe("1.15.0");
    expect(await evaluate(built.python, "six", "six.__version__")).toBe("1.16.0");
  });
});

describe("the reason and the remedy are told", () => {
  test("for an interpreter that is not there", async () => {
    const folder = await releaseWith("tiny\n");
    expect(await failureOf(prepare(folder, { python: "python2.99" }))).toBe(
      'python: python2.99 not found on PATH; install it or set "python:" in release.yaml',
    );
    expect(await failureOf(prepare(folder, { python: "./no/python" }))).toContain("./no/python not found; install");
  });

  test("for a program that is no Python", async () => {
    const folder = await releaseWith(undefined);
    expect(await failureOf(prepare(folder, { python: "/bin/echo" }))).toContain("does not run as Python (/bin/echo");
    await writeFile(join(folder, "moved"), "#!/no/such/python\n", { mode: 0o755 });
    expect(await failureOf(prepare(folder, { python: "./moved" }))).toContain("cannot be started");
  });

  test("for an interpreter without ensurepip", async () => {
    const folder = await releaseWith("tiny\n");
    await mkdir(join(place, "broken"));
    await writeFile(join(place, "broken", "ensurepip.py"), "raise ImportError('No module named ensurepip')\n");
    const python = join(place, "python3");
    const script = `#!/bin/sh\nPYTHONPATH="${join(place, "broken")}" exec "${modern.path}" "$@"\n`;
    await writeFile(python, script, { mode: 0o755 });
    const message = await failureOf(prepare(folder, { python }));
    expect(message).toMatch(/cannot make virtual environments: .*ensurepip is missing.* apt-get install python3-venv/);
    expect(await prepare(await releaseWith(undefined, "plain"), { python })).toMatchObject({ python });
  });

  test("for an index that cannot be reached, with pip's output", async () => {
    vi.stubEnv("PIP_INDEX_URL", "http://127.0.0.1:1/simple");
    const message = await failureOf(prepare(await releaseWith("tiny\n")));
    expect(message).toMatch(
      /pip cannot reach its index \(.*Connection refused.*`npx evalbridge check`.*EVALBRIDGE_CACHE/,
    );
    const [, log = ""] = /all output: (.*)\)/.exec(message) ?? [];
    expect(await readFile(log, "utf8")).toMatch(
      /-m venv[\s\S]*ensurepip[\s\S]*pip install[\s\S]*No matching distribution found for tiny/,
    );
    expect(await builtIn(join(place, "cache"))).toEqual([]);
  });

  test.each([
    ["tiny==9.9", "(there are 1.0)"],
    ["huge", "(none was found)"],
  ])("for %s, which the index does not have", async (requirement, offered) => {
    const message = await failureOf(prepare(await releaseWith(`${requirement}\n`)));
    expect(message).toContain(
      `pip has no version of ${requirement} for Python ${modern.version} ${offered}; correct requirements.txt`,
    );
  });

  test("for a cache that cannot be written", async () => {
    const file = join(place, "file");
    await writeFile(file, "");
    const message = await failureOf(prepare(await releaseWith("tiny\n"), { cacheDir: join(file, "cache") }));
    expect(message).toMatch(/ENOTDIR.* set EVALBRIDGE_CACHE/);
  });
});
