import { readFileSync } from "node:fs";
import type { ClientDuplexStream, Deadline, ServiceError, StatusObject } from "@grpc/grpc-js";
import { Client, credentials, Metadata, status } from "@grpc/grpc-js";
import protobuf from "protobufjs";

/** A message as JSON has it, with the names of the .proto file. */
export type Message = Readonly<Record<string, unknown>>;

/** How a call ended. */
export interface Ended {
  /** Name of the status code. */
  readonly status: string;
  readonly details: string;
  /** What came with the status. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** How a call ended that has one response, and the response. */
export interface Responded extends Ended {
  readonly message?: Message;
  readonly bytes?: Buffer;
}

export interface CallOptions {
  readonly timeoutMs?: number;
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** A service of a .proto file, read at run time: not the codec that the host has. */
export class Protocol {
  readonly service: string;
  readonly #methods: protobuf.Service["methods"];
  readonly #conversion: protobuf.IConversionOptions;

  /** @param file in the host's folder of .proto files */
  constructor(file: string, service: string, conversion: protobuf.IConversionOptions = { longs: String }) {
    const text = readFileSync(new URL(`../../src/protos/${file}`, import.meta.url), "utf8");
    const { root } = protobuf.parse(text, { keepCase: true });
    root.resolveAll();
    this.service = service;
    this.#conversion = conversion;
    this.#methods = root.lookupService(service).methods;
  }

  /** A request as bytes. */
  encoded(method: string, request: Message): Uint8Array {
    const type = this.#methods[method]?.resolvedRequestType;
    if (type == null) throw new Error(`no method ${method}`);
    return type.encode(type.fromObject(request)).finish();
  }

  decoded(method: string, bytes: Uint8Array): Message {
    const type = this.#methods[method]?.resolvedResponseType;
    if (type == null) throw new Error(`no method ${method}`);
    return type.toObject(type.decode(bytes), this.#conversion);
  }
}

const TAICHU = new Protocol("taichu.proto", "taichu_infer.GRPCInferenceService");
export const PADDLE = new Protocol("paddle.proto", "baidu.paddle_serving.pipeline_serving.PipelineService", {
  defaults: true,
  arrays: true,
});

/** A client of any service. */
export class GrpcClient {
  readonly #client: Client;
  readonly #protocol: Protocol;

  constructor(address: string, protocol: Protocol) {
    this.#protocol = protocol;
    const limits = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
    this.#client = new Client(address, credentials.createInsecure(), limits);
  }

  /** One request, one response. */
  async call(method: string, request: Message, options?: CallOptions): Promise<Responded> {
    const { bytes, ...ended } = await this.callBytes(method, this.#protocol.encoded(method, request), options);
    return bytes === undefined ? ended : { ...ended, message: this.#protocol.decoded(method, bytes) };
  }

  /** The same with bytes as they are; a method may be one that there is not, and have a service before it. */
  callBytes(method: string, request: Uint8Array, options: CallOptions = {}): Promise<Responded> {
    return new Promise((resolve) => {
      const respond = (error: ServiceError | null, bytes?: Buffer) =>
        resolve(
          error === null
            ? { status: "OK", details: "", ...(bytes === undefined ? undefined : { bytes }) }
            : endedOf(error),
        );
      const path = this.#pathOf(method);
      const body = Buffer.from(request);
      const metadata = metadataOf(options);
      const call = this.#client.makeUnaryRequest(
        path,
        identity,
        identity,
        body,
        metadata,
        deadlineOf(options),
        respond,
      );
      options.signal?.addEventListener("abort", () => call.cancel());
    });
  }

  close(): void {
    this.#client.close();
  }

  /** One request or none, and a stream of responses: what a server knows of the two looks alike. */
  stream(options: CallOptions = {}, method = "ModelStreamInfer"): GrpcStream {
    const path = this.#pathOf(method);
    const stream = this.#client.makeBidiStreamRequest(
      path,
      identity,
      identity,
      metadataOf(options),
      deadlineOf(options),
    );
    return new GrpcStream(stream, this.#protocol, method);
  }

  #pathOf(method: string): string {
    return method.includes("/") ? method : `/${this.#protocol.service}/${method}`;
  }
}

/** A client of a Paddle Serving pipeline. */
export class PaddleClient extends GrpcClient {
  constructor(address: string) {
    super(address, PADDLE);
  }

  /** The message, and its bytes. */
  async inference(request: Message, options?: CallOptions): Promise<Responded> {
    const ended = await this.callBytes("inference", PADDLE.encoded("inference", request), options);
    const { bytes } = ended;
    return bytes === undefined ? ended : { ...ended, message: PADDLE.decoded("inference", bytes) };
  }
}

/** A client of taichu-serve. */
export class TaichuClient extends GrpcClient {
  constructor(address: string) {
    super(address, TAICHU);
  }
}

/** A stream under way. */
export class GrpcStream {
  readonly ended: Promise<Ended>;
  readonly #stream: ClientDuplexStream<Buffer, Buffer>;
  readonly #messages: AsyncIterator<Buffer>;
  readonly #protocol: Protocol;
  readonly #method: string;

  constructor(stream: ClientDuplexStream<Buffer, Buffer>, protocol: Protocol, method: string) {
    this.#stream = stream;
    this.#protocol = protocol;
    this.#method = method;
    this.ended = new Promise((resolve) => {
      stream.on("status", (ended: StatusObject) => resolve(endedOf(ended)));
    });
    stream.on("error", () => undefined);
    this.#messages = stream.iterator({ destroyOnReturn: false });
  }

  send(...messages: readonly Message[]): this {
    for (const message of messages) this.sendBytes(this.#protocol.encoded(this.#method, message));
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
    return done === true || value === undefined ? undefined : this.#protocol.decoded(this.#method, value);
  }

  /** All responses that are still to come. */
  async rest(): Promise<Message[]> {
    const messages: Message[] = [];
    for (let message = await this.next(); message !== undefined; message = await this.next()) messages.push(message);
    return messages;
  }
}

/** A request of taichu-serve's as bytes. */
export function encoded(method: string, request: Message): Uint8Array {
  return TAICHU.encoded(method, request);
}

export function decoded(method: string, bytes: Uint8Array): Message {
  return TAICHU.decoded(method, bytes);
}

function identity(bytes: Buffer): Buffer {
  return bytes;
}

function endedOf({ code, details, metadata }: Pick<StatusObject, "code" | "details" | "metadata">): Ended {
  const { "content-type": _, date: __, ...own } = metadata.getMap();
  return { status: status[code] ?? String(code), details, ...(Object.keys(own).length === 0 ? {} : { metadata: own }) };
}

function metadataOf({ authorization, headers = {} }: CallOptions): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  if (authorization !== undefined) metadata.set("authorization", authorization);
  return metadata;
}

function deadlineOf({ timeoutMs }: CallOptions): { deadline?: Deadline } {
  return timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
}
