import { setMaxListeners } from "node:events";
import type { Readable } from "node:stream";
import type {
  Metadata,
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedHandleCall,
} from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import type { Reader, Writer } from "protobufjs/minimal.js";
import { unlessAborted } from "../../contract/unless-aborted.ts";
import type { Logger } from "../../observe/log.ts";
import { Received, Refused, TooMuch } from "./admission.ts";
import { failedStatus, StatusError } from "./status.ts";
import { StrictReader, viewOf } from "./strict-reader.ts";

/** A message type of the static codec, as far as it is needed. */
interface Decodes<Message> {
  /** @throws TooMuch; of anything else grpc-js makes INTERNAL */
  decode(reader: Reader): Message;
}
interface Encodes<Message> {
  encode(message: Message): Writer;
}

/** What a method is told of a call beside its messages. */
export interface Call {
  /** The header of that name. */
  readonly authorization: string | undefined;
  /** The first of any other name. */
  header(name: string): string | undefined;
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
    definition: definitionOf(request, response),
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
    definition: definitionOf(request, response, { requests: 1, responses: true }),
    handler: ({ closing, log }) =>
      answered<Request, Response>(log, (stream, send, call) => {
        const onlyOne = async function* () {
          for await (const received of requestsOf<Request>(stream, closing)) {
            yield received.message;
            received.free();
          }
        };
        return answer(onlyOne(), send, call);
      }),
  };
}

/**
 * The same, where requests are answered side by side.
 *
 * @param limit how many of one stream
 * @param open is told of a stream, and gives what answers each of its requests; the stream ends when all are answered, or
 *   with the first that fails
 */
export function concurrentDuplex<Request, Response>(
  request: Decodes<Request>,
  response: Encodes<Response>,
  limit: number,
  open: (send: (message: Response) => Promise<void>, call: Call) => (request: Request) => Promise<void>,
): Method {
  return {
    definition: definitionOf(request, response, { requests: limit, responses: true }),
    handler: ({ closing, log }) =>
      answered<Request, Response>(log, async (stream, send, call) => {
        const answer = open(send, call);
        const failed = new AbortController();
        const running = new Set<Promise<void>>();
        const start = async (received: Received<Request>) => {
          await answer(received.message).catch((error: unknown) => failed.abort(error));
          received.free();
        };
        const ended = AbortSignal.any([closing, failed.signal]);
        const reading = async () => {
          for await (const received of requestsOf<Request>(stream, ended)) {
            const work = start(received).finally(() => running.delete(work));
            running.add(work);
          }
        };
        const [outcome] = await Promise.allSettled([reading()]);
        if (!failed.signal.aborted) await Promise.all(running);
        if (failed.signal.aborted) throw failed.signal.reason;
        if (outcome.status === "rejected") throw outcome.reason;
      }),
  };
}

/**
 * A method with one request and a stream of responses, which ends when `answer` does.
 *
 * @param answer gets a signal that is aborted when the host closes
 */
export function responseStream<Request, Response>(
  request: Decodes<Request>,
  response: Encodes<Response>,
  answer: (
    request: Request,
    send: (message: Response) => Promise<void>,
    call: Call,
    closing: AbortSignal,
  ) => Promise<void>,
): Method {
  return {
    definition: definitionOf(request, response, { requests: 0, responses: true }),
    handler:
      ({ closing, log }) =>
      (stream: ServerWritableStream<Received<Request>, Response>) =>
        ending(stream, log, (send, call) => answer(stream.request.message, send, call, closing)),
  };
}

type Send<Response> = (message: Response) => Promise<void>;

function answered<Request, Response>(
  log: Logger,
  answer: (stream: Readable, send: Send<Response>, call: Call) => Promise<void>,
): UntypedHandleCall {
  return (stream: ServerDuplexStream<Received<Request>, Response>) =>
    ending(stream, log, (send, call) => answer(stream, send, call));
}

/** Ends a stream as what answers it ends. */
function ending<Response>(
  stream: ServerDuplexStream<unknown, Response> | ServerWritableStream<unknown, Response>,
  log: Logger,
  answer: (send: Send<Response>, call: Call) => Promise<void>,
): void {
  const call = callOf(stream);
  answer((message) => sent(stream, message, call.signal), call).then(
    () => stream.end(),
    (error: unknown) => {
      if (!call.signal.aborted) stream.emit("error", failedStatus(error, log));
    },
  );
}

/** A method that its clients' code knows and nobody answers. @param details by default those of a method that is not there */
export function unimplemented(details = "Method not implemented!"): Method {
  const anything = { decode: () => ({}) };
  const nothing = {
    encode: (): never => {
      throw new Error("it has no response");
    },
  };
  return unary(anything, nothing, () => Promise.reject(new StatusError(status.UNIMPLEMENTED, details)));
}

/** @param streams `requests`: how many of a stream may be worked on at once; 0: there is only one, and no stream */
function definitionOf<Request, Response>(
  request: Decodes<Request>,
  response: Encodes<Response>,
  streams = { requests: 0, responses: false },
): Definition {
  return {
    requestStream: streams.requests > 0,
    responseStream: streams.responses,
    requestDeserialize: (bytes: Buffer) => {
      try {
        return new Received(request.decode(new StrictReader(bytes)), bytes.length, Math.max(1, streams.requests));
      } catch (error) {
        if (error instanceof TooMuch) return new Refused(bytes.length, error.message);
        throw error;
      }
    },
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
  // Each request of a stream listens to it, and each response.
  setMaxListeners(0, gone.signal);
  call.on("cancelled", () => gone.abort());
  const header = (name: string) => call.metadata.get(name)[0]?.toString();
  return { authorization: header("authorization"), header, signal: gone.signal };
}

/** The requests of a stream; there are no more of them once the host closes. */
async function* requestsOf<Request>(stream: Readable, closing: AbortSignal): AsyncGenerator<Received<Request>> {
  // A status must still go out after it.
  const iterator: AsyncIterator<Received<Request>> = stream.iterator({ destroyOnReturn: false });
  for (;;) {
    const next = await unlessAborted(iterator.next(), closing, () => {
      return new StatusError(status.UNAVAILABLE, "the service is closing");
    });
    if (next.done === true) return;
    yield next.value;
  }
}

/** Resolves when a response has been written. */
function sent<Response>(
  stream: ServerDuplexStream<unknown, Response> | ServerWritableStream<unknown, Response>,
  message: Response,
  gone: AbortSignal,
): Promise<void> {
  const written = new Promise<void>((resolve, reject) => {
    stream.write(message, (error?: Error | null) => (error == null ? resolve() : reject(error)));
  });
  // A write that was under way when the client went is never told.
  return unlessAborted(written, gone, () => new StatusError(status.CANCELLED, "the client is gone"));
}
