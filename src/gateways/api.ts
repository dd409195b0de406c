import type { TSchema } from "typebox";
import Type from "typebox";
import type { ErrorKind } from "../contract/errors.ts";
import { BridgeError, ERROR_KINDS } from "../contract/errors.ts";
import type { WireAnswer } from "./platform.ts";

/** What a client gets, as OpenAPI describes it. */
export interface Described {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: TSchema }>>;
}

export const JSON_TYPE = "application/json";
export const TEXT_TYPE = "text/plain";
export const BYTES_TYPE = "application/octet-stream";

/** Any bytes. */
export const Bytes = Type.String({ format: "binary" });
export const AnyJson = Type.Any();
/** The form of most errors. */
export const ErrorBody = Type.Object({ error: Type.String() });

/** An answer, or a body, of one content type. */
export function of(description: string, schema: TSchema, type: string = JSON_TYPE): Described {
  return { description, content: { [type]: { schema } } };
}

/** How a gateway answers an error. */
interface Failed {
  readonly status: number;
  /** Absent: the answer has none. */
  readonly type?: string | undefined;
}

/** An answer as platforms' gateways write it. */
export function wireFailure({ status, headers }: WireAnswer): Failed {
  return { status, type: headers["content-type"] };
}

/**
 * What clients get for the errors of `ERROR_KINDS`, told by the very function that answers them.
 *
 * @param kinds those that can happen; absent: all
 */
export function failures(
  answered: (error: BridgeError) => Failed,
  kinds: readonly ErrorKind[] = Object.keys(ERROR_KINDS) as ErrorKind[],
): Record<string, Described> {
  const described: Record<string, Described> = {};
  for (const kind of kinds) {
    const { status, type = "*/*" } = answered(new BridgeError(kind, ""));
    const schema = type === JSON_TYPE ? ErrorBody : Type.String();
    const { description, content } = described[status] ?? { description: "", content: {} };
    described[status] = {
      description: [description, ERROR_KINDS[kind].meaning].filter((text) => text !== "").join("; or "),
      content: { ...content, [type]: { schema } },
    };
  }
  return described;
}
