import { StrictReader, viewOf } from "./strict-reader.ts";

/** How the value of a field is written. */
const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** What reads a field into a message, by its tag. */
export type FieldReaders<Message> = Readonly<Record<number, (reader: StrictReader, message: Message) => void>>;

/** What stands before a field of a number whose value is written in some way. */
export function tagOf(field: number, wire: keyof typeof WIRE): number {
  return (field << 3) | WIRE[wire];
}

/**
 * Reads the fields of a message one after the other, as they come. Those of unknown tags are skipped, as protobuf wants it.
 *
 * @param message what they are read into
 * @param see is told the tag of each before it is read
 * @throws Error when the bytes are no message
 */
export function readFields<Message>(
  bytes: Uint8Array,
  message: Message,
  readers: FieldReaders<Message>,
  see: (tag: number) => void = () => undefined,
): Message {
  const reader = new StrictReader(viewOf(bytes));
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 0) throw new Error("a field has the number 0");
    see(tag);
    const take = readers[tag];
    if (take === undefined) reader.skipType(tag & 7);
    else take(reader, message);
  }
  return message;
}

/**
 * Reads values that stand one behind the other, after their length in bytes: in place, since who sends none at a time may
 * send millions of times.
 */
export function readPacked<Message>(
  reader: StrictReader,
  message: Message,
  take: (reader: StrictReader, message: Message) => void,
): void {
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError("values end beyond their message");
  while (reader.pos < end) take(reader, message);
  if (reader.pos > end) throw new RangeError("a value ends beyond those that it stands among");
}

/** 64 bits as protobufjs reads them. */
interface Bits {
  readonly low: number;
  readonly high: number;
}

export function isBits(value: unknown): value is Bits {
  return typeof value === "object" && value !== null && "low" in value && "high" in value;
}

/** The nearest number: whole numbers beyond 2^53 have gaps between them. */
export function signed({ low, high }: Bits): number {
  return high * 2 ** 32 + (low >>> 0);
}

export function unsigned({ low, high }: Bits): number {
  return (high >>> 0) * 2 ** 32 + (low >>> 0);
}
