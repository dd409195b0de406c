import { basename } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { CreateConfigs } from "../contract/handler.ts";
import { messageOf, withoutFolders } from "../contract/text.ts";
import { modelFile } from "../handler/files.ts";
import {
  type ArrayTypes,
  arrayFor,
  deliveredAs,
  type ElementType,
  fromHalf,
  type TensorArray,
  typeOfArray,
} from "./arrays.ts";

/** An input or output of a model. */
export interface Port {
  readonly name: string;
  /** The model's own element type, such as `float32`, `float16` or `int64`; `not a tensor` for sequences and maps. */
  readonly type: string;
  /** A number fixes a dimension, a name leaves it free. Empty for scalars and where the model says nothing. */
  readonly shape: readonly (number | string)[];
}

/**
 * A tensor for an input. An input of type float16 takes a `Float32Array`, or its bits in a `Uint16Array`, int64 an `Int32Array` too, bool a
 * `Uint8Array` of 0 and 1, string an array of strings; every other type takes its own typed array and nothing else.
 */
export interface Feed {
  /** Flat, row-major. */
  readonly data: TensorArray;
  readonly dims: readonly number[];
}

/** An output's tensor: flat, row-major. A float16 output comes as float32, exactly; int64 as a `BigInt64Array`. */
export type Output<Type extends ElementType = ElementType> = {
  [T in Type]: { readonly type: T; readonly data: ArrayTypes[T]; readonly dims: readonly number[] };
}[Type];

/** Outputs by name and the element types in which they are delivered. */
export type OutputTypes = Readonly<Record<string, ElementType>>;

export interface SessionOptions<Types extends OutputTypes = OutputTypes> {
  /** What `run` gives: names of outputs and their types. All tensors unless given. */
  readonly outputs?: Types;
  /** Threads of one run; `configs.threads` unless given. */
  readonly threads?: number;
  /** Outputs of type float16 come as their bits. */
  readonly bits?: boolean;
  /** Handed to ONNX Runtime as they are, over what is set here. */
  readonly runtime?: InferenceSession.SessionOptions;
}

/** What decides how a session runs. */
type Resources = Pick<CreateConfigs, "threads" | "use_device" | "require_gpu" | "warn">;

/** What `openSession` needs of `createNet`'s configuration. */
export type SessionConfigs = Resources & Pick<CreateConfigs, "model_files">;

/** The feeds of a run do not fit the model. The message names the input, and the dtype and shape expected and given. */
export class FeedError extends Error {
  override readonly name = "FeedError";
}

/**
 * Opens one of the release's model files in ONNX Runtime, with as many threads as this worker may use, which do not
 * spin. With `use_device: GPU` it runs on CUDA; where the runtime has no CUDA, on the CPU with a warning, or, with
 * `require_gpu`, not at all.
 *
 *     const session = await openSession(configs, "digits.onnx", { outputs: { probabilities: "float32" } });
 *     const { probabilities } = await session.run({ input: { data, dims: [1, 1, 28, 28] } });
 *
 * @param name a key of `model_files`
 * @throws Error when there is no such file, when the runtime cannot open it, or when the model has not these outputs
 */
export async function openSession<const Types extends OutputTypes = OutputTypes>(
  configs: SessionConfigs,
  name: string,
  options: SessionOptions<Types> = {},
): Promise<Session<Types>> {
  return openModel(configs, modelFile(configs, name), name, options);
}

/**
 * The same for a file that is not among `model_files`.
 *
 * @param path absolute
 * @param name what messages call it
 */
export async function openModel<const Types extends OutputTypes = OutputTypes>(
  configs: Resources,
  path: string,
  name: string = basename(path),
  options: SessionOptions<Types> = {},
): Promise<Session<Types>> {
  const opened = await open(configs, path, name, options);
  return new Session(opened.session, opened.device, outputTypes(opened.session, options, name));
}

/** A model in ONNX Runtime. A run keeps this thread until it is done, so runs come one at a time. */
export class Session<Types extends OutputTypes = OutputTypes> {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** What it runs on. */
  readonly device: "CPU" | "GPU";
  readonly #session: InferenceSession;
  readonly #types: Types;

  /** @internal */
  constructor(session: InferenceSession, device: "CPU" | "GPU", types: Types) {
    this.#session = session;
    this.#types = types;
    this.device = device;
    this.inputs = session.inputMetadata.map(portOf);
    this.outputs = session.outputMetadata.map(portOf);
  }

