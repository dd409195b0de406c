import { status } from "@grpc/grpc-js";
import { Writer } from "protobufjs/minimal.js";
import { describe, expect, it } from "vitest";
import { readRequest } from "../../../src/gateways/grpc/paddle-request.ts";
import type { Message } from "../../support/grpc.ts";
import { PADDLE } from "../../support/grpc.ts";

const MOST = 1_000_000;
const encoded = (message: Message) => PADDLE.encoded("inference", message);
/** A tensor of packed `bool_data`. */
const tensor = (count: number) =>
  Writer.create().uint32(0x1a).fork().uint32(0x32).bytes(Buffer.alloc(count, 1)).ldelim().finish();

describe("a request", () => {
  it("is read, whatever is packed in it", () => {
    const message = {
      key: ["a"],
      value: ["b"],
      tensors: [{ int64_data: [-1, 2], float_data: [0.5], float64_data: [0.25], shape: [3], str_data: ["c"] }],
    };
    const { key, value, tensors } = readRequest(encoded(message));
    expect([key, value]).toEqual([["a"], ["b"]]);
    const [read] = tensors;
    expect([read?.int64Data?.map(String), read?.floatData, read?.float64Data, read?.strData]).toEqual([
      ["-1", "2"],
      [0.5],
      [0.25],
      ["c"],
    ]);
  });

  // A tensor counts a hundred, its field in the message and its own one field one each.
  it("has as many elements as can be read in time", () => {
    expect(readRequest(tensor(MOST - 102)).tensors[0]?.boolData).toHaveLength(MOST - 102);
  });

  it.each([
    ["numbers", () => tensor(MOST - 101)],
    ["texts", () => Buffer.alloc(2 * (MOST + 1)).fill(Buffer.from([0x0a, 0]))],
    ["tensors", () => Buffer.alloc(MOST / 10).fill(Buffer.from([0x1a, 0]))],
  ])("of too many %s is refused before it is read", (_, bytes) => {
    expect(() => readRequest(bytes())).toThrow(expect.objectContaining({ code: status.RESOURCE_EXHAUSTED }));
  });

  it("that is none is told so", () => {
    expect(() => readRequest(Buffer.from([0x0a, 9]))).toThrow(
      expect.objectContaining({
        code: status.INTERNAL,
        message: expect.stringMatching(/^Error deserializing request: /),
      }),
    );
  });
});
