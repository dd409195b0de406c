import { basename, join } from "node:path";
import type { ScriptReport } from "../doctor/report.ts";
import { pipelinePortOf } from "./pipeline-port.ts";
import { BRIDGE, head, type PlatformPort } from "./port-files.ts";

/**
 * @param entry the original's path in the port's version folder
 * @param args of the original's command line
 * @returns undefined where doctor has found no class to be served
 */
export function platformPortOf(entry: string, report: ScriptReport, args: readonly string[]): PlatformPort | undefined {
  const classes = report.entries.flatMap(({ name }) => classIn(name) ?? []);
  const [first] = classes;
  if (first === undefined) return undefined;
  if (report.dialect === "paddle") return pipelinePortOf(entry, serviceOf(report), args);
  const module = basename(entry, ".py");
  const bridge = join(entry, "..", BRIDGE);
  if (report.dialect === "taichu")
    return { handler: taichuHandler(entry, bridge, classes), bridge: taichuBridge(module) };
  if (first.bases.includes("Model"))
    return { handler: modelHandler(entry, bridge), bridge: modelBridge(module, first.name) };
  const names = classes.map(({ name }) => name);
  return { handler: workersHandler(entry, bridge), bridge: workersBridge(module, names) };
}

/** The name of its service, as far as doctor has found it. */
function serviceOf({ entries }: ScriptReport): string | undefined {
  return entries.map(({ name }) => /^class \w+\(.*?\), name (.*)$/.exec(name)?.[1]).find((name) => name !== undefined);
}

interface PythonClass {
  readonly name: string;
  readonly bases: string;
  readonly version: string;
}

/** Of what doctor calls a class: `class Net(Model)`, `class Net(Service), version 2`. */
function classIn(label: string): PythonClass | undefined {
  const [, name, bases = "", version = "1"] = /^class (\w+)\((.*?)\)(?:, name .*|, version (.*))?$/.exec(label) ?? [];
  return name === undefined ? undefined : { name, bases, version };
}

const RAISED_IN_MOSEC = `/** What a step raises is no client's business; the log has its traceback. */
function raised(error: unknown): unknown {
  return error instanceof PythonError ? Object.assign(evalError(500, "inference internal error"), { cause: error }) : error;
}
`;

function modelHandler(entry: string, bridge: string): string {
  return `${head(entry, "each step calls that")}
import { defineEval, evalError, perItem, platformJson } from "evalbridge";
import type { PythonValue } from "evalbridge/python";
import { importPython, PythonError } from "evalbridge/python";

interface Original {
  create(): Promise<PythonValue>;
  preprocess(model: PythonValue, request: unknown): Promise<PythonValue>;
  predict(model: PythonValue, request: PythonValue): Promise<PythonValue>;
  postprocess(model: PythonValue, request: PythonValue): Promise<PythonValue>;
}

const KEPT = { keep: ["create", "preprocess", "predict"] };

export default defineEval({
  async createNet() {
    const original = await importPython<Original>(${JSON.stringify(bridge)}, KEPT);
    return { original, model: await original.create() };
  },

  netInference: ({ original, model }, requests) =>
    perItem(requests, async ({ data }) => {
      const asked = platformJson(data);
      try {
        const request = await original.preprocess(model, asked);
        const predicted = await original.predict(model, request);
        return { result: await original.postprocess(model, predicted) };
      } catch (error) {
        throw raised(error);
      }
    }),
});

${RAISED_IN_MOSEC}`;
}

function workersHandler(entry: string, bridge: string): string {
  return `${head(entry, "the workers are those")}
import { defineEval, evalError, perItem } from "evalbridge";
import type { PythonValue } from "evalbridge/python";
import { importPython, PythonError } from "evalbridge/python";

interface Original {
  create(): Promise<PythonValue>;
  deserialize(workers: PythonValue, body: Uint8Array): Promise<PythonValue>;
  forward(workers: PythonValue, data: PythonValue): Promise<PythonValue>;
}

const KEPT = { keep: ["create", "deserialize"] };

export default defineEval({
  async createNet() {
    const original = await importPython<Original>(${JSON.stringify(bridge)}, KEPT);
    return { original, workers: await original.create() };
  },

  netInference: ({ original, workers }, requests) =>
    perItem(requests, async ({ data }) => {
      try {
        const asked = await original.deserialize(workers, data.body);
        return { result: await original.forward(workers, asked) };
      } catch (error) {
        throw raised(error);
      }
    }),
});

${RAISED_IN_MOSEC}`;
}

