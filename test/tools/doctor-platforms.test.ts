import { basename } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Diagnosis } from "../../src/cli/doctor/report.ts";
import type { Folder, Given } from "./examine.ts";
import { examine } from "./examine.ts";

type Platform = "tiinfer" | "taichu";
type Row = readonly [about: string, files: Folder | string, found: readonly unknown[], more?: Partial<Given>];

const ENTRY: Readonly<Record<Platform, string>> = { tiinfer: "model_service.py", taichu: "customize_service.py" };

/** Entries and problems as lines of text. */
function told({ entries, problems }: Diagnosis): string[] {
  return [
    ...entries.map(({ name, line }) => `${name} at ${line}`),
    ...problems.map(({ severity, rule, file, line, text }) => `${severity} ${rule} ${basename(file)} ${line}: ${text}`),
  ];
}

/** What is asked of every folder of a table at once: its platform, its files, and what is to be found. */
function table(dialect: Platform, rows: readonly Row[]): void {
  let found: Diagnosis[];
  beforeAll(async () => {
    const cases = rows.map(([, files, , more]) => ({
      files: typeof files === "string" ? { [ENTRY[dialect]]: files } : files,
      entry: ENTRY[dialect],
      dialect,
      ...more,
    }));
    found = await examine(cases);
  }, 120_000);
  it.each(rows.map(([name, , expected], index) => [name, index, expected] as const))("%s", (_name, index, expected) => {
    const diagnosis = found[index];
    expect(diagnosis === undefined ? [] : told(diagnosis)).toEqual(expected);
  });
}

const MODEL = `import tiinfer
class Net(tiinfer.Model):
    def load(self):
        return True
`;
const STEPS = `${MODEL}    def preprocess(self, request):
        return request
    def postprocess(self, request):
        return request
`;

