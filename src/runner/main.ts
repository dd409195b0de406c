/** The program inside a native worker. Speaks frames (wire/frames.proto) over the inherited descriptors 3 and 4. */
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net";
import { dirname, extname, join } from "node:path";
import { inspect } from "node:util";
import { type Bytes, lengthOf } from "../contract/bytes.ts";
import type { CallReply, MadeAnswer } from "../contract/call.ts";
import type { CreateConfigs, EvalHandler } from "../contract/handler.ts";
import { isJsonObject, type JsonObject } from "../contract/json.ts";
import type { TensorSpec } from "../contract/tensor.ts";
import { type PythonEnd, providePython } from "../python/context.ts";
import { NoPythonError } from "../python/errors.ts";
import { decodeItems, encodeAnswers } from "../wire/codec.ts";
import {
  encodeFrame,
  type Frame,
  FrameReader,
  type Head,
  type HeadInit,
  Kind,
  PROTOCOL_VERSION,
  ProtocolError,
} from "../wire/frames.ts";
import type { evalbridge } from "../wire/messages.js";
import { type Creation, creationOf } from "./creation.ts";
import { failureOf, isBridgeError, placeIn } from "./failure.ts";
import { LoadError, loadHandler } from "./load.ts";
import { type Log, NativeModel } from "./native.ts";
import type { Observer } from "./observer.ts";
import { CallStream } from "./stream.ts";

const CALLS_FD = 3;
const REPLIES_FD = 4;
/** Internal software error, as in sysexits.h. */
const EXIT_SOFTWARE = 70;
/** How long a signal that a process sends itself may take (ms). */
const SIGNAL_GRACE_MS = 100;
/** How long `onClose` may take (ms): the host kills a worker that has not ended two seconds after it was asked to. */
const CLOSE_MS = 1500;

/** What the Open Inference Protocol calls the kinds of models. */
const ONNX_PLATFORM = "onnx_onnxruntime";
const NATIVE_PLATFORM = "evalbridge_native";

interface Instance {
  readonly creation: Creation;
  readonly model: NativeModel;
  readonly observer: Observer | undefined;
}

const reader = new FrameReader();
/** Read into the frames' own memory: what Node brings itself is 64 KiB of new memory each time, and a copy more. */
const incoming: SocketConstructorOpts & { readonly onread: OnReadOpts } = {
  ...{ fd: CALLS_FD, readable: true, writable: false },
  onread: { buffer: () => reader.space, callback: (count) => hear(count) },
};
const calls = new Socket(incoming);
const replies = new Socket({ fd: REPLIES_FD, readable: false, writable: true });
/** Of the calls that have no answer yet. */
const streams = new Map<number, CallStream>();
let instance: Instance | undefined;
/** User code runs. */
let busy = false;

function send(head: HeadInit, payload: Bytes = []): void {
  replies.cork();
  for (const bytes of encodeFrame(head, ...payload)) replies.write(bytes);
  replies.uncork();
}

const log: Log = (level, message, reqids = []) => send({ kind: Kind.LOG, level, message, reqids: [...reqids] });

async function handle(frame: Frame): Promise<void> {
  busy = true;
  await take(frame);
  busy = false;
}

async function take(frame: Frame): Promise<void> {
  const { kind } = frame.head;
  if (kind === Kind.CREATE && instance === undefined) await create(creationOf(frame));
  else if (kind === Kind.CALL && instance !== undefined) await call(instance, frame);
  else if (kind === Kind.END && instance !== undefined) instance.model.end(frame.head.session);
  else throw new ProtocolError(`a ${Kind[kind] ?? kind} frame is not expected now`);
}

async function create(creation: Creation): Promise<void> {
  const warnings: string[] = [];
  const warn = (text: string): void => {
    warnings.push(text);
    log("warn", text);
  };
  try {
    process.chdir(creation.workingFolder);
    providePython({ ...creation.python, onEnd: endAsPython });
    const observer = await observerFor(creation);
    const handler = await handlerFor(creation);
    if (creation.preprocess && handler.netPreprocess === undefined)
      warn("preprocess is on, but there is no netPreprocess");
    const configs = await fittingConfigs(handler, { ...creation.configs, warn });
    const { preprocess, dialect } = creation;
    const model = await NativeModel.create(handler, configs, { preprocess, dialect, observer, log });
    instance = { creation, model, observer };
    const declared = declaredBy(handler, model, isBareModel(creation.entry) ? ONNX_PLATFORM : NATIVE_PLATFORM);
    send({ kind: Kind.READY, ready: { warnings, ...(Object.keys(declared).length === 0 ? {} : { declared }) } });
  } catch (error) {
    log("error", inspect(error));
    const message = error instanceof LoadError ? error.message : createFailure(creation, error);
    send({ kind: Kind.READY, code: failureOf(error).code, message });
  }
}

function declaredBy({ serves = [] }: EvalHandler, { tensors }: NativeModel, platform: string): evalbridge.IDeclared {
  const served = serves.map(({ name, version }) => ({ name, version }));
  return {
    ...(served.length === 0 ? {} : { served }),
    ...(tensors === undefined
      ? {}
      : { inputs: tensors.inputs.map(metadataOf), outputs: tensors.outputs.map(metadataOf), platform }),
  };
}

function metadataOf({ name, datatype, shape }: TensorSpec) {
  return { name, datatype, shape: [...shape] };
}

/** Without its Python a handler is of no use. The host sees a worker end as its interpreter did, and starts another. */
function endAsPython({ cause, exitCode, signal }: PythonEnd): void {
  process.stderr.write(`the Python of importPython ${cause}\n`);
  if (signal === null) process.exit(exitCode || EXIT_SOFTWARE);
  process.kill(process.pid, signal);
  // The signal may be one that ends nothing.
  setTimeout(() => process.exit(EXIT_SOFTWARE), SIGNAL_GRACE_MS);
}

