import { lengthOf } from "../contract/bytes.ts";
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
  const payloadBytes = lengthOf(payload);
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

/** What a socket gives at once, more or less (bytes). */
const ARRIVAL_BYTES = 64 * 1024;

/**
 * Cuts a byte stream into frames. The stream is read into memory of the reader's own: small frames leave it as one
 * copy, a larger one is received where it stays. So nothing is allocated for a read as such: memory outside of V8's heap
 * that lives for a moment costs full collections.
 */
export class FrameReader {
  readonly #arrivals = Buffer.allocUnsafeSlow(ARRIVAL_BYTES);
  /** What is being received: a frame that has begun, or whatever arrives. */
  #target: Buffer = this.#arrivals;
  #received = 0;

  /** Where the next bytes of the stream go. Never empty. */
  get space(): Buffer {
    return this.#target.subarray(this.#received);
  }

  /**
   * Takes note that so many bytes have been put into `space`, and hands on the frames that they complete.
   *
   * @throws ProtocolError when the bytes cannot be frames; the good ones before them have been handed on
   */
  take(count: number, onFrame: (frame: Frame) => void): void {
    this.#received += count;
    if (this.#target === this.#arrivals) this.#takeArrivals(onFrame);
    else if (this.#received === this.#target.length) this.#takeTarget(onFrame);
  }

  /** The same for a stream that brings its own chunks. */
  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    let rest = chunk;
    while (rest.length > 0) {
      const count = rest.copy(this.space);
      rest = rest.subarray(count);
      this.take(count, onFrame);
    }
  }

  #takeTarget(onFrame: (frame: Frame) => void): void {
    const frame = this.#target;
    this.#target = this.#arrivals;
    this.#received = 0;
    onFrame(decodeFrame(frame.subarray(4)));
  }

  #takeArrivals(onFrame: (frame: Frame) => void): void {
    const arrivals = this.#arrivals.subarray(0, this.#received);
    const ends = endsOfFrames(arrivals);
    const end = ends.at(-1) ?? 0;
    const frames = Buffer.from(arrivals.subarray(0, end));
    let start = 0;
    for (const next of ends) {
      onFrame(decodeFrame(frames.subarray(start + 4, next)));
      start = next;
    }
    this.#begin(arrivals.subarray(end));
  }

  /** Makes room for the whole frame at once as soon as its length is known. */
  #begin(rest: Buffer): void {
    if (rest.length >= PREFIX_BYTES) this.#target = endingAligned(4 + frameLength(rest));
    this.#received = rest.copy(this.#target);
  }
}

/** The largest element of a tensor (bytes). */
const ALIGNMENT = 8;

/** Memory whose end is aligned: what a large body ends with is a tensor more often than not, and then used where it is. */
function endingAligned(bytes: number): Buffer {
  return Buffer.allocUnsafeSlow(Math.ceil(bytes / ALIGNMENT) * ALIGNMENT).subarray(-bytes);
}

/** Where each whole frame ends; up to the first that is impossible. */
function endsOfFrames(buffer: Buffer): number[] {
  const ends: number[] = [];
  let start = 0;
  while (buffer.length - start >= PREFIX_BYTES) {
    const length = buffer.readUInt32LE(start);
    const end = start + 4 + length;
    if (!isPossible(length) || end > buffer.length) break;
    ends.push(end);
    start = end;
  }
  return ends;
}

function isPossible(length: number): boolean {
  return length >= 4 && length <= MAX_FRAME_BYTES;
}

function frameLength(buffer: Buffer): number {
  const length = buffer.readUInt32LE(0);
  if (!isPossible(length)) throw new ProtocolError(`a frame of ${length} bytes is not possible`);
  return length;
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
