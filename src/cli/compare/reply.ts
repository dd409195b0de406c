import type { Answered } from "../../compare/answered.ts";
import type { Answer } from "../../contract/call.ts";
import { isFailure } from "../../contract/call.ts";

/** What a side said to one request, whatever it is. */
export interface Reply extends Answered {
  /** From the request to the whole answer (ms); absent where nobody was asked. */
  readonly ms?: number;
}

/** The part of an answer that counts: an error has neither result nor body. */
export function replyOf({ code, message, result, body }: Omit<Answer, "headers">, ms: number): Reply {
  if (isFailure({ code })) return { code, message, ms };
  return body === undefined ? { code, message, result, ms } : { code, message, body, ms };
}
