import type { Datatype, Tensor } from "../contract/tensor.ts";
import type { Parameters } from "./head.ts";
import { toRaw } from "./raw.ts";

/** A message as it travels: parts to be written one after the other, raw tensors not copied. */
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

/**
 * Writes an infer request or response.
 *
 * @param members what stands before the tensors: `id`, `model_name`, `parameters`; undefined ones are left out
 * @param key what the tensors are
 * @param rest what stands behind them: a request's `outputs`
 */
export function writeMessage(
  members: Readonly<Record<string, unknown>>,
  key: "inputs" | "outputs",
  tensors: readonly OutgoingTensor[],
  rest: Readonly<Record<string, unknown>> = {},
): Message {
  const list = `${JSON.stringify(key)}:[${tensors.map(textOf).join(",")}]`;
  const inner = [membersOf(members), list, membersOf(rest)].filter((text) => text !== "").join(",");
  const head = new TextEncoder().encode(`{${inner}}`);
  const raw = tensors.flatMap(({ content }) => ("raw" in content ? [content.raw] : []));
  return raw.length === 0 ? { parts: [head] } : { parts: [head, ...raw], headerLength: head.length };
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
