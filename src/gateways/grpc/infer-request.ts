import { BridgeError } from "../../contract/errors.ts";
import { bad, DATATYPES, isDatatype, short } from "../../tensors/datatypes.ts";
import type { Parameter, Parameters } from "../../tensors/head.ts";
import type { Message, OutgoingTensor } from "../../tensors/write.ts";
import { writeMessage } from "../../tensors/write.ts";
import type { FieldReaders } from "./fields.ts";
import { readFields, readPacked, signed, tagOf, unsigned } from "./fields.ts";
import { rawOf } from "./infer-contents.ts";
import type { StrictReader } from "./strict-reader.ts";

/** A ModelInferRequest, its tensors as the protocol's HTTP body has them. */
export interface InferRequest {
  readonly name: string;
  /** Empty: any. */
  readonly version: string;
  readonly id: string;
  readonly parameters: Parameters;
  readonly message: Message;
}

/** Whom a ModelInferRequest is for, and how many tensors it names. */
export interface InferHead {
  readonly name: string;
  /** Empty: any. */
  readonly version: string;
  readonly id: string;
  readonly inputs: number;
  readonly outputs: number;
}

/** A codec that leaves a message as it came: what it holds is checked before anything is made of it. */
export const Unread = {
  decode({ buf }: { readonly buf: Uint8Array }): Uint8Array {
    return buf;
  },
};

/**
 * Fields that a request may have, without the elements of its tensors: one takes two bytes on the wire, and a hundred and
 * some microseconds of everybody's time when it is read.
 */
const MAX_FIELDS = 20_000;
const NOTHING = new Uint8Array();

/**
 * Reads what decides whether a ModelInferRequest is read at all.
 *
 * @throws BridgeError bad_request when it is no such message
 */
export function readInferHead(bytes: Uint8Array): InferHead {
  return understood(() => {
    const head = { name: "", version: "", id: "", inputs: 0, outputs: 0 };
    return readFields(bytes, head, HEAD, counter());
  });
}

/**
 * Reads a ModelInferRequest. Raw tensors are views of its bytes, typed ones become raw; all outputs are asked for raw.
 *
 * @throws BridgeError bad_request when it is no such message, when raw and typed tensors are mixed or are not as many as
 *   the inputs, and when typed elements are not what datatype and shape say. Anything else is left to whoever reads the
 *   HTTP body
 */
export function readInferRequest(bytes: Uint8Array): InferRequest {
  return understood(() => inferRequestOf(readRequest(bytes)));
}

function understood<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof BridgeError) throw error;
    // protobuf's own.
    throw bad(`the request is no ModelInferRequest: ${error instanceof Error ? error.message : ""}`);
  }
}

function inferRequestOf({ name, version, id, inputs, outputs, raw, ...rest }: Request): InferRequest {
  if (raw.length > 0) checkRaw(inputs, raw);
  const parameters = Object.fromEntries(rest.parameters);
  const tensors = inputs.map((input, index) => tensorOf(input, raw[index]));
  const before = { ...(id === "" ? undefined : { id }), parameters: { ...parameters, binary_data_output: true } };
  const wanted = outputs.map((output) => {
    return { name: output.name, parameters: { ...Object.fromEntries(output.parameters), binary_data: true } };
  });
  const behind = wanted.length === 0 ? {} : { outputs: wanted };
  const message = writeMessage({ before, behind }, "inputs", tensors);
  return { name, version, id, parameters, message };
}

function tensorOf({ name, datatype, shape, parameters, contents }: Input, raw: Uint8Array | undefined): OutgoingTensor {
  if (!isDatatype(datatype)) {
    throw bad(`input ${short(name)} has the datatype ${datatype.slice(0, 20)}; it may be ${DATATYPES.join(", ")}`);
  }
  const tensor = { name, datatype, shape, parameters: Object.fromEntries(parameters) };
  return { ...tensor, content: { raw: raw ?? rawOf({ ...tensor, name: short(name) }, contents) } };
}

function checkRaw(inputs: readonly Input[], raw: readonly Uint8Array[]): void {
  const typed = inputs.find(({ contents }) => contents.length > 0);
  if (typed !== undefined) {
    throw bad(
      `input ${short(typed.name)} has contents beside raw_input_contents: the inputs must be all typed, or all of them raw`,
    );
  }
  if (raw.length !== inputs.length) {
    throw bad(`raw_input_contents holds ${raw.length} tensors, and inputs names ${inputs.length}`);
  }
}

interface Fields {
  /** Takes note of a field, or of a size in a shape. */
  readonly count: () => void;
}

interface Output extends Fields {
  name: string;
  readonly parameters: Map<string, Parameter>;
}

interface Input extends Output {
  datatype: string;
  readonly shape: number[];
  /** An InferTensorContents, unread. */
  contents: Uint8Array;
}

