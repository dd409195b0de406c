import type { TensorMetadata } from "../contract/declared.ts";
import type { Datatype, Tensor } from "../contract/tensor.ts";
import type { Parameters } from "../tensors/head.ts";

/** How long a call may take. */
export interface CallOptions {
  /** Ends the call, which then fails with its reason. */
  readonly signal?: AbortSignal;
  /** Of this call (ms), instead of the client's own. */
  readonly timeoutMs?: number;
}

export interface ModelOptions extends CallOptions {
  /** Of the model; the server chooses unless given. */
  readonly version?: string;
}

/** What all clients are made with. */
export interface ClientOptions {
  /** The header of that name, such as `Bearer <key>`. */
  readonly authorization?: string;
  /** Of every call (ms); as long as it takes unless given. */
  readonly timeoutMs?: number;
}

/** Outputs by name, with the datatype that each is to have. */
export type OutputTypes = Readonly<Record<string, Datatype>>;

export interface InferRequest<Types extends OutputTypes = OutputTypes> extends ModelOptions {
  /** By name; see `tensor`. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** What is wanted, with its datatype: `{ probabilities: "FP32" }`. Absent: whatever the model has. */
  readonly outputs?: Types;
  readonly parameters?: Parameters;
  /** Comes back with the answer. */
  readonly id?: string;
}

export interface InferAnswer<Types extends OutputTypes = OutputTypes> {
  readonly model: string;
  /** Empty where the server does not say. */
  readonly version: string;
  readonly id?: string;
  readonly parameters: Parameters;
  /** By name. Data that came as raw bytes is a view of the answer. */
  readonly outputs: { readonly [Name in keyof Types]: Tensor<Types[Name]> };
}

export interface ServerMetadata {
  readonly name: string;
  readonly version: string;
  /** Such as `binary_tensor_data`. */
  readonly extensions: readonly string[];
}

export interface ModelMetadata {
  readonly name: string;
  readonly versions: readonly string[];
  /** The kind of model, such as `onnx_onnxruntime`. */
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
}

/** A model in the server's repository. */
export interface ModelIndex {
  readonly name: string;
  readonly version: string;
  /** `READY`, `LOADING`, `UNLOADING`, `UNAVAILABLE`, or whatever else the server says. */
  readonly state: string;
  readonly reason: string;
}

/** How often something was done, and how long all of it took (ns). */
export interface Duration {
  readonly count: number;
  readonly ns: number;
}

export interface ModelStatistics {
  readonly name: string;
  readonly version: string;
  /** ms since 1970; 0: never. */
  readonly lastInference: number;
  /** Requests that succeeded, and calls of the model, which may hold several. */
  readonly inferenceCount: number;
  readonly executionCount: number;
  /** Whole requests that succeeded and failed, waiting for the model, and its own work. */
  readonly success: Duration;
  readonly fail: Duration;
  readonly queue: Duration;
  readonly compute: Duration;
}

/** A client of a server that speaks the Open Inference Protocol, version 2. Every call throws `InferenceError`. */
export interface InferenceClient {
  /**
   * Asks a model.
   *
   * @throws InferenceError also when an output that was asked for is not there, or of another datatype
   */
  infer<const Types extends OutputTypes = OutputTypes>(
    model: string,
    request: InferRequest<Types>,
  ): Promise<InferAnswer<Types>>;
  /** Whether the server answers, and says so. */
  live(options?: CallOptions): Promise<boolean>;
  /** Whether it can serve what it has. */
  ready(options?: CallOptions): Promise<boolean>;
  /** Whether a model can be asked. @throws InferenceError also when there is none of that name */
  modelReady(model: string, options?: ModelOptions): Promise<boolean>;
  serverMetadata(options?: CallOptions): Promise<ServerMetadata>;
  modelMetadata(model: string, options?: ModelOptions): Promise<ModelMetadata>;
  /** The models that there are, or only those that are ready. */
  repositoryIndex(options?: CallOptions & { readonly ready?: boolean }): Promise<ModelIndex[]>;
  /** Loads a model, or loads it again; resolves when it is ready. */
  loadModel(model: string, options?: CallOptions): Promise<void>;
  unloadModel(model: string, options?: CallOptions): Promise<void>;
  /** Of one model, one version of it, or all. */
  statistics(options?: ModelOptions & { readonly model?: string }): Promise<ModelStatistics[]>;
}
