import { basename } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Diagnosis } from "../../src/cli/doctor/report.ts";
import type { Folder, Given } from "./examine.ts";
import { examine } from "./examine.ts";

type Platform = "tiinfer" | "taichu" | "paddle";
type Row = readonly [about: string, files: Folder | string, found: readonly unknown[], more?: Partial<Given>];

const ENTRY: Readonly<Record<Platform, string>> = {
  tiinfer: "model_service.py",
  taichu: "customize_service.py",
  paddle: "web_service.py",
};

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

it("a pipeline's configuration is the one that its command line names", async () => {
  const script = `import sys\n${PIPELINE.replace('"config.yml"', "sys.argv[2]")}`;
  const files = { "web_service.py": script, "config.yml": YML, "other.yml": 'http_port: "18080"\n' };
  const given = { files, entry: "web_service.py", dialect: "paddle" } as const;
  const found = await examine([given, { ...given, args: ["-c", "other.yml"] }, { ...given, args: ["-c", "none.yml"] }]);
  const configs = found.map((each) => told(each).filter((line) => String(line).includes(" config ")));
  expect(configs).toEqual([
    [],
    ["error config other.yml 0: [CONF] http_port must be <class 'int'> type, but get <class 'str'>."],
    ["missing config web_service.py 0: reads none.yml, which is not there"],
  ]);
}, 60_000);

it("what -o says on its command line replaces what its configuration says, where it is read by ArgsParser", async () => {
  const parsed = PIPELINE.replace('("config.yml")', "(yml_dict=ArgsParser().parse_args().conf_dict)");
  const files = { "web_service.py": PIPELINE, "config.yml": YML };
  const given = {
    files,
    entry: "web_service.py",
    dialect: "paddle" as const,
    args: ["-c", "config.yml", "-o", "op.net.x=1", "op.extra.x=1"],
  };
  const reading = { ...files, "web_service.py": `from paddle_serving_server.util import ArgsParser\n${parsed}` };
  const [plain, replaced] = await examine([given, { ...given, files: reading }]);
  const configs = [plain, replaced].map(
    (each) => each && told(each).filter((line) => String(line).includes(" config ")),
  );
  expect(configs).toEqual([
    [],
    ["warning config config.yml 0: op.extra: there is no Op of that name, and so nothing reads it"],
  ]);
}, 60_000);

const PIPELINE = `from paddle_serving_server.web_service import WebService, Op
class Net(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        return {}, False, None, ""
    def postprocess(self, input_dicts, fetch_dict, data_id, log_id):
        return {}, None, ""
class Served(WebService):
    def get_pipeline_response(self, read_op):
        return Net(name="net", input_ops=[read_op])
service = Served(name="served")
service.prepare_pipeline_config("config.yml")
service.run_service()
`;
const FOUND = ["class Served(WebService), name served at 7", "class Net(Op) at 2"];
const YML = "http_port: 18080\nop:\n  net:\n    concurrency: 2\n";
const withOp = (text: string) => ({
  "web_service.py": PIPELINE,
  "config.yml": `http_port: 18080\nop:\n  net: ${text}\n`,
});
const withModel = (files: Folder) => ({ ...withOp("{ local_service_conf: { model_config: net } }"), ...files });
const CONFIG_LINE = "config.yml 0: op.net.local_service_conf.model_config: net";

