/**
 * A client of the Open Inference Protocol over HTTP, for Node and browsers: `import { HttpInferenceClient, tensor } from
 * "evalbridge/client"`. The one over gRPC, for Node alone, is `evalbridge/client/grpc`.
 */
export type { TensorMetadata } from "../contract/declared.ts";
export type { Datatype, DatatypeArrays, Tensor } from "../contract/tensor.ts";
export { type HttpClientOptions, HttpInferenceClient } from "./http.ts";
export type {
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
export { InferenceError } from "./inference-error.ts";
export { booleans, bytes, tensor, texts } from "./tensor.ts";
