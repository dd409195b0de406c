import { resolve } from "node:path";
import type { CreateConfigs, EvalRequest, Ret } from "../contract/handler.ts";
import { pythonContext } from "./context.ts";
import type { Interpreter } from "./interpreter.ts";
import { interpreterOfWorker } from "./interpreter.ts";
import type { PythonValue } from "./values.ts";

/** A module whose functions nobody has described. */
export type PythonFunctions = Readonly<Record<string, (...args: readonly unknown[]) => Promise<PythonValue>>>;

/** The functions of a third-generation script, for `importPython<EvalScript>("eval.py")` (spec: AVA, section 1.4). */
export interface EvalScript {
  create_net(configs: CreateConfigs): Promise<readonly [PythonValue, number, string | null]>;
  net_preprocess(model: PythonValue, request: EvalRequest): Promise<readonly [EvalRequest, number, string | null]>;
  net_inference(
    model: PythonValue,
    requests: readonly EvalRequest[],
  ): Promise<readonly [readonly Ret[] | null, number, string | null]>;
}

export interface ImportOptions {
  /**
   * Functions whose results stay in Python: what they return, or each item of a tuple, comes as a `PythonObject`, but for
   * None, bools, numbers, texts and bytes, which cannot change. A model that is a dict keeps its keys and its changes, and
   * is not copied with every call. The functions that make a script's model by default.
   */
  readonly keep?: readonly string[];
}

/** Those of all generations of scripts (spec: AVA, sections 1.4 and 5). */
const MODEL_MAKERS = ["create_net", "net_init"];

/**
 * Imports Python into a TypeScript handler, and calls its functions: `await pre.net_preprocess(model, request)`. There is
 * one interpreter per worker; it works on one call at a time, on its main thread. `PythonValue` says what crosses how.
 *
 * Calls are typed by an interface of the functions that are called, such as `EvalScript` or
 * `importPython<{ resize(image: Image, side: number): Promise<PythonArray<Uint8Array>> }>("pre.py")`. It is your word:
 * nothing checks that Python keeps to it.
 *
 * @param name a `.py` file by its path, relative to the version folder, or a module by its name (`net.layers`, `cv2`)
 * @returns what can be called in the module, functions and classes, by name
 * @throws PythonError when it cannot be loaded; NoPythonError where the release has no Python
 */
export async function importPython<Functions extends object = PythonFunctions>(
  name: string,
  { keep = MODEL_MAKERS }: ImportOptions = {},
): Promise<Functions> {
  const { folder } = pythonContext();
  const python = await interpreterOfWorker();
  const loaded = await python.call("load", [name.endsWith(".py") ? resolve(folder, name) : name], name);
  const [module, names] = Array.isArray(loaded) ? loaded : [];
  if (!Array.isArray(names)) throw new TypeError("a module has names");
  const functions = names.map(String).filter((key) => key !== THENABLE);
  // What Python has under these names is the caller's word, as with every import from another language.
  return Object.fromEntries(
    functions.map((key) => [key, functionOf(python, module, key, keep.includes(key))]),
  ) as Functions;
}

/** A module with a function of this name would be taken for a promise. */
const THENABLE = "then";

function functionOf(
  python: Interpreter,
  module: PythonValue | undefined,
  name: string,
  keep: boolean,
): PythonFunctions[string] {
  return (...args) => python.call("call", [module, name, args, keep], `${name}'s arguments`);
}
