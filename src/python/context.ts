import type { CreateConfigs } from "../contract/handler.ts";
import { NoPythonError } from "./errors.ts";

/** How Python is started for the handler of this worker, and what belongs to both. */
export interface PythonContext {
  /** The interpreter and its arguments; empty when there is none. */
  readonly command: readonly string[];
  /** Why there is none, and the remedy. */
  readonly problem: string;
  /** The version folder: what paths given to `importPython` start from. */
  readonly folder: string;
  /** The folder that is to Python what the version folder is to a Python release: this one, or `legacy` in it. */
  readonly home: string;
  /** Absolute, before everything else on `sys.path`. */
  readonly pythonPath: readonly string[];
  /** Folder of the translation of its Python-2 sources; "" when there is none. */
  readonly translation: string;
  /** JSON text of the YAML files that configure its scripts, by absolute path. */
  readonly documents: readonly ContextEntry[];
  /** The switches that its scripts are under. */
  readonly compat: readonly ContextEntry[];
  /** Private to this worker, on tmpfs where there is one; "" when there is none. */
  readonly payloadDir: string;
  readonly workspace: CreateConfigs["workspace"];
  /** Told when Python has ended by itself; the worker is of no use then. */
  readonly onEnd: (end: PythonEnd) => void;
}

interface ContextEntry {
  readonly key: string;
  readonly value: string;
}

/** How an interpreter ended. */
export interface PythonEnd {
  /** Such as "was killed by SIGSEGV". */
  readonly cause: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

let provided: PythonContext | undefined;

/** Called by the runner, once, before it loads the handler. */
export function providePython(context: PythonContext): void {
  provided = context;
}

/** @throws NoPythonError where the release has no Python; Error outside of a worker */
export function pythonContext(): PythonContext {
  if (provided === undefined) throw new Error("Python can be called in a worker of evalbridge only");
  if (provided.problem !== "") throw new NoPythonError(provided.problem);
  return provided;
}
