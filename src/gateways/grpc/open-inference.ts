import type { Access } from "../../access/access.ts";
import type { Caller } from "../../contract/caller.ts";
import { BridgeError } from "../../contract/errors.ts";
import { inference } from "../../protos/open-inference-messages.js";
import { configOf } from "../open-inference/config.ts";
import type { InferMeans } from "../open-inference/infer.ts";
import type { ModelName } from "../open-inference/models.ts";
import { chooseRelease, metadataOf } from "../open-inference/models.ts";
import { loadModel, repositoryIndex, unloadModel } from "../open-inference/repository.ts";
import { serverMetadata } from "../open-inference/server.ts";
import type { ModelStatistics } from "../open-inference/statistics.ts";
import { statisticsIn } from "../open-inference/statistics.ts";
import { isReady, isServing } from "../readiness.ts";
import { Unread } from "./infer-request.ts";
import { Inference } from "./inference.ts";
import type { Call, Method } from "./method.ts";
import { concurrentDuplex, unary, unimplemented } from "./method.ts";
import { translated } from "./open-inference-status.ts";
import type { GrpcService } from "./server.ts";

export interface OpenInferenceMeans extends Omit<InferMeans, "limits"> {
  readonly access: Access;
  readonly limits: InferMeans["limits"] & { readonly body_bytes: number };
}

/** A name as protobuf has it: what is not given is empty, or null. */
interface Asked {
  readonly name?: string | null;
  readonly version?: string | null;
}

/** How many requests of one stream are worked on at once. */
const AT_ONCE = 16;

const SHARED_MEMORY = "shared memory is not served: tensors travel in the messages";
const NOT_SERVED: Readonly<Record<string, string>> = {
  SystemSharedMemoryStatus: SHARED_MEMORY,
  SystemSharedMemoryRegister: SHARED_MEMORY,
  SystemSharedMemoryUnregister: SHARED_MEMORY,
  CudaSharedMemoryStatus: SHARED_MEMORY,
  CudaSharedMemoryRegister: SHARED_MEMORY,
  CudaSharedMemoryUnregister: SHARED_MEMORY,
  TraceSetting: "tracing is not served: the metrics tell where the time goes",
  LogSettings: "the log is set in the host's configuration",
};

/** The Open Inference Protocol over gRPC, with Triton's extensions (spec: open-inference-protocol, section 2). */
export function openInferenceService(means: OpenInferenceMeans): GrpcService {
  const answers = new Inference(means);
  const { ModelInferResponse, ModelStreamInferResponse } = inference;
  return {
    name: "inference.GRPCInferenceService",
    maxRequestBytes: means.limits.body_bytes,
    methods: {
      ...probes(means),
      ...models(means),
      ...operators(means),
      ...Object.fromEntries(Object.entries(NOT_SERVED).map(([name, why]) => [name, unimplemented(why)])),
      ModelInfer: unary(Unread, ModelInferResponse, (request, call) => answers.single(request, call)),
      ModelStreamInfer: concurrentDuplex(Unread, ModelStreamInferResponse, AT_ONCE, (send, call) =>
        answers.stream(send, call),
      ),
    },
  };
}

/** For anyone, as over HTTP. */
function probes({ catalog, service }: OpenInferenceMeans): Record<string, Method> {
  const { ServerLiveRequest, ServerLiveResponse, ServerReadyRequest, ServerReadyResponse } = inference;
  return {
    ServerLive: unary(ServerLiveRequest, ServerLiveResponse, async () => ({ live: true })),
    ServerReady: unary(ServerReadyRequest, ServerReadyResponse, async () => ({
      ready: isServing(catalog.releases, service.closing),
    })),
  };
}

