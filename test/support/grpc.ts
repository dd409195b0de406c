import { readFileSync } from "node:fs";
import type { ClientDuplexStream, Deadline } from "@grpc/grpc-js";
import { Client, credentials, Metadata, status } from "@grpc/grpc-js";
import protobuf from "protobufjs";

/** A message as JSON has it, with the names of the .proto file. */
export type Message = Readonly<Record<string, unknown>>;

/** How a call ended. */
export interface Ended {
  /** Name of the status code. */
  readonly status: string;
  readonly details: string;
}

/** How a call ended that has one response, and the response. */
export interface Responded extends Ended {
  readonly message?: Message;
  readonly bytes?: Buffer;
}

export interface CallOptions {
  readonly timeoutMs?: number;
  readonly authorization?: string;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** A service as its .proto file says it, read at run time: not the codec that the host has. */
class Protocol {
  readonly #service: protobuf.Service;
  readonly #conversion: protobuf.IConversionOptions;

  /** @param file in the host's gateways */
  constructor(file: string, service: string, conversion: protobuf.IConversionOptions = {}) {
    const path = new URL(`../../src/gateways/grpc/${file}`, import.meta.url);
    this.#service = protobuf.parse(readFileSync(path, "utf8"), { keepCase: true }).root.lookupService(service);
    this.#conversion = conversion;
  }

  /** A request as bytes. */
  encoded(method: string, request: Message): Uint8Array {
    const type = this.#method(method).resolvedRequestType;
    if (type === null) throw new Error(`the request of ${method} has no type`);
    return type.encode(type.fromObject(request)).finish();
  }

  decoded(method: string, bytes: Uint8Array): Message {
    const type = this.#method(method).resolvedResponseType;
    if (type === null) throw new Error(`the response of ${method} has no type`);
    return type.toObject(type.decode(bytes), this.#conversion);
  }

  #method(name: string): protobuf.Method {
    const method = this.#service.methods[name];
    if (method === undefined) throw new Error(`there is no method ${name}`);
    method.resolve();
    return method;
  }

  /** A method may be one that there is not, and have a service before it. */
  pathOf(method: string): string {
    return method.includes("/") ? method : `/${this.#service.fullName.slice(1)}/${method}`;
  }
}

const TAICHU = new Protocol("taichu.proto", "taichu_infer.GRPCInferenceService");
export const PADDLE = new Protocol("paddle.proto", "baidu.paddle_serving.pipeline_serving.PipelineService", {
  defaults: true,
  arrays: true,
});

class GrpcClient {
  readonly #protocol: Protocol;
  protected readonly client: Client;

  constructor(protocol: Protocol, address: string) {
    this.#protocol = protocol;
    const limits = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
    this.client = new Client(address, credentials.createInsecure(), limits);
  }

  /** One request, one response. */
  async call(method: string, request: Message, options?: CallOptions): Promise<Responded> {
    const ended = await this.callBytes(method, this.#protocol.encoded(method, request), options);
    const { bytes } = ended;
    return bytes === undefined ? ended : { ...ended, message: this.#protocol.decoded(method, bytes) };
  }

  /** The same with bytes as they are; a method may be one that there is not, and have a service before it. */
  callBytes(method: string, request: Uint8Array, options: CallOptions = {}): Promise<Responded> {
    return new Promise((resolve) => {
      const respond = (error: { code: status; details: string } | null, bytes?: Buffer) =>
        resolve(
          error === null
            ? { status: "OK", details: "", ...(bytes === undefined ? undefined : { bytes }) }
            : endedOf(error),
        );
      const path = this.#protocol.pathOf(method);
      const body = Buffer.from(request);
      const metadata = metadataOf(options);
      const call = this.client.makeUnaryRequest(path, identity, identity, body, metadata, deadlineOf(options), respond);
      options.signal?.addEventListener("abort", () => call.cancel());
    });
  }

  close(): void {
    this.client.close();
  }
}

/** A client of taichu-serve. */
export class TaichuClient extends GrpcClient {
  constructor(address: string) {
    super(TAICHU, address);
  }

  stream(options: CallOptions = {}): TaichuStream {
    const path = TAICHU.pathOf("ModelStreamInfer");
    return new TaichuStream(
      this.client.makeBidiStreamRequest(path, identity, identity, metadataOf(options), deadlineOf(options)),
    );
  }
}

/** A client of a Paddle Serving pipeline. */
export class PaddleClient extends GrpcClient {
  constructor(address: string) {
    super(PADDLE, address);
  }

  inference(request: Message, options?: CallOptions): Promise<Responded> {
    return this.call("inference", request, options);
  }
}

/** A ModelStreamInfer under way. */
export class TaichuStream {
  readonly ended: Promise<Ended>;
  readonly #stream: ClientDuplexStream<Buffer, Buffer>;
  readonly #messages: AsyncIterator<Buffer>;

  constructor(stream: ClientDuplexStream<Buffer, Buffer>) {
    this.#stream = stream;
    this.ended = new Promise((resolve) => {
      stream.on("status", (ended: { code: status; details: string }) => resolve(endedOf(ended)));
    });
    stream.on("error", () => undefined);
    this.#messages = stream.iterator({ destroyOnReturn: false });
  }

  send(...messages: readonly Message[]): this {
    for (const message of messages) this.sendBytes(encoded("ModelStreamInfer", message));
    return this;
  }

  sendBytes(bytes: Uint8Array): this {
    this.#stream.write(Buffer.from(bytes));
    return this;
  }

  /** There is nothing more to come from here. */
  end(): this {
    this.#stream.end();
    return this;
  }

  cancel(): void {
    this.#stream.cancel();
  }

  /** The next response; undefined when there is none. */
  async next(): Promise<Message | undefined> {
    const { done, value } = await this.#messages.next().catch(() => ({ done: true, value: undefined }));
    return done === true || value === undefined ? undefined : decoded("ModelStreamInfer", value);
  }

  /** All responses that are still to come. */
  async rest(): Promise<Message[]> {
    const messages: Message[] = [];
    for (let message = await this.next(); message !== undefined; message = await this.next()) messages.push(message);
    return messages;
  }
}

/** A request of taichu's as bytes. */
export function encoded(method: string, request: Message): Uint8Array {
  return TAICHU.encoded(method, request);
}

export function decoded(method: string, bytes: Uint8Array): Message {
  return TAICHU.decoded(method, bytes);
}

function identity(bytes: Buffer): Buffer {
  return bytes;
}

function endedOf({ code, details }: { code: status; details: string }): Ended {
  return { status: status[code] ?? String(code), details };
}

function metadataOf({ authorization }: CallOptions): Metadata {
  const metadata = new Metadata();
  if (authorization !== undefined) metadata.set("authorization", authorization);
  return metadata;
}

function deadlineOf({ timeoutMs }: CallOptions): { deadline?: Deadline } {
  return timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
}
