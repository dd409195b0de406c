import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import type { Datatype } from "../../src/contract/tensor.ts";
import { checkSize, fromRaw, toRaw } from "../../src/tensors/raw.ts";
import { ALL, misaligned, tensors } from "./arbitrary.ts";

describe("raw bytes", () => {
  it("give back every tensor, to the last bit, wherever they begin", () => {
    fc.assert(
      fc.property(tensors(), fc.boolean(), (tensor, odd) => {
        const { datatype, shape } = tensor;
        const raw = odd ? misaligned(toRaw(tensor)) : toRaw(tensor);
        const back = fromRaw("input x", datatype, shape, raw);
        expect({ ...back, data: 0 }).toEqual({ datatype, shape, data: 0 });
        expect(toRaw(back)).toEqual(toRaw(tensor));
      }),
      { numRuns: 500 },
    );
  });

  it("are little endian, row-major, BYTES with its lengths", () => {
    expect([...toRaw({ datatype: "INT32", shape: [2], data: Int32Array.of(1, -2) })]).toEqual([
      1, 0, 0, 0, 254, 255, 255, 255,
    ]);
    const data = [Uint8Array.of(), Uint8Array.of(0, 65, 0)];
    expect([...toRaw({ datatype: "BYTES", shape: [2], data })]).toEqual([0, 0, 0, 0, 3, 0, 0, 0, 0, 65, 0]);
    const bf16 = fromRaw("input x", "BF16", [1], Uint8Array.of(0x80, 0x3f));
    expect(bf16.data).toEqual(Uint16Array.of(0x3f80));
  });

  it("are views of an aligned message, and one copy of any other", () => {
    const message = new Uint8Array(new Float32Array(4).buffer);
    const view = fromRaw("input x", "FP32", [4], message);
    message.set([0, 0, 128, 63]);
    expect(view.data[0]).toBe(1);
    const copied = fromRaw("input x", "FP32", [3], message.subarray(2, 14));
    message.fill(0);
    expect(copied.data.length).toBe(3);
    const bytes = fromRaw("input x", "UINT8", [3], message.subarray(1, 4));
    message.fill(7);
    expect(bytes.data).toEqual(Uint8Array.of(7, 7, 7));
  });

  it.each<[string, Datatype, number[], number[], string]>([
    ["too few", "FP32", [2], [0, 0, 0, 0], "input x has 4 bytes, but FP32 [2] takes 8"],
    ["too many", "BOOL", [1], [0, 0], "input x has 2 bytes, but BOOL [1] takes 1"],
    ["no bool", "BOOL", [2], [1, 2], "input x: element 1 is the byte 2, and BOOL has only 0 and 1"],
    [
      "a shape beyond counting",
      "UINT8",
      [2 ** 40, 2 ** 40],
      [1],
      "input x has the shape [1099511627776, 1099511627776], which is none that can be counted",
    ],
    [
      "a shape beyond memory",
      "FP64",
      [2 ** 50],
      [1],
      "input x has 1 bytes, but FP64 [1125899906842624] takes 9007199254740992",
    ],
    ["fewer bytes than lengths", "BYTES", [3], [0, 0, 0, 0], "input x has 4 bytes, but BYTES [3] takes at least 12"],
    ["an element beyond the end", "BYTES", [1], [5, 0, 0, 0, 65], "input x ends within element 0 of 1"],
    ["a length beyond the end", "BYTES", [2], [4, 0, 0, 0, 1, 2, 3, 4], "input x ends within element 1 of 2"],
    ["a length of 4 GB", "BYTES", [1], [255, 255, 255, 255], "input x ends within element 0 of 1"],
    ["bytes left over", "BYTES", [1], [0, 0, 0, 0, 9], "input x has 1 bytes after its last element"],
    ["bytes for no element", "BYTES", [0], [9], "input x has 1 bytes after its last element"],
  ])("with %s are refused", (_, datatype, shape, raw, message) => {
    expect(() => fromRaw("input x", datatype, shape, Uint8Array.from(raw))).toThrow(
      new BridgeError("bad_request", message),
    );
  });

  it("of more texts than are to be arrays of their own are refused before any is made", () => {
    const many = [1_000_001];
    const message = "input x has 1000001 elements, and a tensor of BYTES may have 1000000";
    expect(() => checkSize("input x", "BYTES", many, 4_000_004)).toThrow(message);
    expect(() => checkSize("input x", "UINT8", many, 1_000_001)).not.toThrow();
  });

  it("of any kind are either a tensor or refused", () => {
    const shapes = fc.array(fc.oneof(fc.nat(5), fc.integer(), fc.double()), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...ALL), shapes, fc.uint8Array({ maxLength: 64 }), (datatype, shape, raw) => {
        try {
          expect(toRaw(fromRaw("input x", datatype, shape, raw))).toEqual(raw);
        } catch (error) {
          expect(error).toMatchObject({ name: "BridgeError", kind: "bad_request" });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