  /**
   * Runs the model.
   *
   * @param feeds a tensor for every input, by name
   * @param names of the outputs to compute; all that the session gives unless given
   * @throws FeedError before the run when a feed does not fit; Error with the runtime's reason when the run fails
   */
  async run<Name extends keyof Types & string = keyof Types & string>(
    feeds: Readonly<Record<string, Feed>>,
    names: readonly Name[] = Object.keys(this.#types) as Name[],
  ): Promise<{ readonly [N in Name]: Output<Types[N]> }> {
    const tensors = tensorsOf(this.inputs, feeds);
    const values = await this.#session.run(tensors, names).catch((error: unknown) => {
      throw new Error(reasonOf(error), { cause: error });
    });
    const outputs = names.map((name) => [name, outputOf(name, this.#types[name], values[name])]);
    return Object.fromEntries(outputs) as { readonly [N in Name]: Output<Types[N]> };
  }
}

async function open(
  { threads, use_device, require_gpu, warn }: Resources,
  path: string,
  name: string,
  options: SessionOptions,
): Promise<{ session: InferenceSession; device: "CPU" | "GPU" }> {
  const settings: InferenceSession.SessionOptions = {
    intraOpNumThreads: options.threads ?? threads,
    interOpNumThreads: 1,
    // Spinning threads would take cores from the other workers.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
    ...options.runtime,
  };
  const on = (...executionProviders: string[]) => InferenceSession.create(path, { executionProviders, ...settings });
  if (use_device === "GPU") {
    try {
      return { session: await on("cuda", "cpu"), device: "GPU" };
    } catch (error) {
      if (require_gpu)
        throw new Error(`require_gpu: ${name} cannot run on the GPU: ${reasonOf(error)}`, { cause: error });
      warn(`${name} runs on the CPU: ${reasonOf(error)}`);
    }
  }
  try {
    return { session: await on("cpu"), device: "CPU" };
  } catch (error) {
    throw new Error(`${name} cannot be opened: ${reasonOf(error)}`, { cause: error });
  }
}

function outputTypes<Types extends OutputTypes>(
  { outputMetadata }: InferenceSession,
  { outputs: wanted, bits = false }: SessionOptions<Types>,
  model: string,
): Types {
  const types = new Map(outputMetadata.map(portOf).map(({ name, type }) => [name, type]));
  for (const [name, type] of Object.entries(wanted ?? {})) {
    const found = types.get(name);
    if (found === undefined) throw new Error(`${model} has no output ${name}; it has ${[...types.keys()].join(", ")}`);
    if (deliveredAs(found) !== type) throw new Error(`output ${name} of ${model} is ${found}, not ${type}`);
  }
  if (wanted !== undefined) return wanted;
  const all = [...types].flatMap(([name, type]) => {
    const delivered = bits && type === "float16" ? type : deliveredAs(type);
    return delivered === undefined ? [] : [[name, delivered] as const];
  });
  return Object.fromEntries(all) as Types;
}

function portOf(metadata: InferenceSession.ValueMetadata): Port {
  const { name } = metadata;
  return metadata.isTensor
    ? { name, type: metadata.type, shape: metadata.shape }
    : { name, type: "not a tensor", shape: [] };
}

function tensorsOf(inputs: readonly Port[], feeds: Readonly<Record<string, Feed>>): Record<string, Tensor> {
  const names = inputs.map(({ name }) => name);
  const stranger = Object.keys(feeds).find((name) => !names.includes(name));
  if (stranger !== undefined) throw new FeedError(`the model has no input ${stranger}; it has ${names.join(", ")}`);
  const missing = names.filter((name) => feeds[name] === undefined);
  if (missing.length > 0) throw new FeedError(`input ${missing.join(", ")} is missing`);
  return Object.fromEntries(
    inputs.flatMap((port) => {
      const feed = feeds[port.name];
      return feed === undefined ? [] : [[port.name, tensorOf(port, feed)]];
    }),
  );
}

function tensorOf({ name, type, shape }: Port, { data, dims }: Feed): Tensor {
  const array = arrayFor(type, data);
  if (array === undefined || !fits(dims, shape)) {
    const given = typeOfArray(data) ?? data.constructor.name;
    throw new FeedError(`input ${name} must be ${type} ${listed(shape)}, not ${given} ${listed(dims)}`);
  }
  const size = dims.reduce((product, length) => product * length, 1);
  if (data.length !== size) {
    throw new FeedError(`input ${name} has ${data.length} elements, but its shape ${listed(dims)} holds ${size}`);
  }
  return new Tensor(type as Tensor.Type, array as Tensor.DataType, dims);
}

function fits(dims: readonly number[], shape: Port["shape"]): boolean {
  if (!dims.every((size) => Number.isSafeInteger(size) && size >= 0)) return false;
  if (shape.length === 0) return true;
  if (shape.length !== dims.length) return false;
  return shape.every((size, axis) => typeof size === "string" || size < 0 || size === dims[axis]);
}

function listed(shape: readonly (number | string)[]): string {
  return `[${shape.join(", ")}]`;
}

function outputOf(name: string, wanted: ElementType | undefined, tensor: Tensor | undefined): Output {
  if (tensor === undefined) throw new Error(`the runtime gave no output ${name}`);
  const { dims, type, data } = tensor;
  if (type !== "float16") return { type, data, dims } as Output;
  return wanted === type ? { type, data: bitsOf(data), dims } : { type: "float32", data: widened(data), dims };
}

/** Bits on Node 20; Node 24 has an array of its own for them. */
function widened(data: Tensor.DataType): Float32Array {
  return data instanceof Uint16Array ? Float32Array.from(data, fromHalf) : Float32Array.from(data as ArrayLike<number>);
}

/** The runtime's reason without paths and without the C++ file, line and function that it may start with. */
function reasonOf(error: unknown): string {
  const text = messageOf(error).replace(/\s+/g, " ").trim();
  const failed = /while running (\w+) node\..* Status Message: (?:\S+:\d+ .*?\) )?(.*)$/.exec(text);
  if (failed !== null) return withoutFolders(`${failed[1]}: ${failed[2]}`);
  return withoutFolders(text.replace(/^Load model from .*? failed: ?/, ""));
}

function bitsOf(data: Tensor.DataType): Uint16Array {
  if (!ArrayBuffer.isView(data)) throw new Error("the runtime gave 16-bit floats that are no array");
  return new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
}
