import { realpathSync } from "node:fs";
import { relative } from "node:path";
import { ERROR_KINDS } from "../contract/errors.ts";
import { withoutFolders } from "../contract/text.ts";

/** A code and a text that may go to the client. */
export interface Failure {
  readonly code: number;
  readonly message: string;
}

/**
 * Whether the handler meant this error as its answer. Recognised by its shape: the handler may have another copy of
 * the `BridgeError` class than the runner.
 */
export function isBridgeError(error: unknown): error is Error & { readonly code: number } {
  return error instanceof Error && error.name === "BridgeError" && "code" in error && Number.isInteger(error.code);
}

/** What a client is told about an error in user code. A `BridgeError`'s code counts as a ret's, but cannot say success. */
export function failureOf(error: unknown): Failure {
  if (isBridgeError(error)) return { code: errorCode(error.code), message: error.message };
  return { code: ERROR_KINDS.script.code, message: withoutFolders(textOf(error)) };
}

function errorCode(code: number): number {
  return code === 0 || code === 200 || !isInt32(code) ? ERROR_KINDS.script.code : code;
}

/** Whether a code can travel. */
export function isInt32(value: unknown): value is number {
  return typeof value === "number" && (value | 0) === value;
}

/** The message of whatever was thrown. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Where in a release's own files something was thrown, such as `lib/labels.ts:12`: the innermost place of its stack. */
export function placeIn(folder: string, error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const root = `${realpathSync(folder)}/`;
  const places = (error.stack ?? "").matchAll(/^\s+at (?:.*\()?(?:file:\/\/)?(\/.+):(\d+):\d+\)?$/gm);
  const own = [...places].find(([, path = ""]) => path.startsWith(root) && !path.includes("/node_modules/"));
  return own && `${relative(root, own[1] ?? "")}:${own[2]}`;
}
