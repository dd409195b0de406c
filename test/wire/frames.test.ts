import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFrame, FrameReader, Kind, MAX_FRAME_BYTES, ProtocolError } from "../../src/wire/frames.ts";

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

describe("frames", () => {
  it("survive any cutting of the stream", () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 12 }), (frames, places) => {
        const parts = frames.flatMap(({ call, message, payload }) =>
          encodeFrame({ kind: Kind.LOG, call, message }, payload),
        );
        const reader = new FrameReader();
        const received = cut(Buffer.concat(parts), places).flatMap((chunk) => reader.push(Buffer.from(chunk)));
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
        const reader = new FrameReader();
        try {
          for (const chunk of chunks) reader.push(Buffer.from(chunk));
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
    expect(() => new FrameReader().push(prefix)).toThrow(ProtocolError);
  });

  it("refuse a head that is longer than its frame", () => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt32LE(8, 0);
    bytes.writeUInt32LE(5, 4);
    expect(() => new FrameReader().push(bytes)).toThrow("longer than its frame");
  });

  it("give the payload as a view, not a copy", () => {
    const [bytes] = encodeFrame({ kind: Kind.CALL }, Buffer.from("payload"));
    const chunk = Buffer.from(bytes ?? []);
    const [received] = new FrameReader().push(chunk);
    expect(received?.payload.buffer).toBe(chunk.buffer);
  });
});
