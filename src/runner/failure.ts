import { ERROR_KINDS } from "../contract/errors.ts";

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

/** What a client is told about an error in user code; a `BridgeError`'s code must be one of 400 to 599. */
export function failureOf(error: unknown): Failure {
  if (isBridgeError(error)) return { code: errorCode(error.code), message: error.message };
  return { code: ERROR_KINDS.script.code, message: withoutFolders(textOf(error)) };
}

function errorCode(code: number): number {
  return code >= 400 && code <= 599 ? code : ERROR_KINDS.script.code;
}

/** The message of whatever was thrown. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Absolute paths and file URLs cut down to their base names; web addresses stay. */
export function withoutFolders(text: string): string {
  return text.replace(/(?<![\w:/.~-])(?:file:\/\/)?(?:\/[^\s/'"`,:;()]+)+\/([^\s/'"`,:;()]+)/g, "$1");
}