describe("tiinfer's models", () => {
  table("tiinfer", [
    ["nothing to complain about", STEPS, ["class Net(tiinfer.Model) at 2"]],
    [
      "the base by name",
      MODEL.replace("import tiinfer", "from tiinfer import Model as M").replace("tiinfer.Model", "M"),
      ["class Net(M) at 2"],
    ],
    [
      "the base by a star",
      MODEL.replace("import tiinfer", "from tiinfer import *").replace("tiinfer.Model", "Model"),
      ["class Net(Model) at 2"],
    ],
    [
      // As on the platform: what is imported by name may be served, and the first by name is.
      "a base of its own, in another module",
      {
        "model_service.py": "from net import Base\nclass Net(Base):\n    pass\n",
        "net.py": STEPS.replace("Net", "Base"),
      },
      [
        "class Base(tiinfer.Model) at 2",
        "note models net.py 2: several models: Base is served, the first by name; not Net",
      ],
    ],
    [
      "a base of its own, in a module that is imported whole",
      { "model_service.py": "import net\nclass Net(net.Base):\n    pass\n", "net.py": STEPS.replace("Net", "Base") },
      ["class Net(net.Base) at 2"],
    ],
    [
      "a model of another module",
      { "model_service.py": "from net import Net\n", "net.py": MODEL },
      ["class Net(tiinfer.Model) at 2"],
    ],
    [
      "several",
      `${MODEL}class Another(Net):\n    pass\n`,
      [
        "class Another(Net) at 5",
        "note models model_service.py 5: several models: Another is served, the first by name; not Net",
      ],
    ],
    [
      "the base merely imported",
      "from tiinfer import Model\n",
      [
        "error no-entry-points model_service.py 0: defines no class that derives from tiinfer.Model, and appends no worker: Model is merely imported, and the base is not served",
      ],
    ],
    [
      "no load",
      "import tiinfer\nclass Net(tiinfer.Model):\n    pass\n",
      [
        "class Net(tiinfer.Model) at 2",
        "error load model_service.py 2: Net has no load(), and the base's returns nothing, which counts as a failure",
      ],
    ],
    [
      "a load that returns nothing",
      MODEL.replace("return True", "self.ready = True"),
      [
        "class Net(tiinfer.Model) at 2",
        "error load model_service.py 3: load() returns nothing, which counts as a failure: the worker ends",
      ],
    ],
    [
      "a load that returns False",
      MODEL.replace("True", "False"),
      [
        "class Net(tiinfer.Model) at 2",
        "error load model_service.py 3: load() returns False, which counts as a failure: the worker ends",
      ],
    ],
    [
      "a load that may end without a word",
      MODEL.replace("return True", "if self.model_dir:\n            return True"),
      [
        "class Net(tiinfer.Model) at 2",
        "warning load model_service.py 3: load() may end without a return statement, which counts as a failure: the worker ends",
      ],
    ],
    [
      "what is called otherwise",
      `${MODEL}    def __init__(self):\n        pass\n    def predict(self, request, more):\n        pass\n`,
      [
        "class Net(tiinfer.Model) at 2",
        "error arity model_service.py 5: __init__ takes (self), but is called with (self, model_dir)",
        "error arity model_service.py 7: predict takes (self, request, more), but is called with (self, request)",
        "warning no-return model_service.py 7: predict returns nothing, and so the next step gets None",
      ],
    ],
    [
      "a pre-processing stage alone",
      STEPS,
      [
        "class Net(tiinfer.Model) at 2",
        "warning stage model_service.py 7: postprocess never runs: TI_PREPROCESS_NUMS gives the steps stages of their own, and TI_POSTPROCESS_NUMS gives it none",
      ],
      { env: { TI_PREPROCESS_NUMS: "2" } },
    ],
    [
      "a post-processing stage alone, by the script's word",
      STEPS.replace("import tiinfer", "import tiinfer\ntiinfer.set_ti_postprocess_nums(1)"),
      [
        "class Net(tiinfer.Model) at 3",
        "warning stage model_service.py 6: preprocess never runs: TI_POSTPROCESS_NUMS gives the steps stages of their own, and TI_PREPROCESS_NUMS gives it none",
      ],
    ],
    [
      "both stages",
      STEPS,
      ["class Net(tiinfer.Model) at 2"],
      { env: { TI_PREPROCESS_NUMS: "1", TI_POSTPROCESS_NUMS: "1" } },
    ],
    [
      "batches",
      MODEL,
      [
        "class Net(tiinfer.Model) at 2",
        "note batch model_service.py 2: with TI_INFERENCE_MAX_BATCH_SIZE=8 each step gets a list of requests",
      ],
      { env: { TI_INFERENCE_MAX_BATCH_SIZE: "8" } },
    ],
    [
      "a name that the platform's module has not",
      MODEL.replace("import tiinfer", "import tiinfer\nfrom tiinfer import Modell"),
      ["class Net(tiinfer.Model) at 3", "error platform-name model_service.py 2: tiinfer has no Modell"],
    ],
    [
      "modules of its own with the names of another platform's",
      { "model_service.py": `import utils\n${MODEL}`, "utils.py": "X = 1\n" },
      ["class Net(tiinfer.Model) at 3"],
    ],
    [
      "a file that is not there",
      `import json\n${MODEL.replace("return True", 'return json.load(open("./mapping.json"))')}`,
      ["class Net(tiinfer.Model) at 3", "missing path model_service.py 5: opens mapping.json, which is not there"],
    ],
    [
      "requirements that evalbridge replaces",
      { "model_service.py": MODEL, "requirements.txt": "Mosec>=0.4\n" },
      [
        "class Net(tiinfer.Model) at 2",
        "note replaced requirements.txt 0: asks for mosec, which evalbridge brings itself",
      ],
      { replaced: ["mosec"] },
    ],
  ]);
});

const WORKER =
  "from mosec import Server, Worker\nclass Echo(Worker):\n    def forward(self, data):\n        return data\n";
const RUN =
  'if __name__ == "__main__":\n    server = Server()\n    server.append_worker(Echo, num=2)\n    server.run()\n';

describe("mosec's workers", () => {
  table("tiinfer", [
    [
      "a server",
      WORKER + RUN,
      ["class Echo(Worker) at 2"],
      { entry: "server.py", files: { "server.py": WORKER + RUN } },
    ],
    [
      "a server that is never run",
      WORKER,
      ["class Echo(Worker) at 2", "error no-run server.py 0: never calls run() of its mosec Server"],
      { entry: "server.py", files: { "server.py": WORKER + RUN.replace("    server.run()\n", "") } },
    ],
    [
      "no workers",
      WORKER,
      ["error no-entry-points server.py 0: appends no worker to a mosec Server"],
      { entry: "server.py", files: { "server.py": WORKER } },
    ],
    [
      "what a server imports as a program",
      WORKER,
      ["class Echo(Worker) at 2", "missing missing-module server.py 6: imports nowhere, which is nowhere"],
      {
        entry: "server.py",
        files: { "server.py": WORKER + RUN.replace("    server =", "    import nowhere\n    server =") },
      },
    ],
    ["appended to tiinfer", `import tiinfer\n${WORKER}tiinfer.append_worker(Echo)\n`, ["class Echo(Worker) at 3"]],
    [
      "one that is none",
      "import tiinfer\nfrom mosec import Worker\nclass A:\n    pass\nclass B(Worker):\n    pass\ntiinfer.append_worker(A)\ntiinfer.append_worker(B)\n",
      [
        "class A() at 3",
        "class B(Worker) at 5",
        "error worker model_service.py 7: A is appended and does not derive from mosec.Worker",
        "error worker model_service.py 5: B has no forward",
      ],
    ],
  ]);
});