/** An error that its author did not mean as an answer is told with its place. */
function createFailure({ entry }: Creation, error: unknown): string {
  if (error instanceof NoPythonError) return `createNet failed: ${error.message}`;
  const place = isBridgeError(error) ? undefined : placeIn(dirname(entry), error);
  return ["createNet failed", ...(place === undefined ? [] : [place]), failureOf(error).message].join(": ");
}

/** @throws LoadError when the release's parameters do not fit the handler's schemas */
async function fittingConfigs(handler: EvalHandler, configs: CreateConfigs): Promise<CreateConfigs> {
  const { model_params, custom_params } = handler;
  if (model_params === undefined && custom_params === undefined) return configs;
  const { fitTo } = await import("../contract/misfit.ts");
  const checked = (schema: typeof model_params, name: "model_params" | "custom_params"): JsonObject => {
    if (schema === undefined) return configs[name];
    const result = fitTo(schema, configs[name], name);
    if ("misfit" in result) throw new LoadError(result.misfit);
    if (!isJsonObject(result.value)) throw new LoadError(`the schema of ${name} describes no object`);
    return result.value;
  };
  return {
    ...configs,
    model_params: checked(model_params, "model_params"),
    custom_params: checked(custom_params, "custom_params"),
  };
}

async function observerFor({ observeDir }: Creation): Promise<Observer | undefined> {
  return observeDir === "" ? undefined : (await import("./observing.ts")).startObserving(observeDir);
}

async function handlerFor({ entry, observeDir }: Creation): Promise<EvalHandler> {
  if (!isBareModel(entry)) return loadHandler(entry, observeDir !== "");
  // Only a bare model needs the runtime here; a handler imports its own.
  const { OnnxHandler } = await import("./onnx.ts");
  return new OnnxHandler(entry);
}

function isBareModel(entry: string): boolean {
  return extname(entry) === ".onnx";
}

async function call({ creation, model, observer }: Instance, { head, payload }: Frame): Promise<void> {
  const stream = streams.get(head.call) ?? streamOf(head);
  observer?.begin(head.reqids);
  const reply = await model.call(decodeItems(payload, head), stream);
  observer?.end();
  streams.delete(head.call);
  sendReply(creation, head, reply);
}

function streamOf(head: Head): CallStream {
  const { call } = head;
  return new CallStream(head, (index, part) => {
    send({ kind: Kind.REPLY, call, more: true, items: [{ index }] }, encodeAnswers([part]));
  });
}

function sendReply(
  creation: Creation,
  { call }: Head,
  { code, message, answers, inferenceUs }: CallReply<MadeAnswer>,
): void {
  const payload = encodeAnswers(answers);
  const head: HeadInit = { kind: Kind.REPLY, call, code, message, inferenceUs, items: itemsOf(answers) };
  const file = lengthOf(payload) > creation.inlineLimit ? writePayload(creation.payloadDir, call, payload) : undefined;
  if (file === undefined) send(head, payload);
  else send({ ...head, payloadFile: file });
}

/** What answers have beside the legacy message. */
function itemsOf(answers: readonly MadeAnswer[]): NonNullable<HeadInit["items"]> {
  return answers.flatMap(({ headers = {}, literalCode = false, contentType = "" }, index) => {
    const named = Object.entries(headers).map(([name, values]) => ({ name, values: [...values] }));
    const nothing = named.length === 0 && !literalCode && contentType === "";
    return nothing ? [] : [{ index, headers: named, literalCode, contentType }];
  });
}

/** Writes a large reply to a file; no room means inline, never a failed call. */
function writePayload(folder: string, call: number, payload: Bytes): string | undefined {
  if (folder === "") return undefined;
  const file = join(folder, `reply-${process.pid}-${call}`);
  try {
    writeFileSync(file, "", { mode: 0o600 });
    for (const bytes of payload) appendFileSync(file, bytes);
    return file;
  } catch {
    rmSync(file, { force: true });
    return undefined;
  }
}

let closing = false;

/** Ends at once while user code runs, or when there is no model yet. */
async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  if (busy || instance === undefined) process.exit(0);
  setTimeout(() => process.exit(0), CLOSE_MS);
  await instance.model.close().catch((error: unknown) => process.stderr.write(`onClose failed: ${inspect(error)}\n`));
  process.exit(0);
}

/** The last frame has been handled. */
let last = Promise.resolve();

function queue(frame: Frame): void {
  const { head } = frame;
  // These concern the call that runs.
  if (head.kind === Kind.CREDIT || head.kind === Kind.CANCEL) {
    streams.get(head.call)?.hear(head);
    return;
  }
  if (head.kind === Kind.CALL) streams.set(head.call, streamOf(head));
  last = last.then(() => handle(frame));
}

/** So many bytes have been put where `reader` has room. */
function hear(count: number): boolean {
  reader.take(count, queue);
  return true;
}

function listen(): void {
  calls.resume();
  for (const end of ["end", "error", "close"]) calls.on(end, () => void close());
  replies.on("error", () => process.exit(0));
}

/** Unhandled rejections come here as well. Nothing is sound after one: the host sees a lost worker and starts another. */
process.on("uncaughtException", (error) => {
  process.stderr.write(`${inspect(error)}\n`);
  process.exit(EXIT_SOFTWARE);
});
send({ kind: Kind.HELLO, protocol: PROTOCOL_VERSION, runtime: `node ${process.versions.node}`, pid: process.pid });
listen();
