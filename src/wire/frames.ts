import { evalbridge } from "./messages.js";

/** The head of a frame; see frames.proto for which kind carries what. */
export type Head = evalbridge.Head;
export type HeadInit = evalbridge.IHead;
export const Kind = evalbridge.Kind;

/** The version of frames.proto that both sides must speak. */
export const PROTOCOL_VERSION = 1;

/** No frame may be larger than this: far above any body limit, far below what would exhaust memory (bytes). */
export const MAX_FRAME_BYTES = 1 << 30;

export interface Frame {
  readonly head: Head;
  /** A view of the received bytes, not a copy. */
  readonly payload: Uint8Array;
}

/** The other side does not speak the protocol. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

const PREFIX_BYTES = 8;
/** Payloads up to this size are copied behind their head, so that a frame is one write (bytes). */
const COPY_LIMIT = 16 * 1024;

/** One frame as one or two buffers, to be written in order. */
export function encodeFrame(head: HeadInit, payload?: Uint8Array): Uint8Array[] {
  const headBytes = evalbridge.Head.encode(head).finish();
  const payloadBytes = payload?.length ?? 0;
  const inline = payloadBytes <= COPY_LIMIT;
  const start = Buffer.allocUnsafe(PREFIX_BYTES + headBytes.length + (inline ? payloadBytes : 0));
  start.writeUInt32LE(4 + headBytes.length + payloadBytes, 0);
  start.writeUInt32LE(headBytes.length, 4);
  start.set(headBytes, PREFIX_BYTES);
  if (payload === undefined) return [start];
  if (!inline) return [start, payload];
  start.set(payload, PREFIX_BYTES + headBytes.length);
  return [start];
}

/** Cuts a byte stream into frames. Chunks may end anywhere. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** Bytes needed before the next frame can be taken. */
  #needed = PREFIX_BYTES;

  /**
   * Takes the next chunk of the stream and returns the frames that it completes.
   *
   * @throws ProtocolError when the bytes cannot be frames
   */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < this.#needed) return [];
    const buffer = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#bytes);
    const frames: Frame[] = [];
    const rest = takeFrames(buffer, frames);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bytes = rest.length;
    this.#needed = rest.length >= 4 ? 4 + frameLength(rest) : PREFIX_BYTES;
    return frames;
  }
}

function frameLength(buffer: Buffer): number {
  const length = buffer.readUInt32LE(0);
  if (length < 4 || length > MAX_FRAME_BYTES) throw new ProtocolError(`a frame of ${length} bytes is not possible`);
  return length;
}

function takeFrames(buffer: Buffer, frames: Frame[]): Buffer {
  let offset = 0;
  while (buffer.length - offset >= PREFIX_BYTES) {
    const rest = buffer.subarray(offset);
    const length = frameLength(rest);
    if (rest.length < 4 + length) break;
    frames.push(decodeFrame(rest.subarray(4, 4 + length)));
    offset += 4 + length;
  }
  return buffer.subarray(offset);
}

function decodeFrame(bytes: Buffer): Frame {
  const headBytes = bytes.readUInt32LE(0);
  if (headBytes > bytes.length - 4) throw new ProtocolError(`a head of ${headBytes} bytes is longer than its frame`);
  try {
    return {
      head: evalbridge.Head.decode(bytes.subarray(4, 4 + headBytes)),
      payload: bytes.subarray(4 + headBytes),
    };
  } catch (error) {
    throw new ProtocolError("a frame's head is not a Head message", { cause: error });
  }
}