function taichuHandler(entry: string, bridge: string, classes: readonly PythonClass[]): string {
  const serves = classes.map(
    ({ name, version }) => `{ name: ${JSON.stringify(name)}, version: ${JSON.stringify(version)} }`,
  );
  return `${head(entry, "each hook calls that")}
import { defineEval, evalError, perItem, platformJson } from "evalbridge";
import type { PythonValue } from "evalbridge/python";
import { importPython, PythonError } from "evalbridge/python";

interface Original {
  create(name: string): Promise<PythonValue>;
  new_context(): Promise<PythonValue>;
  preprocess(model: PythonValue, data: unknown, context: PythonValue): Promise<PythonValue>;
  inference(model: PythonValue, data: PythonValue, context: PythonValue): Promise<PythonValue>;
  postprocess(model: PythonValue, data: PythonValue, context: PythonValue): Promise<PythonValue>;
}

const KEPT = { keep: ["create", "new_context", "preprocess", "inference"] };
const SERVED = [${serves.join(", ")}];
/** Of one stream, or of one request that is in none. */
const contexts = new WeakMap<object, PythonValue>();

export default defineEval({
  serves: SERVED,

  async createNet({ app }) {
    const original = await importPython<Original>(${JSON.stringify(bridge)}, KEPT);
    const models = new Map<string, PythonValue>();
    for (const { name, version } of SERVED) {
      const model = await original.create(name);
      for (const asked of [name, \`\${name}_\${version}\`]) models.set(asked.toLowerCase(), model);
      // For those who do not say which: the only one, or the one that is called like the app.
      if (SERVED.length === 1 || name.toLowerCase() === app.toLowerCase()) models.set("", model);
    }
    return { original, models };
  },

  netInference: ({ original, models }, requests) =>
    perItem(requests, async ({ data, target, context }) => {
      const model = models.get(target.toLowerCase());
      if (model === undefined) throw evalError(404, "model not found");
      const theirs = contexts.get(context) ?? (await original.new_context());
      contexts.set(context, theirs);
      const { parameters = {} } = platformJson(data);
      try {
        const asked = await original.preprocess(model, parameters, theirs);
        const found = await original.inference(model, asked, theirs);
        return { result: { parameters: await original.postprocess(model, found, theirs) } };
      } catch (error) {
        throw raised(error);
      }
    }),
});

/** What a hook raises is told to its clients; the log has its traceback. */
function raised(error: unknown): unknown {
  return error instanceof PythonError ? Object.assign(evalError(500, error.message), { cause: error }) : error;
}
`;
}

/** The original's working directory and its modules, as its platform had them. */
function entered(module: string, names: string): string {
  return `FOLDER = os.path.dirname(os.path.abspath(__file__))
os.chdir(FOLDER)
sys.path.insert(0, FOLDER)
${names.replace("{}", module)}
`;
}

function modelBridge(module: string, name: string): string {
  return `"""The original's model, step by step, for eval.ts. A step that nothing calls any more can go."""
import os
import sys

${entered(module, `from {} import ${name}  # noqa: E402`)}

def create():
    model = ${name}(os.environ.get("TI_MODEL_DIR", FOLDER))
    if not model.load():
        raise RuntimeError("${name}.load() failed")
    return model


def preprocess(model, request):
    return model.preprocess(request)


def predict(model, request):
    return model.predict(request)


def postprocess(model, request):
    return model.postprocess(request)
`;
}

function workersBridge(module: string, names: readonly string[]): string {
  return `"""The original's workers one behind the other, in one process, for eval.ts. One that is ported can go."""
import os
import sys

${entered(module, `import {} as original  # noqa: E402`)}
# In the order in which they are appended. Those that take batches get a list: say so here.
WORKERS = [${names.map((name) => `(original.${name}, False)`).join(", ")}]


def create():
    return [(kind(), in_batches) for kind, in_batches in WORKERS]


def deserialize(workers, body):
    return workers[0][0].deserialize(body)


def forward(workers, data):
    for worker, in_batches in workers:
        data = worker.forward([data])[0] if in_batches else worker.forward(data)
    return data
`;
}

function taichuBridge(module: string): string {
  return `"""The original's classes, hook by hook, for eval.ts. A hook that nothing calls any more can go."""
import json
import os
import sys
from collections.abc import Mapping

${entered(module, "import {} as original  # noqa: E402")}

def create(name):
    model = getattr(original, name)(FOLDER)
    model.warmup()
    return model


def new_context():
    return {}


def preprocess(model, data, context):
    return model._preprocess(data, context=context)


def inference(model, data, context):
    return model._inference(data, context=context)


def postprocess(model, data, context):
    answer = model._postprocess(data, context=context)
    if not hasattr(answer, "__iter__") or isinstance(answer, (str, bytes, list, tuple, Mapping)):
        return answer
    # A stream: as clients get it who take one answer. A port gives its own as \`parts\`, one by one.
    answers = list(answer)
    if not answers:
        raise RuntimeError("Model predict error")
    return answers[0] if len(answers) == 1 else {"item_%d" % at: json.dumps(one) for at, one in enumerate(answers)}
`;
}
