/**
 * Module hooks of a native worker (`module.register`). A handler's folder needs no `node_modules` and no build:
 * `evalbridge` is always the host's own package, a package not found from the importing file is taken from the host's
 * dependencies, and TypeScript is compiled as it is imported. The handler's own files are ES modules whatever a
 * `package.json` near them says or leaves out.
 */
import { readFile } from "node:fs/promises";
import type { LoadHook, ResolveFnOutput, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";

const HOST_PACKAGE = new URL("../../package.json", import.meta.url).href;
const SOURCE_FILE = /^file:(?!.*\/node_modules\/).*\.m?[jt]s(\?|$)/;
const TYPESCRIPT = /\.m?ts(\?|$)/;
/** esbuild's own process goes when nothing has been imported for so long (ms). */
const COMPILER_IDLE_MS = 500;

/** What handlers import where they are observed, instead of the kit itself. */
const OBSERVED_IMAGING = new URL("./observed-imaging.js", import.meta.url).href;
let observed = false;

export function initialize(data: { readonly observed: boolean }): void {
  observed = data.observed;
}

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const fromHost = async () => nextResolve(specifier, { ...context, parentURL: HOST_PACKAGE });
  if (observed && specifier === "evalbridge/imaging") return { url: OBSERVED_IMAGING, shortCircuit: true };
  if (/^evalbridge(\/|$)/.test(specifier)) return fromHost();
  try {
    return asModule(await nextResolve(specifier, context));
  } catch (error) {
    if (!isBare(specifier) || !isNotFound(error)) throw error;
    // The first error names the file that imports, so it is the one to report.
    return fromHost().catch(() => Promise.reject(error));
  }
};

export const load: LoadHook = async (url, context, nextLoad) => {
  if (!SOURCE_FILE.test(url) || !TYPESCRIPT.test(url)) return nextLoad(url, context);
  return { format: "module", shortCircuit: true, source: await compile(fileURLToPath(url)) };
};

let idle: NodeJS.Timeout | undefined;

async function compile(path: string): Promise<string> {
  clearTimeout(idle);
  // Plain JavaScript handlers never pay for the compiler.
  const esbuild = await import("esbuild");
  const { code } = await esbuild.transform(await readFile(path, "utf8"), {
    loader: "ts",
    format: "esm",
    target: "node20",
    sourcefile: path,
    sourcemap: "inline",
    sourcesContent: false,
  });
  // Another compile may have ended meanwhile, and set its own.
  clearTimeout(idle);
  idle = setTimeout(() => void esbuild.stop(), COMPILER_IDLE_MS).unref();
  return code;
}

function asModule(resolved: ResolveFnOutput): ResolveFnOutput {
  return SOURCE_FILE.test(resolved.url) ? { ...resolved, format: "module" } : resolved;
}

function isBare(specifier: string): boolean {
  return !/^(\.{0,2}\/|[\w+-]+:)/.test(specifier);
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}
