import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findInterpreters } from "./interpreters.ts";

/** The rooms of src/: a file imports its own room and rooms further up. */
const ROOMS = [
  "contract",
  "tensors",
  "wire",
  "protos",
  "observe",
  "access",
  "imaging",
  "python",
  "media",
  "workers",
  "scheduler",
  "releases",
  "tap.ts",
  "service.ts",
  "compare",
  "gateways",
  "record",
  "shadow",
  "handler",
  "onnx",
  "runner",
  "client",
  "config.ts",
  "app.ts",
  "cli",
  "main.ts",
  "index.ts",
  "schema.ts",
];

/** Rooms that see less than everything above them. */
const SEES_ONLY: Readonly<Record<string, readonly string[]>> = {
  tensors: ["contract"],
  handler: ["contract"],
  onnx: ["contract", "handler"],
  python: ["contract"],
  runner: ["contract", "tensors", "wire", "observe", "imaging", "handler", "onnx", "python"],
  protos: ["tensors"],
  client: ["contract", "tensors", "protos"],
  "config.ts": ["contract", "releases"],
  imaging: [],
  "index.ts": ["contract", "handler"],
  "schema.ts": ["contract"],
};

/** What `init` writes: nobody imports it. */
const TEMPLATES = "src/templates/";

/** The one place that imports what it computes: a release's entry file. */
const LOADER = "src/runner/load.ts";

type Sources = ReadonlyMap<string, string>;

interface Edge {
  readonly file: string;
  /** The imported file, or undefined when it is computed at run time. */
  readonly target: string | undefined;
}

