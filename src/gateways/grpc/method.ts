import type { Readable } from "node:stream";
import type { Metadata, ServerDuplexStream, ServerUnaryCall, UntypedHandleCall } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import type { Reader, Writer } from "protobufjs/minimal.js";
import { unlessAborted } from "../../contract/unless-aborted.ts";
import type { Logger } from "../../observe/log.ts";
import { Received } from "./admission.ts";
import { failedStatus, StatusError } from "./status.ts";
import { StrictReader, viewOf } from "./strict-reader.ts";

/** A message type of the static codec, as far as it is needed. */
interface Decodes<Message> {
  decode(reader: Reader): Message;
}
interface Encodes<Message> {
  encode(message: Message): Writer;
}

/** What a method is told of a call beside its messages. */
export interface Call {
  /** The header of that name. */
  readonly authorization: string | undefined;
  /** Aborted when nobody waits for an answer any more: cancelled, disconnected, or past the client's deadline. */
  readonly signal: AbortSignal;
}

/** What a server lends to its methods. */
export interface MethodMeans {
  /** Aborted when the host closes: streams end before their next message. */
  readonly closing: AbortSignal;
  readonly log: Logger;
}

/** As grpc-js knows a method, but for its path. */
interface Definition {
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  requestDeserialize(bytes: Buffer): Received<unknown>;
  responseSerialize(message: unknown): Buffer;
  requestSerialize(): never;
  responseDeserialize(): never;
}

/** One method of a service: how its messages are read and written, and what answers them. */
export interface Method {
  readonly definition: Definition;
  handler(means: MethodMeans): UntypedHandleCall;
}

/** A method with one request and one response. */
export function unary<Request, Response>(
  request: Decodes<Request>,
  response: Encodes<Response>,
  answer: (request: Request, call: Call) => Promise<Response>,
): Method {
  return {
    definition: definitionOf(request, response, false),
    handler:
      ({ log }) =>
      (
        call: ServerUnaryCall<Received<Request>, Response>,
        respond: (error: object | null, response?: Response) => void,
      ) => {
        answer(call.request.message, callOf(call)).then(
          (message) => respond(null, message),
          (error: unknown) => respond(failedStatus(error, log)),
        );
      },
  };
}

/**
 * A method with a stream of requests and a stream of responses.
 *
 * @param answer gets the requests one by one; `send` resolves when the client's side has room for the next response. The
 *   stream ends when `answer` does
 */
export function duplex<Request, Response>(
  request: Decodes<Request>,
  response: Encodes<Response>,
  answer: (requests: AsyncIterable<Request>, send: (message: Response) => Promise<void>, call: Call) => Promise<void>,
): Method {
  return {
    definition: definitionOf(request, response, true),
    handler:
      ({ closing, log }) =>
      (stream: ServerDuplexStream<Received<Request>, Response>) => {
        const call = callOf(stream);
        const send = (message: Response) => sent(stream, message, call.signal);
        answer(requestsOf<Request>(stream, closing), send, call).then(
          () => stream.end(),
          (error: unknown) => {
            if (!call.signal.aborted) stream.emit("error", failedStatus(error, log));
          },
        );
      },
  };
}

/** A method that its clients' code knows and the original never answered. */
export function unimplemented(): Method {
  const anything = { decode: () => ({}) };
  const nothing = {
    encode: (): never => {
      throw new Error("it has no response");
    },
  };
  return unary(anything, nothing, () =>
    Promise.reject(new StatusError(status.UNIMPLEMENTED, "Method not implemented!")),
  );
}

function definitionOf<Request, Response>(
  request: Decodes<Request>,
  response: Encodes<Response>,
  streams: boolean,
): Definition {
  return {
    requestStream: streams,
    responseStream: streams,
    requestDeserialize: (bytes: Buffer) => new Received(request.decode(new StrictReader(bytes)), bytes.length),
    responseSerialize: (message: Response) => viewOf(response.encode(message).finish()),
    // Those are a client's.
    requestSerialize: notHere,
    responseDeserialize: notHere,
  };
}

function notHere(): never {
  throw new Error("a server has no use for it");
}

/** grpc-js says `cancelled` at every end of a call that is not the method's own. */
function callOf(call: { metadata: Metadata; on(event: "cancelled", listener: () => void): unknown }): Call {
  const gone = new AbortController();
  call.on("cancelled", () => gone.abort());
  const [authorization] = call.metadata.get("authorization");
  return { authorization: authorization?.toString(), signal: gone.signal };
}

/** The requests of a stream; there are no more of them once the host closes. */
async function* requestsOf<Request>(stream: Readable, closing: AbortSignal): AsyncGenerator<Request> {
  // A status must still go out after it.
  const iterator: AsyncIterator<Received<Request>> = stream.iterator({ destroyOnReturn: false });
  for (;;) {
    const next = await unlessAborted(iterator.next(), closing, () => {
      return new StatusError(status.UNAVAILABLE, "the service is closing");
    });
    if (next.done === true) return;
    yield next.value.message;
    next.value.free();
  }
}

/** Resolves when a response has been written. */
function sent<Response>(
  stream: ServerDuplexStream<unknown, Response>,
  message: Response,
  gone: AbortSignal,
): Promise<void> {
  const written = new Promise<void>((resolve, reject) => {
    stream.write(message, (error?: Error | null) => (error == null ? resolve() : reject(error)));
  });
  // A write that was under way when the client went is never told.
  return unlessAborted(written, gone, () => new StatusError(status.CANCELLED, "the client is gone"));
}
