/**
 * The source of a port of which nothing is ported yet.
 *
 * @param file the original's path in the version folder
 * @param hasPreprocess whether it has a net_preprocess
 */
export function portOf(file: string, hasPreprocess: boolean): string {
  const name = JSON.stringify(file);
  const preprocess = `
  // Only where release.yaml says \`preprocess: true\`.
  netPreprocess: (model, request) => legacy.netPreprocess(model, request),
`;
  return `/**
 * The port of ${file}. Nothing is ported yet: every stage calls the original. Replace one after the other; where only a
 * part of a stage is still Python, \`importPython(${name})\` gives the script's functions one by one, and they take
 * the same model. \`evalbridge run\` shows whether the answers stay the same.
 */
import { defineEval } from "evalbridge";
import { wrapPythonEval } from "evalbridge/python";

const legacy = wrapPythonEval(${name});

export default defineEval({
  groups: true,

  // The model stays in Python.
  createNet: (configs) => legacy.createNet(configs),
${hasPreprocess ? preprocess : ""}
  netInference: (model, requests) => legacy.netInference(model, requests),
});
`;
}
