/**
 * The source of a port of which nothing is ported yet.
 *
 * @param file the original's path in the version folder
 * @param hasPreprocess whether it has a net_preprocess
 */
export function portOf(file: string, hasPreprocess: boolean): string {
  const preprocess = `
  /** Called only where release.yaml says \`preprocess: true\`. */
  netPreprocess: (model, request) => legacy.netPreprocess?.(model, request) ?? request,
`;
  return `/**
 * The port of ${file}, of which nothing is ported yet: every stage calls the original. Replace one after the other by
 * TypeScript, and the calls by \`importPython(${JSON.stringify(file)})\`, which gives every function of the script, where only a
 * part of a stage is still Python. \`evalbridge run\` shows whether the answers stay the same.
 */
import { defineEval } from "evalbridge";
import { wrapPythonEval } from "evalbridge/python";

const legacy = wrapPythonEval(${JSON.stringify(file)});

export default defineEval({
  groups: true,

  /** The model stays in Python. */
  createNet: (configs) => legacy.createNet(configs),
${hasPreprocess ? preprocess : ""}
  netInference: (model, requests) => legacy.netInference(model, requests),
});
`;
}
