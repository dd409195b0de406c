import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newRequestId, requestId } from "../../src/gateways/request-id.ts";

const MADE = /^[A-Za-z0-9_-]{16}$/;

describe("requestId", () => {
  it("keeps what is printable and has at most 1024 characters", () => {
    const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    const header = fc.string({ unit: printable, minLength: 1, maxLength: 1024 });
    fc.assert(fc.property(header, (text) => void expect(requestId(text)).toBe(text)));
  });

  it("replaces everything else", () => {
    const bad = fc.string({ unit: "binary" }).filter((text) => !/^[\x20-\x7e]{1,1024}$/.test(text));
    fc.assert(fc.property(bad, (text) => void expect(requestId(text)).toMatch(MADE)));
    for (const header of [undefined, "", "a\n", "a\nb", "é", "x".repeat(1025), ["a"], ["a", "b"]]) {
      expect(requestId(header)).toMatch(MADE);
    }
  });
});

describe("newRequestId", () => {
  it("holds the process id and the time in nanoseconds, little-endian", () => {
    const before = BigInt(Date.now() - 1000) * 1_000_000n;
    const bytes = Buffer.from(newRequestId(), "base64url");
    expect(bytes).toHaveLength(12);
    expect(bytes.readUInt32LE(0)).toBe(process.pid);
    const time = bytes.readBigUInt64LE(4);
    expect(time > before && time < before + 10_000_000_000n).toBe(true);
  });

  it("never repeats itself and counts on", () => {
    const ids = Array.from({ length: 20_000 }, newRequestId);
    expect(new Set(ids).size).toBe(ids.length);
    const times = ids.map((id) => Buffer.from(id, "base64url").readBigUInt64LE(4));
    expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? time))).toBe(true);
  });
});
