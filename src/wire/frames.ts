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

/**
 * One frame as buffers to be written in order.
 *
 * @param payload parts of the payload, one after the other
 * @throws ProtocolError when the frame would be larger than any may be
 */
export function encodeFrame(head: HeadInit, ...payload: readonly Uint8Array[]): Uint8Array[] {
  const headBytes = evalbridge.Head.encode(head).finish();
  const payloadBytes = payload.reduce((sum, part) => sum + part.length, 0);
  const length = 4 + headBytes.length + payloadBytes;
  if (length > MAX_FRAME_BYTES) throw new ProtocolError(`a frame of ${length} bytes is not possible`);
  const inline = payloadBytes <= COPY_LIMIT;
  const start = Buffer.allocUnsafe(PREFIX_BYTES + headBytes.length + (inline ? payloadBytes : 0));
  start.writeUInt32LE(length, 0);
  start.writeUInt32LE(headBytes.length, 4);
  start.set(headBytes, PREFIX_BYTES);
  if (!inline) return [start, ...payload];
  let offset = PREFIX_BYTES + headBytes.length;
  for (const part of payload) {
    start.set(part, offset);
    offset += part.length;
  }
  return [start];
}

const NOTHING = Buffer.alloc(0);

/** Cuts a byte stream into frames. Chunks may end anywhere. */
export class FrameReader {
  /** What has been received of an unfinished frame: all of its bytes so far, at the front. */
  #partial: Buffer = NOTHING;
  #received = 0;

  /**
   * Takes the next chunk of the stream and returns the frames that it completes.
   *
   * @throws ProtocolError when the bytes cannot be frames
   */
  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = [];
    const rest = this.#received === 0 ? chunk : this.#append(chunk, frames);
    this.#keep(takeFrames(rest, frames));
    return frames;
  }

  /** Adds to the unfinished frame; returns what is left of the chunk behind it. */
  #append(chunk: Buffer, frames: Frame[]): Buffer {
    const missing = this.#partial.length - this.#received;
    this.#received += chunk.copy(this.#partial, this.#received);
    if (chunk.length < missing) return chunk.subarray(chunk.length);
    const whole = this.#partial;
    this.#partial = NOTHING;
    this.#received = 0;
    // It was only a prefix, which did not yet say how long the frame is.
    if (whole.length === PREFIX_BYTES && frameLength(whole) > 4) return Buffer.concat([whole, chunk.subarray(missing)]);
    takeFrames(whole, frames);
    return chunk.subarray(missing);
  }

  /** Makes room for the whole frame at once, so that a large one is copied only once. */
  #keep(rest: Buffer): void {
    if (rest.length === 0) return;
    const length = rest.length < PREFIX_BYTES ? PREFIX_BYTES : 4 + frameLength(rest);
    this.#partial = Buffer.allocUnsafeSlow(length);
    this.#received = rest.copy(this.#partial);
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
