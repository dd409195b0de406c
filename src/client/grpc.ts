/**
 * A client of the Open Inference Protocol over gRPC, for Node: `import { GrpcInferenceClient } from
 * "evalbridge/client/grpc"`. All else, such as `tensor`, is in `evalbridge/client`.
 */
import { once } from "node:events";
import type { ClientDuplexStream, ClientUnaryCall, ServiceError } from "@grpc/grpc-js";
import { type ChannelCredentials, Client, compressionAlgorithms, credentials, Metadata, status } from "@grpc/grpc-js";
import type { Reader, Writer } from "protobufjs/minimal.js";
import { inference } from "../protos/open-inference-messages.js";
import { grpcRequestOf, grpcResponseOf } from "./grpc-messages.ts";
import type {
  CallOptions,
  ClientOptions,
  Duration,
  InferAnswer,
  InferenceClient,
  InferRequest,
  ModelIndex,
  ModelMetadata,
  ModelOptions,
  ModelStatistics,
  OutputTypes,
  ServerMetadata,
} from "./inference-client.ts";
import { InferenceError } from "./inference-error.ts";
import { answerOf } from "./outputs.ts";

export interface GrpcClientOptions extends ClientOptions {
  /** Of the channel: grpc-js's `credentials`; plain text unless given. */
  readonly credentials?: ChannelCredentials;
  /** Whether requests are compressed. */
  readonly gzip?: boolean;
}

/** A request of a stream. */
export interface StreamRequest extends Omit<InferRequest, keyof CallOptions> {
  readonly model: string;
}

interface Codec<Message, Whole> {
  encode(message: Message): Writer;
  decode(reader: Reader | Uint8Array): Whole;
}

const SERVICE = "/inference.GRPCInferenceService";

/** The protocol over gRPC. It keeps its connection until `close`. */
export class GrpcInferenceClient implements InferenceClient {
  readonly #client: Client;
  readonly #options: GrpcClientOptions;

