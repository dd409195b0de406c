import type { CallOptions, Ended, Message, TaichuClient } from "../../support/grpc.ts";
import { encoded } from "../../support/grpc.ts";
import type { Line, Outcome } from "./grpc-recording.ts";
import { outcomeOf } from "./grpc-recording.ts";

/** Asks what a line asked. */
export async function askLine(
  client: TaichuClient,
  { method, requests }: Line,
  options?: CallOptions,
): Promise<Outcome> {
  const [request = {}] = requests;
  if (method === "Nope" || method === "ServerMetadata") {
    const { status, details } = await client.callBytes(method, encoded("ModelInfer", request), options);
    return outcomeOf(status, details, []);
  }
  if (method !== "ModelStreamInfer") {
    const { status, details, message } = await client.call(method, request, options);
    return outcomeOf(status, details, message === undefined ? [] : [message]);
  }
  const stream = client
    .stream(options)
    .send(...requests)
    .end();
  const messages = await stream.rest();
  const { status, details } = await stream.ended;
  return outcomeOf(status, details, messages);
}

/** What is sent in streams that end badly. */
export const BROKEN = {
  unknown: { model_name: "Nope", model_version: "1" },
  raise: echoOf({ raise: { string_param: "inf" } }),
  genraise: echoOf({ ret: { string_param: "genraise" } }),
  badret: echoOf({ ret: { string_param: "list" } }),
  cancel: echoOf({ ret: { string_param: "genslow" } }),
} as const satisfies Readonly<Record<string, Message>>;
export type BrokenKind = keyof typeof BROKEN;

function echoOf(parameters: Message): Message {
  return { model_name: "Echo", model_version: "1", id: "s", parameters };
}

/** Has a stream that ends badly. @returns how */
export async function breakStream(client: TaichuClient, kind: BrokenKind): Promise<Ended> {
  const stream = client.stream({ timeoutMs: 20_000 }).send(BROKEN[kind]);
  if (kind === "cancel") {
    await stream.next();
    stream.cancel();
  }
  await stream.rest();
  return stream.ended;
}