/** For callers, about what they may have. */
function models(means: OpenInferenceMeans): Record<string, Method> {
  const { ServerMetadataRequest, ServerMetadataResponse, ModelMetadataRequest, ModelMetadataResponse } = inference;
  const { ModelReadyRequest, ModelReadyResponse, ModelConfigRequest, ModelConfigResponse, DataType } = inference;
  const { access } = means;
  const caller = (call: Call): Caller | undefined => access.identify(call.authorization);
  const chosen = (asked: Asked, call: Call) => chooseRelease(means, caller(call), nameOf(asked));
  const typed = ({ data_type, ...rest }: { data_type: string; name: string; dims: readonly number[] }) => {
    const [, dataType = DataType.TYPE_INVALID] = Object.entries(DataType).find(([name]) => name === data_type) ?? [];
    return { name: rest.name, dims: [...rest.dims], dataType: Number(dataType) };
  };
  return {
    ServerMetadata: unary(ServerMetadataRequest, ServerMetadataResponse, (_request, call) =>
      translated(() => {
        caller(call);
        const { extensions, ...rest } = serverMetadata();
        return { ...rest, extensions: [...extensions] };
      }),
    ),
    ModelReady: unary(ModelReadyRequest, ModelReadyResponse, (request, call) =>
      translated(() => ({ ready: isReady(chosen(request, call)) })),
    ),
    ModelMetadata: unary(ModelMetadataRequest, ModelMetadataResponse, (request, call) =>
      translated(() => {
        const { inputs, outputs, versions, ...rest } = metadataOf(means, chosen(request, call), request.version !== "");
        const tensors = { inputs: inputs.map(mutable), outputs: outputs.map(mutable) };
        return { ...rest, versions: [...versions], ...tensors };
      }),
    ),
    ModelConfig: unary(ModelConfigRequest, ModelConfigResponse, (request, call) =>
      translated(() => {
        const { name, platform, backend, max_batch_size, input, output } = configOf(means, chosen(request, call));
        const own = { name, platform, backend, maxBatchSize: max_batch_size };
        return { config: { ...own, input: input.map(typed), output: output.map(typed) } };
      }),
    ),
  };
}

/** For operators. */
function operators({ access, catalog }: OpenInferenceMeans): Record<string, Method> {
  const { ModelStatisticsRequest, ModelStatisticsResponse, RepositoryIndexRequest, RepositoryIndexResponse } =
    inference;
  const { RepositoryModelLoadRequest, RepositoryModelLoadResponse } = inference;
  const { RepositoryModelUnloadRequest, RepositoryModelUnloadResponse } = inference;
  const ask = <Value>({ authorization }: Call, answer: () => Value | Promise<Value>) =>
    translated(() => {
      if (access.isOperator(authorization)) return answer();
      throw new BridgeError("unauthorized", "bad token");
    });
  return {
    ModelStatistics: unary(ModelStatisticsRequest, ModelStatisticsResponse, (request, call) =>
      ask(call, () => ({ modelStats: statisticsIn(catalog, nameOf(request)).map(statisticsMessage) })),
    ),
    RepositoryIndex: unary(RepositoryIndexRequest, RepositoryIndexResponse, (request, call) =>
      ask(call, () => ({ models: repositoryIndex(catalog, request.ready) })),
    ),
    RepositoryModelLoad: unary(RepositoryModelLoadRequest, RepositoryModelLoadResponse, (request, call) =>
      ask(call, async () => {
        await loadModel(catalog, request.modelName, request.parameters);
        return {};
      }),
    ),
    RepositoryModelUnload: unary(RepositoryModelUnloadRequest, RepositoryModelUnloadResponse, (request, call) =>
      ask(call, async () => {
        await unloadModel(catalog, request.modelName);
        return {};
      }),
    ),
  };
}

function nameOf({ name, version }: Asked): ModelName {
  return { name: name ?? "", version: version ?? "" };
}

function mutable<Tensor extends { readonly shape: readonly number[] }>(tensor: Tensor) {
  return { ...tensor, shape: [...tensor.shape] };
}

function statisticsMessage(statistics: ModelStatistics): inference.IModelStatistics {
  const { name, version, last_inference, inference_count, execution_count, ...rest } = statistics;
  const { success, fail, queue, compute_input, compute_infer, compute_output, cache_hit, cache_miss } =
    rest.inference_stats;
  return {
    name,
    version,
    lastInference: last_inference,
    inferenceCount: inference_count,
    executionCount: execution_count,
    inferenceStats: {
      success,
      fail,
      queue,
      computeInput: compute_input,
      computeInfer: compute_infer,
      computeOutput: compute_output,
      cacheHit: cache_hit,
      cacheMiss: cache_miss,
    },
    batchStats: rest.batch_stats.map((batch) => ({
      batchSize: batch.batch_size,
      computeInput: batch.compute_input,
      computeInfer: batch.compute_infer,
      computeOutput: batch.compute_output,
    })),
  };
}
