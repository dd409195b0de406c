import type { Static, TSchema } from "typebox";
import type { ServedName } from "./declared.ts";
import type { JsonValue } from "./json.ts";
import type { Tensor, TensorSpec } from "./tensor.ts";

/** `CPU` or `GPU`, as the platform spells them. */
export type Device = "CPU" | "GPU";

/** Parameters that no schema describes. */
export type Params = Readonly<Record<string, JsonValue>>;

/** What `createNet` gets: the platform's configuration table (spec: AVA, sections 1.5 and 9.4). */
export interface CreateConfigs<ModelParams = Params, CustomParams = Params> {
  /** The app's name: the `<cmd>` of `/v1/eval/<cmd>`. */
  readonly app: string;
  readonly version: string;
  /** An existing, writable directory that belongs to this worker alone. */
  readonly workspace: string;
  /** The most requests that one `netInference` call will ever hold. */
  readonly batch_size: number;
  readonly use_device: Device;
  /** Rather fail than run on the CPU. */
  readonly require_gpu: boolean;
  /** The name that the handler knows to an absolute local path, as `model_files` in `release.yaml` maps them. */
  readonly model_files: Readonly<Record<string, string>>;
  readonly model_params: ModelParams;
  readonly custom_files: Readonly<Record<string, string>>;
  readonly custom_params: CustomParams;
  /** Cores that this worker may use: the threads for its session. */
  readonly threads: number;
  /** Tells the operator, in the log and among the release's warnings in `/v1/apps`. */
  warn(text: string): void;
}

