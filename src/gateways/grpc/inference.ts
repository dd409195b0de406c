import type { Caller } from "../../contract/caller.ts";
import type { inference } from "../../protos/open-inference-messages.js";
import type { Message } from "../../tensors/write.ts";
import { infer } from "../open-inference/infer.ts";
import { checkTensorCounts } from "../open-inference/models.ts";
import { fitRequestId, newRequestId } from "../request-id.ts";
import type { InferHead, InferRequest } from "./infer-request.ts";
import { readInferHead, readInferRequest } from "./infer-request.ts";
import { inferResponseOf } from "./infer-response.ts";
import type { Call } from "./method.ts";
import type { OpenInferenceMeans } from "./open-inference.ts";
import { translated } from "./open-inference-status.ts";
import { StatusError } from "./status.ts";

type Response = inference.IModelInferResponse;
type Streamed = inference.IModelStreamInferResponse;
type Send = (message: Streamed) => Promise<void>;

const EMPTY_FINAL = "triton_enable_empty_final_response";
const FINAL = "triton_final_response";
/** Metadata by which a stream's client asks for its first error as the stream's status. */
const ERRORS_END_STREAM = "triton_grpc_error";

/** A request, and who has sent it. */
interface Asked {
  readonly request: InferRequest;
  readonly caller: Caller | undefined;
}

/** Answers ModelInfer and ModelStreamInfer (spec: open-inference-protocol, section 2). */
export class Inference {
  readonly #means: OpenInferenceMeans;

  constructor(means: OpenInferenceMeans) {
    this.#means = means;
  }

  /** Parts of an answer come as one. @throws StatusError */
  single(bytes: Uint8Array, call: Call): Promise<Response> {
    return translated(async () => {
      const asked = this.#read(bytes, readInferHead(bytes), call);
      return named(inferResponseOf(await this.#infer(asked, call)), asked.request);
    });
  }

  /**
   * What answers the requests of a stream: whole answers and errors go out in the order of the requests, parts of answers
   * as they come. An error leaves the stream open, unless its client has asked for the other way.
   */
  stream(send: Send, call: Call): (bytes: Uint8Array) => Promise<void> {
    let before: Promise<unknown> = Promise.resolve();
    return (bytes) => {
      const work = this.#streamed(bytes, send, call, before);
      before = Promise.allSettled([before, work]);
      return work;
    };
  }

  /** @param before resolves when the requests before this one have been answered */
  async #streamed(bytes: Uint8Array, send: Send, call: Call, before: Promise<unknown>): Promise<void> {
    let id = "";
    try {
      const head = await translated(() => readInferHead(bytes));
      id = head.id;
      const asked = await translated(() => this.#read(bytes, head, call));
      await this.#answer(asked, send, call, before);
    } catch (error) {
      if (!(error instanceof StatusError) || call.header(ERRORS_END_STREAM) === "true") throw error;
      await before;
      await send({ errorMessage: error.message, inferResponse: { id } });
    }
  }

  async #answer(asked: Asked, send: Send, call: Call, before: Promise<unknown>): Promise<void> {
    const { request } = asked;
    let parts = 0;
    const sendPart = (message: Message) => {
      parts += 1;
      return send({ inferResponse: flagged(named(inferResponseOf(message), request), false) });
    };
    const answer = await translated(() => this.#infer(asked, call, sendPart));
    if (parts === 0) {
      const response = await translated(() => named(inferResponseOf(answer), request));
      await before;
      await send({ inferResponse: flagged(response, true) });
    } else if (request.parameters[EMPTY_FINAL] === true) {
      await send({ inferResponse: flagged(named({}, request), true) });
    }
  }

  /** Who may not ask, or asks for what is not there, costs nobody the time to read it all. @throws BridgeError */
  #read(bytes: Uint8Array, head: InferHead, { authorization }: Call): Asked {
    const caller = this.#means.access.identify(authorization);
    checkTensorCounts(this.#means, caller, head);
    return { request: readInferRequest(bytes), caller };
  }

  #infer({ request, caller }: Asked, call: Call, onPart?: (part: Message) => Promise<void>): Promise<Message> {
    const { name, version, id, message } = request;
    return infer(this.#means, {
      name,
      version,
      message,
      caller,
      reqid: id === "" ? newRequestId() : fitRequestId(id),
      signal: call.signal,
      ...(onPart === undefined ? undefined : { onPart }),
    });
  }
}

/** A response with what its request says, where it says nothing itself. */
function named(response: Response, { name, version, id }: InferRequest): Response {
  return {
    ...response,
    modelName: response.modelName || name,
    modelVersion: response.modelVersion || version,
    id: response.id || id,
  };
}

function flagged(response: Response, final: boolean): Response {
  return { ...response, parameters: { ...response.parameters, [FINAL]: { boolParam: final } } };
}