function edgesOf(sources: Sources): Edge[] {
  return [...sources].flatMap(([file, text]) => {
    const named = text.matchAll(/\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g);
    const computed = text.matchAll(/\bimport\s*\(\s*(?!\s|["'])/g);
    return [
      ...[...named].map(([, path = ""]) => ({ file, target: join(dirname(file), path) })),
      ...[...computed].map(() => ({ file, target: undefined })),
    ];
  });
}

function roomOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function visibleFrom(room: string): readonly string[] {
  return [room, ...(SEES_ONLY[room] ?? ROOMS.slice(0, ROOMS.indexOf(room)))];
}

function violations(sources: Sources): string[] {
  const strangers = [...sources.keys()].filter((file) => !ROOMS.includes(roomOf(file)));
  const wrong = edgesOf(sources).filter(({ file, target }) =>
    target === undefined ? file !== LOADER : !visibleFrom(roomOf(file)).includes(roomOf(target)),
  );
  return [
    ...strangers.map((file) => `${file} is in no room`),
    ...wrong.map(({ file, target }) => `${file} imports ${target ?? "what it computes"}`),
  ];
}

function read(folder: string, ending: string): Sources {
  const root = join(import.meta.dirname, "..");
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
  return new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

describe("the top of the tree", () => {
  it("holds what it must, and what a tool finds nowhere else", () => {
    const files = execFileSync("git", ["ls-files"], { cwd: join(import.meta.dirname, "..") })
      .toString()
      .split("\n");
    const names = [...new Set(files.map((file) => file.split("/")[0] ?? ""))].filter((name) => !/^(\..*)?$/.test(name));
    expect(names.sort()).toEqual(
      [
        ...[
          "CHANGELOG.md",
          "Dockerfile",
          "LICENSE",
          "NOTICE",
          "README.md",
          "evals",
          "package-lock.json",
          "package.json",
        ],
        ...["python", "src", "test", "tsconfig.json"],
      ].sort(),
    );
  });
});

describe("the rooms of src/", () => {
  const sources = new Map([...read("src", ".ts")].filter(([file]) => !file.startsWith(TEMPLATES)));

  it("import in one direction", () => {
    expect(violations(sources)).toEqual([]);
    expect(sources.size).toBeGreaterThan(50);
    expect(edgesOf(sources).length).toBeGreaterThan(150);
    expect(ROOMS.filter((room) => ![...sources.keys()].some((file) => roomOf(file) === room))).toEqual([]);
  });

  it("stand in the README in this order", () => {
    const [, table = ""] = readFileSync(join(import.meta.dirname, "../README.md"), "utf8").split(
      "| room | what it holds |\n| --- | --- |\n",
    );
    const named = [...table.matchAll(/^\| `src\/.*?(?= \| )/gm)].flatMap(([cell]) => [...cell.matchAll(/`([^`]+)`/g)]);
    const rooms = named.map(([, name = ""]) => name.replace(/^src\//, "").replace(/\/$/, ""));
    expect(rooms.filter((room) => room !== "templates")).toEqual(ROOMS);
  });

  it.each([
    ["a room further down", "src/wire/codec.ts", 'import { Service } from "../service.ts";', "src/service.ts"],
    ["a type from there", "src/media/fetch.ts", 'import type { App } from "../app.ts";', "src/app.ts"],
    ["many lines", "src/workers/pool.ts", 'import {\n  A,\n  B,\n} from "../gateways/ava.ts";', "src/gateways/ava.ts"],
    ["an export", "src/index.ts", 'export { Frame } from "./wire/frames.ts";', "src/wire/frames.ts"],
    ["a side effect", "src/contract/call.ts", 'import "../observe/log.ts";', "src/observe/log.ts"],
    ["a dynamic one", "src/scheduler/a.ts", 'await import(\n  "../releases/catalog.ts"\n);', "src/releases/catalog.ts"],
    ["a computed one", "src/service.ts", "await import(path);", "what it computes"],
    ["more than the runner sees", "src/runner/a.ts", 'import "../media/fetch.ts";', "src/media/fetch.ts"],
    ["more than the settings see", "src/config.ts", 'import "./media/fetch.ts";', "src/media/fetch.ts"],
    ["the command line", "src/app.ts", 'import "./cli/run.ts";', "src/cli/run.ts"],
    ["the program", "src/cli/run.ts", 'import "../main.ts";', "src/main.ts"],
    ["what handlers import", "src/main.ts", 'import "./index.ts";', "src/index.ts"],
    ["an unknown room", "src/wire/codec.ts", 'import "../utils/misc.ts";', "src/utils/misc.ts"],
  ])("are guarded: %s", (_name, file, text, target) => {
    expect(violations(new Map([[file, text]]))).toEqual([`${file} imports ${target}`]);
  });

  it("are guarded: two rooms that import each other", () => {
    const pair: [string, string][] = [
      ["src/contract/call.ts", 'import "../wire/codec.ts";'],
      ["src/wire/codec.ts", 'import "../contract/call.ts";'],
    ];
    expect(violations(new Map(pair))).toEqual(["src/contract/call.ts imports src/wire/codec.ts"]);
  });

  it("are guarded: a file outside every room", () => {
    expect(violations(new Map([["src/utils/misc.ts", ""]]))).toEqual(["src/utils/misc.ts is in no room"]);
  });
});

const PYTHON_IMPORTS = `
import ast, importlib.util, json, sys

def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]

rows = []
for file, text in json.load(sys.stdin):
    for name in imported(ast.parse(text, file)):
        rows.append([file, name, importlib.util.find_spec(name) is not None])
print(json.dumps(rows))
`;

const SHIMS: Readonly<Record<string, readonly string[]>> = {
  "python/shims/evals": ["evals", "cv2", "numpy", "prometheus_client"],
  "python/shims/mosec": ["mosec", "msgpack", "msgspec", "numbin"],
  "python/shims/tiinfer": ["tiinfer", "mosec", "cv2", "numpy", "PIL"],
  "python/shims/taichu_serve": ["taichu_serve", "google", "grpc"],
  "python/shims/paddle_serving_app": ["paddle_serving_app"],
  // YAML that the host has not read, and messages, are read by what the release has.
  "python/shims/paddle_serving_server": ["paddle_serving_server", "google", "numpy", "yaml"],
};

/** Modules beyond the standard library that may be imported where a release has them, and the one that 3.12 lost. */
const PYTHON_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  // `Bridge` is pythonia's; errors and classes of the shims are known as scripts know them.
  "python/evalbridge_runner": [
    "evalbridge_runner",
    "imp",
    "Bridge",
    "evals",
    "mosec",
    "tiinfer",
    "paddle_serving_server",
    // What runs their models.
    "numpy",
    "onnxruntime",
    "paddle",
  ],
  ...SHIMS,
  // The bridge modules at its top are made of the runner.
  "python/shims": ["evalbridge_runner", "inference_pb2", "inference_py", ...Object.values(SHIMS).flat()],
  "python/environment": ["pip"],
  // In an environment of their own; doctor's probe runs in a release's.
  "python/evalbridge_tools": ["evalbridge_tools", "fissix", "evalbridge_runner", "paddle_serving_server", "imp"],
};

const interpreter = (await findInterpreters()).at(-1);

/** Every import as [file, module, whether the standard library has it]; -I and -S keep installed packages out of sight. */
function pythonImports(sources: Sources): [string, string, boolean][] {
  const input = JSON.stringify([...sources]);
  const output = execFileSync(interpreter?.path ?? "python3", ["-I", "-S", "-c", PYTHON_IMPORTS], { input });
  return JSON.parse(output.toString());
}

function foreign(sources: Sources, known: readonly string[]): string[] {
  const wrong = pythonImports(sources).filter(([, name, standard]) => !standard && !known.includes(name));
  return wrong.map(([file, name]) => `${file} imports ${name}`);
}

describe("the Python inside a release's interpreter", () => {
  it.each(Object.entries(PYTHON_FOLDERS))("%s imports the standard library and itself", (folder, known) => {
    const sources = read(folder, ".py");
    expect(foreign(sources, known)).toEqual([]);
    expect(sources.size).toBeGreaterThan(0);
    expect(pythonImports(sources).length).toBeGreaterThan(5);
  });

  it("is guarded", () => {
    const planted = "import os, google.protobuf\ndef late():\n    from requests.adapters import HTTPAdapter\n";
    expect(foreign(new Map([["planted.py", planted]]), [])).toEqual([
      "planted.py imports google",
      "planted.py imports requests",
    ]);
  });
});
