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

export interface CallOptions {
  readonly timeoutMs?: number;
  readonly authorization?: string;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

const SERVICE = "taichu_infer.GRPCInferenceService";
const { root } = protobuf.parse(
  readFileSync(new URL("../../src/gateways/grpc/taichu.proto", import.meta.url), "utf8"),
  { keepCase: true },
);
const METHODS = root.lookupService(SERVICE).methods;

/** A client of taichu-serve, made from the .proto file at run time: not the codec that the host has. */
export class TaichuClient {
  readonly #client: Client;

  constructor(address: string) {
    const limits = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
    this.#client = new Client(address, credentials.createInsecure(), limits);
  }

  /** One request, one response. */
  async call(method: string, request: Message, options?: CallOptions): Promise<Ended & { readonly message?: Message }> {
    const { bytes, ...ended } = await this.callBytes(method, encoded(method, request), options);
    return bytes === undefined ? ended : { ...ended, message: decoded(method, bytes) };
  }

  /** The same with bytes as they are; a method may be one that there is not, and have a service before it. */
  callBytes(
    method: string,
    request: Uint8Array,
    options: CallOptions = {},
  ): Promise<Ended & { readonly bytes?: Buffer }> {
    return new Promise((resolve) => {
      const respond = (error: { code: status; details: string } | null, bytes?: Buffer) =>
        resolve(
          error === null
            ? { status: "OK", details: "", ...(bytes === undefined ? undefined : { bytes }) }
            : endedOf(error),
        );
      const path = pathOf(method);
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

  stream(options: CallOptions = {}): TaichuStream {
    const path = pathOf("ModelStreamInfer");
    return new TaichuStream(
      this.#client.makeBidiStreamRequest(path, identity, identity, metadataOf(options), deadlineOf(options)),
    );
  }

  close(): void {
    this.#client.close();
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

/** A request as bytes. */
export function encoded(method: string, request: Message): Uint8Array {
  const type = root.lookupType(`taichu_infer.${METHODS[method]?.requestType}`);
  return type.encode(type.fromObject(request)).finish();
}

export function decoded(method: string, bytes: Uint8Array): Message {
  const type = root.lookupType(`taichu_infer.${METHODS[method]?.responseType}`);
  return type.toObject(type.decode(bytes));
}

function pathOf(method: string): string {
  return method.includes("/") ? method : `/${SERVICE}/${method}`;
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
