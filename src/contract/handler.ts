import type { JsonValue } from "./json.ts";

/** `CPU` or `GPU`, as the platform spells them. */
export type Device = "CPU" | "GPU";

/** What `createNet` gets: the platform's configuration table (spec: AVA, sections 1.5 and 9.4). */
export interface CreateConfigs {
  /** The app's name: the `<cmd>` of `/v1/eval/<cmd>`. */
  readonly app: string;
  readonly version: string;
  /** An existing, writable directory that belongs to this worker alone. */
  readonly workspace: string;
  /** The most requests that one `netInference` call will ever hold. */
  readonly batch_size: number;
  readonly use_device: Device;
  /** The name that the handler knows to an absolute local path, as `model_files` in `release.yaml` maps them. */
  readonly model_files: Readonly<Record<string, string>>;
  readonly model_params: Readonly<Record<string, JsonValue>>;
  readonly custom_files: Readonly<Record<string, string>>;
  readonly custom_params: Readonly<Record<string, JsonValue>>;
  /** Cores that this worker may use: the threads for its session. */
  readonly threads: number;
}

/** One input: its bytes, a local file that holds the same bytes, and what the client said about it. */
export interface RequestData {
  readonly body: Uint8Array;
  /** Absolute path of a private file with the bytes of `body`, when they came as a file; else `""`. */
  readonly uri: string;
  readonly attribute: JsonValue;
}

/** A single request holds one input; a group request several, which belong together. */
export interface EvalRequest {
  data: RequestData | readonly RequestData[];
  params: JsonValue;
}

/**
 * One answer. `code` 0 or absent is success; 400 and above is this request's error. A `body` makes the response
 * binary, and `result` is then ignored.
 */
export interface Ret {
  code?: number;
  message?: string;
  result?: unknown;
  body?: Uint8Array;
}

/**
 * The contract of a model, the same for TypeScript and Python. `createNet` runs once per worker; after it, calls come
 * strictly one at a time. Throw `evalError(code, message)` to fail with a code of your own; any other exception
 * answers 599 with its message.
 */
export interface EvalHandler<Model = unknown> {
  createNet(configs: CreateConfigs): Model | Promise<Model>;
  /** Called once per request before `netInference` when `release.yaml` says `preprocess: true`. */
  netPreprocess?(model: Model, request: EvalRequest): EvalRequest | Promise<EvalRequest>;
  /** Answers every request of the call, in order. */
  netInference(model: Model, requests: readonly EvalRequest[]): readonly Ret[] | Promise<readonly Ret[]>;
}

/** Gives a handler its types. An `eval.ts` exports the result as its default. */
export function defineEval<Model>(handler: EvalHandler<Model>): EvalHandler<Model> {
  return handler;
}
