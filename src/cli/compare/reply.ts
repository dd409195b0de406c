import type { Answered } from "../../compare/answered.ts";
import { answeredOf } from "../../compare/answered.ts";
import type { Answer } from "../../contract/call.ts";

/** What a side said to one request, whatever it is. */
export interface Reply extends Answered {
  /** From the request to the whole answer (ms); absent where nobody was asked. */
  readonly ms?: number;
}

/** An answer as what a side said. */
export function replyOf(answer: Omit<Answer, "headers">, ms: number): Reply {
  return { ...answeredOf(answer), ms };
}