  /** @param address host and port: `127.0.0.1:8081` */
  constructor(address: string, options: GrpcClientOptions = {}) {
    this.#options = options;
    this.#client = new Client(address, options.credentials ?? credentials.createInsecure(), {
      // As long as they come: the server has limits.
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
      ...(options.gzip === true ? { "grpc.default_compression_algorithm": compressionAlgorithms.gzip } : undefined),
    });
  }

  async infer<const Types extends OutputTypes = OutputTypes>(
    model: string,
    request: InferRequest<Types>,
  ): Promise<InferAnswer<Types>> {
    const { ModelInferRequest, ModelInferResponse } = inference;
    const message = grpcRequestOf(model, request);
    const answer = await this.#ask("ModelInfer", ModelInferRequest, ModelInferResponse, message, request);
    return answerOf(grpcResponseOf(answer), request.outputs);
  }

  /**
   * Asks one after the other in one stream, `ModelStreamInfer`.
   *
   * @returns the answers as they come; a request that fails gives an InferenceError in its place
   * @throws InferenceError when the stream as a whole fails
   */
  async *stream(
    requests: AsyncIterable<StreamRequest> | Iterable<StreamRequest>,
    options: CallOptions = {},
  ): AsyncGenerator<InferAnswer | InferenceError, void> {
    const { signal } = options;
    signal?.throwIfAborted();
    const call = this.#client.makeBidiStreamRequest(
      `${SERVICE}/ModelStreamInfer`,
      serialize(inference.ModelInferRequest),
      (bytes) => inference.ModelStreamInferResponse.decode(bytes),
      this.#metadata(),
      this.#deadline(options),
    );
    const cancel = () => call.cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    let flaw: unknown;
    send(call, requests).catch((error: unknown) => {
      flaw = error;
      cancel();
    });
    try {
      for await (const { errorMessage, inferResponse } of call as AsyncIterable<inference.ModelStreamInferResponse>) {
        const failed = errorMessage !== "" || inferResponse == null;
        yield failed ? new InferenceError(errorMessage) : answerOf(grpcResponseOf(inferResponse), undefined);
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw flaw ?? failureOf(error);
    } finally {
      signal?.removeEventListener("abort", cancel);
      cancel();
    }
  }

  async live(options: CallOptions = {}): Promise<boolean> {
    const { ServerLiveRequest, ServerLiveResponse } = inference;
    return (await this.#ask("ServerLive", ServerLiveRequest, ServerLiveResponse, {}, options)).live;
  }

  async ready(options: CallOptions = {}): Promise<boolean> {
    const { ServerReadyRequest, ServerReadyResponse } = inference;
    return (await this.#ask("ServerReady", ServerReadyRequest, ServerReadyResponse, {}, options)).ready;
  }

  async modelReady(model: string, options: ModelOptions = {}): Promise<boolean> {
    const { ModelReadyRequest, ModelReadyResponse } = inference;
    const named = { name: model, version: options.version ?? "" };
    return (await this.#ask("ModelReady", ModelReadyRequest, ModelReadyResponse, named, options)).ready;
  }

  async serverMetadata(options: CallOptions = {}): Promise<ServerMetadata> {
    const { ServerMetadataRequest, ServerMetadataResponse } = inference;
    const answer = await this.#ask("ServerMetadata", ServerMetadataRequest, ServerMetadataResponse, {}, options);
    const { name, version, extensions } = answer;
    return { name, version, extensions };
  }

  async modelMetadata(model: string, options: ModelOptions = {}): Promise<ModelMetadata> {
    const { ModelMetadataRequest, ModelMetadataResponse } = inference;
    const named = { name: model, version: options.version ?? "" };
    const answer = await this.#ask("ModelMetadata", ModelMetadataRequest, ModelMetadataResponse, named, options);
    const { name, versions, platform, inputs, outputs } = answer;
    return { name, versions, platform, inputs: inputs.map(tensorMetadataOf), outputs: outputs.map(tensorMetadataOf) };
  }

  async repositoryIndex(options: CallOptions & { readonly ready?: boolean } = {}): Promise<ModelIndex[]> {
    const { RepositoryIndexRequest, RepositoryIndexResponse } = inference;
    const wanted = { ready: options.ready ?? false };
    const { models } = await this.#ask(
      "RepositoryIndex",
      RepositoryIndexRequest,
      RepositoryIndexResponse,
      wanted,
      options,
    );
    return models.map(({ name, version, state, reason }) => ({
      name: name ?? "",
      version: version ?? "",
      state: state ?? "",
      reason: reason ?? "",
    }));
  }

  async loadModel(model: string, options: CallOptions = {}): Promise<void> {
    const { RepositoryModelLoadRequest: Request, RepositoryModelLoadResponse: Response } = inference;
    await this.#ask("RepositoryModelLoad", Request, Response, { modelName: model }, options);
  }

  async unloadModel(model: string, options: CallOptions = {}): Promise<void> {
    const { RepositoryModelUnloadRequest: Request, RepositoryModelUnloadResponse: Response } = inference;
    await this.#ask("RepositoryModelUnload", Request, Response, { modelName: model }, options);
  }

  async statistics(options: ModelOptions & { readonly model?: string } = {}): Promise<ModelStatistics[]> {
    const { ModelStatisticsRequest, ModelStatisticsResponse } = inference;
    const named = { name: options.model ?? "", version: options.version ?? "" };
    const answer = await this.#ask("ModelStatistics", ModelStatisticsRequest, ModelStatisticsResponse, named, options);
    return answer.modelStats.map(statisticsOf);
  }

  /** Ends the connection; calls that are under way fail. */
  close(): void {
    this.#client.close();
  }

  async #ask<Request, Whole, Asked, Response>(
    method: string,
    request: Codec<Request, Whole>,
    response: Codec<Asked, Response>,
    message: Request,
    { signal, ...options }: CallOptions,
  ): Promise<Response> {
    signal?.throwIfAborted();
    let call: ClientUnaryCall | undefined;
    const cancel = () => call?.cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await new Promise<Response>((resolve, reject) => {
        call = this.#client.makeUnaryRequest(
          `${SERVICE}/${method}`,
          serialize(request),
          (bytes) => response.decode(bytes),
          message,
          this.#metadata(),
          this.#deadline(options),
          (error, answer) => (error === null && answer !== undefined ? resolve(answer) : reject(error)),
        );
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw failureOf(error);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  #metadata(): Metadata {
    const metadata = new Metadata();
    if (this.#options.authorization !== undefined) metadata.set("authorization", this.#options.authorization);
    return metadata;
  }

  #deadline({ timeoutMs = this.#options.timeoutMs }: CallOptions) {
    return timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
  }
}

function serialize<Request>(codec: Pick<Codec<Request, unknown>, "encode">): (message: Request) => Buffer {
  return (message) => {
    const { buffer, byteOffset, byteLength } = codec.encode(message).finish();
    return Buffer.from(buffer, byteOffset, byteLength);
  };
}

/** Sends a stream's requests as fast as the other side takes them. */
async function send(
  call: ClientDuplexStream<inference.IModelInferRequest, unknown>,
  requests: AsyncIterable<StreamRequest> | Iterable<StreamRequest>,
): Promise<void> {
  for await (const { model, ...request } of requests) {
    if (call.destroyed) return;
    if (!call.write(grpcRequestOf(model, request))) await Promise.race([once(call, "drain"), once(call, "close")]);
  }
  call.end();
}

/** grpc-js says `<code> <NAME>: <sentence>`. */
function failureOf(error: unknown): unknown {
  if (!(error instanceof Error && "code" in error && "details" in error)) return error;
  const { code, details } = error as ServiceError;
  return new InferenceError(details === "" ? (status[code] ?? String(code)) : details, { status: code, cause: error });
}

// What the messages call numbers comes as Long where it has 64 bits: hence `Number`.

function tensorMetadataOf({ name, datatype, shape }: inference.ModelMetadataResponse.ITensorMetadata) {
  return { name: name ?? "", datatype: datatype ?? "", shape: (shape ?? []).map(Number) };
}

function statisticsOf({ name, version, inferenceStats, ...counts }: inference.IModelStatistics): ModelStatistics {
  return {
    name: name ?? "",
    version: version ?? "",
    lastInference: Number(counts.lastInference ?? 0),
    inferenceCount: Number(counts.inferenceCount ?? 0),
    executionCount: Number(counts.executionCount ?? 0),
    success: durationOf(inferenceStats?.success),
    fail: durationOf(inferenceStats?.fail),
    queue: durationOf(inferenceStats?.queue),
    compute: durationOf(inferenceStats?.computeInfer),
  };
}

function durationOf(duration: inference.IStatisticDuration | null | undefined): Duration {
  return { count: Number(duration?.count ?? 0), ns: Number(duration?.ns ?? 0) };
}
