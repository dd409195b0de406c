import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { register } from "node:module";
import { basename, dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { EvalHandler } from "../contract/handler.ts";
import { withoutFolders } from "../contract/text.ts";
import { NoPythonError } from "../python/errors.ts";
import { placeIn, textOf } from "./failure.ts";

/** The entry file cannot be used. The message is for the operator; `cause` is for the log. */
export class LoadError extends Error {
  override readonly name = "LoadError";
}

/**
 * Imports a handler, TypeScript or JavaScript, as an ES module.
 *
 * @param path absolute path of `eval.ts` or `eval.js`
 * @param observed it gets an imaging kit that is observed
 * @throws LoadError when it cannot be imported or its default export is no handler
 */
export async function loadHandler(path: string, observed = false): Promise<EvalHandler> {
  if (!existsSync(path)) throw new LoadError(`${basename(path)} does not exist`);
  // Line numbers in stacks are those of the TypeScript that its author wrote.
  process.setSourceMapsEnabled(true);
  register("./module-hooks.js", import.meta.url, { data: { observed } });
  return handlerOf(await importModule(path), basename(path));
}

async function importModule(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw new LoadError(`cannot load ${basename(path)}: ${reasonOf(error, path)}`, { cause: error });
  }
}

function reasonOf(error: unknown, path: string): string {
  if (error instanceof NoPythonError) return error.message;
  const text = withoutFolders(textOf(error));
  if (!(error instanceof Error)) return text;
  // esbuild's own message: a headline, then "file:line:column: ERROR: text" per error.
  if (text.startsWith("Transform failed")) return text.split("\n").slice(1).join("; ");
  const syntax = error.name === "SyntaxError" ? (placeInStack(error) ?? placeByCheck(path)) : undefined;
  const place = syntax ?? placeIn(dirname(path), error);
  return place === undefined ? text : `${place}: ${text}`;
}

/** Node puts "file:line" above the stack of some syntax errors. */
function placeInStack(error: Error): string | undefined {
  const place = /^(?:file:\/\/)?(\/\S+:\d+)\n/.exec(error.stack ?? "")?.[1];
  return place === undefined ? undefined : withoutFolders(place);
}

/** Node keeps the place of a parse error to itself until it prints it, so let it print. */
function placeByCheck(path: string): string | undefined {
  const check = spawnSync(process.execPath, ["--input-type=module", "--check"], { input: readFileSync(path) });
  const line = /^\[stdin\]:(\d+)$/m.exec(check.stderr.toString())?.[1];
  return line === undefined ? undefined : `${basename(path)}:${line}`;
}

function handlerOf(module: unknown, entry: string): EvalHandler {
  const handler = property(module, "default");
  if (handler === undefined) {
    throw new LoadError(`${entry} has no default export; it must end in: export default defineEval({ ... })`);
  }
  if (!isHandler(handler)) {
    throw new LoadError(
      `the default export of ${entry} must be an object with the functions createNet and netInference`,
    );
  }
  return handler;
}

function isHandler(value: unknown): value is EvalHandler {
  return isFunction(property(value, "createNet")) && isFunction(property(value, "netInference"));
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}
