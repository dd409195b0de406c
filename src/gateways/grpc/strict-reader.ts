import { isUtf8 } from "node:buffer";
import protobuf from "protobufjs/minimal.js";

/** Refuses what protobufjs takes and no other implementation does: a text that ends after its message, or is no UTF-8. */
export class StrictReader extends protobuf.BufferReader {
  /** @throws Error */
  override string(): string {
    const bytes = viewOf(this.bytes());
    if (!isUtf8(bytes)) throw new Error("a text is no UTF-8");
    return bytes.toString();
  }
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
