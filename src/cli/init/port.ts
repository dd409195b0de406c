import type { ScriptReport } from "../doctor/report.ts";

/** What decides how a port's stages call the original. */
export interface Original extends Pick<ScriptReport, "generation" | "entries"> {
  /** The script's path in the version folder. */
  readonly file: string;
  /** Whether it takes the bytes of its inputs; otherwise it reads the files that `uri` names. */
  readonly usesBody: boolean;
}

/**
 * The source of a port of which nothing is ported yet. Where the original has the functions that a handler has, each stage
 * calls one of them; older scripts, and those that want files, get what the platform's bridge made for them.
 */
export function portOf(original: Original): string {
  const isPlain = original.generation === "G3" && original.usesBody;
  return isPlain ? callingFunctions(original) : callingScript(original);
}

function head(file: string): string {
  return `/**
 * The port of ${file}, of which nothing is ported yet: every stage calls the original. Replace one after the other;
 * \`evalbridge run\` shows whether the answers stay the same.
 */`;
}

function callingFunctions({ file, entries }: Original): string {
  const preprocess = `
  /** Only where release.yaml says \`preprocess: true\`. */
  async netPreprocess(model, request) {
    const [prepared, code, message] = await legacy.net_preprocess(model, request);
    if (message) throw evalError(code, message);
    return prepared;
  },
`;
  return `${head(file)}
import { defineEval, evalError } from "evalbridge";
import type { EvalScript } from "evalbridge/python";
import { importPython } from "evalbridge/python";

/** All functions of the script can be called, not only these three. */
const legacy = await importPython<EvalScript>(${JSON.stringify(file)});

export default defineEval({
  groups: true,

  /** The model stays in Python: here it is a handle, to be given to the script's functions. */
  async createNet(configs) {
    const [model, code, message] = await legacy.create_net(configs);
    if (code !== 0 && code !== 200) throw evalError(code, message ?? "");
    return model;
  },
${hasPreprocess(entries) ? preprocess : ""}
  async netInference(model, requests) {
    const [rets, code, message] = await legacy.net_inference(model, requests);
    if (message) throw evalError(code, message);
    return rets ?? [];
  },
});
`;
}

function callingScript({ file, entries }: Original): string {
  const preprocess = `
  /** Only where release.yaml says \`preprocess: true\`. */
  netPreprocess: (model, request) => legacy.netPreprocess?.(model, request) ?? request,
`;
  return `${head(file)}
import { defineEval } from "evalbridge";
import { wrapPythonEval } from "evalbridge/python";

/** It gets files and settings as this generation of scripts expects them; \`importPython\` calls its other functions. */
const legacy = wrapPythonEval(${JSON.stringify(file)});

export default defineEval({
  groups: true,

  /** The model stays in Python. */
  createNet: (configs) => legacy.createNet(configs),
${hasPreprocess(entries) ? preprocess : ""}
  netInference: (model, requests) => legacy.netInference(model, requests),
});
`;
}

function hasPreprocess(entries: Original["entries"]): boolean {
  return entries.some(({ name }) => name === "net_preprocess");
}
