/** One step of a release, with workers of its own. */
export interface DeclaredStage {
  readonly name: string;
  readonly instances: number;
  readonly batchSize: number;
  /** How long the first request of a batch waits for others (ms). */
  readonly batchDelayMs: number;
  /** Variables of the workers, by instance; none beyond the last. */
  readonly env: readonly Readonly<Record<string, string>>[];
  /** Requests for others pass it by; none: it is part of every way. */
  readonly targets: readonly string[];
}

/** A thing that a platform's clients ask for by name: a model with a version, or a path. */
export interface ServedName {
  readonly name: string;
  readonly version: string;
  /** It answers with server-sent events. */
  readonly events?: boolean;
}

/** A tensor that goes into a release or comes out of it, in the words of the Open Inference Protocol. */
export interface TensorMetadata {
  readonly name: string;
  /** `BOOL`, `UINT8` to `FP64`, `BYTES`. */
  readonly datatype: string;
  /** -1: any size. */
  readonly shape: readonly number[];
}

/** What a script, its flags and its platform's own files say. A release's documents are stronger. */
export interface Declared {
  /** In order; none: one, as the release's documents say. */
  readonly stages: readonly DeclaredStage[];
  readonly served: readonly ServedName[];
  /** Where its platform would have listened; 0: nowhere. */
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly timeoutMs?: number;
  /** Requests that may wait. */
  readonly maxQueue?: number;
  /** Its platform's clients do not wait: who finds no idle worker is refused. */
  readonly noQueue?: boolean;
  /** So many requests may be worked on at once, however many workers there are; its platform's clients are refused beyond it. */
  readonly maxConcurrent?: number;
  /** Present: its requests and answers are tensors, bodies of the Open Inference Protocol. */
  readonly tensors?: DeclaredTensors;
}

export interface DeclaredTensors {
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
  /** What the protocol calls the kind of model, such as `onnx_onnxruntime`. */
  readonly platform: string;
}

/** What a script says that says nothing. */
export const NOTHING_DECLARED: Declared = { stages: [], served: [], httpPort: 0, grpcPort: 0 };
