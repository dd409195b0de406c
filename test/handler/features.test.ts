import fc from "fast-check";
import { expect, it } from "vitest";
import { bigEndianFloats, readBigEndianFloats } from "../../src/handler/features.ts";

it("floats are four bytes each, the highest first", () => {
  expect(Buffer.from(bigEndianFloats([1, -2])).toString("hex")).toBe("3f800000c0000000");
});

it("are read back as they were, at any alignment", () => {
  fc.assert(
    fc.property(fc.float32Array(), fc.nat(7), (values, offset) => {
      const bytes = Buffer.concat([Buffer.alloc(offset), bigEndianFloats(values)]).subarray(offset);
      expect(readBigEndianFloats(bytes)).toEqual(values);
    }),
  );
});

it("half a float is refused", () => {
  expect(() => readBigEndianFloats(new Uint8Array(6))).toThrow("6 bytes are no whole number of 32-bit floats");
});
