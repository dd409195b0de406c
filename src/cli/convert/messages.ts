import protobuf from "protobufjs/minimal.js";

/** The fields of a protobuf message, by number, as they stand on the wire; what is wrong with it is thrown as `Error`. */
export class Message {
  readonly #fields = new Map<number, (number | Uint8Array)[]>();

  constructor(bytes: Uint8Array) {
    const reader = protobuf.Reader.create(bytes);
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      const value = fieldOf(reader, tag & 7);
      if (value === undefined) continue;
      const earlier = this.#fields.get(tag >>> 3);
      if (earlier === undefined) this.#fields.set(tag >>> 3, [value]);
      else earlier.push(value);
    }
  }

  messages(field: number): Message[] {
    return this.#bytes(field).map((bytes) => new Message(bytes));
  }

  message(field: number): Message | undefined {
    return this.messages(field).at(-1);
  }

  texts(field: number): string[] {
    return this.#bytes(field).map((bytes) => Buffer.from(bytes).toString());
  }

  text(field: number): string {
    return this.texts(field).at(-1) ?? "";
  }

  /** Whole numbers, packed or not. */
  numbers(field: number): number[] {
    return (this.#fields.get(field) ?? []).flatMap((value) => (typeof value === "number" ? value : unpacked(value)));
  }

  number(field: number): number {
    return this.numbers(field).at(-1) ?? 0;
  }

  #bytes(field: number): Uint8Array[] {
    return (this.#fields.get(field) ?? []).filter((value) => typeof value !== "number");
  }
}

const VARINT = 0;
const BYTES = 2;

/** @returns undefined for numbers that are not whole */
function fieldOf(reader: protobuf.Reader, wireType: number): number | Uint8Array | undefined {
  if (wireType === VARINT) return Number(reader.int64());
  if (wireType === BYTES) return reader.bytes();
  reader.skipType(wireType);
  return undefined;
}

function unpacked(bytes: Uint8Array): number[] {
  const reader = protobuf.Reader.create(bytes);
  const numbers: number[] = [];
  while (reader.pos < reader.len) numbers.push(Number(reader.int64()));
  return numbers;
}
