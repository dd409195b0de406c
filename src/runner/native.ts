import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { joined } from "../contract/bytes.ts";
import { type Answer, type CallReply, type Input, type Item, isFailure, type MadeAnswer } from "../contract/call.ts";
import { BridgeError } from "../contract/errors.ts";
import type { CreateConfigs, EvalHandler, EvalRequest, GroupRequest, RequestData } from "../contract/handler.ts";
import { isJsonObject, type JsonValue } from "../contract/json.ts";
import type { Fit } from "../contract/misfit.ts";
import { failureOf, isBridgeError, textOf } from "./failure.ts";
import type { Observer } from "./observer.ts";
import { PartList } from "./part-list.ts";
import { failedAnswer, type HasParts, hasParts, judgeRets, partOf, partsOf } from "./rets.ts";
import type { CallStream } from "./stream.ts";
import {
  type Asked,
  type ModelName,
  type TensorContract,
  tensorAnswer,
  tensorContractOf,
  withTensors,
} from "./tensors.ts";

/** Writes a line to the host's log, with the requests that it concerns. */
export type Log = (level: "info" | "warn" | "error", message: string, reqids?: readonly string[]) => void;

export interface NativeOptions {
  /** Call `netPreprocess` once per request. */
  readonly preprocess: boolean;
  /** Of the original that the handler is a port of; empty where it is none of another platform. */
  readonly dialect: string;
  readonly log: Log;
  /** Sees what `netPreprocess` returns. */
  readonly observer?: Pick<Observer, "notePreprocessed"> | undefined;
}

type Request = EvalRequest | GroupRequest;

/** Checks a request's parameters, and fills in what their schema has as defaults. */
type Check = (params: JsonValue) => Fit;

/** A request ready for `netInference`, or the answer that it already has. */
type Prepared = Ready | { readonly answer: Answer };

interface Ready {
  readonly request: Request;
  /** Of a handler that declares tensors. */
  readonly asked?: Asked;
}

/** A handler with the model that its `createNet` made. */
export class NativeModel {
  readonly #handler: EvalHandler<unknown, Request>;
  readonly #model: unknown;
  readonly #check: Check;
  readonly #options: NativeOptions;
  readonly #name: ModelName;
  /** What it declares, where its requests are tensors. */
  readonly tensors: TensorContract | undefined;
  /** What the handler keeps for a client's stream. */
  readonly #contexts = new Map<string, Record<string, unknown>>();
  #userMs = 0;

  private constructor(
    handler: EvalHandler,
    model: unknown,
    check: Check,
    options: NativeOptions,
    { app, version }: CreateConfigs,
  ) {
    this.#handler = handler;
    this.#name = { name: app, version };
    this.tensors = tensorContractOf(handler);
    this.#model = model;
    this.#check = check;
    this.#options = options;
  }

  /** Calls `createNet`; what it throws passes through. */
  static async create(handler: EvalHandler, configs: CreateConfigs, options: NativeOptions): Promise<NativeModel> {
    const check = await checkOf(handler);
    return new NativeModel(handler, await handler.createNet(configs), check, options, configs);
  }

  /** Calls `onClose`; what it throws passes through. */
  async close(): Promise<void> {
    await this.#handler.onClose?.(this.#model);
  }

