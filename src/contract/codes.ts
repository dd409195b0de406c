import type { CompatSettings } from "./compat.ts";
import { ERROR_KINDS } from "./errors.ts";

/** What a code that a script answered with counts as: below 300 it is no error, from 300 on it is the HTTP status. */
export type CodeRule = (code: number) => number;

const BAD_ANSWER = ERROR_KINDS.bad_answer.code;

/** The codes that the platform's third-generation host knew (spec: AVA, section 2). */
const PLATFORM_CODES: ReadonlySet<number> = new Set([0, 200, 400, 424, 500, 599]);

/** The rules for a script's codes (spec: AVA, section 9.1 no. 1). */
export const CODE_RULES: Readonly<Record<CompatSettings["codes"], CodeRule>> = {
  kept: (code) => (code < 300 || (code >= 400 && code <= 599) ? code : BAD_ANSWER),
  strict: (code) => (PLATFORM_CODES.has(code) ? code : 500),
};

/** Codes of scripts whose host passed them on; a status has three digits (spec: AVA, section 9.1 no. 2). */
export const literalCode: CodeRule = (code) => (code < 1000 ? code : BAD_ANSWER);
