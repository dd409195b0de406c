import { status } from "@grpc/grpc-js";
import { messageOf } from "../../contract/text.ts";
import { baidu } from "../../protos/paddle-messages.js";
import type { FieldReaders } from "./fields.ts";
import { readFields, tagOf } from "./fields.ts";
import { StatusError } from "./status.ts";
import { StrictReader } from "./strict-reader.ts";

const { Request } = baidu.paddle_serving.pipeline_serving;

/** A number takes a byte on the wire and a hundred in memory, and a microsecond: 50 MiB of them would end the host. */
const MAX_ELEMENTS = 1_000_000;
/** What a tensor counts, be it empty. */
const TENSOR = 100;

/**
 * A Request of its bytes.
 *
 * @throws StatusError `RESOURCE_EXHAUSTED` when it has too many elements; `INTERNAL`, as grpc-js says it, when it is none
 */
export function readRequest(bytes: Uint8Array): InstanceType<typeof Request> {
  try {
    countElements(bytes);
    return Request.decode(new StrictReader(bytes));
  } catch (error) {
    if (error instanceof StatusError) throw error;
    throw new StatusError(status.INTERNAL, `Error deserializing request: ${messageOf(error)}`);
  }
}

class Count {
  #elements = 0;

  add(count: number): void {
    this.#elements += count;
    if (this.#elements <= MAX_ELEMENTS) return;
    throw new StatusError(status.RESOURCE_EXHAUSTED, `the request has more than ${MAX_ELEMENTS} texts and numbers`);
  }
}

/** @throws StatusError as soon as they are too many */
function countElements(bytes: Uint8Array): void {
  const count = new Count();
  const see = () => count.add(1);
  const tensors: FieldReaders<Count> = {
    [tagOf(3, "bytes")]: (reader) => {
      count.add(TENSOR);
      readFields(reader.bytes(), count, PACKED, see);
    },
  };
  readFields(bytes, count, tensors, see);
}

/** Fields of a tensor that hold many numbers at once. */
const PACKED: FieldReaders<Count> = Object.fromEntries([
  ...[1, 3, 5, 6, 21, 22].map((field) => packed(field, varintsIn)),
  ...[2, 7].map((field) => packed(field, ({ length }) => length / 4)),
  ...[4, 8].map((field) => packed(field, ({ length }) => length / 8)),
]);

function packed(field: number, countOf: (bytes: Uint8Array) => number): [number, FieldReaders<Count>[number]] {
  return [tagOf(field, "bytes"), (reader, count) => count.add(countOf(reader.bytes()))];
}

/** The last byte of each has no continuation bit. */
function varintsIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count += 1;
  return count;
}
