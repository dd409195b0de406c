import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFrame, type Frame, FrameReader, Kind, MAX_FRAME_BYTES, ProtocolError } from "../../src/wire/frames.ts";

const frame = fc.record({
  call: fc.nat(),
  message: fc.string(),
  payload: fc.uint8Array({ maxLength: 40_000 }),
});

/** Cuts bytes at arbitrary places, as a stream does. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1))), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

function readAll(...chunks: readonly Buffer[]): Frame[] {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  for (const chunk of chunks) reader.push(chunk, (received) => frames.push(received));
  return frames;
}

describe("frames", () => {
  it("survive any cutting of the stream", () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 12 }), (frames, places) => {
        const parts = frames.flatMap(({ call, message, payload }) =>
          encodeFrame({ kind: Kind.LOG, call, message }, payload),
        );
        const received = readAll(...cut(Buffer.concat(parts), places));
        expect(received.map(({ head, payload }) => [head.call, head.message, Buffer.from(payload)])).toEqual(
          frames.map(({ call, message, payload }) => [call, message, Buffer.from(payload)]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("never throw anything but ProtocolError on garbage", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
        try {
          readAll(...chunks.map((chunk) => Buffer.from(chunk)));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("refuse an impossible length before any memory is taken for it", () => {
    const prefix = Buffer.alloc(8);
    prefix.writeUInt32LE(MAX_FRAME_BYTES + 1, 0);
    expect(() => readAll(prefix)).toThrow(ProtocolError);
  });

  it("refuse a head that is longer than its frame", () => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt32LE(8, 0);
    bytes.writeUInt32LE(5, 4);
    expect(() => readAll(bytes)).toThrow("longer than its frame");
  });

  it("hand on what came before garbage in the same chunk", () => {
    const good = Buffer.concat(encodeFrame({ kind: Kind.LOG, message: "last words" }));
    const words: string[] = [];
    const read = () => new FrameReader().push(Buffer.concat([good, good, Buffer.alloc(8)]), note);
    const note = ({ head }: Frame) => words.push(head.message);
    expect(read).toThrow(ProtocolError);
    expect(words).toEqual(["last words", "last words"]);
  });

  it("keep their bytes when the next ones arrive", () => {
    const reader = new FrameReader();
    const frames: Frame[] = [];
    for (const letter of ["a", "b", "c"]) {
      const payload = Buffer.from(letter.repeat(1000));
      reader.push(Buffer.concat(encodeFrame({ kind: Kind.CALL }, payload)), (received) => frames.push(received));
    }
    expect(frames.map(({ payload }) => Buffer.from(payload).toString())).toEqual(
      ["a", "b", "c"].map((letter) => letter.repeat(1000)),
    );
  });

  it("are received in place when they are large", () => {
    const reader = new FrameReader();
    const frames: Frame[] = [];
    const bytes = Buffer.concat(encodeFrame({ kind: Kind.CALL }, Buffer.alloc(1_000_000, 7)));
    reader.space.set(bytes.subarray(0, 1000));
    reader.take(1000, (received) => frames.push(received));
    const { buffer } = reader.space;
    reader.push(bytes.subarray(1000), (received) => frames.push(received));
    expect(frames[0]?.payload.buffer).toBe(buffer);
  });
});
