/**
 * Module resolution inside a native worker (`module.register`). A handler's folder needs no `node_modules`: `evalbridge`
 * is always the host's own package, and a package not found from the importing file is taken from the host's
 * dependencies. The handler's own files are ES modules whatever a `package.json` near them says or leaves out.
 */
import type { ResolveFnOutput, ResolveHook } from "node:module";

const HOST_PACKAGE = new URL("../../package.json", import.meta.url).href;
const SOURCE_FILE = /^file:(?!.*\/node_modules\/).*\.[jt]s(\?|$)/;

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const fromHost = async () => nextResolve(specifier, { ...context, parentURL: HOST_PACKAGE });
  if (/^evalbridge(\/|$)/.test(specifier)) return fromHost();
  try {
    return asModule(await nextResolve(specifier, context));
  } catch (error) {
    if (!isBare(specifier) || !isNotFound(error)) throw error;
    // The first error names the file that imports, so it is the one to report.
    return fromHost().catch(() => Promise.reject(error));
  }
};

function asModule(resolved: ResolveFnOutput): ResolveFnOutput {
  return SOURCE_FILE.test(resolved.url) ? { ...resolved, format: "module" } : resolved;
}

function isBare(specifier: string): boolean {
  return !/^(\.{0,2}\/|[\w+-]+:)/.test(specifier);
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}
