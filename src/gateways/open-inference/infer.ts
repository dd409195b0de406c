import { contains, joined } from "../../contract/bytes.ts";
import type { Answer } from "../../contract/call.ts";
import { isFailure } from "../../contract/call.ts";
import type { Caller } from "../../contract/caller.ts";
import { BridgeError } from "../../contract/errors.ts";
import { isJsonObject } from "../../contract/json.ts";
import { holdsMoreTokens } from "../../contract/json-tokens.ts";
import type { EvalCall, Service } from "../../service.ts";
import { HEADER_LENGTH } from "../../tensors/head.ts";
import type { Message } from "../../tensors/write.ts";
import type { EvalLimits } from "./eval-release.ts";
import { inferByEval } from "./eval-release.ts";
import type { ModelMeans, ModelName } from "./models.ts";
import { chooseRelease, speaksTensors } from "./models.ts";

export interface InferMeans extends ModelMeans {
  readonly service: Service;
  readonly limits: EvalLimits;
}

/** A request of a client. */
export interface InferCall extends ModelName {
  readonly caller: Caller | undefined;
  readonly reqid: string;
  /** Aborted when the client no longer waits. */
  readonly signal: AbortSignal;
  readonly message: Message;
  /** Takes the parts of an answer as they come; absent: one answer holds everything. */
  readonly onPart?: (part: Message) => Promise<void>;
}

/**
 * Answers a request for inference, whatever the release that is asked.
 *
 * @throws BridgeError and nothing else; `script` with the script's own code
 */
export async function infer(means: InferMeans, call: InferCall): Promise<Message> {
  const loaded = chooseRelease(means, call.caller, call);
  const timeoutMs = timeoutOf(call.message, means.limits);
  const { onPart } = call;
  const common = {
    app: loaded.release.app,
    version: loaded.release.version,
    reqid: call.reqid,
    group: false,
    signal: call.signal,
    ...(timeoutMs === undefined ? undefined : { timeoutMs }),
    ...(call.caller === undefined ? undefined : { uid: call.caller.uid }),
  };
  if (!speaksTensors(loaded)) return inferByEval(means, loaded, common, call.message, onPart);
  const streamed = onPart === undefined ? {} : { onPart: (part: Answer) => onPart(messageOf(part)) };
  return inferByTensors(means.service, { ...common, ...streamed }, call.message);
}

/** The message goes to the worker as it came, and its answer comes as it goes. */
async function inferByTensors(
  service: Service,
  common: Omit<EvalCall, "sources">,
  { parts, headerLength }: Message,
): Promise<Message> {
  const attribute =
    headerLength === undefined ? undefined : { attribute: JSON.stringify({ header_length: headerLength }) };
  const answer = await service.eval({ ...common, platform: true, sources: [{ body: parts, ...attribute }] });
  if (isFailure(answer)) throw new BridgeError("script", answer.message, { code: answer.code });
  return messageOf(answer);
}

function messageOf({ body, result, headers }: Answer): Message {
  if (body === undefined) return { parts: [Buffer.from(result)] };
  const [length] = headers?.[HEADER_LENGTH] ?? [];
  return { parts: [body], ...(length === undefined ? undefined : { headerLength: Number(length) }) };
}

const TIMEOUT = Buffer.from('"timeout"');

/**
 * How long the client waits at most (ms): its parameter `timeout`, in microseconds. Heads that do not have the word in them
 * are not read for it, nor those over the limit: reading them would hold up everybody's requests.
 *
 * @returns undefined where it does not say, and where the head cannot be read: whoever reads it all will say so
 */
function timeoutOf(message: Message, limits: EvalLimits): number | undefined {
  const parts = headOf(message);
  if (!contains(parts, TIMEOUT)) return undefined;
  const head = joined(parts);
  if (holdsMoreTokens(head, limits.json_tokens)) return undefined;
  try {
    const value: unknown = JSON.parse(head.toString());
    const parameters = isJsonObject(value) ? value["parameters"] : undefined;
    const timeout = isJsonObject(parameters) ? parameters["timeout"] : undefined;
    return typeof timeout === "number" && timeout > 0 ? timeout / 1000 : undefined;
  } catch {
    return undefined;
  }
}

/** A message's JSON; the tensors behind it are not touched. */
function headOf({ parts, headerLength }: Message): readonly Uint8Array[] {
  if (headerLength === undefined) return parts;
  const head: Uint8Array[] = [];
  let length = 0;
  for (const part of parts) {
    if (length >= headerLength) break;
    head.push(part.subarray(0, headerLength - length));
    length += part.length;
  }
  return head;
}