const SERVICE = `from taichu_serve import Service
class Net(Service):
    def _preprocess(self, data, context):
        return data
`;
const CONFIG = "[server]\ninstances_num = 2\n[rate-limiter]\nmax_concurrent_requests = 5\n";

describe("taichu-serve's classes", () => {
  table("taichu", [
    [
      "nothing to complain about",
      { "customize_service.py": SERVICE, "config.ini": CONFIG },
      ["class Net(Service) at 2"],
    ],
    ["the base under its other name", SERVICE.replaceAll("Service", "ModelServer"), ["class Net(ModelServer) at 2"]],
    [
      "several, of which one is another's base",
      `${SERVICE}class Mine(Net):\n    model_version = property(lambda self: "x")\nclass Yours(Net):\n    @property\n    def model_version(self):\n        return "2"\n`,
      ["class Mine(Net) at 5", "class Yours(Net), version 2 at 7"],
    ],
    [
      "one that is imported",
      { "customize_service.py": "from net import Net\n", "net.py": SERVICE },
      ["class Net(Service) at 2"],
    ],
    [
      "the base merely imported",
      "from taichu_serve import ModelServer\n",
      [
        "error no-entry-points customize_service.py 0: defines no class that derives from taichu_serve.ModelServer, which is merely imported: the base is not served",
      ],
    ],
    [
      "no class",
      "import taichu_serve\n",
      ["error no-entry-points customize_service.py 0: defines no class that derives from taichu_serve.ModelServer"],
    ],
    [
      "a context of another name",
      SERVICE.replace("context", "ctx"),
      [
        "class Net(Service) at 2",
        "error context customize_service.py 3: _preprocess takes (self, data, ctx), but is called with context=.., by its name",
      ],
    ],
    [
      "no context",
      SERVICE.replace(", context", ""),
      [
        "class Net(Service) at 2",
        "error context customize_service.py 3: _preprocess takes (self, data), but is called with context=.., by its name",
      ],
    ],
    ["any keywords", SERVICE.replace("context", "**more"), ["class Net(Service) at 2"]],
    ["a default", SERVICE.replace("context", "*, context=None"), ["class Net(Service) at 2"]],
    [
      "a stream",
      SERVICE.replace("_preprocess", "_postprocess").replace("return data", "yield data"),
      ["class Net(Service) at 2", "note stream customize_service.py 3: _postprocess yields: its answers are a stream"],
    ],
    [
      "an __init__ without the base's",
      `${SERVICE}    def __init__(self, model_path):\n        self.path = model_path\n    def _warmup(self, model):\n        pass\n`,
      [
        "class Net(Service) at 2",
        "error arity customize_service.py 7: _warmup takes (self, model), but is called with (self)",
        "error init customize_service.py 5: __init__ does not call the base's: no request can be answered",
      ],
    ],
    [
      "config.ini",
      { "customize_service.py": SERVICE, "config.ini": "[server]\ninstance_num = 2\n" },
      [
        "class Net(Service) at 2",
        "warning config config.ini 0: [server] instance_num: there is no such key",
        "note config config.ini 0: says no max_concurrent_requests, which makes it 1: more are refused with 429",
      ],
    ],
    [
      "packages of the system",
      { "customize_service.py": SERVICE, "dependencies.txt": "# ours\nlibgl1\nlibsm6 libxext6 # two\n" },
      [
        "class Net(Service) at 2",
        "warning system-packages dependencies.txt 0: asks for the system's packages libgl1, libsm6, libxext6",
      ],
    ],
    [
      "a module of its own that an import does not find",
      { "customize_service.py": `import queue\n${SERVICE}`, "queue.py": "" },
      [
        "class Net(Service) at 3",
        expect.stringMatching(
          /^error shadow queue\.py 0: is hidden by the standard library's queue .*: the folder comes last on sys\.path/,
        ),
      ],
    ],
  ]);
});

it("scripts of other platforms are for Python 3, and say so on 2.7", async () => {
  const files = { "model_service.py": MODEL };
  const [found] = await examine([{ files, entry: "model_service.py", dialect: "tiinfer" }], "2.7");
  expect(found && told(found)).toContain("error python3 model_service.py 0: tiinfer is for Python 3.6 or newer");
}, 60_000);