  /** Runs one call. Never throws: an error in user code is an answer, or the reply of the call as a whole. */
  async call(items: readonly Item[], stream: CallStream): Promise<CallReply<MadeAnswer>> {
    this.#userMs = 0;
    const prepared: Prepared[] = [];
    for (const item of items) prepared.push(await this.#prepare(item));
    const reply = await this.#infer(prepared, items, stream);
    return { ...reply, inferenceUs: Math.round(this.#userMs * 1000) };
  }

  /** Forgets what belongs to a session. */
  end(session: string): void {
    this.#contexts.delete(session);
  }

  async #prepare(item: Item): Promise<Prepared> {
    try {
      const { request, ...rest } = this.#requestOf(item);
      return { ...rest, request: this.#options.preprocess ? await this.#preprocess(request) : request };
    } catch (error) {
      this.#report(error, [item.reqid]);
      return { answer: failedAnswer(failureOf(error)) };
    }
  }

  #requestOf(item: Item): Ready {
    const plain = requestOf(item, this.#contextOf(item.session));
    if (plain.group && (this.#handler.groups !== true || this.tensors !== undefined))
      throw new BridgeError("bad_request", "a group is not supported");
    const ready =
      this.tensors === undefined || plain.group
        ? { request: plain }
        : withTensors(plain, this.tensors, item.params !== undefined);
    const checked = this.#check(ready.request.params);
    if ("misfit" in checked) throw new BridgeError("bad_request", checked.misfit);
    return { ...ready, request: { ...ready.request, params: checked.value } };
  }

  #contextOf(session: string | undefined): Record<string, unknown> {
    if (session === undefined) return {};
    const context = this.#contexts.get(session) ?? {};
    this.#contexts.set(session, context);
    return context;
  }

  async #preprocess(request: Request): Promise<Request> {
    if (this.#handler.netPreprocess === undefined) return request;
    const changed: unknown = await this.#timed(() => this.#handler.netPreprocess?.(this.#model, request));
    if (!isRequest(changed))
      throw new BridgeError("bad_answer", "netPreprocess returned no request with data and params");
    this.#options.observer?.notePreprocessed(changed);
    return changed;
  }

  async #infer(
    prepared: readonly Prepared[],
    items: readonly Item[],
    stream: CallStream,
  ): Promise<Omit<CallReply<MadeAnswer>, "inferenceUs">> {
    const ready = prepared.filter((each) => "request" in each);
    const requests = ready.map(({ request }) => request);
    try {
      const rets =
        requests.length === 0 ? [] : await this.#timed(() => this.#handler.netInference(this.#model, requests));
      this.#reportEach(rets, reqidsOf(prepared, items));
      const judged: MadeAnswer[] = judgeRets(rets, requests.length);
      await this.#answerInParts(rets, judged, prepared, stream);
      this.#answerWithTensors(rets, judged, ready);
      return succeeded(prepared, (index) => judged[index]);
    } catch (error) {
      this.#report(error, reqidsOf(prepared, items));
      const failure = failureOf(error);
      // Requests that failed on their own keep their own answers.
      return requests.length < items.length
        ? succeeded(prepared, () => failedAnswer(failure))
        : { ...failure, answers: [] };
    }
  }

  /** Rets with `parts`: sends those, or makes one answer of them. */
  async #answerInParts(
    rets: readonly unknown[],
    judged: MadeAnswer[],
    prepared: readonly Prepared[],
    stream: CallStream,
  ): Promise<void> {
    // Of those in the call that were asked of netInference.
    const places = [...prepared.keys()].filter((index) => "request" in (prepared[index] ?? {}));
    for (const [index, ret] of rets.entries()) {
      if (hasParts(ret)) judged[index] = await this.#timed(() => this.#drain(ret, places[index] ?? 0, stream));
    }
  }

  /** Rets of a handler that declares tensors. */
  #answerWithTensors(rets: readonly unknown[], judged: MadeAnswer[], ready: readonly Ready[]): void {
    if (this.tensors === undefined) return;
    for (const [index, { asked }] of ready.entries()) {
      const answer = judged[index];
      if (asked === undefined || answer === undefined || isFailure(answer)) continue;
      try {
        judged[index] = tensorAnswer(tensorsOf(rets[index]), asked, this.tensors, this.#name);
      } catch (error) {
        judged[index] = failedAnswer(failureOf(error));
      }
    }
  }

  /** @param place of the request in its call */
  async #drain({ parts }: HasParts, place: number, stream: CallStream): Promise<Answer> {
    const kept = new PartList(this.#options.dialect);
    let count = 0;
    try {
      for await (const part of partsOf(parts)) {
        const answer = partOf(part, count++);
        if (!stream.wanted) kept.add(part, answer.result);
        else await stream.send(place, answer);
        // Where nothing is awaited nobody would be heard who cancels.
        await new Promise(setImmediate);
        if (stream.cancelled) break;
      }
      return stream.wanted ? { code: 0, message: "", result: "{}" } : kept.answer();
    } catch (error) {
      this.#report(error, []);
      return failedAnswer(failureOf(error));
    }
  }

  async #timed<T>(work: () => T | Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#userMs += performance.now() - started;
    }
  }

  /** Errors in the place of a ret. */
  #reportEach(rets: unknown, reqids: readonly string[]): void {
    if (!Array.isArray(rets)) return;
    for (const [index, ret] of rets.entries())
      if (ret instanceof Error) this.#report(ret, reqids.slice(index, index + 1));
  }

  #report(error: unknown, reqids: readonly string[]): void {
    if (!isBridgeError(error) || error.cause !== undefined) this.#options.log("error", inspect(error), reqids);
  }
}

function tensorsOf(ret: unknown): unknown {
  return isJsonObject(ret) ? Reflect.get(ret, "tensors") : undefined;
}

/** Of the requests that are asked of `netInference`. */
function reqidsOf(prepared: readonly Prepared[], items: readonly Item[]): string[] {
  return items.filter((_, index) => "request" in (prepared[index] ?? {})).map(({ reqid }) => reqid);
}

/** Puts the answers of `netInference`, by position among the prepared requests, back in the order of the call. */
function succeeded(prepared: readonly Prepared[], inferred: (index: number) => MadeAnswer | undefined) {
  let next = 0;
  const answers = prepared.flatMap((each) => ("answer" in each ? each.answer : (inferred(next++) ?? [])));
  return { code: 0, message: "", answers };
}

/** Only a handler with a schema pays for the library that checks it. */
async function checkOf({ params }: EvalHandler): Promise<Check> {
  if (params === undefined) return (value) => ({ value });
  const { fitTo } = await import("../contract/misfit.ts");
  return (value) => fitTo(params, value, "params");
}

function requestOf({ reqid, group, inputs, ...item }: Item, context: Record<string, unknown>): Request {
  const datas = inputs.map(dataOf);
  const [data] = datas;
  if (data === undefined) throw new BridgeError("bad_request", "the request has no data");
  const params = jsonOf(item.params, "params");
  if (group) return { reqid, group, data: datas, params };
  return { reqid, group, data, params, target: item.target ?? "", context, tensors: {}, outputs: [] };
}

function dataOf(input: Input): RequestData {
  const uri = input.file ?? "";
  const body = input.file === undefined ? joined(input.body ?? []) : payloadOf(input.file);
  return { body, uri, attribute: jsonOf(input.attribute, "attribute") };
}

function payloadOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new BridgeError("internal", "the bytes of an input cannot be read", { cause: error });
  }
}

/** Absent and null are an empty object, as scripts expect. */
function jsonOf(text: string | undefined, name: string): JsonValue {
  if (text === undefined) return {};
  try {
    const value: JsonValue = JSON.parse(text);
    return value ?? {};
  } catch (error) {
    throw new BridgeError("bad_request", `${name} is not JSON: ${textOf(error)}`);
  }
}

function isRequest(value: unknown): value is Request {
  if (!isJsonObject(value)) return false;
  return typeof value["data"] === "object" && value["data"] !== null && value["params"] !== undefined;
}
