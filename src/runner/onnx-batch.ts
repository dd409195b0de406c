import type { EvalRequest, Ret, Tensors } from "../contract/handler.ts";
import type { Tensor } from "../contract/tensor.ts";
import { perItem } from "../handler/items.ts";
import { fromHalf } from "../onnx/arrays.ts";
import { splitRows, stackRows } from "../tensors/rows.ts";
import { textOf } from "./failure.ts";
import type { TensorContract } from "./tensors.ts";

/** One run of the model. */
export type Run = (tensors: Tensors, outputs: readonly string[]) => Promise<Tensors>;

/** How far the numbers of a stacked run may be from those of single ones, in shares of the largest: sums in another order. */
const TOLERANCE = { FP16: 1e-2, other: 1e-3 };

/**
 * Runs requests, several at once where their model allows it: each of its inputs and outputs has a free first size, and
 * what it computes for a row depends on no other row. The latter no model says, so the first requests that could be
 * stacked, and are not all the same, are run both ways; until then and after a difference each is run by itself.
 */
export class Batcher {
  readonly #run: Run;
  readonly #warn: (text: string) => void;
  #rows: "apart" | "unknown" | "mixed";

  constructor({ inputs, outputs }: TensorContract, run: Run, warn: (text: string) => void) {
    this.#run = run;
    this.#warn = warn;
    this.#rows = [...inputs, ...outputs].every(({ shape }) => shape[0] === -1) ? "unknown" : "mixed";
  }

  /** @returns for every request its ret or error, in order */
  async run(requests: readonly EvalRequest[]): Promise<(Ret | Error)[]> {
    if (requests.length === 1 || this.#rows === "mixed") return this.#singly(requests);
    const results = new Map<EvalRequest, Ret | Error>();
    for (const alike of groupsOf(requests)) {
      const rets = alike.length === 1 ? await this.#singly(alike) : await this.#together(alike);
      for (const [index, request] of alike.entries()) results.set(request, rets[index] ?? new Error("no result"));
    }
    return requests.map((request) => results.get(request) ?? new Error("no result"));
  }

  #singly(requests: readonly EvalRequest[]): Promise<(Ret | Error)[]> {
    return perItem(requests, async ({ tensors, outputs }) => ({ tensors: await this.#run(tensors, outputs) }));
  }

  async #together(requests: readonly EvalRequest[]): Promise<(Ret | Error)[]> {
    // Where one fails alone, the others may not fail with it.
    if (this.#rows === "apart") return (await this.#stacked(requests).catch(() => undefined)) ?? this.#singly(requests);
    const rets = await this.#singly(requests);
    const good = requests.filter((_, index) => !(rets[index] instanceof Error));
    if (this.#rows === "unknown" && good.length > 1 && differ(good)) {
      await this.#judge(
        good,
        rets.filter((ret): ret is Ret => !(ret instanceof Error)),
      );
    }
    return rets;
  }

  async #judge(requests: readonly EvalRequest[], rets: readonly Ret[]): Promise<void> {
    const reason = await this.#stacked(requests).then(
      (stacked) => (stacked?.every((ret, index) => areClose(ret.tensors, rets[index]?.tensors)) ? "" : "other results"),
      textOf,
    );
    this.#rows = reason === "" ? "apart" : "mixed";
    if (reason !== "") this.#warn(`requests are run one by one: as one batch they give ${reason}`);
  }

  /** Undefined when an output has not the rows of the requests. */
  async #stacked(requests: readonly EvalRequest[]): Promise<Ret[] | undefined> {
    const [first, ...others] = requests;
    if (first === undefined) return [];
    const feeds = Object.entries(first.tensors).map(([name, tensor]): [string, Tensor] => {
      const rest = others.flatMap(({ tensors }) => tensors[name] ?? []);
      return [name, stackRows([tensor, ...rest])];
    });
    const outputs = Object.entries(await this.#run(Object.fromEntries(feeds), first.outputs));
    const counts = requests.map(rowsOf);
    const parts = outputs.map(([name, tensor]) => [name, splitRows(tensor, counts)] as const);
    if (parts.some(([, split]) => split === undefined)) return undefined;
    return requests.map((_, index) => ({
      tensors: Object.fromEntries(parts.flatMap(([name, split]) => (split?.[index] ? [[name, split[index]]] : []))),
    }));
  }
}

/** Those that can be one run, in the order of their first. */
function groupsOf(requests: readonly EvalRequest[]): EvalRequest[][] {
  const groups = new Map<unknown, EvalRequest[]>();
  for (const request of requests) {
    const key = keyOf(request);
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return [...groups.values()];
}

/** The shapes beyond the first axis and the outputs; one of its own where the inputs have not as many rows each. */
function keyOf(request: EvalRequest): unknown {
  const inputs = Object.entries(request.tensors).sort(([a], [b]) => (a < b ? -1 : 1));
  if (!inputs.every(([, { shape }]) => shape[0] === rowsOf(request))) return request;
  return JSON.stringify([inputs.map(([, { shape }]) => shape.slice(1)), request.outputs]);
}

function rowsOf({ tensors }: EvalRequest): number {
  return Object.values(tensors)[0]?.shape[0] ?? 0;
}

/** Whether what a row of one did to a row of another would be seen. */
function differ(requests: readonly EvalRequest[]): boolean {
  const [first, ...others] = requests;
  if (first === undefined) return false;
  return others.some(({ tensors }) =>
    Object.entries(first.tensors).some(([name, { data }]) => {
      const other = tensors[name]?.data ?? [];
      return data.slice(0, other.length).some((value: unknown, index: number) => other[index] !== value);
    }),
  );
}

function areClose(one: Tensors | undefined, other: Tensors | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return Object.entries(one).every(([name, tensor]) => {
    const against = other[name];
    return against !== undefined && isClose(tensor, against);
  });
}

function isClose(a: Tensor, b: Tensor): boolean {
  if (a.shape.join() !== b.shape.join()) return false;
  if (a.datatype === "BYTES") return String(a.data) === String(b.data);
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (left === undefined || right === undefined) return String(a.data) === String(b.data);
  const largest = left.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  const margin = largest * (a.datatype === "FP16" ? TOLERANCE.FP16 : TOLERANCE.other);
  return left.every(
    (value, index) => Object.is(value, right[index]) || Math.abs(value - (right[index] ?? 0)) <= margin,
  );
}

/** Of datatypes whose numbers are rounded. */
function numbersOf(tensor: Tensor): readonly number[] | undefined {
  if (tensor.datatype === "FP16") return Array.from(tensor.data, fromHalf);
  return tensor.datatype === "FP32" || tensor.datatype === "FP64" ? Array.from(tensor.data) : undefined;
}
