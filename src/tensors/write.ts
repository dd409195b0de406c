import type { Datatype, Tensor } from "../contract/tensor.ts";
import type { Parameters } from "./head.ts";
import { toJson } from "./json.ts";
import { toRaw } from "./raw.ts";

/**
 * An infer request or response as it travels, the HTTP body of the protocol: parts to be written one after the other, raw
 * tensors not copied.
 */
export interface Message {
  readonly parts: readonly Uint8Array[];
  /** Bytes of the JSON before the raw tensors, for `Inference-Header-Content-Length`; absent: all of it is JSON. */
  readonly headerLength?: number;
}

/** A tensor on its way out: either its raw bytes or the text of its JSON array. */
export interface OutgoingTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly parameters?: Parameters;
  readonly content: { readonly raw: Uint8Array } | { readonly json: string };
}

/** A tensor as raw bytes: a view of its data, but for BYTES. */
export function rawTensor(name: string, tensor: Tensor): OutgoingTensor {
  const { datatype, shape } = tensor;
  return { name, datatype, shape, content: { raw: toRaw(tensor) } };
}

/** A tensor as JSON; throws what `toJson` throws. */
export function jsonTensor(name: string, tensor: Tensor, role: "input" | "output"): OutgoingTensor {
  const { datatype, shape } = tensor;
  return { name, datatype, shape, content: { json: toJson(`${role} ${name}`, tensor) } };
}

/** What stands around the tensors of a message; undefined members are left out. */
export interface Envelope {
  /** Before them: `id`, `model_name`, `parameters`. */
  readonly before: Readonly<Record<string, unknown>>;
  /** Behind them: a request's `outputs`. */
  readonly behind?: Readonly<Record<string, unknown>>;
}

/** The JSON of an infer request or response. */
export function headOf(
  { before, behind = {} }: Envelope,
  key: "inputs" | "outputs",
  tensors: readonly OutgoingTensor[],
) {
  const list = `${JSON.stringify(key)}:[${tensors.map(textOf).join(",")}]`;
  return `{${[membersOf(before), list, membersOf(behind)].filter((text) => text !== "").join(",")}}`;
}

/** Writes an infer request or response. */
export function writeMessage(
  envelope: Envelope,
  key: "inputs" | "outputs",
  tensors: readonly OutgoingTensor[],
): Message {
  const text = headOf(envelope, key, tensors);
  const raw = tensors.flatMap(({ content }) => ("raw" in content ? [content.raw] : []));
  if (raw.length === 0) return { parts: [new TextEncoder().encode(text)] };
  const head = padded(new TextEncoder().encode(text));
  return { parts: [head, ...raw], headerLength: head.length };
}

/** The largest element (bytes). */
const ALIGNMENT = 8;

/** Spaces behind the JSON: a tensor behind it is aligned then, and who receives it need not copy it. */
function padded(head: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(head.length / ALIGNMENT) * ALIGNMENT).fill(0x20);
  whole.set(head);
  return whole;
}

function membersOf(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(members).slice(1, -1);
}

function textOf({ name, datatype, shape, parameters, content }: OutgoingTensor): string {
  const size = "raw" in content ? { binary_data_size: content.raw.length } : {};
  const own = { ...parameters, ...size };
  const members = { name, shape, datatype, ...(Object.keys(own).length === 0 ? {} : { parameters: own }) };
  return "raw" in content ? JSON.stringify(members) : `{${membersOf(members)},"data":${content.json}}`;
}