interface Request extends Output {
  version: string;
  id: string;
  readonly inputs: Input[];
  readonly outputs: Output[];
  readonly raw: Uint8Array[];
}

/** An entry of a map of InferParameter. */
interface Entry extends Fields {
  key: string;
  value?: Parameter;
}

const CHOICES: FieldReaders<Entry> = {
  [tagOf(1, "varint")]: (reader, entry) => {
    entry.value = reader.bool();
  },
  [tagOf(2, "varint")]: (reader, entry) => {
    entry.value = signed(reader.int64());
  },
  [tagOf(3, "bytes")]: (reader, entry) => {
    entry.value = reader.string();
  },
  [tagOf(4, "fixed64")]: (reader, entry) => {
    entry.value = reader.double();
  },
  [tagOf(5, "varint")]: (reader, entry) => {
    entry.value = unsigned(reader.uint64());
  },
};

const ENTRY: FieldReaders<Entry> = {
  [tagOf(1, "bytes")]: (reader, entry) => {
    entry.key = reader.string();
  },
  [tagOf(2, "bytes")]: (reader, entry) => {
    readFields(reader.bytes(), entry, CHOICES, entry.count);
  },
};

const OUTPUT: FieldReaders<Output> = {
  [tagOf(1, "bytes")]: readName,
  [tagOf(2, "bytes")]: readParameter,
};

const INPUT: FieldReaders<Input> = {
  [tagOf(1, "bytes")]: readName,
  [tagOf(2, "bytes")]: (reader, input) => {
    input.datatype = reader.string();
  },
  [tagOf(3, "bytes")]: (reader, input) => readPacked(reader, input, readSize),
  [tagOf(3, "varint")]: readSize,
  [tagOf(4, "bytes")]: readParameter,
  [tagOf(5, "bytes")]: (reader, input) => {
    input.contents = reader.bytes();
  },
};

const REQUEST: FieldReaders<Request> = {
  [tagOf(1, "bytes")]: readName,
  [tagOf(2, "bytes")]: readVersion,
  [tagOf(3, "bytes")]: readId,
  [tagOf(4, "bytes")]: readParameter,
  [tagOf(5, "bytes")]: (reader, { inputs, count }) => {
    const input = { name: "", datatype: "", shape: [], parameters: new Map(), contents: NOTHING, count };
    inputs.push(readFields(reader.bytes(), input, INPUT, count));
  },
  [tagOf(6, "bytes")]: (reader, { outputs, count }) => {
    const output = { name: "", parameters: new Map(), count };
    outputs.push(readFields(reader.bytes(), output, OUTPUT, count));
  },
  [tagOf(7, "bytes")]: (reader, { raw }) => {
    raw.push(reader.bytes());
  },
};

type Counts = { -readonly [Key in keyof InferHead]: InferHead[Key] };

const HEAD: FieldReaders<Counts> = {
  [tagOf(1, "bytes")]: readName,
  [tagOf(2, "bytes")]: readVersion,
  [tagOf(3, "bytes")]: readId,
  [tagOf(5, "bytes")]: (reader, head) => {
    head.inputs += 1;
    reader.skip(reader.uint32());
  },
  [tagOf(6, "bytes")]: (reader, head) => {
    head.outputs += 1;
    reader.skip(reader.uint32());
  },
};

function readName(reader: StrictReader, message: { name: string }): void {
  message.name = reader.string();
}

function readVersion(reader: StrictReader, message: { version: string }): void {
  message.version = reader.string();
}

function readId(reader: StrictReader, message: { id: string }): void {
  message.id = reader.string();
}

function readSize(reader: StrictReader, { shape, count }: Input): void {
  count();
  shape.push(signed(reader.int64()));
}

function readParameter(reader: StrictReader, { parameters, count }: Output): void {
  const empty: Entry = { key: "", count };
  const { key, value } = readFields(reader.bytes(), empty, ENTRY, count);
  if (value === undefined) throw bad(`the parameter ${short(key)} has no value`);
  if (typeof value === "number" && !Number.isFinite(value)) throw bad(`the parameter ${short(key)} is ${value}`);
  parameters.set(key, value);
}

/** Takes note of fields until they are too many. */
function counter(): () => void {
  let fields = 0;
  return () => {
    fields += 1;
    if (fields > MAX_FIELDS) throw bad(`the request has more than ${MAX_FIELDS} fields beside its tensors' elements`);
  };
}

function readRequest(bytes: Uint8Array): Request {
  const count = counter();
  const empty: Request = {
    name: "",
    version: "",
    id: "",
    parameters: new Map(),
    inputs: [],
    outputs: [],
    raw: [],
    count,
  };
  return readFields(bytes, empty, REQUEST, count);
}
