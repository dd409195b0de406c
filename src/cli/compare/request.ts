import type { JsonValue } from "../../contract/json.ts";

/** One input of a request. Exactly one of `file` and `uri` is set. */
export interface RequestInput {
  /** Path of a file that holds the bytes. */
  readonly file?: string;
  readonly uri?: string;
  /** JSON text. */
  readonly attribute?: string;
}

/** A request that both sides are asked. */
export interface Request {
  /** Of its own among all requests. */
  readonly name: string;
  readonly group: boolean;
  readonly inputs: readonly RequestInput[];
  /** JSON text. */
  readonly params?: string;
  /** What is known to be true of it. */
  readonly label?: JsonValue;
  /** `<app>/<version>` that it was recorded from. */
  readonly release?: string;
  /** What of a release is asked for. */
  readonly target?: string;
  /** Its input is a whole request of a script's own platform, which is asked as it is. */
  readonly platform?: boolean;
  /** What was answered then (JSON text), as the recording has it. */
  readonly answer?: string;
}

/** Names that came twice get a number. */
export function named(requests: readonly Request[]): Request[] {
  const taken = new Map<string, number>();
  return requests.map((request) => {
    const times = (taken.get(request.name) ?? 0) + 1;
    taken.set(request.name, times);
    return times === 1 ? request : { ...request, name: `${request.name} (${times})` };
  });
}
