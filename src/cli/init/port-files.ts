/** The beginning of a port of another platform's script: `eval.ts`, and the Python between it and the original. */
export interface PlatformPort {
  readonly handler: string;
  readonly bridge: string;
}

/** Beside the original, so that what lies there is found as before. */
export const BRIDGE = "bridge.py";

/** What `eval.ts` says of itself. @param steps what calls what, such as `each step calls that` */
export function head(entry: string, steps: string): string {
  return `/**
 * The port of ${entry}. Nothing is ported yet: ${steps} of the original, by way of ${BRIDGE} beside it. Replace
 * one after the other; what a step returns stays in Python until a step here wants it: take its name out of \`keep\` then.
 * \`evalbridge compare\` shows whether the answers stay the same.
 */`;
}