/** One input: its bytes, a local file that holds the same bytes, and what the client said about it. */
export interface RequestData {
  readonly body: Uint8Array;
  /** Absolute path of a private file with the bytes of `body`, when they came as a file; else `""`. */
  readonly uri: string;
  /** An empty object when the client sent none. */
  readonly attribute: JsonValue;
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** A request with one input. */
export interface EvalRequest<RequestParams = JsonValue, InputTensors = Tensors> {
  /** The request's id, for logs: the client's `X-Reqid`, or the host's own. */
  readonly reqid: string;
  readonly group: false;
  readonly data: RequestData;
  /** An empty object when the client sent none. */
  readonly params: RequestParams;
  /** Which of what the handler `serves` its client asked for, as `name_version`; `""` when it asked for the app. */
  readonly target: string;
  /** What the handler keeps between the requests of one stream of a client; of its own for every other request. */
  readonly context: Record<string, unknown>;
  /**
   * All that the handler's `inputs` declare, by their names, of their datatypes and shapes; views of `data.body` where
   * they came as raw bytes. Empty where it declares none.
   */
  readonly tensors: InputTensors;
  /** Names of the handler's `outputs` that the client wants; the others need not be computed. */
  readonly outputs: readonly string[];
}

/** A request with several inputs, at least one, that belong together: it has one answer. */
export interface GroupRequest<RequestParams = JsonValue> {
  readonly reqid: string;
  readonly group: true;
  readonly data: readonly RequestData[];
  readonly params: RequestParams;
}

/**
 * One answer. `code` 0 or absent is success, any other below 300 stands in a response that is one; 400 to 599 is this
 * request's error. A `body` that is not empty makes the response binary, and `result` is then ignored.
 */
export interface Ret {
  /**
   * Of a handler that declares `outputs`: those of the request's `outputs` at least, by their names. Another datatype or
   * shape than declared answers 599, and so does a NaN for a client that wants JSON.
   */
  tensors?: Tensors;
  code?: number;
  message?: string;
  /** Anything that JSON can hold without loss: a NaN, a typed array or an `undefined` in it answers 599 with its path. */
  result?: unknown;
  /**
   * Instead of one result several, as they come: a client that can take them one by one gets each as soon as it is there,
   * others get all of them. It is closed (`return`) when its client goes away.
   */
  parts?: Iterable<unknown> | AsyncIterable<unknown>;
  body?: Uint8Array;
  /** Response headers by name, such as `X-Origin-A`. */
  header?: Readonly<Record<string, readonly string[]>>;
  /**
   * Any code from 300 to 999 is the HTTP status, as with scripts of the first two generations (spec: AVA, section 9.1
   * no. 2). Otherwise 300 to 399 and 600 and above count as 599, as with those of the third (no. 1; `compat.codes`).
   */
  literalCode?: boolean;
}

/**
 * The contract of a model, the same for TypeScript and Python. `createNet` runs once per worker; after it, calls come
 * strictly one at a time. Throw `evalError(code, message)` to fail with a code of your own; any other exception
 * answers 599 with its message.
 *
 * Schemas are typebox's (`import { Type } from "evalbridge/schema"`); their defaults are filled in. Where there is
 * none, parameters are what JSON can hold.
 */
export interface EvalHandler<
  Model = unknown,
  Request extends EvalRequest<unknown, unknown> | GroupRequest<unknown> = EvalRequest,
  Configs = CreateConfigs,
> {
  /** Of a request's `params`: what does not fit answers 400 with its path, and costs the other requests nothing. */
  readonly params?: TSchema | undefined;
  /** Of the release's `model_params`: when they do not fit, the release has failed. */
  readonly model_params?: TSchema | undefined;
  /** Of the release's `custom_params`, likewise. */
  readonly custom_params?: TSchema | undefined;
  /** Takes groups too. Otherwise every request has one input, and a group answers 400. */
  readonly groups?: boolean | undefined;
  /** Names by which clients of the original's platform ask for it, such as a taichu script's classes. */
  readonly serves?: readonly ServedName[] | undefined;
  /**
   * The tensors that every request brings: it takes infer requests of the Open Inference Protocol then, as JSON or as raw
   * bytes, and nothing else. What does not fit answers 400 and costs the other requests nothing. A request's `params` are
   * those of the gate, and otherwise the message's `parameters`.
   */
  readonly inputs?: readonly TensorSpec[] | undefined;
  /** The tensors of its rets; with `inputs` only. */
  readonly outputs?: readonly TensorSpec[] | undefined;
  createNet(configs: Configs): Model | Promise<Model>;
  /** Called once per request before `netInference` when `release.yaml` says `preprocess: true`. */
  netPreprocess?(model: Model, request: Request): Request | Promise<Request>;
  /**
   * Answers every request of the call, in order. An error in the place of a ret fails that request as if it had been
   * thrown for it alone; an error that is thrown fails them all.
   */
  netInference(
    model: Model,
    requests: readonly Request[],
  ): readonly (Ret | Error)[] | Promise<readonly (Ret | Error)[]>;
  /**
   * Called once when the worker ends in good order, with no call under way; it has a second and a half. A worker that
   * is killed, crashes or hangs never calls it.
   */
  onClose?(model: Model): void | Promise<void>;
}

/** What a schema describes; without one, `Otherwise`. */
export type Fitting<Schema, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise;

/** A request's tensors as a handler with these `inputs` gets them. */
export type TensorsOf<Inputs> = Inputs extends readonly TensorSpec[]
  ? { readonly [Input in Inputs[number] as Input["name"]]: Tensor<Input["datatype"]> }
  : Tensors;

/** A request as a handler with this schema of `params` and these `inputs` gets it. */
export type RequestOf<Schema, Groups, Inputs = undefined> =
  | EvalRequest<Fitting<Schema, JsonValue>, TensorsOf<Inputs>>
  | (Groups extends true ? GroupRequest<Fitting<Schema, JsonValue>> : never);

/** What `defineEval` infers types from. */
interface Schemas<P, M, C, G, I> {
  readonly params?: P;
  readonly model_params?: M;
  readonly custom_params?: C;
  readonly groups?: G;
  readonly inputs?: I;
}

/**
 * Gives a handler its types: the model from what `createNet` returns, parameters from the schemas, tensors from
 * `inputs`. An `eval.ts` exports the result as its default.
 */
export function defineEval<
  Model,
  P extends TSchema | undefined = undefined,
  M extends TSchema | undefined = undefined,
  C extends TSchema | undefined = undefined,
  G extends boolean | undefined = undefined,
  const I extends readonly TensorSpec[] | undefined = undefined,
>(
  handler: Schemas<P, M, C, G, I> &
    EvalHandler<Model, RequestOf<P, G, I>, CreateConfigs<Fitting<M, Params>, Fitting<C, Params>>>,
): EvalHandler<Model, RequestOf<P, G, I>, CreateConfigs<Fitting<M, Params>, Fitting<C, Params>>> {
  return handler;
}
