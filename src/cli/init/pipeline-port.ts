import { basename, join } from "node:path";
import { BRIDGE, type PlatformPort } from "./port-files.ts";

/**
 * The beginning of a port of a pipeline of Paddle Serving, Op by Op.
 *
 * @param entry the original's path in the port's version folder
 * @param service the name under which it answers, where it is known
 * @param args of the original's command line
 */
export function pipelinePortOf(entry: string, service: string | undefined, args: readonly string[]): PlatformPort {
  return { handler: handler(entry, service), bridge: bridge(basename(entry), args) };
}

function handler(entry: string, service: string | undefined): string {
  const serves = service === undefined ? "" : `  serves: [{ name: ${JSON.stringify(service)}, version: "" }],\n\n`;
  return `/**
 * The port of ${entry}. Nothing is ported yet: each Op is that of the original, by way of ${BRIDGE} beside it. Put one
 * after the other into PORTED. \`evalbridge compare\` shows whether the answers stay the same; when all are ported,
 * \`pipelineValues\` and \`pipelineAnswer\` stand for what is left of Python.
 */
import { defineEval, perItem, type Ret } from "evalbridge";
import type { PythonValue } from "evalbridge/python";
import { importPython } from "evalbridge/python";

/** What Ops have put out, by their names: each a dict, of arrays (\`PythonArray\`) or texts. */
type Values = Readonly<Record<string, PythonValue>>;

/** Ops that are ported, by name: what each makes of what those before it have put out. */
const PORTED: Readonly<Record<string, (inputs: Values) => Promise<PythonValue>>> = {};

interface Original {
  create(): Promise<PythonValue>;
  ops(pipeline: PythonValue): Promise<{ name: string; inputs: string[] }[]>;
  unpack(pipeline: PythonValue, body: Uint8Array): Promise<PythonValue>;
  run(pipeline: PythonValue, op: string, inputs: Values): Promise<PythonValue>;
  values(inputs: Values): Promise<Values | null>;
  output(values: PythonValue, inputs: Values): Promise<PythonValue>;
  pack(pipeline: PythonValue, output: PythonValue): Promise<Ret>;
}

/** What stays in Python. */
const KEPT = { keep: ["create", "unpack", "run", "output"] };
/** What requests come from. */
const FIRST = "@DAGExecutor";

export default defineEval({
${serves}  async createNet() {
    const original = await importPython<Original>(${JSON.stringify(join(entry, "..", BRIDGE))}, KEPT);
    const pipeline = await original.create();
    return { original, pipeline, ops: await original.ops(pipeline) };
  },

  netInference: ({ original, pipeline, ops }, requests) =>
    perItem(requests, async ({ data }) => {
      const request = await original.unpack(pipeline, data.body);
      const outputs = new Map([[FIRST, request]]);
      let last = request;
      for (const { name, inputs } of ops) {
        const given = Object.fromEntries(inputs.map((input) => [input, outputs.get(input) ?? null]));
        const ported = PORTED[name];
        if (ported === undefined) {
          last = await original.run(pipeline, name, given);
        } else {
          const values = await original.values(given);
          last = await original.output(values === null ? null : await ported(values), given);
        }
        outputs.set(name, last);
      }
      return original.pack(pipeline, last);
    }),
});
`;
}

function bridge(script: string, args: readonly string[]): string {
  return `"""The original's pipeline, Op by Op, for eval.ts."""
import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
os.chdir(FOLDER)
sys.path.insert(0, FOLDER)
from evalbridge_runner.dialects.paddle.ported import output, values  # noqa: E402,F401
from evalbridge_runner.pythonia.calls import pipeline  # noqa: E402


def create():
    return pipeline(os.path.join(FOLDER, ${JSON.stringify(script)}), ${JSON.stringify(args)})


def ops(pipeline):
    return pipeline.ops()


def unpack(pipeline, body):
    return pipeline.unpack(body)


def run(pipeline, op, inputs):
    return pipeline.run(op, inputs)


def pack(pipeline, data):
    return pipeline.pack(data)
`;
}
