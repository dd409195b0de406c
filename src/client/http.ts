import { HEADER_LENGTH } from "../tensors/head.ts";
import { readResponse } from "../tensors/response.ts";
import type { Message } from "../tensors/write.ts";
import { jsonTensor, rawTensor, writeMessage } from "../tensors/write.ts";
import type {
  CallOptions,
  ClientOptions,
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
import { InferenceError, usable } from "./inference-error.ts";
import { modelMetadataOf, repositoryIndexOf, serverMetadataOf, statisticsOf } from "./members.ts";
import { answerOf } from "./outputs.ts";
import { checkInputs } from "./tensor.ts";

export interface HttpClientOptions extends ClientOptions {
  /** Further headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `json`: tensors travel as JSON, for servers without the binary tensor extension. */
  readonly tensors?: "binary" | "json";
  /** Whether bodies are compressed, both ways. */
  readonly gzip?: boolean;
}

/** A request but for its method. */
interface Body {
  readonly parts: readonly Uint8Array[];
  readonly headers?: Readonly<Record<string, string>>;
}
interface Answer {
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** The protocol over HTTP, by `fetch`: for Node and browsers. Tensors travel as raw bytes unless told otherwise. */
export class HttpInferenceClient implements InferenceClient {
  readonly #url: string;
  readonly #options: HttpClientOptions;

  /** @param url of the server, without `/v2`: `http://127.0.0.1:8080` */
  constructor(url: string, options: HttpClientOptions = {}) {
    this.#url = url.replace(/\/+$/, "");
    this.#options = options;
  }

  async infer<const Types extends OutputTypes = OutputTypes>(
    model: string,
    request: InferRequest<Types>,
  ): Promise<InferAnswer<Types>> {
    checkInputs(request.inputs);
    const { parts, headerLength } = usable(() => messageOf(request, this.#options.tensors !== "json"));
    const headers =
      headerLength === undefined
        ? { "Content-Type": "application/json" }
        : { "Content-Type": "application/octet-stream", [HEADER_LENGTH]: String(headerLength) };
    const path = `${modelPath(model, request)}/infer`;
    const { headers: received, bytes } = await this.#ask(path, request, { parts, headers });
    const length = received.get(HEADER_LENGTH);
    const response = usable(() => readResponse(bytes, length === null ? undefined : Number(length)));
    return answerOf(response, request.outputs);
  }

  live(options: CallOptions = {}): Promise<boolean> {
    return this.#is("/v2/health/live", options);
  }

  ready(options: CallOptions = {}): Promise<boolean> {
    return this.#is("/v2/health/ready", options);
  }

  modelReady(model: string, options: ModelOptions = {}): Promise<boolean> {
    return this.#is(`${modelPath(model, options)}/ready`, options);
  }

  async serverMetadata(options: CallOptions = {}): Promise<ServerMetadata> {
    return serverMetadataOf(jsonOf(await this.#ask("/v2", options)));
  }

  async modelMetadata(model: string, options: ModelOptions = {}): Promise<ModelMetadata> {
    return modelMetadataOf(jsonOf(await this.#ask(modelPath(model, options), options)));
  }

  async repositoryIndex({
    ready = false,
    ...options
  }: CallOptions & { readonly ready?: boolean } = {}): Promise<ModelIndex[]> {
    return repositoryIndexOf(jsonOf(await this.#ask("/v2/repository/index", options, json({ ready }))));
  }

  async loadModel(model: string, options: CallOptions = {}): Promise<void> {
    await this.#ask(`/v2/repository/models/${encodeURIComponent(model)}/load`, options, json({}));
  }

  async unloadModel(model: string, options: CallOptions = {}): Promise<void> {
    await this.#ask(`/v2/repository/models/${encodeURIComponent(model)}/unload`, options, json({}));
  }

  async statistics({ model, ...options }: ModelOptions & { readonly model?: string } = {}): Promise<ModelStatistics[]> {
    const path = model === undefined ? "/v2/models" : modelPath(model, options);
    return statisticsOf(jsonOf(await this.#ask(`${path}/stats`, options)));
  }

  /** What a server says by its status. */
  async #is(path: string, options: CallOptions): Promise<boolean> {
    try {
      await this.#ask(path, options);
      return true;
    } catch (error) {
      // 400 and 503 say no; others that there is nothing to ask about, or nobody to answer.
      if (error instanceof InferenceError && (error.status === 400 || error.status === 503)) return false;
      throw error;
    }
  }

  /** @throws InferenceError */
  async #ask(path: string, { signal, timeoutMs = this.#options.timeoutMs }: CallOptions, body?: Body): Promise<Answer> {
    const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
    const signals = [signal, timeout].filter((each) => each !== undefined);
    try {
      const request = await this.#requestOf(body);
      const response = await fetch(this.#url + path, { ...request, signal: AbortSignal.any(signals) });
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (response.ok) return { headers: response.headers, bytes };
      throw new InferenceError(sentenceOf(bytes) ?? `HTTP status ${response.status}`, { status: response.status });
    } catch (error) {
      if (error instanceof InferenceError) throw error;
      signal?.throwIfAborted();
      const message = timeout?.aborted === true ? `no answer within ${timeoutMs} ms` : `no answer from ${this.#url}`;
      throw new InferenceError(message, { cause: error });
    }
  }

  async #requestOf(body: Body | undefined): Promise<RequestInit> {
    const { authorization, headers, gzip = false } = this.#options;
    const own = {
      ...headers,
      ...(authorization === undefined ? undefined : { Authorization: authorization }),
      // `fetch` would ask for whatever it can read, and tensors hardly shrink. A browser has its own mind.
      "Accept-Encoding": gzip ? "gzip" : "identity",
      ...body?.headers,
    };
    if (body === undefined) return { headers: own };
    const whole = joined(body.parts);
    if (!gzip) return { method: "POST", headers: own, body: whole };
    const packed = new Response(new Blob([whole]).stream().pipeThrough(new CompressionStream("gzip")));
    return { method: "POST", headers: { ...own, "Content-Encoding": "gzip" }, body: await packed.arrayBuffer() };
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function modelPath(model: string, { version }: ModelOptions): string {
  const path = `/v2/models/${encodeURIComponent(model)}`;
  return version === undefined ? path : `${path}/versions/${encodeURIComponent(version)}`;
}

/** @throws BridgeError bad_request when JSON cannot carry a tensor */
function messageOf({ inputs, outputs, parameters, id }: InferRequest, binary: boolean): Message {
  const tensors = Object.entries(inputs).map(([name, input]) =>
    binary ? rawTensor(name, input) : jsonTensor(name, input, "input"),
  );
  if (outputs === undefined) {
    return writeMessage(
      { before: { id, parameters: { ...parameters, binary_data_output: binary } } },
      "inputs",
      tensors,
    );
  }
  const asked = Object.keys(outputs).map((name) => ({ name, parameters: { binary_data: binary } }));
  return writeMessage({ before: { id, parameters }, behind: { outputs: asked } }, "inputs", tensors);
}

function json(value: object): Body {
  return { parts: [new TextEncoder().encode(JSON.stringify(value))], headers: { "Content-Type": "application/json" } };
}

/** @throws InferenceError */
function jsonOf({ bytes }: Answer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new InferenceError("the answer is not JSON", { cause: error });
  }
}

/** What the server says of an error. */
function sentenceOf(bytes: Uint8Array): string | undefined {
  try {
    const { error } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof error === "string" ? error : undefined;
  } catch {
    return undefined;
  }
}