describe("Paddle Serving's pipelines", () => {
  table("paddle", [
    ["nothing to complain about", { "web_service.py": PIPELINE, "config.yml": YML }, FOUND],
    [
      "the package for GPUs, with a way out",
      {
        "web_service.py": PIPELINE.replace(
          /^(from paddle_serving_server)(.*)/,
          "try:\n    $1_gpu$2\nexcept ImportError:\n    $1$2",
        ),
        "config.yml": YML,
      },
      ["class Served(WebService), name served at 10", "class Net(Op) at 5"],
    ],
    [
      "the package for GPUs alone",
      { "web_service.py": PIPELINE.replace("server.web", "server_gpu.web"), "config.yml": YML },
      [
        ...FOUND,
        "error gpu-package web_service.py 1: imports paddle_serving_server_gpu, which is not here",
        "missing missing-module web_service.py 1: imports paddle_serving_server_gpu, which is nowhere",
      ],
    ],
    [
      "Ops of another module, a service under a guard, and an older postprocess",
      {
        "web_service.py":
          'from ops import Net\nfrom paddle_serving_server.web_service import WebService\nclass Served(WebService):\n    def get_pipeline_response(self, read_op):\n        return Net(name="net", input_ops=[read_op])\nif __name__ == "__main__":\n    service = Served()\n    service.prepare_pipeline_config(yml_file="config.yml")\n    service.run_service()\n',
        "ops.py":
          "from paddle_serving_server.web_service import Op\nclass Net(Op):\n    def postprocess(self, input_dicts, fetch_dict, log_id):\n        return {}, None, ''\n",
        "config.yml": YML,
      },
      ["class Served(WebService) at 3", "class Net(Op) at 2"],
    ],
    [
      "a server that is put together by hand",
      {
        "web_service.py":
          'from paddle_serving_server.pipeline import Op, PipelineServer, RequestOp, ResponseOp\nserver = PipelineServer()\nserver.set_response_op(ResponseOp(input_ops=[Op(name="net", input_ops=[RequestOp()])]))\nserver.prepare_server("config.yml")\nserver.run_server()\n',
        "config.yml": YML,
      },
      [],
    ],
    [
      "no run_service",
      { "web_service.py": PIPELINE.replace("service.run_service()\n", ""), "config.yml": YML },
      [...FOUND, "error no-entry-points web_service.py 0: never calls run_service() or run_server()"],
    ],
    [
      "no service at all",
      "import paddle_serving_server\n",
      ["error no-entry-points web_service.py 0: defines no WebService, and never calls run_service() or run_server()"],
    ],
    [
      "a service of bRPC",
      "from paddle_serving_server.web_service import WebService\nclass Uci(WebService):\n    def preprocess(self, feed=[], fetch=[]):\n        return feed, fetch, True\nuci = Uci(name='uci')\nuci.load_model_config('model')\nuci.prepare_server(workdir='w', port=9292)\nuci.run_rpc_service()\nuci.run_web_service()\n",
      [
        "class Uci(WebService), name uci at 2",
        "error brpc web_service.py 6: load_model_config() is of services of bRPC, which are not served",
        "error pipeline web_service.py 2: Uci has no get_pipeline_response",
      ],
    ],
    [
      "hooks that are called in another way",
      {
        "web_service.py": PIPELINE.replace("data_id, log_id):\n        return {}, F", "log_id):\n        return {}, F")
          .replace("def postprocess", "def init_op(self, model):\n        pass\n    def postprocess")
          .replace("read_op):", "read_op, more):"),
        "config.yml": YML,
      },
      [
        "class Served(WebService), name served at 9",
        "class Net(Op) at 2",
        "error arity web_service.py 10: get_pipeline_response takes (self, read_op, more), but is called with (self, read_op)",
        "error arity web_service.py 5: init_op takes (self, model), but is called with (self)",
        "error arity web_service.py 3: preprocess takes (self, input_dicts, log_id), but is called with (self, input_dicts, data_id, log_id)",
      ],
    ],
    [
      "hooks that return nothing",
      { "web_service.py": PIPELINE.replace('return {}, False, None, ""', "pass"), "config.yml": YML },
      [...FOUND, "warning no-return web_service.py 3: preprocess returns nothing: every request fails"],
    ],
    [
      "a config.yml that is not there",
      PIPELINE,
      [...FOUND, "missing config web_service.py 11: reads config.yml, which is not there"],
    ],
    [
      "a config.yml that is no YAML",
      { "web_service.py": PIPELINE, "config.yml": "op: [" },
      [...FOUND, "error config config.yml 0: is no YAML that could be read"],
    ],
    [
      "a value of the wrong type, in the platform's words",
      { "web_service.py": PIPELINE, "config.yml": 'http_port: "18080"\n' },
      [...FOUND, "error config config.yml 0: [CONF] http_port must be <class 'int'> type, but get <class 'str'>."],
    ],
    [
      "an Op that the script does not have, and a key that nobody knows",
      { "web_service.py": PIPELINE, "config.yml": `${YML}  rec:\n    concurrency: 1\nmax_body_size: 1024 * 1024\n` },
      [...FOUND, "warning config config.yml 0: op.rec: there is no Op of that name, and so nothing reads it"],
    ],
    [
      "servers of bRPC",
      withOp('{ server_endpoints: ["127.0.0.1:12000"], client_type: brpc }'),
      [...FOUND, "error brpc config.yml 0: op.net.server_endpoints: servers of bRPC are not asked"],
    ],
    [
      "servers of bRPC, by the script",
      { "web_service.py": PIPELINE.replace("[read_op]", '[read_op], server_endpoints=["h:1"]'), "config.yml": YML },
      [...FOUND, "error brpc web_service.py 9: net: server_endpoints: servers of bRPC are not asked"],
    ],
    [
      "what is left of bRPC",
      withOp("{ client_config: c.prototxt, local_service_conf: { client_type: brpc } }"),
      [
        ...FOUND,
        "warning brpc config.yml 0: op.net.local_service_conf.client_type is brpc without a model_config: the Op has no model",
        "note brpc config.yml 0: op.net.client_config is for servers of bRPC, and is not read",
      ],
    ],
    ["a model that is not there", withModel({}), [...FOUND, `missing model ${CONFIG_LINE} is not there`]],
    [
      "a folder without a model",
      withModel({ "net/serving_server_conf.prototxt": "" }),
      [...FOUND, `missing model ${CONFIG_LINE} holds no model`],
    ],
    [
      "Paddle's own files, and no paddle",
      withModel({ "net/inference.pdmodel": "", "net/inference.pdiparams": "" }),
      [
        ...FOUND,
        `missing paddle-model ${CONFIG_LINE} holds Paddle's own files only, and paddle is not there to run them`,
      ],
    ],
    [
      "Paddle's own files, and paddle",
      withModel({ "net/__model__": "", "requirements.txt": "paddlepaddle==2.6.2\n" }),
      FOUND,
    ],
    ["a model's stand-in", withModel({ "net/inference.pdmodel": "", "net/model.onnx": "" }), FOUND],
    [
      "a GPU",
      withOp("{ local_service_conf: { device_type: 1, devices: '0' } }"),
      [
        ...FOUND,
        "note device config.yml 0: op.net asks for a GPU: where there is none it runs on the CPU, with a warning",
      ],
    ],
    [
      "a device that nothing runs on here",
      withOp("{ local_service_conf: { device_type: 5 } }"),
      [
        ...FOUND,
        "error device config.yml 0: op.net.local_service_conf.device_type: 5 is no device that is run on here",
      ],
    ],
    [
      "readers without what they need, and what numpy no longer has but here",
      {
        "web_service.py": `from paddle_serving_app.reader import Sequential\nimport numpy as np\n${PIPELINE}np.fromstring(b"", np.uint8)\n`,
        "requirements.txt": "numpy==2.4.6\n",
        "config.yml": YML,
      },
      [
        "class Served(WebService), name served at 9",
        "class Net(Op) at 4",
        "missing readers web_service.py 1: the readers of paddle_serving_app want cv2, which is not there",
      ],
    ],
    [
      "a reader that there is not",
      {
        "web_service.py": `from paddle_serving_app.reader import Sequentiel\n${PIPELINE}`,
        "config.yml": YML,
        "requirements.txt": "opencv-python\n",
      },
      [
        "class Served(WebService), name served at 8",
        "class Net(Op) at 3",
        "error platform-name web_service.py 1: paddle_serving_app.reader has no Sequentiel",
      ],
    ],
  ]);
});
